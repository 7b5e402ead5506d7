"""What every part that answers gets: the question, the medicine with its label open, and the draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from plainlabel.answers.contract import url_of
from plainlabel.answers.cues import BAN_SECTIONS, is_fragment
from plainlabel.answers.draft import Draft, heading_of
from plainlabel.answers.readability import fkgl, smog, without_names
from plainlabel.answers.torn import Around, around, begins_with_others, stands_alone
from plainlabel.answers.wording import label_name, plain_quote, sentence, shortened
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import Medicine
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.question import Question
from plainlabel.retrieval.reading import Found, Reading

_OVERDOSAGE: Final = "34088-5"
MAX_GRADE: Final = 8.0
MOST_WORDS: Final = 30
MOST_QUOTES: Final = 3
QUOTE_LENGTH: Final = 900
_ITS_WORDS: Final = "Those are the label's words."
"""Said behind a sentence of a label that is plain but for one long word."""
NOTHING_ALONE: Final = re.compile(r"\b[Nn] ?= ?\d[^\t]*\t[^\t]*\b[Nn] ?= ?\d|\A\s*[\u2020\u2021\u00a7\u00b6]")
"""The head of a table with the groups of a study, and a footnote: they tell nothing by themselves, so they are quoted last."""
_CAPTION: Final = re.compile(r"\A\W*(?:Table|Figure|Appendix) [\dA-Z]+(?:[.:\-\u2013\u2014]|\s)[^.;]*\.?\W*\Z")
"""The caption of a table or figure: it names what stands below it."""
_TELLS: Final = re.compile(r"\b(?:is|are|was|were|has|have|may|can|should|must|do|does|did|will)\b|\t|\|")
_BARE_ROW: Final = re.compile(r"\A[^\t|]{3,90}(?:\t[-\u2013\d.,()%<>=\u00b1/ ]*)+\Z")
"""A row of figures without the heads of its columns: nobody can tell whose they are."""
_SAYS_NOT: Final = re.compile(r"\b(contra-?indicat\w*|not|never|avoid\w*|discontinue|no|none)\b", re.IGNORECASE)
NOT_SAFE: Final = "No statement is not the same as safe. Ask your pharmacist or doctor."


def says_nothing_alone(text: str) -> bool:
    """Returns whether words are no answer by themselves: the head of a table, a bare row, a footnote, or a caption."""
    cells = text.replace(" | ", "\t").replace(" |", "\t")
    return bool(NOTHING_ALONE.search(cells) or _BARE_ROW.match(cells.strip()) or (_CAPTION.match(text) and not _TELLS.search(text)))


@dataclass
class Case:
    """One medicine, one question.

    `name` is what the answer calls the medicine, `others` the further medicines of the question with their readings where held.
    """

    question: Question
    edition: Edition
    medicine: Medicine
    reading: Reading
    name: str
    draft: Draft
    others: tuple[tuple[Mention, Reading | None], ...] = ()
    ranked: tuple[Found, ...] = field(default=())

    def readable(self, text: str) -> bool:
        """Returns whether a text is short and plain enough to stand first."""
        bare = without_names(text, [self.name, *self.draft.names])
        return len(text.split()) <= MOST_WORDS and max(fkgl(bare), smog(bare)) <= MAX_GRADE

    def quote(self, found: Found) -> int | None:
        """Returns the citation number of a passage, added as a statement in the label's words; None without text."""
        return self.quote_from(self.reading, found)

    def quote_from(self, reading: Reading, found: Found) -> int | None:
        """Returns the citation number of a passage of any label, added as a statement in the label's words.

        None without text, and where it begins with people that are named nowhere near ("these patients").
        """
        if not found.text:
            return None
        whole = around(reading, reading.with_list(found))
        return None if whole.lost and begins_with_others(found) else self._say_quote(reading, whole)

    def _say_quote(self, reading: Reading, whole: Around) -> int:
        found = whole.found
        number = self.draft.cite_found(reading, found)
        words = shortened(plain_quote((found.text or "").replace("\t", " | ").replace("\n", " \u2022 ")), QUOTE_LENGTH)
        whose = "The label" if reading is self.reading else f"The label of {reading.title}"
        numbers = [number]
        if found.kind == "row" and found.section.title:
            whose += f", under {found.section.title}"
        elif found.section.code in BAN_SECTIONS and not _SAYS_NOT.search(words):
            whose += " lists as a reason not to use it"
        elif found.section.code == _OVERDOSAGE and "overdos" not in words.lower() and self.question.type != "overdose":
            whose += ", on too much of it"
        elif whole.under:
            whose += f", under {whole.under}"
            numbers += [self.draft.cite_found(reading, whole.of)] if whole.of is not None else []
        self.draft.say(f"{whose}: \u201c{words}\u201d", "label", *numbers)
        return number

    def quotes(self, found: tuple[Found, ...], most: int = MOST_QUOTES) -> None:
        """Returns nothing; quotes up to `most` passages, each wording once.

        One torn from the people it is about is left out, unless nothing else can be quoted.
        """
        seen: set[str] = set()
        torn: list[Found] = []
        telling = [each for each in found if not says_nothing_alone(each.text or "")]
        for each in telling or found[:1]:
            words = plain_quote(each.text or "").lower()[:80]
            if each.text and words not in seen and len(seen) < most and not words.endswith("?"):
                if self.quote(each) is None:
                    torn.append(each)
                else:
                    seen.add(words)
        if torn and not seen:
            heading = heading_of(self.reading, torn[0].section)
            self._say_quote(self.reading, Around(torn[0], heading))

    def lead(self, found: tuple[Found, ...], otherwise: str) -> str:
        """Returns the first plain enough passage as a sentence, else the template."""
        for each in found[:MOST_QUOTES]:
            text = sentence(plain_quote(each.text or "")) if "\t" not in (each.text or "\t") and not is_fragment(each) else ""
            said = len(text.split()) >= 4 and text[0].isalpha() and text[-2:] != ":." and text[-1] != "?"
            if said and stands_alone(self.reading, each):
                plain = next((one for one in (text, f"{text} {_ITS_WORDS}") if self.readable(one)), None)
                if plain is not None:
                    return plain
        return otherwise

    def absent(self, looked_for: str, *, listed: bool = False, nearest: Found | None = None) -> None:
        """Returns nothing; the draft says that the label is silent, or that this copy cannot tell.

        Silence needs the whole label, or for `listed` topics the inventory that an edition of facts keeps of a whole label.
        """
        label = self.reading.label
        if self.reading.whole or (listed and not label.partial):
            self.draft.outcome = "silent"
            self.draft.summary = "The label does not say."
            number = self.draft.cite_label(label)
            parts = sum(1 for each in self.reading.sections if each.characters or not self.reading.full)
            self.draft.say(
                f"We looked for {looked_for} in all {parts} sections of the whole {label_name(label)}. Nothing in it answers this.",
                "label",
                number,
            )
            self._nearest(nearest)
            self.draft.say(NOT_SAFE, "advice")
        else:
            self.not_held(looked_for)
            self._nearest(nearest)

    def point_to_whole_label(self) -> None:
        """Returns nothing; adds the notice that tells where the whole label is and how to ask it."""
        page = url_of(self.reading.label.set_id, None)
        self.draft.notice(f"Get the label's file from {page}, build an edition with `plainlabel build`, then ask again.")

    def not_held(self, looked_for: str) -> None:
        """Returns nothing; the draft says what this copy lacks and how to get it."""
        self.draft.outcome = "not_held"
        kept = "parts of the label" if self.reading.label.partial else "facts from the label, not all its words"
        self.draft.summary = f"The answer is not in this copy. For {self.name} it holds only {kept}."
        self.draft.say(f"What is missing here: what the label says on {looked_for}.", "computed")
        self.point_to_whole_label()
        self.draft.say("Until then, ask your pharmacist: they have the whole label.", "advice")

    def _nearest(self, nearest: Found | None) -> None:
        if nearest is not None and nearest.text:
            number = self.draft.cite_found(self.reading, nearest)
            self.draft.say(
                f"The nearest thing it says, on something else: \u201c{shortened(plain_quote(nearest.text), 400)}\u201d",
                "label",
                number,
            )
