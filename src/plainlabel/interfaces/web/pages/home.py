"""The home page, the search, its suggestions and the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from plainlabel.answers.contract import Answer, Citation
from plainlabel.answers.listed import ListedMedicine, readable_key
from plainlabel.answers.search import FoundPassage, starting_with
from plainlabel.desk.checked import CheckedAnswer
from plainlabel.identifiers import date
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.pages.news import medicines_of
from plainlabel.interfaces.web.pages.published import address
from plainlabel.interfaces.web.rendering import Page, redirect
from plainlabel.interfaces.web.serving import Served
from plainlabel.interfaces.web.settings import LONGEST_QUESTION
from plainlabel.interfaces.web.structured import answer_data, site_data
from plainlabel.questions.medicine_names import resolve

_EXAMPLES = (
    ("storage", "How should {name} be stored?"),
    ("indication", "What is {name} used for?"),
    ("adverse_reaction", "What are the side effects of {name}?"),
    ("dosage", "What is the usual dose of {name}?"),
    ("term", "Can you drink alcohol on {name}?"),
    ("mechanism", "How does {name} work?"),
)
_UNSURE = frozenset({"ambiguous", "none"})
_CALLS = (("Call 911", "911"), ("Call Poison Help", "+18002221222"), ("Call or text 988", "988"))
"""In an emergency: what is called, in the order the answer names them."""
_COMMAND = re.compile(r"[^.]*`plainlabel [^`]*`[^.]*\.")
"""A sentence that names a command: of use at a terminal, not to the reader of a page."""
_NEWEST = 8
_NEWS = 4
_SUGGESTIONS = 8
_PASSAGES = 10


def home(served: Served, request: Request) -> Page:
    """Returns the home page."""
    del request
    lists = served.lists
    board = served.news.ready
    values = {
        "examples": examples(served),
        "letters": list(lists.by_letter),
        "newest": lists.newest[:_NEWEST],
        "news": [(each, medicines_of(served, each)) for each in board.items[:_NEWS]] if board else [],
        "data": site_data,
    }
    return Page("home.html", values)


def examples(served: Served) -> tuple[str, ...]:
    """Returns questions that this edition can answer: one of each kind, on the labels that hold most facts."""
    lists, questions, taken = served.lists, [], set[str]()
    for kind, wording in _EXAMPLES:
        best = max(
            (each for each in lists.counted(kind) if _is_short(each[0].name) and each[0].name not in taken),
            key=lambda each: each[1],
            default=None,
        )
        if best is not None:
            taken.add(best[0].name)
            questions.append(wording.format(name=best[0].name))
    return tuple(questions)


def _is_short(name: str) -> bool:
    """Returns whether a name reads well in an example: one word, no capitals within it."""
    return name.isalpha() and name[1:].islower()


def ask(served: Served, request: Request) -> Page | Response:
    """Returns the answer to the question `q`, from the labels of the day `as_of` where that is given."""
    question, as_of = _words(request, "q"), request.query_params.get("as_of") or None
    if not question:
        return redirect("/")
    if len(question) > LONGEST_QUESTION:
        return Page("too_long.html", {"longest": LONGEST_QUESTION}, status=400, index=False, keep=False)
    if as_of is not None and date(as_of[:10]) != as_of:
        as_of = None
    answer = served.library.ask(question, as_of=as_of)
    values = {
        "answer": answer,
        "as_of": as_of,
        "cited": [(each, link_of(each)) for each in answer.citations],
        "addresses": {each.n: link_of(each) for each in answer.citations},
        "sections": {each.n: each.section for each in answer.citations},
        "medicines": _pages_of(served, answer),
        "alike": _alike(served, answer),
        "data": answer_data,
        "notices": [told for each in answer.notices if (told := _COMMAND.sub("", each).strip())],
        "calls": sorted(_CALLS, key=lambda each: _place(answer.summary, each[0].rpartition(" ")[2])),
        "published": _published(served, question) if as_of is None else None,
    }
    return Page("answer.html", values, keep=False, recall=True, index=answer.outcome in {"answered", "silent"})


def _place(text: str, words: str) -> int:
    """Returns where words stand in a text, beyond its end where they do not."""
    return text.find(words) if words in text else len(text)


def _published(served: Served, question: str) -> tuple[str, CheckedAnswer] | None:
    """Returns (address, what became of it) of the published answer to this question, where it has aged."""
    pair = served.desk.to(question)
    return (address(pair), pair.checked) if pair is not None and pair.checked.status == "stale" else None


def link_of(citation: Citation) -> str:
    """Returns the address of a citation's passage in its label, of the label itself where it tells of an absence."""
    if citation.section_id is None:
        return links.label(citation.set_id, citation.version)
    return links.section(citation.set_id, citation.version, citation.section_id, citation.start, citation.end)


