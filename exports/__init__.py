"""Answers as files for people and programs: XLSX, CSV, JSON."""

from exports.answer_json import answer_to_json
from exports.export import Format, export_answers

__all__ = ["Format", "answer_to_json", "export_answers"]
