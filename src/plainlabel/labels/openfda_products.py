"""Products of an openFDA record, from its openfda lists and its flat product data text.

openFDA lists names, NDCs and substances of all products of a label side by side; what belongs together is not said. The text
"spl_product_data_elements" runs through the products one after the other without separators: brand, generic, ingredients (an active
one followed by its moieties), appearance, imprint. It is cut at the repeated names and read word by word.

What is decided here:

- As many products in the text as there are product NDCs, and the product and package lists agree on their order: paired in order.
  (Order against imprint could be checked on 35 real labels: right in all 24 where the lists agree.)
- One product in the text, or all alike: its content holds for each NDC, the appearance only for a single one.
- Otherwise each NDC is a product with the names and actives all share and every inactive ingredient any of them has.
- Strength and form are not given by openFDA and stay None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from plainlabel import identifiers
from plainlabel.label import ActiveIngredient, Appearance, ClassKind, Ingredient, Package, PharmClass, Product
from plainlabel.vocabulary import excipients

_COLORS: Final = ("black", "gray", "white", "red", "purple", "pink", "green", "yellow", "orange", "brown", "blue", "turquoise")
_SHAPES: Final = (
    "bullet", "capsule", "clover", "diamond", "freeform", "gear", "heptagon", "hexagon", "octagon", "oval", "pentagon", "rectangle",
    "round", "semi-circle", "square", "tear", "trapezoid", "triangle",
)  # fmt: skip
_CODE: Final = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9-]{2,12}\Z|\d{2,6}\Z")
_MOIETY_END: Final = re.compile(r"(?:CATION|ANION|ION)\Z|\(\d?[+-]\)\Z")
_CLASS: Final = re.compile(r"(.+?)\s*\[(EPC|MoA|PE|CS|Chemical/Ingredient)\]\s*\Z")
_SCHEDULE: Final = re.compile(r"\b(?:schedule\s+|C-?)(IV|V|III|II|I)\b", re.IGNORECASE)
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


def products(openfda: Mapping[str, object], elements: str, dea: str | None = None) -> tuple[Product, ...]:
    """Returns the products of a record; at least one.

    Args:
        openfda: the record's openfda part, which may be empty.
        elements: its product data text, which may be empty.
        dea: the schedule its text names.
    """
    found = segments(openfda, elements)
    codes, order_known = _codes(openfda)
    shared = _shared(openfda, dea)
    packages = _packages(openfda)
    sources = [code for text in _list(openfda, "original_packager_product_ndc") if (code := identifiers.ndc(text))]
    if not codes:
        return tuple(_product(segment, shared, None, (), None) for segment in found)
    source = sources[0] if len(sources) == 1 and len(codes) == 1 else None
    if len(found) == len(codes) and (order_known or len(codes) == 1):
        return tuple(
            _product(segment, shared, code, packages.get(code, ()), source) for segment, code in zip(found, codes, strict=True)
        )
    common = _common(found)
    return tuple(_product(common, shared, code, packages.get(code, ()), source) for code in codes)


def classes(openfda: Mapping[str, object]) -> tuple[PharmClass, ...]:
    """Returns the pharmacologic classes of a record; codes only where one name meets one code of its kind."""
    found: list[PharmClass] = []
    nui = [text for text in _list(openfda, "nui") if text.startswith("N")]
    kinds: tuple[tuple[str, ClassKind], ...] = (
        ("pharm_class_epc", "EPC"), ("pharm_class_moa", "MoA"), ("pharm_class_pe", "PE"), ("pharm_class_cs", "CS"),
    )  # fmt: skip
    names = [(kind, text) for field, kind in kinds for text in _list(openfda, field)]
    for kind, text in names:
        match = _CLASS.match(text)
        code = nui[0] if len(names) == 1 and len(nui) == 1 else None
        found.append(PharmClass(kind, match[1] if match else text, code))
    return tuple(sorted(set(found), key=lambda item: (item.kind, item.name, item.code or "")))


def schedule(texts: Sequence[str]) -> str | None:
    """Returns the DEA schedule ("CIV") that `texts` name, None where they name none or several."""
    found = {match[1].upper() for text in texts for match in _SCHEDULE.finditer(text)}
    return f"C{found.pop()}" if len(found) == 1 else None


def _list(openfda: Mapping[str, object], name: str) -> list[str]:
    value = openfda.get(name)
    values = value if isinstance(value, list) else [value]
    return [text for item in values if isinstance(item, str) and (text := " ".join(item.split()))]


def _codes(openfda: Mapping[str, object]) -> tuple[list[str], bool]:
    """Returns the product NDCs in the order of the packages, and whether both lists agree on it."""
    listed = list(dict.fromkeys(code for text in _list(openfda, "product_ndc") if (code := identifiers.ndc(text))))
    packed = list(
        dict.fromkeys(identifiers.product_ndc(code) for text in _list(openfda, "package_ndc") if (code := identifiers.ndc(text)))
    )
    order = [code for code in packed if code in listed] + [code for code in listed if code not in packed]
    return order, order == listed


def _packages(openfda: Mapping[str, object]) -> dict[str, tuple[Package, ...]]:
    found: dict[str, list[Package]] = {}
    for text in _list(openfda, "package_ndc"):
        if (code := identifiers.ndc(text)) is not None:
            found.setdefault(identifiers.product_ndc(code), []).append(Package(code))
    return {code: tuple(sorted(set(packages), key=lambda package: package.ndc)) for code, packages in found.items()}


class _Shared(Struct, frozen=True):
    """What openFDA gives for all products of a label alike."""

    routes: tuple[str, ...]
    application: str | None
    category: str | None
    dea: str | None


def _shared(openfda: Mapping[str, object], dea: str | None) -> _Shared:
    applications = _list(openfda, "application_number")
    application = applications[0] if len(applications) == 1 else None
    category = re.match(r"(NDA|ANDA|BLA)", application or "")
    return _Shared(tuple(_list(openfda, "route")), application, category[1] if category else None, dea)


def _product(segment: Segment, shared: _Shared, code: str | None, packages: tuple[Package, ...], source: str | None) -> Product:
    return Product(
        name=segment.name,
        generic=segment.generic,
        routes=shared.routes,
        active=segment.active,
        inactive=segment.inactive,
        product_ndc=code,
        packages=packages,
        source_ndc=source,
        marketing_category=shared.category,
        application=shared.application,
        dea=shared.dea,
        appearance=segment.appearance,
    )


def _common(found: Sequence[Segment]) -> Segment:
    """Returns what holds for all segments; of the inactive ingredients every one that any has."""
    first = found[0]
    active = tuple(dict.fromkeys(item for segment in found for item in segment.active))
    inactive = tuple(dict.fromkeys(item for segment in found for item in segment.inactive))
    alike = all(segment.appearance == first.appearance for segment in found)
    generic = first.generic if all(segment.generic == first.generic for segment in found) else None
    return Segment(first.name, generic, active, inactive, first.appearance if alike and len(found) > 1 else None, 0, 0)


def segments(openfda: Mapping[str, object], elements: str) -> list[Segment]:
    """Returns the products of the product data text in order, at least one."""
    brands, generics = _list(openfda, "brand_name"), _list(openfda, "generic_name")
    substances = _list(openfda, "substance_name")
    units = _list(openfda, "unii")
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
