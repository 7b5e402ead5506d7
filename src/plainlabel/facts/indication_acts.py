"""What is done about a condition: treated, or prevented; a use that prevents keeps the word ("prevention of pregnancy").

To call pregnancy an approved use because a medicine prevents it would be false. So a condition behind "prevention of",
"prophylaxis of" or "reduce the risk of" is told with those words, unless the text says that it is treated as well.
"""

from __future__ import annotations

import re
from typing import Final

from plainlabel.vocabulary.clinical_names import normalise
from plainlabel.vocabulary.patterns import pattern

_ACTS = pattern("indication.acts")
_LINK = re.compile(
    r"(?:\s+(?:of|for|in|the|symptomatic|acute))*\s*(?:,|/|\band\b|\bor\b|\band/or\b)[\s,]*(?:(?:to|for|the|in|help)\s+)*",
    re.IGNORECASE,
)
_TOLD = pattern("indication.prevention_told")
_RISK_LEAD = re.compile(r"^(?:the\s+)?(?:risk|chance|likelihood|rate)s?\s+of\s+", re.IGNORECASE)
_PEOPLE_WITH = pattern("indication.people_before")
# When or for whom something is prevented does not change its name.
_WHEN: Final = re.compile(r"\s(?:after|in (?:females|women|men) of)\s.*", re.IGNORECASE)
_PREFIX: Final = {"prevent": "prevention of", "prophylaxis": "prophylaxis of", "risk": "reduction of the risk of"}


def is_prevention(condition: str) -> bool:
    """Returns whether a condition is told as something prevented."""
    return _TOLD.match(condition) is not None


def with_act(condition: str, *before: str) -> str:
    """Returns a condition with the act that the words before it tell of, where that only prevents it.

    `before` are the texts to look at, nearest first: that in which none tells an act is passed over.
    """
    if is_prevention(condition):
        return condition
    if _RISK_LEAD.match(condition):
        return f"reduction of the {condition}"
    for text in before:
        act = _act(text)
        if act is not None:
            return f"{_PREFIX[act]} {_RISK_LEAD.sub('', condition)}" if act in _PREFIX else condition
    return condition


def only_prevents(text: str) -> str | None:
    """Returns the act of a sentence that tells of preventing and nowhere of treating."""
    acts = {one.lastgroup for one in _ACTS.finditer(text)}
    return None if "treat" in acts else next((one for one in _PREFIX if one in acts), None)


def _act(text: str) -> str | None:
    """Returns the last act of a text; where it is linked with treating ("treatment and prevention of"), treating.

    What people have ("to reduce deaths in patients with") is not what is prevented.
    """
    if _PEOPLE_WITH.search(text):
        return "treat"
    found = list(_ACTS.finditer(text))
    for at in range(len(found) - 1, -1, -1):
        if found[at].lastgroup == "treat":
            return "treat"
        if at == 0 or not _LINK.fullmatch(text, found[at - 1].end(), found[at].start()):
            break
    return found[-1].lastgroup if found else None


def name_of(condition: str, abbreviations: dict[str, str]) -> str | None:
    """Returns the normalised name of a condition; of one that is prevented only a name that says so."""
    if not is_prevention(condition):
        return normalise(condition, abbreviations)
    name = normalise(condition, abbreviations) or normalise(_WHEN.sub("", condition), abbreviations)
    return name if name is not None and "prevention" in name else None
