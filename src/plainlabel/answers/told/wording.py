"""A composed sentence said as narrowly as what it cites: "over 5 years" is not "5 years and older".

Teenagers are not all children, and a dose for people with sound kidneys is not everybody's.
"""

from __future__ import annotations

import re
from typing import Final

_AND_OLDER: Final = re.compile(r"\b(?P<age>\d+(?:\.\d+)? (?:years?|months?)) and older\b")
_TOGETHER: Final = (
    r"(?:\b{0}[ -]{1}\w*(?: of age| old)? (?:and|or) (?:older|over|above|up|greater)|"
    r"(?:\u2265|>=|at least|from|aged?) ?{0}\b|\b{0}\+)"
)
_ABOVE: Final = r"(?:\b(?:over|above|older than|greater than|more than)|>) ?(?:the age of )?{0}\b"
_CHILDREN: Final = re.compile(r"\bchildren(?= *[):,.;])(?!, (?:\d|younger|less))")
_TEENS: Final = re.compile(r"\badolescents?\b", re.IGNORECASE)
_YOUNGER: Final = re.compile(
    r"\bchild(?!-?bear)|p(?:a)?ediatric|infant|neonat|newborn|toddler|\b(?:[1-9]|1[01]) (?:years?|months?|to)\b", re.IGNORECASE
)
_PAIR: Final = re.compile(r"\b(?P<one>[a-z]+(?:-[a-z]+)?) and (?P<other>[a-z]+(?:-[a-z]+)?)\b")
_DOSE: Final = re.compile(r"\A(?:[A-Z][a-z]+ dose|Dose after that|Most that may be given)\b")
_ORGANS: Final = re.compile(
    r"\b(?:in|for) (?:adults? |adult )?(?:patients|people|subjects|adults) with (?:an? )?"
    r"(?P<organ>(?:estimated )?(?:creatinine clearance|CrCl|e?GFR|normal (?:renal|kidney|hepatic|liver) function)"
    r"(?:[^.;,()]|\.(?=\d))*)"
)
_EVERY: Final = re.compile(r"\bevery (?P<hours>\d+) hours\b")
_TO: Final = re.compile(r"\b(?P<low>\d+(?: months?)?) to (?P<high>\d+) (?P<unit>years?|months?) old\b")
_REASONS: Final = re.compile(r"\AReasons on the label not to use it\b")
_EXCEPT: Final = re.compile(r"\b(?:except|unless)\b", re.IGNORECASE)
_ORGAN_WORDS: Final = re.compile(r"kidney|liver|renal|creatinine|hepat|GFR|CrCl", re.IGNORECASE)


def as_narrow(text: str, words: str, cited: str = "") -> str:
    """Returns a sentence of ours with ages, people and ranges as the words it cites have them; `cited` is its own passage."""
    low = words.lower().replace("-", " ")
    text = _AND_OLDER.sub(lambda found: _age(found, low), text)
    if _TEENS.search(words) and not _YOUNGER.search(words):
        text = _CHILDREN.sub("teenagers", text)
    text = _EVERY.sub(lambda found: _interval(found, low), text)
    text = _TO.sub(lambda found: _below(found, low), text)
    if _REASONS.match(text) and _EXCEPT.search(words):
        text = f"{text} For some of them it names an exception: see the source."
    return _of_organs(_PAIR.sub(lambda found: _range(found, low), text), cited)


def _of_organs(text: str, cited: str) -> str:
    """Returns a dose with the state of kidneys or liver that its sentence gives it for, where it does not say it yet."""
    found = _ORGANS.search(cited) if _DOSE.match(text) and not _ORGAN_WORDS.search(text) else None
    return f"{text} In people with {' '.join(found['organ'].split())}." if found else text


def _age(found: re.Match[str], low: str) -> str:
    number, unit = found["age"].split()
    above = re.search(_ABOVE.format(re.escape(number)), low)
    together = re.search(_TOGETHER.format(re.escape(number), unit[:4]), low)
    return f"over {found['age']}" if above and not together else found[0]


def _interval(found: re.Match[str], low: str) -> str:
    """Returns "every 4 to 6 hours" for "every 4 hours" where the words have it so and no other interval of that length."""
    hours = found["hours"]
    wider = re.search(rf"\b(?:every|q) ?{hours} (?:to|or|\u2013) ?(?P<most>\d+) ?h(?:ours?)?\b", low)
    alone = re.search(rf"\b(?:every|q) ?{hours} ?h(?:ours?)?\b", low)
    return f"every {hours} to {wider['most']} hours" if wider and not alone else found[0]


def _below(found: re.Match[str], low: str) -> str:
    """Returns "1 to less than 11 years old" for "1 to 11 years old" where the words have it so."""
    high, unit = found["high"], found["unit"]
    same = rf"(?:{high}|{int(high) * 12} months)" if unit.startswith("year") else high
    below = re.search(rf"\b(?:to|and|but) (?:less|younger|under) (?:than )?{same}\b|<\s?{same}\b", low)
    return f"{found['low']} to less than {high} {unit} old" if below else found[0]


def _range(found: re.Match[str], low: str) -> str:
    """Returns "white to off-white" for "white and off-white" where the words have it so."""
    one, other = (re.escape(found[each].replace("-", " ")) for each in ("one", "other"))
    said_so = re.search(rf"\b{one}(?:, | )(?:and|or) {other}\b", low)
    return f"{found['one']} to {found['other']}" if not said_so and re.search(rf"\b{one} to {other}\b", low) else found[0]