def _pages_of(served: Served, answer: Answer) -> list[tuple[str, str]]:
    """Returns (name, address) of the medicines the question names."""
    found = []
    for each in answer.medicines:
        held = served.lists.medicine_of(each.set_id or "")
        if held:
            address = links.medicine(held)
        elif each.set_id:
            address = links.label(each.set_id, each.version)
        else:  # a name that may mean several has no page of its own
            address = links.search(each.name) if each.match in _UNSURE else links.medicine(readable_key(each.name))
        found.append((each.name, address))
    return found


def _alike(served: Served, answer: Answer) -> tuple[ListedMedicine, ...]:
    """Returns medicines near the one asked about: of its class, then for its conditions."""
    set_id = next((each.set_id for each in answer.medicines if each.set_id), None)
    if set_id is None or answer.outcome == "emergency":  # nobody looks for another medicine then
        return ()
    key = served.edition.label_by_set_id(set_id).key
    both = (*served.lists.same_class(key)[:6], *served.lists.same_condition(key)[:6])
    return tuple({each.key: each for each in both}.values())[:6]


def search(served: Served, request: Request) -> Page | Response:
    """Returns what fits the words `q`: medicines, classes, conditions and passages."""
    words = _words(request, "q")
    if len(words) > LONGEST_QUESTION:
        return Page("too_long.html", {"longest": LONGEST_QUESTION}, status=400, index=False, keep=False)
    found = served.library.search(words) if words else None
    lists = served.lists
    values = {
        "words": words,
        "found": found,
        "passages": _apart(found.passages)[:_PASSAGES] if found else [],
        "condition_keys": lists.condition_keys,
        "versions": lists.versions,
        "key": readable_key,
    }
    return Page("search.html", values, keep=False, recall=True, index=False)


def _apart(passages: Iterable[FoundPassage]) -> list[FoundPassage]:
    """Returns passages without those of a section of the same name in another maker's label of the same medicine."""
    found: dict[tuple[str, str, str | None], FoundPassage] = {}
    for each in passages:
        found.setdefault((each.name.casefold(), each.section.casefold(), each.text), each)
    return list(found.values())


def suggest(served: Served, request: Request) -> Response:
    """Returns suggestions for words being typed: medicines by the start of a name or a near spelling, conditions, classes."""
    words = _words(request, "q")[:60]
    found: dict[str, dict[str, str]] = {}
    for each in starting_with(served.edition, words):
        if each.key:
            found.setdefault(each.name, {"text": each.name, "kind": "medicine", "to": links.medicine(readable_key(each.key))})
    for mention in resolve(words, served.edition) if not found and len(words) > 3 else ():
        for key in mention.medicines[:3]:
            if medicine := served.edition.medicine(key):
                to = links.medicine(readable_key(key))
                found.setdefault(medicine.name, {"text": medicine.name, "kind": "medicine", "to": to})
        for name in mention.candidates[:3]:
            found.setdefault(name, {"text": name, "kind": "medicine", "to": links.search(name)})
    for listings, kind, path in (
        (served.lists.conditions, "condition", "/condition/{0.key}"),
        (served.lists.classes, "class", "/class/{0.kind}/{0.key}"),
    ):
        near = [each for each in listings if len(words) > 2 and words.lower() in each.title.lower()]
        for one in sorted(near, key=lambda each: -len(each.labels))[:3]:
            found.setdefault(one.title, {"text": one.title, "kind": kind, "to": path.format(one)})
    body = msgspec.json.encode(list(found.values())[:_SUGGESTIONS])
    return Response(body, 200, {"cache-control": "no-store"}, "application/json")


def _words(request: Request, name: str) -> str:
    return " ".join(request.query_params.get(name, "").split())
