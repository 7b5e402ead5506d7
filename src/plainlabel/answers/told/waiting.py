"""How long to wait with a child after the last dose: what the label asks in birth control, never what the half-life suggests."""

from __future__ import annotations

from plainlabel.answers.case import Case
from plainlabel.answers.sentences.risks import months
from plainlabel.answers.told.held import beside, held, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.facts.kinds import PopulationFact


def tell_waiting(case: Case) -> bool:
    """Returns whether the label's time of birth control after the last dose was told to someone who asks how long to wait."""
    if not asks("waits_for_child").search(case.question.masked):
        return False
    every = held(case.reading, PopulationFact)
    found = [pair for pair in every if pair[1].contraception_months is not None]
    if not found:
        return False
    times = sorted({value.contraception_months for _, value in found if value.contraception_months is not None})
    most = f"{'up to ' if len(times) > 1 else ''}{months(times[-1])}"
    case.draft.summary = f"The label asks for birth control for {most} after the last dose of {case.name}."
    tell(case, found)
    if len(times) > 1:
        case.draft.say("The label gives more than one time. It can differ for women and men. Ask which holds for you.", "advice")
    tell(case, [pair for pair in every if pair[1].group == "pregnancy"], most=1)
    beside(case, found, 2)
    case.draft.say("Talk to your doctor before you try for a baby. Do not stop a medicine on your own for it.", "advice")
    return True
