"""Runs every extractor over a label; one that fails loses its own kind only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from plainlabel.errors import ExtractionError
from plainlabel.facts.adjustment import adjustments
from plainlabel.facts.administration import administrations
from plainlabel.facts.adverse_reaction import adverse_reactions
from plainlabel.facts.appearance import appearances
from plainlabel.facts.boxed_warning import boxed_warnings
from plainlabel.facts.contraindication import contraindications
from plainlabel.facts.dates import dates
from plainlabel.facts.dosage import dosages
from plainlabel.facts.effect import effects
from plainlabel.facts.fact import Fact
from plainlabel.facts.functional_study import functional_studies
from plainlabel.facts.group_facts import population_facts
from plainlabel.facts.indication import indications
from plainlabel.facts.interaction import interactions
from plainlabel.facts.limitation import limitations
from plainlabel.facts.mechanism import mechanisms
from plainlabel.facts.metabolism import metabolisms
from plainlabel.facts.missed_dose import missed_doses
from plainlabel.facts.overdose import overdoses
from plainlabel.facts.pharm_class import pharm_classes
from plainlabel.facts.pharmacokinetic import pharmacokinetics
from plainlabel.facts.record import ingredients, products
from plainlabel.facts.schedule import schedules
from plainlabel.facts.source import Source
from plainlabel.facts.spelled_out import SpelledOut
from plainlabel.facts.stopping import stoppings
from plainlabel.facts.storage import storage
from plainlabel.facts.strength import strengths
from plainlabel.facts.term import terms
from plainlabel.facts.warning import warnings
from plainlabel.label import Label, Passage

EXTRACTORS: Final[dict[str, Callable[[Source], Iterator[Fact]]]] = {
    "indication": indications,
    "limitation": limitations,
    "boxed_warning": boxed_warnings,
    "contraindication": contraindications,
    "warning": warnings,
    "dosage": dosages,
    "adjustment": adjustments,
    "administration": administrations,
    "missed_dose": missed_doses,
    "stopping": stoppings,
    "overdose": overdoses,
    "adverse_reaction": adverse_reactions,
    "interaction": interactions,
    "population": population_facts,
    "storage": storage,
    "mechanism": mechanisms,
    "functional_study": functional_studies,
    "effect": effects,
    "pharmacokinetic": pharmacokinetics,
    "metabolism": metabolisms,
    "class": pharm_classes,
    "product": products,
    "strength": strengths,
    "appearance": appearances,
    "ingredient": ingredients,
    "schedule": schedules,
    "date": dates,
    "term": terms,
}
"""The extractor of each kind of fact, in the order in which facts are given."""


def extract(
    label: Label, cut: Mapping[str, tuple[Passage, ...]] | None = None
) -> tuple[tuple[Fact, ...], tuple[ExtractionError, ...]]:
    """Returns the facts of a label, kind by kind in the order of the text, and the errors of the kinds that could not be read.

    Who has cut the label into passages already gives them by section, which saves cutting it again.
    """
    source = Source(label, cut)
    spelled_out = SpelledOut(source)
    facts: list[Fact] = []
    errors: list[ExtractionError] = []
    for kind, extractor in EXTRACTORS.items():
        try:
            facts.extend(list(spelled_out.facts(source.facts(extractor))))
        except Exception as error:  # noqa: BLE001 - whatever breaks one kind must not lose the others; the report names it
            errors.append(_error(label, kind, error))
    return tuple(facts), tuple(errors)


def _error(label: Label, kind: str, error: Exception) -> ExtractionError:
    made = ExtractionError(
        f"the {kind} facts could not be read: {type(error).__name__}: {error}",
        set_id=label.set_id,
        location=f"facts of kind {kind}",
        next_step="The label is kept without them; please report it with its set id",
    )
    made.__cause__ = error
    return made
