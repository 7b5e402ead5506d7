"""Plots as SVG: lines, bands and marks over a time axis, readable in light and dark, by eye and by a screen reader.

The elements carry classes (`plot-line-1`, `plot-band-1` ...) and no style of their own, so that the site's one stylesheet colors
them and its policy against inline styles holds; a file of its own (`standalone`) brings the colors along. Drawn here, not by a
plotting library: those write inline styles, pictures of letters, or scripts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree
from msgspec import Struct

WIDTH: Final = 680
HEIGHT: Final = 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 16, 18, 92
_MOST_TICKS: Final = 7
_MOST_EVEN_TICKS: Final = 9
_SVG: Final = "http://www.w3.org/2000/svg"
_COLORS: Final = """
svg{background:#fff;color:#17252b;font:14px system-ui,sans-serif}
.plot-grid{stroke:#cbd7db;stroke-width:1}.plot-axis{stroke:#50626a;stroke-width:1.5}text{fill:#17252b}
.plot-line{fill:none;stroke-width:2.5;stroke-linejoin:round}
.plot-line-1{stroke:#0b7285}.plot-line-2{stroke:#a34a08;stroke-dasharray:7 4}.plot-line-3{stroke:#4a4494;stroke-dasharray:2 4}
.plot-band{stroke:none;fill-opacity:.2}.plot-band-1{fill:#0b7285}.plot-band-2{fill:#a34a08}.plot-band-3{fill:#4a4494}
.plot-mark{fill:#50626a}.plot-missed{fill:none;stroke:#b3261e;stroke-width:2}
"""


class Line(Struct, frozen=True):
    """One curve by name: values `y` at `x`; `low` and `high` are the band around it, empty where it has none."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    band_name: str = ""


class Plot(Struct, frozen=True):
    """One plot: its curves, what stands on the axes, and the days of doses (`marks`) and of missed ones (`missed`).

    `x_steps` are the steps that the time axis may be parted by, the finest first: 1, 2, 4 weeks, where decimal ones read badly.
    """

    title: str
    description: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    marks: tuple[float, ...] = ()
    missed: tuple[float, ...] = ()
    y_most: float | None = None
    x_steps: tuple[float, ...] = ()


def svg(plot: Plot, *, standalone: bool = False) -> str:
    """Returns the plot as an SVG element; with `standalone` as a document with its own colors."""
    x_most = max((value for line in plot.lines for value in line.x), default=1.0) or 1.0
    tallest = max((value for line in plot.lines for value in (*line.y, *line.high)), default=1.0) or 1.0
    frame = _Frame(x_most, plot.y_most or ticks(tallest)[-1])
    root = _element("svg", xmlns=_SVG, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", class_="plot")
    _add(root, "title", plot.title)
    _add(root, "desc", plot.description)
    if standalone:
        _add(root, "style", _COLORS)
    for part in (*_axes(frame, plot), *_bands(frame, plot), *_lines(frame, plot), *_marks(frame, plot), *_legend(plot)):
        root.append(part)
    text: str = etree.tostring(root, encoding="unicode")
    return text


def ticks(most: float) -> list[float]:
    """Returns even, round figures from 0 to at least `most`, at most eight."""
    if not (most > 0 and math.isfinite(most)):
        return [0.0, 1.0]
    rough = most / (_MOST_TICKS - 1)
    base = 10.0 ** math.floor(math.log10(rough))
    step = next(base * each for each in (1, 2, 2.5, 5, 10) if base * each >= rough * (1 - 1e-9))
    return [round(step * place, 12) for place in range(math.ceil(most / step - 1e-9) + 1)]


def even_ticks(most: float, steps: Sequence[float]) -> list[float]:
    """Returns the multiples of the finest of `steps` that gives at most nine up to `most`; round figures where none does."""
    step = next((each for each in steps if most / each <= _MOST_EVEN_TICKS), None)
    return ticks(most) if step is None else [step * place for place in range(math.floor(most / step + 1e-9) + 1)]


class _Frame(Struct, frozen=True):
    """Where values stand in the picture."""

    x_most: float
    y_most: float

    def x(self, value: float) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * value / self.x_most, 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * min(value, self.y_most) / self.y_most, 1)

    def points(self, xs: Sequence[float], ys: Sequence[float]) -> str:
        return " ".join(f"{self.x(x):g},{self.y(y):g}" for x, y in zip(xs, ys, strict=True))


def _element(name: str, **attributes: object) -> etree._Element:
    return etree.Element(name, {key.rstrip("_").replace("_", "-"): f"{value}" for key, value in attributes.items()})


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _text(words: str, x: float, y: float, **attributes: object) -> etree._Element:
    element = _element("text", x=f"{x:g}", y=f"{y:g}", **attributes)
    element.text = words
    return element


def _axes(frame: _Frame, plot: Plot) -> Iterator[etree._Element]:
    bottom = HEIGHT - _BOTTOM
    for value in ticks(frame.y_most):
        if value <= frame.y_most * (1 + 1e-9):
            y = frame.y(value)
            yield _element("line", class_="plot-grid", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y)
            yield _text(f"{value:g}", _LEFT - 8, y + 4.5, text_anchor="end")
    for value in even_ticks(frame.x_most, plot.x_steps):
        if value <= frame.x_most * (1 + 1e-9):
            x = frame.x(value)
            yield _element("line", class_="plot-axis", x1=x, x2=x, y1=bottom, y2=bottom + 5)
            yield _text(f"{value:g}", x, bottom + 20, text_anchor="middle")
    yield _element("line", class_="plot-axis", x1=_LEFT, x2=WIDTH - _RIGHT, y1=bottom, y2=bottom)
    yield _text(plot.x_label, (WIDTH + _LEFT - _RIGHT) / 2, bottom + 40, text_anchor="middle")
    middle = (HEIGHT - _BOTTOM + _TOP) / 2
    yield _text(plot.y_label, 0, 0, text_anchor="middle", transform=f"translate(17 {middle:g}) rotate(-90)")


def _bands(frame: _Frame, plot: Plot) -> Iterator[etree._Element]:
    for number, line in enumerate(plot.lines, 1):
        if line.low:
            there, back = frame.points(line.x, line.high), frame.points(line.x[::-1], line.low[::-1])
            yield _element("polygon", class_=f"plot-band plot-band-{number}", points=f"{there} {back}")


def _lines(frame: _Frame, plot: Plot) -> Iterator[etree._Element]:
    for number, line in enumerate(plot.lines, 1):
        yield _element("polyline", class_=f"plot-line plot-line-{number}", points=frame.points(line.x, line.y))


def _marks(frame: _Frame, plot: Plot) -> Iterator[etree._Element]:
    bottom = HEIGHT - _BOTTOM
    for day in plot.marks if len(plot.marks) <= WIDTH / 8 else ():
        x = frame.x(day)
        yield _element("path", class_="plot-mark", d=f"M{x:g} {bottom - 9}l4 9h-8z")
    for day in plot.missed:
        x = frame.x(day)
        yield _element("path", class_="plot-missed", d=f"M{x - 4:g} {bottom - 10}l8 8m0 -8l-8 8")


def _legend(plot: Plot) -> Iterator[etree._Element]:
    """Yields the legend below the axis: a sample and its words, as many in a row as fit."""
    samples: list[tuple[str, str]] = []
    for number, line in enumerate(plot.lines, 1):
        samples.append((f"line-{number}", line.name))
        if line.low and line.band_name:
            samples.append((f"band-{number}", line.band_name))
    if plot.marks and len(plot.marks) <= WIDTH / 8:
        samples.append(("mark", "a dose"))
    if plot.missed:
        samples.append(("missed", "a missed dose"))
    x, y = float(_LEFT), HEIGHT - 28.0
    for kind, words in samples:
        needed = 34 + 7.2 * len(words)
        if x > _LEFT and x + needed > WIDTH:
            x, y = float(_LEFT), y + 20
        yield _sample(kind, x, y)
        yield _text(words, x + 26, y + 4.5)
        x += needed + 10


def _sample(kind: str, x: float, y: float) -> etree._Element:
    if kind == "mark":
        return _element("path", class_="plot-mark", d=f"M{x + 10:g} {y - 5:g}l4 9h-8z")
    if kind == "missed":
        return _element("path", class_="plot-missed", d=f"M{x + 6:g} {y - 4:g}l8 8m0 -8l-8 8")
    if kind.startswith("band"):
        return _element("rect", class_=f"plot-band plot-{kind}", x=f"{x:g}", y=f"{y - 6:g}", width=20, height=12)
    return _element("line", class_=f"plot-line plot-{kind}", x1=f"{x:g}", x2=f"{x + 20:g}", y1=f"{y:g}", y2=f"{y:g}")
