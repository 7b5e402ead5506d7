"""How far passages bear what was asked, piece by piece: the features of the score of silence, and the passages that bear most.

Weights and thresholds are data of ours (vocabulary/answer_silence.tsv, fitted by the benchmarks).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from plainlabel.answers.asked import pieces
from plainlabel.answers.case import Case
from plainlabel.answers.concepts import Piece
from plainlabel.answers.cues import is_fragment
from plainlabel.answers.focus import joined_by_or, sentences
from plainlabel.questions.patterns import rows
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found

ASIDE: Final = frozenset({"48780-1", "51727-6", "55106-9", "34089-3", "51945-4", "43683-2", "34093-5"})
"""Sections that hold words for other reasons: product data, ingredients, description, package, references."""
_OF_THE_PRODUCT: Final = frozenset({"latex", "gluten", "preservatives", "egg or soy", "fridge", "freezing", "disposal", "light"})
"""Concepts of what the product is made of and kept in: the sections on package and ingredients are the place for them."""
NOT_SOUGHT: Final = frozenset({"action_time", "usage_time"})
"""Types whose own part knows best what answers: words alone do not tell a time to an effect from a time between doses."""
_ALWAYS_MAIN: Final = frozenset({"monitoring"})
"""Concepts that say what is asked of another one: a word on the kidneys is no answer to whether they are to be tested."""
FEWEST_WORDS: Final = 2
HEADS: Final = frozenset({"heading", "caption"})
"""Kinds of passages that say nothing by themselves."""
MOST_READ: Final = 4
_MOST_SEEN: Final = 40
_TWO: Final = 2
_ASKS_SHARE: Final = re.compile(
    r"\b(?:what|which) (?:share|percent\w*|proportion|fraction) of\b|\bhow many (?:people|patients|users|of (?:the|those))\b"
    r"|\b(?:response|success|cure) rates?\b"
)
_GOT_BETTER: Final = re.compile(
    r"\b(?:respon[ds]\w*|improv\w*|surviv\w*|remi(?:ssion|tt)\w*|cure[ds]?|success\w*|efficac\w*|effective\w*|clear(?:ed|ance))\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"\d\s?(?:%|percent)|\b\d+ (?:out )?of (?:the |these )?\d+|\b\d+/\d+\b|%", re.IGNORECASE)
_NOT_FOR: Final = re.compile(
    r"\bnot (?:yet )?(?:been )?(?:established|studied|evaluated|recommended|indicated|approved)\b|\bno (?:data|studies)\b"
    r"|\bcontraindicated\b",
    re.IGNORECASE,
)
"""What a label says where it gives no dose for some people: that answers a question for their dose."""


class Evidence(Struct, frozen=True):
    """What passages bear of what was asked: the features of the score, each from 0 to 1.

    `covered` is the share of what was asked, `main` whether the main piece is among it, `complete` whether all is; `in_title` tells
    that a heading holds it, `planned` how well the section fits the question's type, `aside` that the section holds words for
    other reasons, `fragment` that only pieces of tables or lists were found, `words_only` that no known concept was asked for.
    """

    covered: float
    main: float
    complete: float
    in_title: float
    planned: float
    aside: float
    fragment: float
    words_only: float

    def score(self) -> float:
        """Returns how sure it is that the passages answer, from 0 to 1."""
        known = weights()
        total = known["bias"] + sum(known[name] * getattr(self, name) for name in self.__struct_fields__)
        return 1 / (1 + math.exp(-total))


_NOTHING: Final = Evidence(0, 0, 0, 0, 0, 0, 0, 1)


@cache
def weights() -> dict[str, float]:
    """Returns the fitted weights of the features, the bias, and the thresholds to keep an answer and to take another."""
    return {row["name"]: float(row["weight"]) for row in rows("answer_silence.tsv")}


def of_the_product(asked: Sequence[Piece]) -> bool:
    """Returns whether the product, not the medicine, is asked about: what it is made of, kept in, and free of."""
    return any(each.name in _OF_THE_PRODUCT for each in asked)


def asks_concept(asked: Sequence[Piece]) -> bool:
    """Returns whether a concept is among what is asked for: something that labels name in words we know."""
    return any(each.kind == "concept" for each in asked)


def bearing(case: Case, asked: Sequence[Piece]) -> Evidence:
    """Returns what the first passages of the draft bear together: a question for two things may be answered by two."""
    read = [each for each in case.draft.used if each.text and each.set_id == case.reading.label.set_id]
    if asks_share(case):
        read = [each for each in read if tells_share(each.text or "")]
    return evidence(case, asked, read[:MOST_READ])


def asks_share(case: Case) -> bool:
    """Returns whether a question asks how many people a medicine helps: words on its effect without a figure do not answer it."""
    return case.question.type == "effectiveness" and _ASKS_SHARE.search(case.question.masked) is not None


def tells_share(text: str) -> bool:
    """Returns whether a text tells of how many people something good came true."""
    return any(_GOT_BETTER.search(part) and _SHARE.search(part) for part in text.split("\n"))


def borne(case: Case, asked: Sequence[Piece]) -> list[tuple[Evidence, Found]]:
    """Returns the passages of the whole label with what they bear of what was asked, most first; none where none is sought."""
    if case.question.type in NOT_SOUGHT:
        return []
    several = candidates(case, asked)
    if asks_share(case):
        several = tuple(each for each in several if tells_share(each.text or ""))
    found = [(evidence(case, asked, (each,)), each) for each in several]
    of_type = [each for each in asked if each.kind == "type"]
    if of_type:  # A question for the dose in an illness is not answered by any word on the illness.
        found = [pair for pair in found if _speaks(of_type[0], pair[1].text or "")] or [(_NOTHING, each) for _, each in found[:1]]
    return sorted(found, key=lambda pair: -pair[0].score())


def evidence(case: Case, asked: Sequence[Piece], found: Sequence[Found]) -> Evidence:
    """Returns what passages bear together of what was asked."""
    inside = [any(_speaks(each, one.text or "") for one in found) for each in asked]
    above = [any(each.held(one.section.title) for one in found) for each in asked]
    held = _joined(case, asked, [1.0 if here else 0.8 if there else 0.0 for here, there in zip(inside, above, strict=True)])
    shares = [share * each.weight for share, each in zip(held, asked, strict=True)]
    topic = case.question.topic
    chosen = plan(case.question.type, topic.key if topic else None)
    main = keys(asked)
    return Evidence(
        covered=sum(shares) / sum(each.weight for each in asked),
        main=sum(share for share, each in zip(held, asked, strict=True) if each in main) / len(main),
        complete=float(all(held)),
        in_title=float(any(above)),
        planned=max((chosen.weight(each.section.code) for each in found), default=0.0),
        aside=float(all((each.section.code in ASIDE and not of_the_product(asked)) or each.kind in HEADS for each in found)),
        fragment=float(all(is_fragment(each) for each in found)),
        words_only=float(not asks_concept(asked)),
    )


def _speaks(piece: Piece, text: str) -> bool:
    """Returns whether a text speaks of a piece; of a dose it also speaks by saying that there is none."""
    return piece.held(text) or (piece.kind == "type" and piece.name == "dose" and _NOT_FOR.search(text) is not None)


def _joined(case: Case, asked: Sequence[Piece], held: list[float]) -> list[float]:
    """Returns how far each piece is held; where "or" joins concepts, as far as the one that is held best."""
    of_kind = [share for share, each in zip(held, asked, strict=True) if each.kind == "concept"]
    if len(of_kind) < _TWO or not joined_by_or(case.question):
        return held
    return [max(of_kind) if each.kind == "concept" else share for share, each in zip(held, asked, strict=True)]


def keys(asked: Sequence[Piece]) -> tuple[Piece, ...]:
    """Returns the pieces that matter most: the concept that is the topic, else all concepts, else the words, else the type."""
    for kind in ("concept", "word", "type"):
        if of_kind := [each for each in asked if each.kind == kind]:
            most = max(each.weight for each in of_kind)
            return tuple(each for each in of_kind if each.weight == most or each.name in _ALWAYS_MAIN)
    return ()


def candidates(case: Case, asked: Sequence[Piece]) -> tuple[Found, ...]:
    """Returns the passages of the whole label that speak of the main piece of what was asked, those with most pieces first."""
    main = tuple(each for each in keys(asked) if each.name not in _ALWAYS_MAIN) or keys(asked)
    counted: list[tuple[int, Found]] = []
    for section in case.reading.sections:
        titled = any(each.held(section.title) for each in main)
        if not section.characters or not (titled or any(each.label.search(case.reading.text(section.id)) for each in main)):
            continue
        for found in case.reading.all_passages((section,)):
            words = found.text or ""
            if len(words.split()) >= FEWEST_WORDS and (titled or any(each.held(words) for each in main)):
                counted.append((sum(each.held(words) for each in asked), found))
    counted.sort(key=lambda pair: (-pair[0], pair[1].highlight))
    return tuple(found for _, found in counted[:_MOST_SEEN])


def on_focus(case: Case, wanted: Sequence[re.Pattern[str]]) -> tuple[Found, ...]:
    """Returns the passages of the whole label of which one sentence, read under its heading, speaks of all that is asked."""
    if not case.reading.full:
        return ()
    asked = pieces(case.question)
    known = [each for each in asked if each.kind == "concept"]
    enough = any if joined_by_or(case.question) else all
    found = []
    for section in case.reading.sections:
        if not section.characters or (section.code in ASIDE and not of_the_product(asked)):
            continue
        text = f"{section.title}\n{case.reading.text(section.id)}"
        if not _speaks_of_all(text, wanted, known, enough):
            continue
        for each in case.reading.all_passages((section,)):
            parts = [f"{section.title}. {part}" for part in sentences(each.text or "")]
            if any(_speaks_of_all(part, wanted, known, enough) for part in parts):
                found.append(each)
    chosen = plan(case.question.type, case.question.topic.key if case.question.topic else None)
    found = [each for each in found if each.kind not in HEADS and len((each.text or "").split()) > FEWEST_WORDS]
    found.sort(key=lambda each: (-chosen.weight(each.section.code), is_fragment(each), each.highlight))
    return tuple(found)


def _speaks_of_all(
    text: str, wanted: Sequence[re.Pattern[str]], known: Sequence[Piece], enough: Callable[[Iterable[object]], bool]
) -> bool:
    """Returns whether a text speaks of all that is asked, or of one thing where "or" stands between them."""
    return enough([*(each.search(text) for each in wanted), *(each.held(text) for each in known)])
