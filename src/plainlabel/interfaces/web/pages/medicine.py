"""A medicine's page for people, its handout, and the page of a medicine that is known but not held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from plainlabel.answers.fact_words import values_in_words
from plainlabel.answers.listed import ListedMedicine, readable_key
from plainlabel.answers.shown import Shown, ShownProduct
from plainlabel.answers.wording import listed
from plainlabel.edition.records import Medicine, Name
from plainlabel.errors import NotHeldError
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction, BoxedWarning, IngredientFact
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.board import Board
from plainlabel.interfaces.web.pages.news import medicines_of
from plainlabel.interfaces.web.pages.rates import BAR_WIDTH, named, rates
from plainlabel.interfaces.web.rendering import Page, redirect
from plainlabel.interfaces.web.serving import Served
from plainlabel.interfaces.web.structured import medicine_data
from plainlabel.news.items import Item
from plainlabel.questions.medicine_names import resolve

_MOST_NEWS: Final = 10
_MOST_PRODUCTS: Final = 12
_MOST_CHANGES: Final = 3
_MOST_WITHIN: Final = 12
_MOST_SOURCES: Final = 6
_MOST_ON_HANDOUT: Final = 8

_ORDER: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("used-for", "What it is for", ("indication", "limitation")),
    ("boxed-warning", "Boxed warning", ("boxed_warning",)),
    ("not-for-you", "Who should not take it", ("contraindication",)),
    ("dose", "How much and how often", ("dosage", "adjustment")),
    ("how-to", "How to take or use it", ("administration",)),
    ("missed-dose", "If you miss a dose", ("missed_dose",)),
    ("side-effects", "Side effects", ("adverse_reaction",)),
    ("warnings", "Warnings", ("warning",)),
    ("pregnancy", "Pregnancy, children and older people", ("population",)),
    ("other-medicines", "With other medicines, food and drink", ("interaction",)),
    ("storage", "How to keep it", ("storage",)),
    ("stopping", "Stopping it", ("stopping",)),
    ("too-much", "If you take too much", ("overdose",)),
    ("how-it-works", "How it works", ("mechanism", "functional_study")),
    ("studies", "What studies found", ("effect",)),
    ("in-the-body", "In the body", ("pharmacokinetic", "metabolism")),
    ("forms", "Forms, strengths and looks", ("strength", "appearance", "schedule")),
    ("dates", "Dates of the label", ("date",)),
    ("topics", "The label also speaks of", ("term",)),
)
"""The sections of the page in the order a person wants them: anchor, heading, kinds of fact."""
_HANDOUT: Final = {"used-for": 10, "not-for-you": 6, "dose": 4, "how-to": 8, "missed-dose": 3, "storage": 4, "stopping": 3}
"""The sections of the handout and how many lines of each fit on one page."""


class Source(Struct, frozen=True):
    """A place of the label that lines rest on."""

    heading: str
    address: str


class Told(Struct, frozen=True):
    """One section of the page: lines under subheadings (the first has none), and where they were read."""

    anchor: str
    heading: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[Source, ...]


def medicine(served: Served, request: Request) -> Page | Response:
    """Returns a medicine's page; a name leads to the page of its medicine."""
    found = found_medicine(served, request.path_params["key"])
    return page_of(served, found) if isinstance(found, Medicine) else found


def page_of(served: Served, found: Medicine) -> Page:
    """Returns the page of a medicine."""
    label = served.edition.label(found.labels[0])
    shown = served.library.show(label.set_id, facts_too=False)
    facts = _by_kind(served.edition.facts(label.key))
    effects = _effects(facts)
    board = served.news.ready
    values = {
        "news": _news(served, board, found.key),
        "medicine": found,
        "key": readable_key(found.key),
        "shown": shown,
        "title": title_of(found, shown),
        "told": _told(shown, facts, quoted=served.edition.kind == "full"),
        "boxed": _boxed(facts),
        "boxed_known": "boxed_warning" in facts,
        "inactive": _inactive(facts),
        "products": _products(shown)[:_MOST_PRODUCTS],
        "rates": rates(effects),
        "named": named(effects),
        "bar_width": BAR_WIDTH,
        "others": [served.edition.label(key) for key in found.labels[1:21]],
        "more_labels": max(0, len(found.labels) - 21),
        "forms": _other_forms(served, found),
        "questions": served.lists.questions(label.key, title_of(found, shown)),
        "same_class": served.lists.same_class(label.key)[:8],
        "same_condition": served.lists.same_condition(label.key)[:8],
        "data": medicine_data,
        "listed": listed,
        "class_key": readable_key,
    }
    return Page("medicine.html", values)


def _news(served: Served, board: Board | None, key: str) -> list[tuple[str, list[tuple[Item, list[tuple[str, str]]]]]]:
    """Returns the recalls and alerts of a medicine, and the latest changes of its labels, each under its heading."""
    if board is None:
        return []
    parts = (
        ("Recalls and alerts", board.urgent_of(key)[:_MOST_NEWS]),
        ("Latest label changes", board.changes_of(key)[:_MOST_CHANGES]),
    )
    own = links.medicine(readable_key(key))
    return [
        (heading, [(item, [each for each in medicines_of(served, item) if each[1] != own]) for item in items])
        for heading, items in parts
        if items
    ]


