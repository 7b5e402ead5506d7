"""A published answer as the desk keeps it: question, answer, the places it rests on, and who read it last."""

from __future__ import annotations

from msgspec import Struct

from plainlabel.facts.kinds import FactValue


class Cited(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One place in one version of a label that an answer rests on.

    `text_hash` is that of the text at [start, end) of the section (`text_hash.of`), `characters` how many characters of the text
    were hashed. `quote` is that text, where it may be kept. `facts` are those read from the place: what an edition without text is
    compared by. A citation that tells of an absence has none of these.
    """

    n: int | None = None
    set_id: str
    version: int | None = None
    effective: str | None = None
    section_code: str | None = None
    section: str | None = None
    section_id: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    text_hash: str | None = None
    characters: int | None = None
    facts: tuple[FactValue, ...] = ()


class FactList(Struct, frozen=True, kw_only=True):
    """All facts of one kind of a label: what an answer that lists them ("used for ...") must have whole."""

    set_id: str
    version: int | None
    kind: str
    facts: tuple[FactValue, ...]


class Published(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A published answer. `body` is what stands below the front matter; `outcome` and `verdict` are those of `ask`."""

    question: str
    answer: str
    outcome: str | None = None
    verdict: str | None = None
    author: str | None = None
    reviewed_on: str | None = None
    edition: str | None = None
    citations: tuple[Cited, ...] = ()
    lists: tuple[FactList, ...] = ()
    body: str = ""

    @property
    def text(self) -> str:
        """Returns all its words: what a reader was told."""
        return f"{self.answer}\n{self.body}"


class Source(Struct, frozen=True):
    """A published answer and where it stands: the file, and the line of a file with many."""

    file: str
    line: int | None
    answer: Published
