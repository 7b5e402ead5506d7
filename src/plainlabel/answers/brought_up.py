"""What to do with a dose that came up again: the label's words where it has them, never a second dose on a guess."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.draft import Draft
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.using import tell_missed_dose
from plainlabel.questions.question import Question

_NOT_YET: Final = "Do not take or give another dose yet. Call your pharmacist or doctor first, and tell them how soon it came up."


def tell_unswallowed(case: Case) -> bool:
    """Returns whether it was told what to do with a dose that came up again, or with one that was missed."""
    return _tell_brought_up(case) or tell_missed_dose(case)


def is_brought_up(question: Question) -> bool:
    """Returns whether a question is on a dose that was vomited or spat out."""
    return question.type == "forgotten_dose" and asks("asks_brought_up").search(question.masked) is not None


def lead_with_not_yet(draft: Draft) -> None:
    """Returns nothing; where no label is read, the answer still leads with not taking a second dose on a guess."""
    draft.summary = f"{_NOT_YET} {draft.summary}"


def _tell_brought_up(case: Case) -> bool:
    """Returns whether the question was on a vomited or spat out dose, which is then answered: safety first, then the label."""
    draft = case.draft
    if not is_brought_up(case.question):
        return False
    found = case.reading.matching(asks("tells_brought_up"), case.reading.sections) if case.reading.full else ()
    draft.outcome = "answered" if found else "not_held"
    draft.summary = _NOT_YET
    if found:
        draft.summary += " The words of the label are below."
        case.quotes(found[:2])
    else:
        draft.say("This copy holds no words of the label on a dose that came up again.", "computed")
    draft.say("If you cannot keep anything down, or see blood, get help from a doctor now.", "advice")
    return True
