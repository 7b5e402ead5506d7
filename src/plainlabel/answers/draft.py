"""An answer while it is put together: citations get their numbers here, and no label statement goes without one."""

from __future__ import annotations

import msgspec

from plainlabel.answers.contract import Basis, Citation, Outcome, Statement, Verdict, url_of
from plainlabel.answers.wording import capital
from plainlabel.edition.records import LabelRecord, SectionRecord
from plainlabel.facts.fact import Fact
from plainlabel.retrieval.reading import Found, Reading
from plainlabel.vocabulary.sections import by_code


class Draft:
    """What has been decided so far.

    `names` are words of the summary that count as one syllable. The summary and the outcome may be set once by the part that
    answers; statements keep the order in which they were added. `warns` marks a yes that warns ("should I avoid
    alcohol": yes), which needs no softening. `certain` marks an answer made of the facts that the question asks for.
    """

    def __init__(self) -> None:
        self.outcome: Outcome = "answered"
        self.verdict: Verdict | None = None
        self.warns = False
        self.certain = False
        self.summary = ""
        self.statements: list[Statement] = []
        self.citations: list[Citation] = []
        self.notices: list[str] = []
        self.names: list[str] = []
        self.used: list[Found] = []

    def say(self, text: str, basis: Basis, *citations: int) -> None:
        """Returns nothing; adds a statement, once."""
        statement = self.statement(text, basis, *citations)
        if all(statement.text != each.text for each in self.statements):
            self.statements.append(statement)

    def statement(self, text: str, basis: Basis, *citations: int) -> Statement:
        """Returns a statement that is not added yet.

        Raises:
            AssertionError: a label statement has no citation, which is an error of the program.
        """
        if basis == "label" and not citations:
            raise AssertionError(f"a label statement needs a citation: {text}")
        return Statement(capital(text), basis, tuple(dict.fromkeys(citations)))

    def clear(self) -> list[Found]:
        """Returns the passages used so far; all that was said is dropped, so that the draft can be made anew.

        The outcome stays, and the notices, which are about the label and not about the answer.
        """
        used = self.used
        self.verdict, self.warns, self.certain, self.summary = None, False, False, ""
        self.statements, self.citations, self.used = [], [], []
        return used

    def take(self, other: Draft) -> None:
        """Returns nothing; adds what another draft says and rests on, its citations numbered anew. Outcome and summary stay."""
        numbers = {each.n: self._numbered(each) for each in other.citations}
        for each in other.statements:
            self.say(each.text, each.basis, *(numbers[number] for number in each.citations))
        for notice in other.notices:
            self.notice(notice)
        self.names += other.names
        self.used += other.used

    def notice(self, text: str) -> None:
        """Returns nothing; adds a notice, once."""
        if text not in self.notices:
            self.notices.append(text)

    def cite_found(self, reading: Reading, found: Found) -> int:
        """Returns the number of the citation of a passage, quoted where the text is held."""
        section = found.section
        self.used.append(found)
        quoted = found.text is not None
        return self._cite(
            reading.label,
            section_code(reading, section.id),
            heading_of(reading, section),
            section.id,
            found.text if quoted else None,
            found.start if quoted else None,
            found.end if quoted else None,
        )

    def cite_fact(self, reading: Reading, fact: Fact) -> int:
        """Returns the number of the citation of a fact's place, quoted where the text is held."""
        place = fact.place
        section = reading.section(place.section_id)
        if section is not None and place.start is not None and place.end is not None and reading.full:
            return self.cite_found(reading, reading.quote(section, place.start, place.end))
        return self._cite(reading.label, place.section_code, place.section, place.section_id, None, None, None)

    def cite_place(self, label: LabelRecord, fact: Fact) -> int:
        """Returns the number of the citation of a fact's place in a label that is not opened, so without its words."""
        place = fact.place
        return self._cite(label, place.section_code, place.section, place.section_id, None, None, None)

    def cite_label(self, label: LabelRecord, what: str = "Whole label") -> int:
        """Returns the number of a citation of a label as a whole: for what is absent, and for its product data."""
        return self._cite(label, label.document_type, what, None, None, None, None)

    def _cite(
        self,
        label: LabelRecord,
        code: str | None,
        section: str,
        section_id: str | None,
        quote: str | None,
        start: int | None,
        end: int | None,
    ) -> int:
        citation = Citation(
            0,
            label.set_id,
            label.version,
            label.effective,
            code or "",
            section,
            quote,
            start,
            end,
            url_of(label.set_id, label.version),
            section_id,
        )
        return self._numbered(citation)

    def _numbered(self, citation: Citation) -> int:
        """Returns the number that a citation has here; one that is held already keeps its own."""
        for other in self.citations:
            if msgspec.structs.replace(citation, n=other.n) == other:
                return other.n
        self.citations.append(msgspec.structs.replace(citation, n=len(self.citations) + 1))
        return len(self.citations)


def section_code(reading: Reading, section_id: str) -> str | None:
    """Returns the LOINC code to cite for a section: its own or its nearest coded ancestor's."""
    section = reading.section(section_id)
    return section.code if section else None


def heading_of(reading: Reading, section: SectionRecord) -> str:
    """Returns the number and title of a section on one line; one without a title is named by what it stands in, or by its code."""
    at: SectionRecord | None = section
    while at is not None and not (at.title or at.number):
        at = reading.section(at.parent)
    if at is None:
        kind = by_code(section.code)
        return kind.title if kind else ""
    return f"{at.number} {at.title}".strip() if at.number else at.title
