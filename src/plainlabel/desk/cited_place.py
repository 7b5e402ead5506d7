"""What became of one citation: by its text, by the hash of the text, by the facts behind it, or by the version alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from msgspec import structs

from plainlabel.answers.answer import answer
from plainlabel.answers.sentences.say import say
from plainlabel.desk import text_hash
from plainlabel.desk.checked import CheckedCitation
from plainlabel.desk.fact_lists import near
from plainlabel.desk.published import Cited
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.facts.kinds import FactValue
from plainlabel.history.passage import LabelText, PassageStatus, passage_status
from plainlabel.label import heading

_KEPT: Final = 32
_ONLY: Final = {"marks": "Only capitals or punctuation changed", "references": "Only references to other sections changed"}
_NO_TEXT: Final = "This edition holds facts, no text. Check against whole labels to see whether the words changed"
_NOT_WHOLE: Final = "Only a part of the label is held here. What is missing in it may still stand in the label"


class Places:
    """Looks up cited places in one edition. Each label's text is made ready once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.text: Callable[[int], LabelText] = lru_cache(_KEPT)(self._text)
        self.facts: Callable[[int], tuple[FactValue, ...]] = lru_cache(_KEPT)(self._facts)
        self._asked: dict[str, tuple[bool, str]] = {}

    def _text(self, key: int) -> LabelText:
        return LabelText(self.edition.section_tree(key).values(), complete=not self.edition.label(key).partial)

    def _facts(self, key: int) -> tuple[FactValue, ...]:
        return tuple(fact.value for fact in self.edition.facts(key))

    def standing(self, set_id: str) -> LabelRecord | None:
        """Returns the label with this set id that stands now, None where the edition holds none."""
        held = self.edition.versions(set_id)
        return next((one for one in held if one.standing), held[0] if held else None)

    def older(self, set_id: str, version: int | None) -> LabelRecord | None:
        """Returns the held label of exactly this version, None where it is not held or does not differ from the one that stands."""
        if version is None:
            return None
        return next((one for one in self.edition.versions(set_id) if one.version == version and not one.standing), None)

    def check(self, cited: Cited, question: str) -> CheckedCitation:
        """Returns what became of a citation of the answer to `question`."""
        label = self.standing(cited.set_id)
        if label is None:
            return _not_checked(cited, None, "This edition holds no label with this set id")
        if cited.version is not None and label.version is not None and label.version < cited.version:
            return _not_checked(cited, label, f"This edition holds version {label.version}, older than the one cited")
        if self.edition.kind == "full":
            return self._by_text(cited, label, question)
        if _same(cited, label):
            return _checked(cited, label, PassageStatus("unchanged"), "version", "It is the same version of the label")
        if cited.facts:
            return self._by_facts(cited, label, f"{_NO_TEXT}. The facts behind it were compared")
        return _not_checked(cited, label, _NO_TEXT)

    def _by_text(self, cited: Cited, label: LabelRecord, question: str) -> CheckedCitation:
        text = self.text(label.key)
        quote = cited.quote or self._quote_of_old(cited)
        if quote:
            status = passage_status(quote, text, section=cited.section, code=cited.section_code)
            return _checked(cited, label, status, "text", _why(status), old=quote)
        if cited.text_hash and cited.characters:
            return self._by_hash(cited, label, text)
        if cited.facts:
            return self._by_facts(cited, label, "The citation keeps no text. The facts behind it were compared")
        if _same(cited, label):
            return _checked(cited, label, PassageStatus("unchanged"), "version", "It is the same version of the label")
        if cited.start is None:
            return self._by_question(cited, label, question)
        return _not_checked(cited, label, "The citation keeps no text, no hash and no fact")

    def _quote_of_old(self, cited: Cited) -> str | None:
        """Returns the cited text from the cited version, where this edition still holds it."""
        old = self.older(cited.set_id, cited.version)
        if old is None or cited.section_id is None or cited.start is None or cited.end is None:
            return None
        section = self.edition.section_tree(old.key).get(cited.section_id)
        text = section.text[cited.start : cited.end] if section else ""
        return text if text and cited.text_hash in (None, text_hash.of(text)) else None

    def _by_hash(self, cited: Cited, label: LabelRecord, text: LabelText) -> CheckedCitation:
        here = text.same_sections(cited.section, cited.section_code)
        found = text_hash.find(cited.text_hash or "", cited.characters or 0, text, here)
        if found is not None:
            section = text.sections[found.section]
            status = PassageStatus(
                "unchanged" if found.section in here else "moved",
                section.id,
                heading(section),
                found.start,
                found.end,
                section.text[found.start : found.end],
            )
            return _checked(cited, label, status, "hash")
        if not text.complete:
            return _not_checked(cited, label, _NOT_WHOLE)
        by_facts = self._by_facts(cited, label, "") if cited.facts else None
        if by_facts is not None and by_facts.status != "unchanged":
            return structs.replace(by_facts, basis="hash", why="The cited words do not stand in this version")
        same = "The facts in it are the same" if by_facts else "The answer keeps no quote, so the old words cannot be shown"
        status = PassageStatus("changed" if here and len(here) < len(text.sections) else "removed")
        return _checked(cited, label, status, "hash", f"The cited words do not stand in this version. {same}")

    def _by_facts(self, cited: Cited, label: LabelRecord, why: str) -> CheckedCitation:
        now = self.facts(label.key)
        gone = [one for one in cited.facts if one not in now]
        if not gone:
            return _checked(cited, label, PassageStatus("unchanged"), "facts", why)
        new = [found for one in gone if (found := near(one, now)) is not None]
        if not new and label.partial:
            return _not_checked(cited, label, _NOT_WHOLE)
        status = PassageStatus("changed" if new else "removed", text=_said(new) or None)
        return _checked(cited, label, status, "facts", why, old=_said(gone))

    def _by_question(self, cited: Cited, label: LabelRecord, question: str) -> CheckedCitation:
        """Returns whether the label is still silent: the citation tells of an absence, which only the question can find again."""
        if question not in self._asked:
            now = answer(question, self.edition)
            absent = now.outcome == "silent" or any(one.quote is None for one in now.citations)
            self._asked[question] = absent, now.summary
        absent, summary = self._asked[question]
        if absent:
            return _checked(cited, label, PassageStatus("unchanged"), "question", "The label is silent on it still")
        return _checked(
            cited, label, PassageStatus("changed", text=summary), "question", "The label now says something on it", old=None
        )


