"""The lists of the site: A to Z, classes, conditions, ingredients, warnings, side effects, topics and the index of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from plainlabel.answers.listed import ListedLabel, Listing, first_letter
from plainlabel.answers.lists import Lists
from plainlabel.errors import NotHeldError
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.rendering import Make, Page, redirect
from plainlabel.interfaces.web.serving import Served

_ON_A_PAGE: Final = 100
_UNPAGED: Final = 150
"""A list of at most so many entries is shown whole; a longer one by letter."""
_MOST_NEAR: Final = 12
_KINDS: Final = {
    "EPC": "Classes by FDA",
    "MoA": "How medicines act",
    "PE": "What they do in the body",
    "CS": "Chemical kind",
}
NOT_HELD_LIST: Final = NotHeldError("There is no such list", next_step="Go to the lists of medicines")


class Line(Struct, frozen=True):
    """One line of an index: words, address and what stands beside."""

    title: str
    address: str
    note: str = ""


class Subject(Struct, frozen=True):
    """One kind of list: where it lives, its words and those of one entry, and how it is read from the lists."""

    path: str
    one: str
    title: str
    intro: str
    of_one: str
    intro_of_one: str
    read: Callable[[Lists], Sequence[Listing]]


SUBJECTS: Final = (
    Subject(
        "conditions",
        "condition",
        "Conditions and treatments",
        "Pick a condition to see the medicines whose labels name it as an approved use.",
        "Medicines approved for: {}",
        "The labels that name it as an approved use. Your doctor knows which medicine fits your case.",
        lambda lists: lists.conditions,
    ),
    Subject(
        "inactive-ingredients",
        "inactive-ingredient",
        "Inactive ingredients",
        "What else is in a medicine: fillers, colors, preservatives. It can differ by maker. Check the label of your own pack.",
        "Labels that list {}",
        "It can differ by maker. Check the label of your own pack.",
        lambda lists: lists.inactive_ingredients,
    ),
    Subject(
        "side-effects",
        "side-effect",
        "Side effects",
        "Pick a side effect to see which labels list it. Some people had a listed effect. You may not get it.",
        "Labels that list {}",
        "Some people had this effect. You may not get it.",
        lambda lists: lists.side_effects,
    ),
    Subject(
        "kinds",
        "kind",
        "Kinds of product",
        "Prescription medicines, medicines without a prescription, vaccines and more, where their labels are held.",
        "{}",
        "All labels of this kind that are held here.",
        lambda lists: lists.kinds,
    ),
    Subject(
        "topics",
        "topic",
        "Health guide: topics",
        "Alcohol, driving, sleep and more: which labels speak of it.",
        "{}: labels that speak of it",
        "Open a medicine to read what its label says of it. We may have missed some labels.",
        lambda lists: lists.topics,
    ),
)
PLAIN: Final[tuple[tuple[str, str, str, Callable[[Lists], Sequence[ListedLabel]]], ...]] = (
    (
        "new",
        "New and updated labels",
        "The labels in this copy, the newest first, by the date each took effect.",
        lambda lists: lists.newest,
    ),
    (
        "boxed-warnings",
        "Boxed warnings",
        "It is the strongest warning on a label. Do not stop a medicine because of this list. Talk to your doctor first.",
        lambda lists: lists.boxed_warnings,
    ),
    (
        "pregnancy",
        "Pregnancy and breast-feeding",
        "What labels say in short. Talk to your doctor before you start or stop a medicine.",
        lambda lists: lists.pregnancy,
    ),
    (
        "dosage",
        "Dosage",
        "Labels with the doses we could read. Your own dose is the one your doctor gave you.",
        lambda lists: _with_counts(lists, "dosage", "dose", "doses"),
    ),
    (
        "tips",
        "Patient tips",
        "Labels with rules on how to take or give the medicine.",
        lambda lists: _with_counts(lists, "administration", "rule", "rules"),
    ),
)


def _with_counts(lists: Lists, kind: str, one: str, several: str) -> list[ListedLabel]:
    return [replace(each, note=f"{count} {one if count == 1 else several}") for each, count in lists.counted(kind)]


def index(subject: Subject) -> Make:
    """Returns the page of a kind of list: all of it where it is short, else the entries of one letter."""

    def make(served: Served, request: Request) -> Page | Response:
        listings = subject.read(served.lists)
        letter = request.path_params.get("letter", "")
        letters = sorted({first_letter(each.title) for each in listings}) if len(listings) > _UNPAGED else []
        if letter not in ("", *letters):
            raise NOT_HELD_LIST
        common = sorted(listings, key=lambda each: (-len(each.labels), each.key))[:40]
        shown = [each for each in listings if first_letter(each.title) == letter] if letter else list(listings)
        lines = _lines(shown if letter or not letters else sorted(common, key=lambda each: each.key), subject.one)
        values = {"subject": subject, "letters": letters, "letter": letter, "lines": lines, "total": len(listings)}
        return Page("index.html", values)

    return make


def _lines(listings: Iterable[Listing], one: str) -> list[Line]:
    return [Line(each.title, f"/{one}/{each.key}", _count(len(each.labels))) for each in listings]


def _count(number: int) -> str:
    return "1 label" if number == 1 else f"{number:,} labels"


def listing(subject: Subject) -> Make:
    """Returns the page of one entry of a list: the labels behind it."""

    def make(served: Served, request: Request) -> Page:
        key = request.path_params["key"]
        listings = subject.read(served.lists)
        found = next((each for each in listings if each.key == key), None)
        if found is None:
            raise NOT_HELD_LIST
        title = subject.of_one.format(found.title if subject.one in {"topic", "condition", "kind"} else found.title.lower())
        up = (subject.title, f"/{subject.path}")
        near = _lines(_near(found, listings), subject.one)
        return _labels_page(request, title, subject.intro_of_one, found.labels, up, near)

    return make


def _near(found: Listing, listings: Iterable[Listing]) -> list[Listing]:
    """Returns other entries whose names hold this one's words or are held by them, those in most labels first.

    A label that lists "lactose monohydrate" does not list "lactose", but whoever looks for one wants both.
    """
    own = f"-{found.key}-"
    near = [each for each in listings if each.key != found.key and (own in f"-{each.key}-" or f"-{each.key}-" in own)]
    return sorted(near, key=lambda each: (-len(each.labels), each.key))[:_MOST_NEAR]


def plain(title: str, intro: str, read: Callable[[Lists], Sequence[ListedLabel]]) -> Make:
    """Returns a page that lists labels under one heading."""

    def make(served: Served, request: Request) -> Page:
        return _labels_page(request, title, intro, read(served.lists), None)

    return make


def _labels_page(
    request: Request,
    title: str,
    intro: str,
    labels: Sequence[ListedLabel],
    up: tuple[str, str] | None,
    near: Sequence[Line] = (),
) -> Page:
    """Returns one page of labels, `up` the (words, address) of the list it belongs to, `near` entries to look at as well."""
    pages = max(1, ceil(len(labels) / _ON_A_PAGE))
    wanted = request.query_params.get("page", "1")
    number = int(wanted) if wanted.isdecimal() and wanted.isascii() and len(wanted) < 6 else 0
    if not 1 <= number <= pages:
        raise NOT_HELD_LIST
    shown = labels[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    values = {
        "title": title,
        "intro": intro,
        "labels": shown,
        "total": _count(len(labels)),
        "page": number,
        "pages": pages,
        "up": up,
        "near": near,
    }
    return Page("listing.html", values)


def classes(served: Served, request: Request) -> Page:
    """Returns the pharmacologic classes by kind."""
    del request
    groups = [
        (title, [Line(each.title, f"/class/{kind}/{each.key}", _count(len(each.labels))) for each in held])
        for kind, title in _KINDS.items()
        if (held := [each for each in served.lists.classes if each.kind == kind])
    ]
    return Page("classes.html", {"groups": groups})


def pharm_class(served: Served, request: Request) -> Page:
    """Returns the labels of one pharmacologic class."""
    kind, key = request.path_params["kind"], request.path_params["key"]
    found = next((each for each in served.lists.classes if (each.kind, each.key) == (kind, key)), None)
    if found is None:
        raise NOT_HELD_LIST
    intro = f"{_KINDS[kind]}. Medicines of one class often act alike. They are not the same."
    return _labels_page(request, found.title, intro, found.labels, ("Classes", "/classes"))


def medicines(served: Served, request: Request) -> Page | Response:
    """Returns the medicines of one letter, by their names, brands and ingredients."""
    by_letter = served.lists.by_letter
    letter = request.path_params.get("letter", "")
    if letter and letter not in by_letter:
        lowered = letter.lower()
        return redirect(f"/medicines/{lowered}") if lowered in by_letter else _no_list()
    lines = [
        Line(name, links.medicine(each.key), "" if name == each.name and not each.form else _beside(name, each.name, each.form))
        for name, each in by_letter.get(letter, ())
    ]
    values = {"letters": list(by_letter), "letter": letter, "lines": lines, "total": len(served.lists.medicines)}
    return Page("medicines.html", values)


def answers(served: Served, request: Request) -> Page | Response:
    """Returns the index of answers: the medicines of one letter with questions their labels can answer."""
    letter = request.path_params.get("letter", "")
    letters = sorted({first_letter(each.name) for each in served.lists.medicines})
    if letter not in ("", *letters):
        return _no_list()
    shown = [each for each in served.lists.medicines if letter and first_letter(each.name) == letter]
    asked = [(each, served.lists.questions(served.lists.by_key[each.key].labels[0], each.name)[:4]) for each in shown]
    return Page("answers.html", {"letters": letters, "letter": letter, "asked": asked, "topics": served.lists.topics})


def _beside(name: str, medicine: str, form: str) -> str:
    return ", ".join(filter(None, (medicine if name.lower() != medicine.lower() else "", form)))


def _no_list() -> Response:
    raise NOT_HELD_LIST
