"""What a check of published answers gives: the JSON of `plainlabel desk check`, one frozen record an object."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from plainlabel.answers.contract import EditionRef

CitationStatus = Literal["unchanged", "moved", "changed", "removed", "not_checked"]
State = Literal["current", "stale", "not_checked"]
Basis = Literal["text", "hash", "facts", "version", "question"]


class CheckedCitation(Struct, frozen=True):
    """One citation: the version it cites and the one that stands now, what became of the place, and why that is said.

    `basis` is what was compared: the quoted text, its hash, the facts behind it, the version alone, or what the question gives
    today; None for `not_checked`. `old` and `new` stand side by side for `changed`: sentences of the label, or of our own where the
    facts were compared. `section` is where it is cited, `new_section` where the place stands now.
    """

    n: int | None
    set_id: str
    cited_version: int | None
    version: int | None
    effective: str | None
    section: str | None
    status: CitationStatus
    basis: Basis | None
    why: str | None = None
    old: str | None = None
    new: str | None = None
    new_section: str | None = None
    new_section_id: str | None = None
    start: int | None = None
    end: int | None = None


class ChangedFact(Struct, frozen=True):
    """A fact that is another now, both in a sentence of our own."""

    old: str
    new: str


class CheckedList(Struct, frozen=True):
    """A list that an answer must have whole: how many facts then and now, and those added, gone and changed.

    `compared_with` is what tells how it was: the older version (`version`), the list kept with the answer (`answer`), or its
    words (`words`), which tell only what is missing.
    """

    set_id: str
    kind: str
    compared_with: Literal["version", "answer", "words"]
    then: int
    now: int
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[ChangedFact, ...] = ()

    @property
    def stale(self) -> bool:
        """Returns whether the list is another now."""
        return bool(self.added or self.gone or self.changed)


class CheckedAnswer(Struct, frozen=True):
    """A published answer: `current`, `stale`, or `not_checked` where a part of it could not be compared and none is stale."""

    file: str
    line: int | None
    question: str
    status: State
    why: tuple[str, ...]
    author: str | None
    reviewed_on: str | None
    citations: tuple[CheckedCitation, ...]
    lists: tuple[CheckedList, ...]


class Counts(Struct, frozen=True):
    """How many answers are in each state."""

    current: int
    stale: int
    not_checked: int


class DeskReport(Struct, frozen=True):
    """A check of published answers against one edition."""

    edition: EditionRef
    counts: Counts
    answers: tuple[CheckedAnswer, ...]
