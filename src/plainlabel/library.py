"""An edition to ask: the one object that all interfaces use.

with Library.open(None) as library:
    answer = library.ask("How long can Dupixent stay out of the fridge?")
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from msgspec import Struct, field, to_builtins

from plainlabel.answers.answer import answer
from plainlabel.answers.contract import Answer
from plainlabel.edition.names import fold
from plainlabel.edition.opened import Edition, locate, open_edition
from plainlabel.edition.records import LabelRecord, Medicine, SectionRecord
from plainlabel.errors import NotHeldError
from plainlabel.facts.fact import Indication
from plainlabel.identifiers import set_id as parse_set_id
from plainlabel.label import PharmClass, Product, heading, section_path
from plainlabel.questions.medicine_names import Mention, resolve
from plainlabel.vocabulary.sections import by_field

if TYPE_CHECKING:
    from plainlabel.facts.fact import Fact

MOST_FOUND: Final = 20
MOST_CONDITIONS: Final = 40


class ShownIngredient(Struct, frozen=True):
    """An ingredient of a shown product; `strength` is None for an inactive one."""

    name: str
    unii: str | None = None
    strength: str | None = None


class ShownInactive(Struct, frozen=True):
    """An inactive ingredient of a shown product."""

    name: str
    unii: str | None = None


class ShownAppearance(Struct, frozen=True):
    """What a shown product looks like."""

    imprint: str | None = None
    colors: tuple[str, ...] = ()
    shape: str | None = None
    size_mm: float | None = None
    score: int | None = None


class ShownProduct(Struct, frozen=True):
    """One product of a shown label; null or empty where the source gives nothing."""

    name: str
    generic: str | None
    form: str | None
    routes: tuple[str, ...]
    active: tuple[ShownIngredient, ...]
    inactive: tuple[ShownInactive, ...]
    product_ndc: str | None
    packages: tuple[str, ...]
    source_ndc: str | None
    application: str | None
    dea: str | None
    appearance: ShownAppearance | None
    parts: tuple[ShownProduct, ...] = ()


class ShownClass(Struct, frozen=True):
    """One FDA class of a shown medicine."""

    kind: str
    name: str
    code: str | None = None


class ShownLabel(Struct, frozen=True):
    """The label that is shown."""

    set_id: str
    version: int | None
    effective: str | None
    title: str
    labeler: str | None
    partial: bool


class ShownSectionLine(Struct, frozen=True):
    """One section in the list of a shown label."""

    id: str
    code: str | None
    number: str | None
    title: str
    characters: int


class Shown(Struct, frozen=True):
    """A medicine as `show --json` gives it: its facts, label and sections."""

    name: str
    ingredients: tuple[str, ...]
    classes: tuple[ShownClass, ...]
    label: ShownLabel
    other_labels: tuple[str, ...]
    products: tuple[ShownProduct, ...]
    sections: tuple[ShownSectionLine, ...]
    facts: dict[str, list[dict[str, Any]]]
    notices: tuple[str, ...] = ()


class ShownPassage(Struct, frozen=True):
    """One passage of a shown section at [start, end) of its text."""

    start: int
    end: int
    kind: str
    highlight: bool
    text: str


class ShownSection(Struct, frozen=True):
    """One section as `show --section --json` gives it: the stored text and its passages."""

    set_id: str
    version: int | None
    id: str
    code: str | None
    number: str | None
    title: str
    path: tuple[str, ...]
    text: str
    passages: tuple[ShownPassage, ...]


class FoundMedicine(Struct, frozen=True):
    """A medicine found by name: how it matched, and its label."""

    name: str
    match: str
    ingredients: tuple[str, ...]
    set_id: str | None
    key: str | None = None


class FoundPassage(Struct, frozen=True):
    """A passage found by its words; `text` is None in an edition of facts."""

    set_id: str
    name: str
    section_code: str | None
    section: str
    section_id: str
    start: int | None
    end: int | None
    text: str | None
    score: float


class FoundCondition(Struct, frozen=True):
    """A condition found among the approved uses, and the medicines approved for it."""

    condition: str
    medicines: tuple[str, ...]


class SearchResult(Struct, frozen=True):
    """What `search` found: medicines by name, classes with their members, conditions, passages, and names meant perhaps."""

    words: str
    medicines: tuple[FoundMedicine, ...] = ()
    did_you_mean: tuple[str, ...] = ()
    classes: tuple[FoundMedicine, ...] = ()
    conditions: tuple[FoundCondition, ...] = ()
    passages: tuple[FoundPassage, ...] = field(default=())


class Library:
    """An open edition that can be asked, shown and searched."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @classmethod
    def open(cls, path: Path | None = None, environ: Mapping[str, str] | None = None) -> Library:
        """Returns the library of the edition at `path`; without it that of PLAINLABEL_EDITION, the user's own, or the starter.

        Raises:
            NoEditionError: there is none.
            BrokenEditionError: it is damaged or of another schema.
        """
        return cls(open_edition(locate(path, os.environ if environ is None else environ)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Returns nothing; closes the edition."""
        self.edition.close()

    def ask(self, question: str, as_of: str | None = None) -> Answer:
        """Returns the answer to a question, from the label versions of `as_of` ("YYYY-MM-DD") where that is given.

        Raises:
            UsageError: `as_of` is no date.
        """
        return answer(question, self.edition, as_of)

    def show(self, name_or_set_id: str) -> Shown:
        """Returns a medicine with its standing label.

        Raises:
            NotHeldError: no label of that name or set id is held; the next step names near ones.
        """
        medicine, label, notices = self._named(name_or_set_id)
        others = [self.edition.label(key).set_id for key in (medicine.labels if medicine else ()) if key != label.key]
        facts: dict[str, list[dict[str, Any]]] = {}
        for fact in self.edition.facts(label.key):
            facts.setdefault(fact.kind, []).append(_fact(fact))
        return Shown(
            name=medicine.name if medicine else _title(label),
            ingredients=medicine.ingredients if medicine else _ingredients(label),
            classes=tuple(_class(each) for each in label.classes),
            label=ShownLabel(label.set_id, label.version, label.effective, label.title, label.labeler, label.partial),
            other_labels=tuple(dict.fromkeys(others)),
            products=tuple(_product(each) for each in label.products),
            sections=tuple(
                ShownSectionLine(each.id, each.code, each.number, each.title, each.characters)
                for each in self.edition.sections(label.key)
            ),
            facts=facts,
            notices=notices,
        )

    def show_section(self, set_id: str, section: str, version: int | None = None) -> ShownSection:
        """Returns the stored text of one section and its passages.

        `set_id` may be a name. `section` is a section id, a number ("5.2"), a LOINC code or an openFDA field name; the first
        section that fits in this order is taken.

        Raises:
            NotHeldError: no such label or section is held.
        """
        label = self.edition.label_by_set_id(set_id, version) if parse_set_id(set_id) else self._named(set_id)[1]
        record = self._section(label, section)
        tree = self.edition.section_tree(label.key)
        text = tree[record.id].text
        return ShownSection(
            label.set_id,
            label.version,
            record.id,
            record.code,
            record.number,
            record.title,
            tuple(heading(each) for each in section_path(tree, record.id)),
            text,
            tuple(
                ShownPassage(each.start, each.end, each.kind, each.highlight, text[each.start : each.end])
                for each in self.edition.passages(label.key, record.id)
            ),
        )

    def search(self, words: str, *, limit: int = MOST_FOUND) -> SearchResult:
        """Returns medicines, classes, conditions and passages that fit `words`; any text is a search."""
        bounded = " ".join(words[:500].split())
        mentions = resolve(bounded, self.edition)
        named = [*self._medicines_of(mentions), *self._prefixed(bounded)]
        return SearchResult(
            words=bounded,
            medicines=_distinct(named)[:limit],
            did_you_mean=tuple(dict.fromkeys(name for each in mentions if each.match == "ambiguous" for name in each.candidates)),
            classes=tuple(each for mention in mentions if mention.match == "class" for each in self._members(mention))[:limit],
            conditions=self._conditions(bounded)[:limit],
            passages=self._passages(bounded, limit),
        )

    # --- by name -------------------------------------------------------------------------------------------------------

    def _named(self, name: str) -> tuple[Medicine | None, LabelRecord, tuple[str, ...]]:
        if parse_set_id(name):
            return None, self.edition.label_by_set_id(name), ()
        mentions = resolve(name[:200], self.edition)
        for mention in mentions:
            for key in mention.medicines if mention.match not in {"class", "ambiguous"} else ():
                medicine = self.edition.medicine(key)
                if medicine is not None:
                    return medicine, self.edition.label(medicine.labels[0]), (mention.note,) if mention.note else ()
        raise NotHeldError(f"No label of {name[:80]!r} is held", next_step=self._suggestion(name, mentions))

    def _suggestion(self, name: str, mentions: tuple[Mention, ...]) -> str:
        near = [candidate for mention in mentions for candidate in mention.candidates]
        near += [each.name for each in self._prefixed(name[:4])[:5]] if not near else []
        hint = f"Did you mean {', '.join(dict.fromkeys(near))}?" if near else "Look for it with `plainlabel search`"
        known = [mention.name.name for mention in mentions if mention.name and not mention.medicines]
        return f"{known[0]} is a known name without a label here; get one with `plainlabel add`" if known else hint

    def _medicines_of(self, mentions: tuple[Mention, ...]) -> Iterator[FoundMedicine]:
        for mention in mentions:
            if mention.match not in {"class", "ambiguous"}:
                for key in mention.medicines:
                    yield from self._medicine(key, mention.match)
                if mention.name is not None and not mention.medicines:
                    parts = mention.name.ingredients[0] if len(mention.name.ingredients) == 1 else ()
                    yield FoundMedicine(mention.name.name, mention.match, parts, None)

    def _members(self, mention: Mention) -> Iterator[FoundMedicine]:
        for key in mention.medicines:
            yield from self._medicine(key, "class")

    def _medicine(self, key: str, match: str) -> Iterator[FoundMedicine]:
        medicine = self.edition.medicine(key)
        if medicine is not None:
            yield FoundMedicine(medicine.name, match, medicine.ingredients, self.edition.label(medicine.labels[0]).set_id, key)

    def _prefixed(self, words: str) -> list[FoundMedicine]:
        key = fold(words)
        if len(key) < 3:
            return []
        keys = self.edition.name_keys()
        found: list[FoundMedicine] = []
        for each in _from(keys, key):
            for name in self.edition.names(each):
                for medicine in name.medicines[:3] if name.kind != "class" else ():
                    found += self._medicine(medicine, "prefix")
            if len(found) > MOST_FOUND:
                break
        return found

    # --- by content ----------------------------------------------------------------------------------------------------

    def _conditions(self, words: str) -> tuple[FoundCondition, ...]:
        wanted = words.lower()
        if len(wanted) < 3:
            return ()
        found: dict[str, dict[str, None]] = {}
        for key, fact in self.edition.facts_of_kind("indication"):
            if isinstance(fact.value, Indication) and wanted in fact.value.condition.lower():
                found.setdefault(fact.value.condition.lower(), {})[_title(self.edition.label(key))] = None
        ranked = sorted(found.items(), key=lambda each: (each[0] != wanted, -len(each[1]), each[0]))
        return tuple(FoundCondition(condition, tuple(medicines)) for condition, medicines in ranked[:MOST_CONDITIONS])

    def _passages(self, words: str, limit: int) -> tuple[FoundPassage, ...]:
        return tuple(each for hit in self.edition.search(words, limit=limit) if (each := self._passage(*_hit(hit))) is not None)

    def _passage(self, key: int, ordinal: int, start: int, end: int, score: float) -> FoundPassage | None:
        label = self.edition.label(key)
        record = next((each for each in self.edition.sections(key) if each.ordinal == ordinal), None)
        if record is None:
            return None
        text = self.edition.section(key, record.id).text[start:end] if self.edition.kind == "full" else None
        title = f"{record.number} {record.title}".strip() if record.number else record.title
        quoted = text is not None
        return FoundPassage(
            label.set_id,
            _title(label),
            record.code,
            title,
            record.id,
            start if quoted else None,
            end if quoted else None,
            text,
            round(score, 4),
        )

    def _section(self, label: LabelRecord, wanted: str) -> SectionRecord:
        sections = self.edition.sections(label.key)
        kind = by_field(wanted)
        ways = (
            [each for each in sections if each.id == wanted],
            [each for each in sections if each.number and each.number == wanted.rstrip(".")],
            [each for each in sections if each.own_code == wanted],
            [each for each in sections if kind is not None and each.own_code == kind.code],
            [each for each in sections if each.title and each.title.lower() == wanted.lower()],
        )
        for found in ways:
            if found:
                return found[0]
        raise NotHeldError(
            f"This label has no section {wanted[:80]!r}", set_id=label.set_id, next_step="List them with `plainlabel show`"
        )


def _hit(hit: Any) -> tuple[int, int, int, int, float]:
    return hit.label, hit.section, hit.start, hit.end, hit.score


def _from(keys: Any, prefix: str) -> Iterator[str]:
    import bisect  # noqa: PLC0415 - only searches by prefix need it

    for place in range(bisect.bisect_left(keys, prefix), len(keys)):
        if not keys[place].startswith(prefix):
            return
        yield keys[place]


def _distinct(found: list[FoundMedicine]) -> tuple[FoundMedicine, ...]:
    seen: dict[str, FoundMedicine] = {}
    for each in found:
        seen.setdefault(each.key or each.name, each)
    return tuple(seen.values())


def _title(label: LabelRecord) -> str:
    return label.products[0].name if label.products else label.title


def _ingredients(label: LabelRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(active.name.lower() for product in label.products for active in product.active))


def _class(each: PharmClass) -> ShownClass:
    return ShownClass(each.kind, each.name, each.code)


def _product(product: Product) -> ShownProduct:
    looks = product.appearance
    return ShownProduct(
        product.name,
        product.generic,
        product.form,
        product.routes,
        tuple(ShownIngredient(each.name, each.unii, each.strength) for each in product.active),
        tuple(ShownInactive(each.name, each.unii) for each in product.inactive),
        product.product_ndc,
        tuple(each.ndc for each in product.packages),
        product.source_ndc,
        product.application,
        product.dea,
        ShownAppearance(looks.imprint, looks.colors, looks.shape, looks.size_mm, looks.score) if looks else None,
        tuple(_product(part) for part in product.parts),
    )


def _fact(fact: Fact) -> dict[str, Any]:
    value = {key: each for key, each in to_builtins(fact.value).items() if key != "kind"}
    place = fact.place
    return {
        **value,
        "place": {
            "section_id": place.section_id,
            "section_code": place.section_code,
            "section": place.section,
            "start": place.start,
            "end": place.end,
        },
    }
