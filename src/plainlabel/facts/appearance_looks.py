"""The looks that a stretch of text states: colours and shape as words, the imprint as the text on the medicine."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from plainlabel.vocabulary.patterns import pattern

_COLOR = pattern("appearance.color")
NOT_PRODUCT = pattern("appearance.not_product")
"""Words whose colour is not the medicine's: ink, bottles, caps."""
_SHAPE = pattern("appearance.shape")
_VERB = pattern("appearance.verb")
QUOTED = pattern("appearance.quoted")
"""Text in quotation marks."""
_UNQUOTED = pattern("appearance.unquoted")
_SIDED = pattern("appearance.sided")
_MARKINGS = pattern("appearance.markings")
# The number of a capsule, in quotation marks like a print.
_SIZE: Final = re.compile(r"\b[Ss]ize\s[\"“”‘’']\w{1,3}[\"“”’']")  # noqa: RUF001 - labels use typographic signs
_NAMES_OF_SHAPES = {"rectangle": "rectangular", "triangle": "triangular"}


class Look(NamedTuple):
    """The looks one stretch of text states."""

    colors: tuple[str, ...] = ()
    shape: str | None = None
    imprint: str | None = None


@lru_cache(maxsize=1_024)
def look(text: str, *, marked: bool = False) -> Look:
    """Returns the looks of a stretch of text; `marked` where quoted text needs no word that says it is printed."""
    text = _SIZE.sub(" ", text)
    kept = NOT_PRODUCT.sub(" ", text)
    quiet = QUOTED.sub(" ", kept)
    colors = dict.fromkeys(_color(found.group()) for found in _COLOR.finditer(quiet))
    shapes = [found for found in _SHAPE.finditer(quiet) if _is_shape(found, quiet)]
    shape = _shape(shapes[0]) if shapes else None
    imprint = _imprint(text, marked=marked)
    return Look(tuple(colors), shape, imprint if imprint and not _NO_IMPRINT.search(imprint) else None)


def _color(words: str) -> str:
    return (
        " ".join(words.lower().split()).replace("off white", "off-white").replace("grey", "gray").replace("colourless", "colorless")
    )


def _is_shape(found: re.Match[str], text: str) -> bool:
    """Returns whether a word is a shape: "capsule" and "round" are others unless they stand as one."""
    word = found["shape"].lower()
    if found["suffix"]:
        return True
    if word in {
        "round",
        "circular",
        "oval",
        "oblong",
        "rectangular",
        "triangular",
        "square",
        "pentagonal",
        "hexagonal",
        "octagonal",
        "elliptical",
        "ellipsoidal",
        "cylindrical",
        "ovaloid",
        "spherical",
    } or word.startswith(("modified", "elongated")):
        return not re.match(r"\s(?:bottle|logo|hdpe|white)", text[found.end() :], re.IGNORECASE) or word != "round"
    return False


def _shape(found: re.Match[str]) -> str:
    name = " ".join(found["shape"].lower().split())
    return _NAMES_OF_SHAPES.get(name, name)


# Cells of a table run together, the head of one, or the code of the package beside it.
_NO_IMPRINT: Final = re.compile(r"\t|\bNDC\b|.{41}|(?:Details|Quantity|Description|Strength|Color|Plain|Each|The)$")


# A code that stands without quotation marks before text within them.
_BARE_CODE: Final = re.compile(
    r"\b(?:de|en|im|em)?(?:bossed|graved|printed|scribed) with (?:the )?(?:code |number )?(?P<code>(?=\w*\d)[A-Z0-9][\w-]{0,11})"
    r"\s(?:above|below|over|on)\b"
)


def _imprint(text: str, *, marked: bool) -> str | None:
    """Returns the text on the medicine, its sides joined by ";", None where the words name none."""
    if not marked and not _VERB.search(text) and not _SIDED.search(text):
        return None
    quoted = [words for found in QUOTED.finditer(text) if (words := " ".join(found["text"].split()).rstrip(",."))]
    if quoted and len(quoted) <= 4:
        bare = _BARE_CODE.search(text)
        return ";".join([bare["code"], *quoted] if bare and bare.start() < text.find(quoted[0]) else quoted)
    if listed := _MARKINGS.search(text):
        return ";".join(re.split(r",? and |, ", listed["list"]))
    found = _UNQUOTED.search(text.rstrip())
    if found is None:
        return None
    return ";".join(one.rstrip(".,") for one in (found["one"], found["two"]) if one)
