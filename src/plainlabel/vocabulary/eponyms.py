"""Names of people that diseases carry, as data: "Crohn's disease", "Stevens-Johnson syndrome"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

_PART: Final = re.compile(r"(?P<name>[^\W\d_]+)(?P<owns>['\u2019]s)?(?![^\W\d_])")


def with_eponyms(words: str) -> str:
    """Returns the words with a capital on each name of a person that diseases carry; other letters stay.

    >>> with_eponyms("crohn's disease and stevens-johnson syndrome")
    "Crohn's disease and Stevens-Johnson syndrome"
    """
    return _PART.sub(_capital, words)


def _capital(found: re.Match[str]) -> str:
    name = found["name"]
    known = _names().get(name)
    if known is None or (known == "'s" and not found["owns"]):
        return found[0]
    return f"{name[0].upper()}{found[0][1:]}"


@cache
def _names() -> dict[str, str]:
    text = files("plainlabel.vocabulary").joinpath("eponyms.txt").read_text(encoding="utf-8")
    rows = (line.partition(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: marked for name, _, marked in rows}
