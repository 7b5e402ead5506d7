"""Which way a question asks: "can I drink" hopes for a yes, "should I avoid" and "is it dangerous" ask for the warning."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.draft import Draft

_REVERSED: Final = re.compile(
    r"\b(avoid\w*|stay away|keep away|dangerous|harmful|bad|unsafe|risky|toxic|harm|hurt|a problem|contra-?indicated|worr(y|ied)|"
    r"(give|cut|stop|quit) (up|out|drinking|eating|smoking)|"
    r"(can'?t|cannot|can not|shouldn'?t|should not|must not|mustn'?t|not (be )?(use|used|take|taken|drink|allowed))|"
    r"not (safe|ok|okay)|isn'?t (it )?safe)\b"
)
FIRST_WORDS: Final = {"yes": "Yes.", "no": "No.", "depends": "It depends."}
"""The word that leads a summary, by its verdict."""
_WHETHER: Final = re.compile(r"\b(interact\w*|interfere\w*|interaction|affects?|react)\b")


def asks_for_the_warning(masked: str) -> bool:
    """Returns whether a yes to this masked question is a warning."""
    return bool(_REVERSED.search(masked))


def asks_whether_they_interact(masked: str) -> bool:
    """Returns whether a masked question asks if two things interact, to which any warning is a yes."""
    return bool(_WHETHER.search(masked))


def decide(draft: Draft, masked: str, *, forbidden: bool, warned: bool = False) -> None:
    """Returns nothing; the draft gets the verdict and its first word, a ban as the question is put: no, or yes as a warning.

    `warned` tells that the label warns, short of a ban.
    """
    if (forbidden and (asks_for_the_warning(masked) or asks_whether_they_interact(masked))) or (
        warned and asks_whether_they_interact(masked)
    ):
        draft.verdict, draft.warns = "yes", True
    else:
        draft.verdict = "no" if forbidden else "depends"
    draft.summary = f"{FIRST_WORDS[draft.verdict]} {draft.summary}"
