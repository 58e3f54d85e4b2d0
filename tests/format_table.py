"""The table of docs/formats.md, from the registry of file formats: ``python -m tests.format_table`` writes it again."""

from __future__ import annotations

from collections.abc import Iterator

from ingestion import FileFormat, file_formats
from ingestion.formats.file_format import Paging
from tests.package_arrows import ROOT

PAGE = ROOT / "docs" / "formats.md"
FIRST, LAST = "<!-- formats: python -m tests.format_table -->", "<!-- end of formats -->"
_PAGES = {
    Paging.OWN: "its own",
    Paging.LAID_OUT: "of a conversion by LibreOffice, where installed",
    Paging.NONE: "none",
}


def table() -> str:
    """The table in Markdown: one line a format."""
    return "\n".join(_lines(file_formats()))


def _lines(formats: tuple[FileFormat, ...]) -> Iterator[str]:
    yield "| format | extensions | media type | known by | pages | seconds | memory | unpacked |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in formats:
        known = "its name, and no binary content" if one.is_text else "its name and its content"
        seconds = f"{one.limits.seconds:.0f} a {'page' if one.read_in_parts else 'file'}"
        unpacked = "-" if one.limits.unpacked is None else f"{one.limits.unpacked / 1e6:.0f} MB"
        yield (
            f"| {one.label} | {' '.join(one.extensions)} | `{one.media_type}` | {known} | {_PAGES[one.paging]} "
            f"| {seconds} | {one.limits.memory / 1024**3:.0f} GiB | {unpacked} |"
        )


def in_page(text: str, made: str) -> str:
    """The text of the page with this table in its place."""
    before, _, rest = text.partition(FIRST)
    return f"{before}{FIRST}\n{made}\n{LAST}{rest.partition(LAST)[2]}"


if __name__ == "__main__":
    PAGE.write_text(in_page(PAGE.read_text("utf-8"), table()), encoding="utf-8")
