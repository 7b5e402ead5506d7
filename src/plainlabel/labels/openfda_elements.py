"""The product data text of an openFDA record, cut at the repeated names and read word by word: products with their ingredients.

The text "spl_product_data_elements" runs through the products one after the other without separators: brand, generic, ingredients
(an active one followed by its moieties), appearance, imprint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from plainlabel.label import ActiveIngredient, Appearance, Ingredient
from plainlabel.vocabulary import excipients

_COLORS: Final = ("black", "gray", "white", "red", "purple", "pink", "green", "yellow", "orange", "brown", "blue", "turquoise")
_SHAPES: Final = (
    "bullet", "capsule", "clover", "diamond", "freeform", "gear", "heptagon", "hexagon", "octagon", "oval", "pentagon", "rectangle",
    "round", "semi-circle", "square", "tear", "trapezoid", "triangle",
)  # fmt: skip
_CODE: Final = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9-]{2,12}\Z|\d{2,6}\Z")
_MOIETY_END: Final = re.compile(r"(?:CATION|ANION|ION)\Z|\(\d?[+-]\)\Z")
_MAX_MOIETY_WORDS: Final = 5
_MAX_IMPRINT_WORDS: Final = 4


class Segment(Struct, frozen=True):
    """One product of the product data text; `read` counts the words understood, of `words`."""

    name: str
    generic: str | None
    active: tuple[ActiveIngredient, ...]
    inactive: tuple[Ingredient, ...]
    appearance: Appearance | None
    words: int
    read: int


def texts(openfda: Mapping[str, object], name: str) -> list[str]:
    """Returns the texts of a field of a record's openfda part, blanks made one; a single text as a list."""
    value = openfda.get(name)
    values = value if isinstance(value, list) else [value]
    return [text for item in values if isinstance(item, str) and (text := " ".join(item.split()))]


def segments(openfda: Mapping[str, object], elements: str) -> list[Segment]:
    """Returns the products of the product data text in order, at least one."""
    brands, generics = texts(openfda, "brand_name"), texts(openfda, "generic_name")
    substances = texts(openfda, "substance_name")
    units = texts(openfda, "unii")
    codes = dict(zip((text.upper() for text in substances), units, strict=True)) if len(substances) == len(units) else {}
    words = elements.split()
    if not words:
        active = tuple(ActiveIngredient(name, codes.get(name.upper())) for name in substances)
        names = brands or generics or substances or [""]
        return [Segment(name, next(iter(generics), None), active, (), None, 0, 0) for name in names]
    reader = _Reader(words, brands, generics, substances, codes)
    starts = reader.starts()
    return [reader.segment(start, end) for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]


