"""A published answer drafted from what `ask` says: with the place, the text's hash and the facts behind each citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from plainlabel.answers.contract import Answer, Citation
from plainlabel.desk import text_hash
from plainlabel.desk.prose import Prose
from plainlabel.desk.published import Cited, FactList, Published
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.errors import UsageError
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import FactValue
from plainlabel.history.plain import solid

LISTED: Final[Mapping[str, tuple[str, ...]]] = {
    "indication": ("indication",),
    "contraindication": ("contraindication",),
    "storage": ("storage",),
    "forgotten_dose": ("missed_dose",),
}
"""By the type of the question, the facts its answer must have whole: one more or less, and the answer is not right any more."""

_NOT_BEHIND: Final = frozenset({"term", "date", "product", "ingredient", "appearance"})
"""Kinds that no sentence rests on: counts of words, dates, and what stands in the record of the label."""

_NOTHING: Final = frozenset({"unknown_medicine", "not_about_medicines", "emergency"})
"""Outcomes with nothing to publish. What is unclear may be a page that says what must be known first."""


def draft(answer: Answer, edition: Edition, *, author: str, reviewed_on: str, quotes: bool = True) -> Published:
    """Returns a draft of a published answer; without `quotes` only hashes of the cited texts are kept.

    Raises:
        UsageError: there is no answer to publish.
    """
    if answer.outcome in _NOTHING:
        raise UsageError(
            f"There is no answer to publish: {answer.outcome}. {answer.summary}", next_step="Ask about one medicine that is held"
        )
    labels = {one.set_id: edition.label_by_set_id(one.set_id, one.version) for one in answer.citations}
    facts = {set_id: tuple(edition.facts(label.key)) for set_id, label in labels.items()}
    # Without text there is nothing to repeat: an edition of facts holds no sentence of a label.
    held = () if quotes else (edition.section_tree(label.key).values() for label in labels.values())
    prose = Prose(section.text for sections in held for section in sections)
    facts = {set_id: tuple(fact for fact in found if not prose.repeated_by(fact.value)) for set_id, found in facts.items()}
    return Published(
        question=answer.question,
        answer=answer.summary,
        outcome=answer.outcome,
        verdict=answer.verdict,
        author=author,
        reviewed_on=reviewed_on,
        edition=answer.edition.id,
        citations=tuple(_cited(one, facts[one.set_id], answer.type, quotes=quotes) for one in answer.citations),
        lists=tuple(_lists(answer, labels, facts)),
        body="\n".join(_body(answer, prose)),
    )


def _body(answer: Answer, prose: Prose) -> Iterator[str]:
    """Yields the statements as a list. A quoted sentence of the label is no sentence of ours: its place stands for it."""
    quoted = {one.n: one.quote for one in answer.citations}
    for statement in answer.statements:
        if any(_holds(statement.text, quoted.get(number)) for number in statement.citations) or prose.repeated_by(statement.text):
            continue
        numbers = "".join(f" [{number}]" for number in statement.citations)
        yield f"- {statement.text}{numbers}"
    yield from ("", *answer.notices) if answer.notices else ()


def _holds(text: str, quote: str | None) -> bool:
    return quote is not None and len(quote) > 40 and solid(quote) in solid(text)


def _cited(citation: Citation, facts: tuple[Fact, ...], kind: str, *, quotes: bool) -> Cited:
    text = citation.quote
    return Cited(
        n=citation.n,
        set_id=citation.set_id,
        version=citation.version,
        effective=citation.effective,
        section_code=citation.section_code or None,
        section=citation.section,
        section_id=citation.section_id,
        start=citation.start,
        end=citation.end,
        quote=text if quotes else None,
        text_hash=text_hash.of(text) if text else None,
        characters=text_hash.length(text) if text else None,
        facts=tuple(dict.fromkeys(_behind(citation, facts, LISTED.get(kind, ())))),
    )


def _behind(citation: Citation, facts: tuple[Fact, ...], kinds: tuple[str, ...]) -> Iterator[FactValue]:
    """Yields the facts read from the cited place; without offsets, those of the question's kinds in the section."""
    for fact in facts:
        place = fact.place
        if citation.section_id is None or place.section_id != citation.section_id or fact.kind in _NOT_BEHIND:
            continue
        if citation.start is None or citation.end is None:
            if fact.kind in kinds:
                yield fact.value
        elif place.start is not None and place.end is not None and place.start < citation.end and citation.start < place.end:
            yield fact.value


def _lists(answer: Answer, labels: Mapping[str, LabelRecord], facts: Mapping[str, tuple[Fact, ...]]) -> Iterator[FactList]:
    for set_id, label in labels.items():
        for kind in LISTED.get(answer.type, ()):
            found = tuple(dict.fromkeys(fact.value for fact in facts[set_id] if fact.kind == kind))
            if found:
                yield FactList(set_id=set_id, version=label.version, kind=kind, facts=found)
