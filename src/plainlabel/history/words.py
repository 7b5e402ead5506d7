"""Changes in words for people."""

from __future__ import annotations

from typing import Final

from plainlabel.history.records import ChangeClass, FactChange
from plainlabel.history.values import NO_AGE

CLASS_WORDS: Final[dict[ChangeClass, str]] = {
    "new_boxed_warning": "new boxed warning",
    "new_use": "new use",
    "wider_use": "wider use",
    "new_contraindication": "new contraindication",
    "new_warning": "new warning",
    "new_interaction": "new interaction",
    "dose_change": "dose change",
    "storage_change": "storage change",
    "removed_boxed_warning": "boxed warning taken out",
    "removed_use": "use taken out",
    "narrower_use": "narrower use",
    "removed_contraindication": "contraindication taken out",
    "removed_warning": "warning taken out",
    "removed_interaction": "interaction taken out",
    "other": "other change",
    "wording_only": "wording only",
}
"""What each class is called."""


def said(change: FactChange) -> str:
    """Returns a change in words: "wider use: hives (before: 12 years and older; now: 2 years and older)"."""
    name = CLASS_WORDS[change.change]
    about = "" if change.term in {"dose", "storage"} else f": {change.term}"
    alone = change.old is None or change.new is None
    told = ((when, value) for when, value in (("before", change.old), ("now", change.new)) if value)
    # That a use states no age is worth a word only beside one that does.
    values = [f"{when}: {value}" for when, value in told if not (alone and value == NO_AGE)]
    shown = f" ({'; '.join(values)})" if values else ""
    return f"{name}{about}{shown}"
