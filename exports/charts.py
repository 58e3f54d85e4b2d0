"""Charts of the deliverables, as SVG and PNG, with a text that says the same.

Colours differ by lightness and by hatching too: they are told apart on a black-and-white print.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from exports.deliverable_blocks import Picture
from exports.file_text import clean

INK = "#1c2b33"
#: Face, hatching: lightness falls from the last to the first.
FILLS = (("#1f4e5f", ""), ("#7fb0c0", "///"), ("#f2c9a8", "..."), ("#e9ecee", ""), ("#ffffff", "xx"))
DPI = 160
SLIDE = (9.2, 4.5)
"""Inches across and high of a chart on a slide."""
_NO_SOFTWARE: Mapping[str, None] = {"Software": None}
_MOST_TALL = 10
"""Rows of a chart on a slide whose labels may have two lines."""
_LINE = 38
"""Characters of a line of a label."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, drawn in either form when it is asked for; ``text`` says the same as the picture."""

    title: str
    text: str
    figure: Callable[[], Any]

    def png(self) -> bytes:
        """The picture; the same figures give the same bytes."""
        return self._drawn("png", _NO_SOFTWARE)

    def svg(self) -> str:
        """The drawing, which carries its own alternative text; its words stay text."""
        drawn = self._drawn("svg", {"Date": None, "Creator": None}).decode()
        label = escape(f"{self.title}. {self.text}")
        return drawn[drawn.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{label}"', 1)

    def picture(self, width: float = 1.0) -> Picture:
        """The chart as a block."""
        return Picture(self.png(), f"{self.title}. {self.text}", self.title, width)

    def slide_picture(self) -> Picture:
        """The chart in the shape of a slide, where its words are read from afar."""
        return Picture(self._drawn("png", _NO_SOFTWARE, SLIDE), f"{self.title}. {self.text}", self.title)

    def _drawn(self, form: str, metadata: Mapping[str, None], size: tuple[float, float] | None = None) -> bytes:
        import matplotlib

        buffer = io.BytesIO()
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "biollm", "hatch.linewidth": 0.6}):
            figure = self.figure()
            if size is not None:
                figure.set_size_inches(*size)
                _one_line_labels(figure.axes[0])
            figure.savefig(buffer, format=form, dpi=DPI, metadata=metadata)
        return buffer.getvalue()


def stacked_chart(title: str, rows: Sequence[tuple[str, Sequence[int]]], series: Sequence[str]) -> Chart:
    """Counts of each row as one bar in pieces, in the order given.

    Args:
        title: What it shows.
        rows: Label and counts, one a series.
        series: Names of the pieces; at most five.
    """

    def draw() -> Any:
        figure, axes = _axes(max(1.6, len(rows) * 0.38 + 1.1))
        starts = [0.0] * len(rows)
        places = list(range(len(rows)))[::-1]
        for number, name in enumerate(series):
            face, hatch = FILLS[number]
            widths = [float(counts[number]) for _, counts in rows]
            axes.barh(places, widths, left=starts, color=face, hatch=hatch, edgecolor=INK, linewidth=0.6, height=0.66,
                      label=name)  # fmt: skip
            for place, start, width in zip(places, starts, widths, strict=True):
                if width:
                    axes.text(start + width / 2, place, f"{int(width)}", ha="center", va="center", fontsize=7.5,
                              color="white" if number == 0 else INK,
                              bbox=None if number in (0, 3) else _PLATE)  # fmt: skip
            starts = [start + width for start, width in zip(starts, widths, strict=True)]
        axes.set_yticks(places, [_short(label) for label, _ in rows])
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        if len(series) > 1:
            axes.legend(loc="upper center", bbox_to_anchor=(0.4, 0.0), ncols=len(series), frameon=False, fontsize=8)
        return figure

    text = " ; ".join(
        f"{label} : " + ", ".join(f"{name} {count}" for name, count in zip(series, counts, strict=True) if count)
        for label, counts in rows
    )
    return Chart(title, text, draw)


def interval_chart(title: str, rows: Sequence[tuple[str, float, tuple[float, float], int]]) -> Chart:
    """Shares with their interval: label, share, (low, high), n."""

    def draw() -> Any:
        figure, axes = _axes(max(1.4, len(rows) * 0.38 + 0.8))
        for place, (_, share, (low, high), _) in zip(range(len(rows))[::-1], rows, strict=True):
            axes.plot([low, high], [place, place], color="#9ab", linewidth=7, solid_capstyle="butt")
            axes.plot([share], [place], "D", color=FILLS[0][0], markersize=6)
        axes.set_yticks(list(range(len(rows)))[::-1], [f"{_short(label)} (n = {n})" for label, _, _, n in rows])
        axes.set_ylim(-0.6, len(rows) - 0.4)
        axes.set_xlim(-0.01, 1.01)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
        axes.grid(visible=True, axis="x", color="#e4eaed", linewidth=0.7)
        return figure

    text = " ; ".join(
        f"{label} : {share:.0%}, intervalle de {low:.0%} à {high:.0%}, n = {n}" for label, share, (low, high), n in rows
    ).replace("%", " %")
    return Chart(title, text, draw)


def bar_chart(title: str, rows: Sequence[tuple[str, float]], unit: str) -> Chart:
    """One number a row."""

    def draw() -> Any:
        figure, axes = _axes(max(1.4, len(rows) * 0.38 + 0.6))
        places = list(range(len(rows)))[::-1]
        axes.barh(places, [value for _, value in rows], color=FILLS[1][0], edgecolor=INK, linewidth=0.6, height=0.62)
        for place, (_, value) in zip(places, rows, strict=True):
            axes.text(value, place, f" {value:.4g} {unit}".replace(".", ","), va="center", fontsize=8, color=INK)
        axes.set_yticks(places, [_short(label) for label, _ in rows])
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.set_xlim(0, max((value for _, value in rows), default=1.0) * 1.2 or 1.0)
        return figure

    text = " ; ".join(f"{label} : {value:.4g} {unit}".replace(".", ",") for label, value in rows)
    return Chart(title, text, draw)


def change_chart(title: str, before: str, after: str, counts: Mapping[str, tuple[int, int]]) -> Chart:
    """How many indicators have each verdict in two versions: two bars, in pieces."""
    series = list(counts)
    rows = [(before, [counts[name][0] for name in series]), (after, [counts[name][1] for name in series])]
    return stacked_chart(title, rows, series)


_PLATE = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}


def _axes(height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.4, min(height, 12)), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="both", labelsize=8.5, colors=INK, length=0)
    axes.set_axisbelow(True)
    return figure, axes


def _one_line_labels(axes: Any) -> None:
    """Where many rows share a slide, each label has the height of one line."""
    labels = [one.get_text() for one in axes.get_yticklabels()]
    if len(labels) > _MOST_TALL:
        axes.set_yticks(axes.get_yticks(), [one.replace("\n", "…\n").partition("\n")[0] for one in labels])


def _short(text: str) -> str:
    """A label on two lines at most."""
    flat = clean(text).replace("$", r"\$")
    if len(flat) <= _LINE:
        return flat
    shown = textwrap.shorten(flat, 2 * _LINE - 6, placeholder="…") or flat[: _LINE - 1]
    return "\n".join(textwrap.wrap(shown, _LINE)[:2])
