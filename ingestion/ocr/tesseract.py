"""Character recognition by Tesseract: the picture of a page becomes words with their boxes.

Tesseract is a program of the system. Where it is absent, or lacks French, pages that need it stay
unread with the reason, and the rest of the dossier is read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain import Box
from ingestion.formats.limits import run_limited

DPI = 200  # recall hardly grows above, time does
TIME_LIMIT = 90.0  # seconds a page: an ordinary one takes 3 to 6
MEMORY_LIMIT = 3 * 1024**3  # bytes of address space

INSTALL = "installez tesseract-ocr et tesseract-ocr-fra"
ABSENT = f"reconnaissance de caractères absente : {INSTALL}, puis relancez la lecture"
NO_LANGUAGE = "la langue « {0} » manque à Tesseract : installez tesseract-ocr-{0}, puis relancez la lecture"
SWITCHED_OFF = "reconnaissance de caractères désactivée"
SLOW = "reconnaissance trop longue (plus de {:.0f} s)"
FAILED = "la reconnaissance de caractères a échoué"

#: Below, a page that holds this many words is tried again as one that may lie on its side: text read
#: the wrong way round comes at 0.3, a bad scan at 0.6 and more.
UPRIGHT_CONFIDENCE = 0.6
UPRIGHT_WORDS = 8

_NOISE = re.compile(r"[\W_]+")
_AS_IT_LIES, _FIND_TURN = "3", "1"  # Tesseract's page segmentation modes
_TURNS = "osd"  # its data for orientation, a package of its own
_LEAST_NOISE_CONFIDENCE = 0.6  # a mark without letter or digit is kept above: « - », « • », « % »


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as the engine gives it: its line (block, paragraph, line), box in pixels and confidence (0 to 1)."""

    line: tuple[int, int, int]
    box: Box
    confidence: float
    text: str


class RecognitionFailed(Exception):
    """A page could not be recognised; the message says why, in French."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The engine of this system; ``name`` says version and language, and names what it made in a cache."""

    executable: str
    name: str
    language: str
    time_limit: float = TIME_LIMIT
    finds_turns: bool = False

    def recognise(self, image: Path, dpi: int) -> tuple[OcrWord, ...]:
        """Words of a picture in reading order; one that lies on its side or upside down is read as well.

        Boxes are those of the picture as it lies.

        Raises:
            RecognitionFailed: it took too long, or the engine failed.
        """
        words = self._read(image, dpi, _AS_IT_LIES)
        if not self.finds_turns or len(words) < UPRIGHT_WORDS or mean_confidence(words) >= UPRIGHT_CONFIDENCE:
            return words
        try:
            turned = self._read(image, dpi, _FIND_TURN)
        except RecognitionFailed:
            return words  # a picture without lines of text has no right way up
        return max(words, turned, key=mean_confidence)

    def _read(self, image: Path, dpi: int, mode: str) -> tuple[OcrWord, ...]:
        command = [self.executable, str(image), "stdout", "-l", self.language, "--psm", mode, "--dpi", str(dpi), "tsv"]
        try:
            code, output = run_limited(command, self.time_limit, memory=MEMORY_LIMIT, stdout=subprocess.PIPE)
        except subprocess.TimeoutExpired as error:
            raise RecognitionFailed(SLOW.format(self.time_limit)) from error
        if code != 0:
            raise RecognitionFailed(FAILED)
        return tuple(_words(output.decode("utf-8", "replace")))

    def key(self, image: bytes, dpi: int) -> str:
        """Name of what this engine makes of this picture: the same page is never recognised twice."""
        digest = hashlib.sha256(f"{self.name}/{self.finds_turns}/{dpi}/".encode())
        digest.update(image)
        return digest.hexdigest()


def find_tesseract(language: str, time_limit: float = TIME_LIMIT) -> Tesseract | str:
    """The Tesseract of this system with a language as it calls it, or the reason why there is none, in French."""
    executable = shutil.which("tesseract")
    if executable is None:
        return ABSENT
    try:
        version = _output(executable, "--version").split()
        languages = _output(executable, "--list-langs").split()
    except (OSError, subprocess.SubprocessError):
        return FAILED
    if language not in languages:
        return NO_LANGUAGE.format(language)
    name = f"tesseract {version[1] if len(version) > 1 else ''} {language}"
    return Tesseract(executable, name, language, time_limit, finds_turns=_TURNS in languages)


def _output(*command: str) -> str:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=20, check=True
    )
    return done.stdout.decode("utf-8", "replace")


def _words(table: str) -> Sequence[OcrWord]:
    """Words of Tesseract's TSV: level 5 rows (see « tesseract --help-extra », configuration « tsv »)."""
    found = []
    for row in csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 12 or row[0] != "5":
            continue
        block, paragraph, line = (int(value) for value in row[2:5])
        left, top, width, height = (float(value) for value in row[6:10])
        confidence = float(row[10]) / 100
        text = row[11].strip()
        if not text or confidence < 0 or (_NOISE.fullmatch(text) and confidence < _LEAST_NOISE_CONFIDENCE):
            continue
        box = Box(left, top, left + width, top + height)
        found.append(OcrWord((block, paragraph, line), box, round(confidence, 3), text))
    return found


def mean_confidence(words: Sequence[OcrWord]) -> float:
    """Mean confidence of words, a long one counting more than a short one; 0 without words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
