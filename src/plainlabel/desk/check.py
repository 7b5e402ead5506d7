"""Published answers checked against an edition: is what each rests on still there, and is what each lists still whole?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from plainlabel.answers.contract import EditionRef
from plainlabel.desk.checked import CheckedAnswer, CheckedCitation, CheckedList, Counts, DeskReport, State
from plainlabel.desk.cited_place import Places
from plainlabel.desk.draft import LISTED
from plainlabel.desk.fact_lists import compared, missing_in_words
from plainlabel.desk.published import FactList, Published, Source
from plainlabel.edition.medicines import labels_for
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.facts.kinds import FactValue, Indication
from plainlabel.history.novelty import figures
from plainlabel.questions.question import Question
from plainlabel.questions.understand import understand

_NAMES = {
    "indication": "use",
    "contraindication": "contraindication",
    "storage": "storage rule",
    "missed_dose": "rule on a missed dose",
}


def check(sources: Iterable[Source], edition: Edition) -> DeskReport:
    """Returns what became of each published answer; the order is that of `sources`."""
    places = Places(edition)
    answers = tuple(_answer(one, places) for one in sources)
    states = Counter(one.status for one in answers)
    return DeskReport(
        EditionRef(edition.id, edition.kind, edition.labels),
        Counts(states["current"], states["stale"], states["not_checked"]),
        answers,
    )


def _answer(source: Source, places: Places) -> CheckedAnswer:
    published = source.answer
    citations = tuple(places.check(cited, published.question) for cited in published.citations)
    lists = tuple(_lists(published, places))
    return CheckedAnswer(
        file=source.file,
        line=source.line,
        question=published.question,
        status=_state(citations, lists),
        why=tuple(_why(citations, lists)),
        author=published.author,
        reviewed_on=published.reviewed_on,
        citations=citations,
        lists=lists,
    )


def _state(citations: Sequence[CheckedCitation], lists: Sequence[CheckedList]) -> State:
    if any(one.status in {"changed", "removed"} for one in citations) or any(one.stale for one in lists):
        return "stale"
    whole = all(one.status != "not_checked" for one in citations)
    return "current" if whole and (citations or lists) else "not_checked"


# --- lists -------------------------------------------------------------------------------------------------------------


def _lists(published: Published, places: Places) -> Iterator[CheckedList]:
    """Yields what became of the lists the answer must have whole; of a label in the cited version nothing can have."""
    question = understand(published.question, places.edition)
    kept = published.lists or tuple(_of_cited_version(published, question, places))
    for then in kept:
        label = places.standing(then.set_id)
        if label is None or not _newer(label, then.version):
            continue
        old = places.older(then.set_id, then.version)
        facts = _of_kind(places, old, then.kind) if old else then.facts
        whole = FactList(set_id=then.set_id, version=then.version, kind=then.kind, facts=facts)
        now = _of_kind(places, label, then.kind)
        yield compared(whole, now, complete=not label.partial, from_version=old is not None)
    if not kept:
        yield from _by_words(published, question, places)


def _of_cited_version(published: Published, question: Question, places: Places) -> Iterator[FactList]:
    """Yields the lists of an answer that keeps none, from the version it cites, where that is still held."""
    for set_id, version in dict.fromkeys((one.set_id, one.version) for one in published.citations):
        old = places.older(set_id, version)
        for kind in LISTED.get(question.type, ()) if old else ():
            yield FactList(set_id=set_id, version=version, kind=kind, facts=_of_kind(places, old, kind))


def _by_words(published: Published, question: Question, places: Places) -> Iterator[CheckedList]:
    for label in _labels(published, question, places):
        uses = [one for one in _of_kind(places, label, "indication") if isinstance(one, Indication)]
        found = missing_in_words(published.text, label.set_id, uses, asked_for_uses=question.type == "indication")
        if found is not None:
            yield found


def _labels(published: Published, question: Question, places: Places) -> Iterator[LabelRecord]:
    """Yields the labels an answer cites, where newer ones stand; without citations that of the medicine asked about."""
    if published.citations:
        for set_id, version in {one.set_id: one.version for one in published.citations}.items():
            label = places.standing(set_id)
            if label is not None and _newer(label, version):
                yield label
        return
    for mention in question.held[:1]:
        medicine = places.edition.medicine(mention.medicines[0])
        if medicine is not None:
            yield places.edition.label(labels_for(mention.name, medicine, places.edition.label)[0])


def _newer(label: LabelRecord, version: int | None) -> bool:
    return version is None or label.version is None or label.version > version


def _of_kind(places: Places, label: LabelRecord | None, kind: str) -> tuple[FactValue, ...]:
    if label is None:
        return ()
    return tuple(dict.fromkeys(one for one in places.facts(label.key) if one.__struct_config__.tag == kind))


# --- why ---------------------------------------------------------------------------------------------------------------


def _why(citations: Sequence[CheckedCitation], lists: Sequence[CheckedList]) -> Iterator[str]:
    """Yields in plain words why an answer is stale, then what could not be checked."""
    for one in lists:
        yield from _why_list(one)
    for number, cited in enumerate(citations, 1):
        name = f"Citation {cited.n or number} ({cited.section or cited.set_id})"
        if cited.status == "changed":
            yield f"{name}: {_changed(cited)}{_because(cited)}"
        elif cited.status == "removed":
            yield f"{name}: it does not stand in the label any more{_because(cited)}"
        elif cited.status == "not_checked":
            yield f"{name} could not be checked{_because(cited)}"


def _changed(cited: CheckedCitation) -> str:
    """Returns whether figures changed, which may change what is true, or words alone."""
    was, now = figures(cited.old or ""), figures(cited.new or "")
    if not cited.old or not cited.new or was == now:
        return "the label says it in other words now"
    gone, new = (", ".join(sorted(found, key=float)) for found in (was - now, now - was))
    told = [f"{figure} {what}" for figure, what in ((gone, "left out"), (new, "put in")) if figure]
    return f"the sentence is another now, with other figures ({'; '.join(told)})"


def _because(cited: CheckedCitation) -> str:
    return f". {cited.why}" if cited.why else ""


def _why_list(one: CheckedList) -> Iterator[str]:
    name = _NAMES.get(one.kind, one.kind)
    if one.stale and one.then != one.now:
        yield f"The label now has {_counted(one.now, name)}. The answer has {one.then}"
    yield from (f"New {name}: {text}" for text in one.added)
    yield from (f"{name.capitalize()} not in the label any more: {text}" for text in one.gone)
    yield from (f"{name.capitalize()} changed: {each.old} Now: {each.new}" for each in one.changed)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
