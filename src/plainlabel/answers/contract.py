"""The answer as the command line and every interface give it: the JSON contract, one frozen record a JSON object."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from plainlabel.questions.question import QuestionType

Outcome = Literal["answered", "silent", "not_held", "unclear", "unknown_medicine", "not_about_medicines", "emergency"]
Verdict = Literal["yes", "no", "depends"]
Basis = Literal["label", "class", "computed", "study", "advice"]


class AnswerMedicine(Struct, frozen=True):
    """A medicine the question names. `set_id` is None where the name is known but no label of it is held."""

    asked: str
    name: str
    ingredients: tuple[str, ...] = ()
    set_id: str | None = None
    version: int | None = None
    effective: str | None = None
    match: str = "none"


class Statement(Struct, frozen=True):
    """One sentence or quote, what it rests on, and the numbers of its citations. Basis "label" always has one."""

    text: str
    basis: Basis
    citations: tuple[int, ...] = ()


class Citation(Struct, frozen=True):
    """One place in one version of one label.

    `quote` is the stored section text at [start, end) in code points, all three None in an edition of facts and where the
    citation tells that something is absent. `section_id` is what `show --section` takes. `section_code` is empty where no section
    with a code holds the place.
    """

    n: int
    set_id: str
    version: int | None
    effective: str | None
    section_code: str
    section: str
    quote: str | None
    start: int | None
    end: int | None
    url: str
    section_id: str | None = None


class RankedPassage(Struct, frozen=True):
    """One passage that retrieval ranked; `text` is None in an edition of facts."""

    set_id: str
    section_code: str
    section: str
    text: str | None
    score: float


class Readability(Struct, frozen=True):
    """Grade of the summary: Flesch-Kincaid and SMOG with a name counted as one syllable, and both with names as they are."""

    fkgl: float
    smog: float
    fkgl_raw: float
    smog_raw: float


class EditionRef(Struct, frozen=True):
    """The edition that answered."""

    id: str
    kind: Literal["full", "facts"]
    labels: int


class Answer(Struct, frozen=True):
    """An answer, field by field as DESIGN.md gives it."""

    question: str
    outcome: Outcome
    verdict: Verdict | None
    type: QuestionType
    topic: str | None
    medicines: tuple[AnswerMedicine, ...]
    summary: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    passages: tuple[RankedPassage, ...]
    related: tuple[str, ...]
    notices: tuple[str, ...]
    readability: Readability
    edition: EditionRef


def url_of(set_id: str, version: int | None) -> str:
    """Returns the DailyMed page of a label, of this version where it is known."""
    page = f"https://dailymed.nlm.nih.gov/dailymed/lookup.cfm?setid={set_id}"
    return page if version is None else f"{page}&version={version}"
