"""What one edition shows: a medicine with its label, its facts of one kind, one section of a label."""

from __future__ import annotations

from typing import Any

from plainlabel.answers.search import title_of_label
from plainlabel.answers.sentences.say import say
from plainlabel.answers.shown import (
    Shown,
    ShownFacts,
    ShownLabel,
    ShownPassage,
    ShownSection,
    ShownSectionLine,
    shown_class,
    shown_fact,
    shown_product,
)
from plainlabel.edition.records import LabelRecord, Medicine
from plainlabel.errors import UsageError
from plainlabel.facts.kinds import KINDS
from plainlabel.identifiers import set_id as parse_set_id
from plainlabel.label import heading, section_path
from plainlabel.library.named import Named, ingredients_of
from plainlabel.retrieval.reading import Reading


def medicine(named: Named, name: str, as_of: str | None, *, facts_too: bool) -> Shown:
    """Returns a medicine with its standing label, or the version in force on `as_of`; its facts with `facts_too`."""
    edition = named.edition
    known, label, notices = named.find(name)
    label, notices = named.on_day(label, known, as_of, notices)
    others = [edition.label(key).set_id for key in (known.labels if known else ())]
    facts: dict[str, list[dict[str, Any]]] = {}
    for fact in edition.facts(label.key) if facts_too else ():
        facts.setdefault(fact.kind, []).append(shown_fact(fact))
    return Shown(
        name=title_of(name, known, label),
        ingredients=known.ingredients if known else ingredients_of(label),
        classes=tuple(shown_class(each) for each in label.classes),
        label=_label(label),
        other_labels=tuple(dict.fromkeys(one for one in others if one != label.set_id)),
        products=tuple(shown_product(each) for each in label.products),
        sections=tuple(
            ShownSectionLine(each.id, each.code, each.number, each.title, each.characters) for each in edition.sections(label.key)
        ),
        facts=facts,
        notices=notices,
    )


def facts(named: Named, name: str, kind: str) -> ShownFacts:
    """Returns the facts of one kind of a medicine's standing label, each with its place and a sentence that says it."""
    if kind not in KINDS:
        raise UsageError(f"There is no kind of fact {kind[:40]!r}", next_step=f"The kinds are {', '.join(KINDS)}")
    known, label, notices = named.find(name)
    return ShownFacts(
        name=title_of(name, known, label),
        kind=kind,
        label=_label(label),
        facts=tuple({"sentence": say(fact.value), **shown_fact(fact)} for fact in Reading(named.edition, label).facts(kind)),
        notices=notices,
    )


def section(named: Named, name: str, wanted: str, version: int | None, as_of: str | None) -> ShownSection:
    """Returns the stored text of one section and its passages, of `version` or of the version in force on `as_of`."""
    edition = named.edition
    if version is not None and parse_set_id(name):
        label = edition.label_by_set_id(name, version)
    else:
        known, standing, _ = named.find(name)
        label, _ = named.on_day(standing, known, as_of, ())
    record = named.section(label, wanted)
    tree = edition.section_tree(label.key)
    text = tree[record.id].text
    return ShownSection(
        label.set_id,
        label.version,
        record.id,
        record.code,
        record.number,
        record.title,
        tuple(heading(each) for each in section_path(tree, record.id)),
        text,
        tuple(
            ShownPassage(each.start, each.end, each.kind, each.highlight, text[each.start : each.end])
            for each in edition.passages(label.key, record.id)
        ),
    )


def title_of(asked: str, known: Medicine | None, label: LabelRecord) -> str:
    """Returns what a medicine is called; one asked for by a set id is called as its label is."""
    return known.name if known and not parse_set_id(asked) else title_of_label(label)


def _label(label: LabelRecord) -> ShownLabel:
    return ShownLabel(label.set_id, label.version, label.effective, label.title, label.labeler, label.partial)