def handout(served: Served, request: Request) -> Page | Response:
    """Returns the one-page handout to print."""
    found = found_medicine(served, request.path_params["key"], "/handout")
    if not isinstance(found, Medicine):
        return found
    label = served.edition.label(found.labels[0])
    shown = served.library.show(label.set_id, facts_too=False)
    facts = _by_kind(served.edition.facts(label.key))
    effects = _effects(facts)
    rated = [row.term for group in rates(effects)[:1] for row in group.rows]
    apart = dict(named(effects))
    values = {
        "key": readable_key(found.key),
        "shown": shown,
        "title": title_of(found, shown),
        "told": [each for each in _told(shown, facts, quoted=served.edition.kind == "full") if each.anchor in _HANDOUT],
        "common": (rated or list(apart.get("Common side effects", ())))[:_MOST_ON_HANDOUT],
        "serious": apart.get("Serious side effects", ())[:_MOST_ON_HANDOUT],
        "boxed": _boxed(facts),
        "most_of": _HANDOUT,
    }
    return Page("handout.html", values)


def found_medicine(served: Served, key: str, then: str = "") -> Medicine | Page | Response:
    """Returns the medicine with this readable key, the way to it from a name, or the page of one that is not held.

    `then` is what follows the medicine in the address ("/handout"): the way from a name leads to that page of it.
    """
    held = served.lists.by_key.get(key)
    if held is not None:
        return held
    name = key.replace("-", " ")[:120]
    mentions = resolve(name, served.edition)
    for mention in mentions:
        if mention.match in {"exact", "synonym"} and mention.medicines:
            return redirect(links.medicine(readable_key(mention.medicines[0])) + then)
        called = [one for one in mention.medicines if key in _names_of(served, one)]
        if len(called) == 1:
            return redirect(links.medicine(readable_key(called[0])) + then)
    known = next((each.name for each in mentions if each.name is not None and not each.medicines), None)
    if known is not None:
        values = {"name": known.name, "ingredients": known.ingredients, "within": _within(served, known)}
        return Page("not_held.html", values, index=False)
    near = [each.name for each in served.library.search(name, limit=3).medicines]
    hint = f"Did you mean {listed(near, 'or')}?" if near else None
    raise NotHeldError("We know no medicine of this name", next_step=hint)


def _within(served: Served, known: Name) -> list[ListedMedicine]:
    """Returns the medicines held here that hold an ingredient of this name among others."""
    wanted = {one for each in known.ingredients for one in each}
    return [each for each in served.lists.medicines if wanted.intersection(each.ingredients)][:_MOST_WITHIN]


def _names_of(served: Served, medicine: str) -> set[str]:
    """Returns the names of a medicine on its labels, as they stand in addresses."""
    held = served.edition.medicine(medicine)
    return {readable_key(each) for each in (held.name, *held.brands)} if held else set()


def title_of(medicine: Medicine, shown: Shown) -> str:
    """Returns what the medicine is called on its pages."""
    return medicine.name or shown.name


def _by_kind(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.kind, []).append(fact)
    return found


def _effects(facts: Mapping[str, Sequence[Fact]]) -> list[AdverseReaction]:
    return [each.value for each in facts.get("adverse_reaction", ()) if isinstance(each.value, AdverseReaction)]


def _boxed(facts: Mapping[str, Sequence[Fact]]) -> bool:
    return any(isinstance(each.value, BoxedWarning) and each.value.present for each in facts.get("boxed_warning", ()))


def _inactive(facts: Mapping[str, Sequence[Fact]]) -> list[IngredientFact]:
    held = (each.value for each in facts.get("ingredient", ()))
    return [each for each in held if isinstance(each, IngredientFact) and each.role == "inactive"]


def _products(shown: Shown) -> list[tuple[ShownProduct, tuple[str, ...]]]:
    """Returns the products of a label with their NDCs, those that differ in nothing else as one."""
    codes: dict[ShownProduct, list[str]] = {}
    for product in shown.products:
        alike = replace(product, product_ndc=None, packages=(), source_ndc=None)
        codes.setdefault(alike, []).extend([product.product_ndc] if product.product_ndc else [])
    return [(product, tuple(dict.fromkeys(held))) for product, held in codes.items()]


def _told(shown: Shown, facts: Mapping[str, Sequence[Fact]], *, quoted: bool) -> tuple[Told, ...]:
    """Returns the sections that the label's facts fill."""
    found = []
    for anchor, heading, kinds in _ORDER:
        held = {kind: facts[kind] for kind in kinds if kind in facts}
        parts = tuple(values_in_words({kind: [each.value for each in one] for kind, one in held.items()}))
        if parts:
            found.append(Told(anchor, heading, parts, _sources(shown, held, quoted=quoted)))
    return tuple(found)


def _sources(shown: Shown, held: Mapping[str, Sequence[Fact]], *, quoted: bool) -> tuple[Source, ...]:
    """Returns the places that facts were read from, one a section of the label."""
    found: dict[str, Source] = {}
    for fact in (one for facts in held.values() for one in facts):
        place = fact.place
        if place.section_id and place.section_id not in found:
            # Where the text is not kept there is no passage to mark.
            span = (place.start, place.end) if quoted else (None, None)
            address = links.section(shown.label.set_id, shown.label.version, place.section_id, *span)
            found[place.section_id] = Source(place.section, address)
            if len(found) == _MOST_SOURCES:
                break
    return tuple(found.values())


def _other_forms(served: Served, medicine: Medicine) -> list[tuple[str, str]]:
    """Returns (form, address) of the other medicines with the same ingredients."""
    same = served.lists.other_forms(medicine)
    return [(f"{each.name} ({each.form})", links.medicine(each.key)) for each in same]
