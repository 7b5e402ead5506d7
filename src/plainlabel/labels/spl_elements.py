"""Children of SPL elements, found fast: by tag, along a path, as text and as days.

lxml's own `find` costs ten times as much, and a label has some ten thousand of these elements.
"""

from __future__ import annotations

from plainlabel import identifiers
from plainlabel.labels.spl_text import fold
from plainlabel.labels.xml_input import Element

Children = dict[str, list[Element]]


def grouped(element: Element) -> Children:
    """Returns the children of `element` by tag, in order."""
    found: Children = {}
    for child in element[:]:
        tag = child.tag
        if tag in found:
            found[tag].append(child)
        else:
            found[tag] = [child]
    return found


def firsts(element: Element) -> dict[str, Element]:
    """Returns the first child of `element` under each tag."""
    return {child.tag: child for child in reversed(element[:])}


def descend(element: Element, *path: str) -> Element | None:
    """Returns the first child along a path of tags, or None."""
    found = element
    for tag in path:
        for child in found[:]:
            if child.tag == tag:
                found = child
                break
        else:
            return None
    return found


def folded(element: Element | None) -> str | None:
    """Returns the text of an element with blanks made one, None for none."""
    if element is None:
        return None
    return fold("".join(element.itertext()) if len(element) else element.text or "") or None


def dates(marketing: Element) -> tuple[str | None, str | None]:
    """Returns the first and the last day of an act of marketing, each None where it is not said."""
    time = descend(marketing, "effectiveTime")
    if time is None:
        return None, None
    parts = firsts(time)
    low, high = parts.get("low"), parts.get("high")
    return (
        identifiers.date(low.get("value")) if low is not None else None,
        identifiers.date(high.get("value")) if high is not None else None,
    )
