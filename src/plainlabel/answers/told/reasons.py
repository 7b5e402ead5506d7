"""Why an effect happens: what the label says on its cause, or plainly that it does not say."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.concepts import Piece
from plainlabel.answers.cues import is_fragment

_CAUSE: Final = re.compile(
    r"\b(mechanism\w*|because|pathogenesis|thought to be|believed to|may be (related|due)|is (related|due) to|"
    r"as a result of (its|the)|consequence of|attributable to|explained by)\b",
    re.IGNORECASE,
)
_NOT_A_CAUSE: Final = re.compile(
    r"\bbecause (clinical trials|these (adverse )?(reactions|events)|they are|of the (uncertain|voluntary))", re.IGNORECASE
)
_UNKNOWN: Final = re.compile(r"\b(unknown|not (known|established|understood|clear|determined)|unclear|uncertain)\b", re.IGNORECASE)


def tell_why(case: Case, wanted: Piece, name: str) -> None:
    """Returns nothing; a passage that names a cause is quoted, else the summary says that the label gives none."""
    if not case.reading.full:
        case.draft.summary += " This copy does not hold why."
        case.draft.say("Why it happens is not among the facts we read from this label.", "computed")
        return
    found = [
        each
        for each in case.reading.matching(wanted.label, case.reading.sections)
        if _near(each.text or "", wanted) and not is_fragment(each) and wanted.held(each.text or "")
    ]
    if found:
        unknown = any(_UNKNOWN.search(each.text or "") for each in found)
        case.draft.summary += " Why is not known, it says." if unknown else " What it says on the cause is below."
        case.quote(found[0])
        return
    if case.reading.whole:
        case.draft.summary += " It does not say why they happen." if name.endswith("s") else " It does not say why."
        number = case.draft.cite_label(case.reading.label)
        case.draft.say(f"We looked for a cause of {name} in the whole label. It names none.", "label", number)


def _near(text: str, wanted: Piece) -> bool:
    """Returns whether one sentence of a text speaks of the effect and of a cause."""
    return any(
        _CAUSE.search(part) and wanted.held(part) and not _NOT_A_CAUSE.search(part) for part in re.split(r"(?<=[.;])\s+", text)
    )
