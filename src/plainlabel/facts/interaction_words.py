"""What two ways to write one partner of an interaction share: "MAOIs" and "monoamine oxidase inhibitors" are one."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_SHORT_FORMS: Final = {
    "maoi": "monoamine oxidase inhibitor",
    "maois": "monoamine oxidase inhibitor",
    "mao": "monoamine oxidase",
    "nsaid": "nonsteroidal anti inflammatory drug",
    "nsaids": "nonsteroidal anti inflammatory drug",
    "ssris": "selective serotonin reuptake inhibitor",
    "ssri": "selective serotonin reuptake inhibitor",
    "inhibit": "inhibitor",
    "inhibits": "inhibitor",
    "induce": "inducer",
    "induces": "inducer",
    "cns": "central nervous system",
    "ppis": "proton pump inhibitor",
    "tcas": "tricyclic antidepressant",
    "non": "",
    "steroidal": "nonsteroidal",
    "antiinflammatory": "anti inflammatory",
}
_FILLERS: Final = frozenset(
    {
        "and",
        "or",
        "to",
        "of",
        "the",
        "other",
        "drug",
        "agent",
        "medication",
        "medicine",
        "enzyme",
        "certain",
        "with",
        "a",
        "an",
        "oral",
        "that",
        "which",
        "are",
        "for",
    }
)


_WORKED_ON = re.compile(
    r"\b(?:primarily |mainly |that are |which are )*(?:metaboli[sz]ed|eliminated|cleared|transported)"
    r" (?:primarily |mainly )?(?:by|via)\b"
)


_NUMBERED = re.compile(r"\d[a-z]\d{0,2}")


@cache
def partner_words(name: str) -> frozenset[str]:
    """Returns what two ways to write a partner share: no case, plural, order; "P-glycoprotein" and "P-gp" are one."""
    words = re.sub(r"p-?glycoprotein|p-?gp", "pgp", name.lower())
    words = re.sub(r"\bcyp\s?(?=\d)", "", words)
    words = _WORKED_ON.sub(" substrate ", words)
    words = re.sub(r"\bp[\s-]?450\b|\bcyp\s?450\b|cytochrome", " cyp ", words)
    spelled = " ".join(_SHORT_FORMS.get(word, word) for word in re.findall(r"[a-z0-9]+", words))
    single = (re.sub(r"(?<=[a-z]{3})s$", "", word) for word in spelled.split())
    told = frozenset(word for word in single if word not in _FILLERS)
    # "Cytochrome P450 9Z9" and "CYP9Z9" are one enzyme.
    return (told - {"cyp"} if any(map(_NUMBERED.fullmatch, told)) else told) or frozenset({name.lower()})
