"""Any fact in a sentence of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from plainlabel.answers.sentences import about, body, risks, using
from plainlabel.facts import kinds
from plainlabel.facts.kinds import FactValue

_SAY: Final[dict[type, Callable[[Any], str]]] = {
    kinds.ProductFact: about.product,
    kinds.AppearanceFact: about.appearance,
    kinds.IngredientFact: about.ingredient,
    kinds.ClassFact: about.pharm_class,
    kinds.Indication: risks.indication,
    kinds.Limitation: risks.limitation,
    kinds.Dosage: using.dosage,
    kinds.Adjustment: using.adjustment,
    kinds.Strength: about.strength,
    kinds.BoxedWarning: risks.boxed_warning,
    kinds.Contraindication: risks.contraindication,
    kinds.Warning_: risks.warning,
    kinds.AdverseReaction: risks.adverse_reaction,
    kinds.Interaction: risks.interaction,
    kinds.PopulationFact: risks.population,
    kinds.Storage: using.storage,
    kinds.MissedDose: using.missed_dose,
    kinds.Stopping: using.stopping,
    kinds.Overdose: using.overdose,
    kinds.Pharmacokinetic: body.pharmacokinetic,
    kinds.Metabolism: body.metabolism,
    kinds.Mechanism: about.mechanism,
    kinds.Administration: using.administration,
    kinds.EffectOverTime: body.effect,
    kinds.FunctionalStudy: about.functional_study,
    kinds.Schedule: about.schedule,
    kinds.LabelDate: about.label_date,
    kinds.TermCount: risks.term,
}


def say(value: FactValue) -> str:
    """Returns a fact as a sentence of our own, in plain words; numbers and negations are those of the fact."""
    return _SAY[type(value)](value)