def _same(cited: Cited, label: LabelRecord) -> bool:
    """Returns whether a label is in the version cited; a partial record has none, and is known by its date."""
    return cited.version == label.version and (cited.version is not None or cited.effective == label.effective is not None)


def _said(values: Sequence[FactValue]) -> str:
    return " ".join(dict.fromkeys(map(say, values)))


def _why(status: PassageStatus) -> str | None:
    if status.status == "not_held":
        return _NOT_WHOLE
    return _ONLY.get(status.difference) if status.status == "changed" else None


def _not_checked(cited: Cited, label: LabelRecord | None, why: str) -> CheckedCitation:
    return _checked(cited, label, PassageStatus("not_held"), None, why)


def _checked(
    cited: Cited,
    label: LabelRecord | None,
    status: PassageStatus,
    basis: str | None,
    why: str | None = None,
    old: str | None = None,
) -> CheckedCitation:
    told = status.status in {"changed", "removed"}
    unknown = status.status == "not_held"
    return CheckedCitation(
        n=cited.n,
        set_id=cited.set_id,
        cited_version=cited.version,
        version=label.version if label else None,
        effective=label.effective if label else None,
        section=cited.section,
        status="not_checked" if status.status == "not_held" else status.status,
        basis=None if unknown else basis,  # type: ignore[arg-type]
        why=why or None,
        old=old if told else None,
        new=status.text if told else None,
        new_section=status.section,
        new_section_id=status.section_id,
        start=status.start,
        end=status.end,
    )