class _Reader:
    """Reads the words of one product data text."""

    def __init__(
        self,
        words: Sequence[str],
        brands: Sequence[str],
        generics: Sequence[str],
        substances: Sequence[str],
        codes: Mapping[str, str],
    ) -> None:
        self.words = words
        self.upper = [word.upper() for word in words]
        self.brands = _phrases(brands)
        self.generics = _phrases(generics)
        self.substances = _phrases(substances)
        self.codes = codes

    def starts(self) -> list[int]:
        """Returns where the products begin: at the start, and wherever the same names come again."""
        brand = _match(self.upper, 0, self.brands)
        length = brand + self._generic(brand)
        if not brand:
            # No brand name is given: the text begins with the generic name, or with a name nothing is known of.
            length = _match(self.upper, 0, self.generics) or 1
        opening = self.upper[: max(length, 1)]
        found = [0]
        for at in range(max(length, 1), len(self.words) - len(opening) + 1):
            again = self.upper[at : at + len(opening)] == opening and (len(opening) > 1 or self.words[at] == self.words[0])
            other = brand and not again and self._another_brand(at)
            if (again or other) and at - found[-1] > len(opening) + 1:
                found.append(at)
        return found

    def _another_brand(self, at: int) -> bool:
        length = _match(self.upper, at, self.brands)
        return bool(length) and bool(_match(self.upper, at + length, self.generics)) and not _match(self.upper, at, self.substances)

    def _generic(self, at: int) -> int:
        return _match(self.upper, at, self.generics)

    def segment(self, start: int, end: int) -> Segment:
        """Returns the product in words [start, end)."""
        brand = _match(self.upper, start, self.brands)
        generic = self._generic(start + brand)
        if start + brand + generic >= end:
            generic = 0
        at = start + (brand + generic or 1)
        name = " ".join(self.words[start : start + (brand or generic or 1)])
        generic_name = " ".join(self.words[start + brand : start + brand + generic]) or None
        active: dict[str, ActiveIngredient] = {}
        inactive: dict[str, Ingredient] = {}
        unread = 0
        tail = at
        while at < end:
            taken = self._active(at, end, active) or self._inactive(at, end, inactive)
            if taken:
                unread += at - tail
                at += taken
                tail = at
            else:
                at += 1
        appearance, described = _appearance(self.words[tail:end])
        return Segment(
            name,
            generic_name,
            tuple(active.values()),
            tuple(inactive.values()),
            appearance,
            end - start,
            end - start - unread - (end - tail) + described,
        )

    def _active(self, at: int, end: int, active: dict[str, ActiveIngredient]) -> int:
        """Reads an active ingredient with its moieties; returns how many words it takes."""
        length = _match(self.upper, at, self.substances)
        if not length or at + length > end or excipients.longest(self.upper, at) > length:
            return 0
        name = " ".join(self.upper[at : at + length])
        moieties: list[str] = []
        after = at + length
        while (count := self._moiety(after, end, name)) and len(moieties) < 6:
            moieties.append(" ".join(self.upper[after : after + count]))
            after += count
        if name not in active:
            active[name] = ActiveIngredient(
                name, self.codes.get(name), None, tuple(Ingredient(moiety, self.codes.get(moiety)) for moiety in moieties)
            )
        return after - at

    def _moiety(self, at: int, end: int, name: str) -> int:
        """Returns how many words the moiety at `at` takes: the substance's own name or beginning, else unknown words."""
        if at >= end:
            return 0
        own = name.split()
        same = 0
        while same < len(own) and at + same < end and self.upper[at + same] == own[same]:
            same += 1
        if same and not excipients.longest(self.upper, at) > same:
            return same + (1 if at + same < end and self.upper[at + same] in {"ANHYDROUS", "CATION", "ION"} else 0)
        count = 0
        while (
            at + count < end
            and count <= _MAX_MOIETY_WORDS
            and self.words[at + count].isupper()
            and not excipients.longest(self.upper, at + count)
            and not _match(self.upper, at + count, self.substances)
            and ";" not in self.words[at + count]
            and not self.words[at + count].isdigit()
        ):
            count += 1
            if _MOIETY_END.search(self.upper[at + count - 1]):
                return count
        known_after = at + count < end and (
            excipients.longest(self.upper, at + count) or _match(self.upper, at + count, self.substances)
        )
        return (
            count
            if count and count <= _MAX_MOIETY_WORDS and (known_after or at + count == end) and not _CODE.match(self.words[at])
            else 0
        )

    def _inactive(self, at: int, end: int, inactive: dict[str, Ingredient]) -> int:
        length = excipients.longest(self.upper, at)
        if not length or at + length > end:
            return 0
        name = " ".join(self.upper[at : at + length])
        inactive.setdefault(name, Ingredient(name, excipients.excipients()[name]))
        return length


def _phrases(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Returns the distinct names as words, the longest first, in the order given among equals."""
    distinct = dict.fromkeys(tuple(name.upper().split()) for name in names)
    return sorted(distinct, key=len, reverse=True)


def _match(words: Sequence[str], at: int, phrases: Sequence[Sequence[str]]) -> int:
    """Returns how many words at `at` the longest of `phrases` takes there, 0 for none."""
    return next((len(phrase) for phrase in phrases if phrase and tuple(words[at : at + len(phrase)]) == tuple(phrase)), 0)


def _appearance(words: Sequence[str]) -> tuple[Appearance | None, int]:
    """Returns what the last words of a product say of its look, and how many of them were understood."""
    imprint_at = next((index for index, word in enumerate(words) if ";" in word.strip(";")), None)
    if imprint_at is None and words and _CODE.match(words[-1]):
        imprint_at = len(words) - 1
    if imprint_at is not None and len(words) - imprint_at > _MAX_IMPRINT_WORDS:
        imprint_at = None
    imprint = " ".join(words[imprint_at:]) if imprint_at is not None else None
    said = [part.strip(",.") for word in words[:imprint_at] for part in word.lower().replace("grey", "gray").split("-")]
    colors = tuple(dict.fromkeys(word for word in said if word in _COLORS))
    shapes = [word for word in said if word in _SHAPES]
    if imprint is None and not colors and not shapes:
        return None, 0
    return Appearance(imprint, colors, shapes[0].upper() if len(shapes) == 1 else None), len(words)
