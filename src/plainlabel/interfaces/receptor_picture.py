"""The receptor picture as SVG: each cytokine's arrow to its receptor and on to the cell, cut where the medicine blocks it.

Drawn from the rows of the pathway matrix (`action.pathways`), so that it says no more than they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree
from msgspec import Struct

from plainlabel.action.pathways import Cell

WIDTH: Final = 680
_ROW: Final = 64
_TOP: Final = 44
_BOTTOM: Final = 54
_SVG: Final = "http://www.w3.org/2000/svg"
_WORDS: Final = {"blocked": "blocked", "partly": "partly blocked", "spared": "goes on", "unknown": "not known"}


class Way(Struct, frozen=True):
    """One way of a signal: its cytokine, the receptor it needs, and what the medicine does to it."""

    cytokine: str
    receptor: str
    verdict: str


def ways(cells: Sequence[Cell], receptors: dict[str, str]) -> tuple[Way, ...]:
    """Returns the ways to draw: those the medicine acts on, a way for each type of receptor, then up to three that go on."""
    acted = [each for each in cells if each.verdict in {"blocked", "partly"}]
    spared = [each for each in cells if each.verdict == "spared"][:3]
    return tuple(
        Way(each.cytokine, receptor, each.verdict)
        for each in (*acted, *spared)
        for receptor in _receptors(receptors[each.cytokine])
    )


def _receptors(told: str) -> tuple[str, ...]:
    """Returns the receptors of a cytokine: "IL-4R-alpha with gamma-c (type I) or IL-13R-alpha-1 (type II)" is two."""
    first, _, second = told.partition(" or ")
    if not second:
        return (told,)
    shared = first.partition(" with ")[0]
    return first, f"{shared} with {second}"


def picture(medicine: str, drawn: Sequence[Way]) -> str:
    """Returns the SVG element; each way is a row from the cytokine on the left to the cell on the right."""
    height = _TOP + _ROW * len(drawn) + _BOTTOM
    root = _element("svg", xmlns=_SVG, viewBox=f"0 0 {WIDTH} {height}", role="img", class_="plot receptors")
    _words(root, "title", f"Which signals {medicine} blocks")
    _words(root, "desc", "; ".join(f"{way.cytokine} by {way.receptor}: {_WORDS[way.verdict]}" for way in drawn))
    membrane = _element("rect", class_="cell", x=520, y=_TOP - 14, width=150, height=_ROW * len(drawn) + 8, rx=14)
    root.append(membrane)
    for words, x in (("signal", 60), ("receptor on the cell", 330), ("inside the cell", 595)):
        root.append(_text(words, x, 20, "quiet"))
    for number, way in enumerate(drawn):
        _row(root, way, _TOP + _ROW * number + _ROW / 2 - 6)
    root.append(_text("An arrow that ends at a bar is a signal that does not get through.", WIDTH / 2, height - 18, "quiet"))
    text: str = etree.tostring(root, encoding="unicode")
    return text


def _row(root: etree._Element, way: Way, y: float) -> None:
    stopped = way.verdict == "blocked"
    root.append(_element("circle", class_="cytokine", cx=60, cy=y, r=25))
    root.append(_text(way.cytokine, 60, y + 5, "small" if len(way.cytokine) > 6 else ""))
    end = 160 if stopped else 178
    root.append(_element("path", class_=f"way {way.verdict}", d=f"M88 {y:g}H{end}"))
    if stopped:
        root.append(_element("path", class_="bar", d=f"M164 {y - 16:g}v32"))
    else:
        root.append(_element("path", class_=f"head {way.verdict}", d=f"M178 {y - 6:g}l12 6l-12 6z"))
    root.append(_element("rect", class_="receptor", x=194, y=y - 20, width=272, height=40, rx=8))
    root.append(_text(way.receptor, 330, y + 5, "small" if len(way.receptor) > 26 else ""))
    if not stopped:
        root.append(_element("path", class_=f"way {way.verdict}", d=f"M468 {y:g}h46"))
        root.append(_element("path", class_=f"head {way.verdict}", d=f"M512 {y - 6:g}l12 6l-12 6z"))
    root.append(_text(_WORDS[way.verdict], 595, y + 5, f"outcome {way.verdict}"))


def _element(name: str, **attributes: object) -> etree._Element:
    return etree.Element(name, {key.rstrip("_").replace("_", "-"): f"{value}" for key, value in attributes.items()})


def _text(words: str, x: float, y: float, kind: str) -> etree._Element:
    element = _element("text", x=f"{x:g}", y=f"{y:g}", text_anchor="middle", class_=kind)
    element.text = words
    return element


def _words(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
