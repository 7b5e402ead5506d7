"""The patterns of the answers, by name: vocabulary/answer_patterns.tsv, read once; "@" stands for a medicine."""

from __future__ import annotations

import re
from functools import cache

from plainlabel.questions.patterns import MEDICINE, rows


@cache
def asks(name: str) -> re.Pattern[str]:
    """Returns the compiled pattern of that name ("asks_highest_dose"); it sees text in small letters.

    Raises:
        KeyError: when there is none.
    """
    return re.compile(_sources()[name].replace("@", MEDICINE), re.IGNORECASE if name.startswith("tells_") else 0)


@cache
def _sources() -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in rows("answer_patterns.tsv")}
