"""What a dose is meant to do about a condition where that is not to treat it: prevent it, suppress it, make its risk smaller.

The dose that prevents a clot is not the dose that treats one: a condition without its purpose would tell the wrong dose.
"""

from __future__ import annotations

import re

from plainlabel.vocabulary.patterns import pattern

_BEFORE = pattern("dosage.purpose_before")
_BEHIND = pattern("dosage.purpose_behind")
_SAID = pattern("dosage.purpose_said")
_RISK = pattern("dosage.risk_of")
_NAMES = (("suppression", "suppression of"), ("again", "reducing the risk of recurrence of"), ("risk", "reducing the risk of"))


def purposed(condition: str | None, before: str, behind: str = "") -> str | None:
    """Returns a condition with the purpose that the words around it give it; alone where these speak of its treatment as well.

    `before` are the words up to the condition ("dosage for the prophylaxis of"), `behind` those after it ("prophylaxis").
    """
    if condition is None or _SAID.search(condition):
        return condition
    found = _BEFORE.search(before) or _BEHIND.match(behind)
    if found is None:
        return condition
    groups = found.groupdict()
    return f"{next((name for key, name in _NAMES if groups.get(key)), 'prevention of')} {condition}"


def at_risk(title: str) -> re.Match[str] | None:
    """Returns where a title says that a dose makes the risk of a `condition` smaller, None where it does not."""
    return _RISK.search(title)
