"""What a composed sentence claims, as patterns that what it cites must bear: numbers, people, groups of a study, a denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal

from msgspec import Struct

_UNIT: Final = r"[ -](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|mg|mcg|g|mL|L|kg|C|F|times)\b"
_NUMBER: Final = re.compile(rf"(?<![\w.,-])(?P<number>\d[\d,]*(?:\.\d+)?)(?=(?: to \d[\d.,]*)?(?P<unit>{_UNIT})?)")
_ONES: Final = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final[dict[float, str]] = {
    **dict(enumerate(_ONES, 1)),
    **{20 + 10 * place: ten for place, ten in enumerate(_TENS)},
    **{20 + 10 * ten + one: f"{_TENS[ten]}[- ]?{_ONES[one - 1]}" for ten in range(8) for one in range(1, 10)},
    0.5: "half|one-half",
    1: "one|single|once|an?|each|every|daily|hourly|weekly|monthly|bedtime|I",
    2: "two|twice|both|double|second|other|bid|b\\.i\\.d|II",
    3: "three|thrice|third|triple|tid|t\\.i\\.d|III",
    4: "four|quarterly|fourth|qid|q\\.i\\.d|IV",
    5: "five|fifth|V",
    100: "hundred",
}
_SAME: Final[dict[str, tuple[float, ...]]] = {
    "hour": (1 / 24, 60, 1 / 168, 1 / 720),
    "day": (24, 1 / 7, 1 / 30),
    "week": (7, 12 / 52, 1 / 52, 168, 1 / 4),
    "month": (1 / 12, 52 / 12, 30, 4),
    "year": (12, 52, 365),
    "mg": (0.001, 1000),
    "mcg": (0.001,),
    "g": (1000,),
    "minute": (1 / 60, 60),
    "L": (1000,),
    "mL": (0.001, 0.2, 1 / 15, 1 / 30),
    "kg": (2.2046,),
    "times": (),
}
"""By unit, by what its figure is multiplied where a label counts in another one."""
_IN_HUNDRED: Final = re.compile(r"\d of 100\b|\d%(?! ?CI\b)")
_PERCENT: Final = re.compile(
    r"%(?!\W{0,4}(?:two-sided |exact )?(?:C\.?I|confidence|credible|LCL|UCL)\b)|\bpercent\w*|\bper cent|\bproportion|\bincidence|"
    r"\bper 100\b|\bout of 100\b",
    re.IGNORECASE,
)
_WEEK: Final = re.compile(r" at week (\d+(?:\.\d+)?)\b")
_ARM: Final = re.compile(r"\bagainst (?:fewer than |less than )?-?[\d.]+(?:[^.;]|\.(?=\d))*? on (?P<arm>[^;:]+?)(?=\.(?:\s|\Z)|\Z)")
_SMALL: Final = re.compile(
    r"\b(?:the|and|plus|with|comparator|control|group|medicine|without|other|every|once|twice|times|days?|daily|week|weekly|hours?|"
    r"each|per|based|placebos)\b",
    re.IGNORECASE,
)
"""Words of a comparator that name no medicine."""
_DENIES: Final = re.compile(r"\b(?:not|no|never|none)\b", re.IGNORECASE)
_DENIED: Final = re.compile(
    r"\b(?:not|no|none|never|nor|neither|without|cannot|lack\w*|absen\w+|insufficient|inadequate|limited|minimal\w*|negligible|"
    r"little|fail(?!ure)\w*|contra-?indicat\w*|avoid\w*|un\w+|free of|rather than|instead|discontinue\w*|only|except\w*|similar\w*|"
    r"comparable|ineffective|same as|regardless|irrespective|does ?n.t|do ?n.t|limitations?|hypersensitivity|allerg\w+|warning|"
    r"low(?:est)?|non-?\w+)\b",
    re.IGNORECASE,
)
_BARS: Final = {
    "take two": r"\btwo doses|\bdoubl|\bextra|make up|2 doses|more than one",
    "freeze": r"fr(?:ee|o)z",
    "shake": r"shak",
}
_BARRED: Final = re.compile(rf"\bDo not ({'|'.join(_BARS)})\b")
"""What is barred in words of its own, wherever in the section they stand."""
_OURS: Final = re.compile(
    r"\ANot the same, so kept apart|\bnot in (?:this|it)\b|\bnot only\b|\bdoes not (?:mean|replace|say|give|tell|name|list)\b|"
    r"\bnot (?:measured|enough)\b|\bno (?:boxed|plain)\b|\bnot shown\b|\bno more than\b|Do not stop it suddenly\.|"
    r"\bwhom other treatment (?:did|does) not [^.]*|"
    r"\bHaving children:|(?:For too much of it, c|C)all Poison Help[^.;]*[.;]",
    re.IGNORECASE,
)
"""Denials and advice of our own, and headings: they tell what the answer is, not what a passage says."""
_PEOPLE: Final = (
    (
        r"\b(?:child(?:ren)?|infants?|newborns?|teen\w*)\b",
        r"child|pa?ediatric|infant|adolesc|neonat|newborn|juvenile|teen|youth|boys|girls|year|month|\bage|birth|school|baby|milk",
    ),
    (r"\badults?\b", r"adult|\byears?\b|\bage|\bmen\b|women|geriatric|elderly|menopaus"),
    (r"\b(?:elderly|older (?:or frail )?(?:people|adults))\b", r"geriatric|elderly|older|\b6[05]\b|\bage|senior|debilitat"),
    (r"\bkidneys?\b", r"kidney|renal|creatinine|nephr|dialy|GFR|CrCl|urin|ESRD|CKD|anuri|oliguri"),
    (r"\blivers?\b", r"liver|hepat|cirrho|child-pugh|transaminase|aminotransferase|\bAL[TP]\b|jaundice|bilirubin"),
    (
        r"\bpregnan\w+",
        r"pregnan|fetal|fetus|foetal|gestation|teratogen|trimester|embryo|birth|reproduct|childbearing|concepti|contracept|maternal",
    ),
    (r"\b(?:breast-?feeding|nursing)\b", r"lactat|nursing|breast|milk|infant"),
    (r"\b(?:women|females)\b", r"wom[ae]n|female|menopaus|pregnan|girls|lactat|vagin|mother"),
    (r"\b(?:men|males)\b", r"\bm[ae]n\b|\bmales?\b|prostat|erectil|testos|hypogonad|androg"),
)
"""Words of people in a sentence of ours, and those one of which must stand in what it cites or over it."""


_ADULTS: Final = re.compile(r" \(adults\)|, adults(?=\))|: adults(?=\.)")
_ELSEWHERE: Final = {
    "child": r"\bchild(?:ren)?\b|pa?ediatric|infants?\b|adolescents?\b|neonat|newborn",
    "adult": r"\badults?\b",
    "elderly": r"geriatric|elderly|\bolder\b",
    "older": r"geriatric|elderly|\bolder\b",
}
"""Words of people that another passage must have, where "years" in the passage itself would do."""
_FAR: Final = 10.0
_SAID_TO_HAPPEN: Final = re.compile(
    r"\A(?:Side effect in studies|Common side effect|Serious side effect|Reported since it is on the market): "
    r"(?P<term>[^:.;(]+)"
    r"|\AWith (?P<partner>[^:;(]+): "
    r"(?:it can|effects or risks|avoid|must not|closer|a (?:lower|higher) dose|the dose may|one of them)"
)
_NOTHING: Final = re.compile(
    r"\bno (?:[\w-]+ ){0,3}(?:effects?|interactions?|changes?|differences?|cases?|reports?|evidence|increases?|instances?)\b|"
    r"\b(?:not|neither) (?:been |be |expected to |have |significantly |clinically |appear to |substantially )*"
    r"(?:affect\w*|alter\w*|influenc\w*|chang\w*|observed|reported|seen|noted|associated|found|occur\w*|differen\w+)\b",
    re.IGNORECASE,
)
_BUT: Final = re.compile(r"\b(?:but|however|although|except|while|whereas|avoid\w*|should|monitor\w*|caution)\b", re.IGNORECASE)
_SENTENCES: Final = re.compile(r"(?<=[.;\n])\s+(?=[A-Z\u2022])")


class Claim(Struct, frozen=True):
    """One thing a sentence claims: the pattern of passages that bear it, and its words; `kind` tells what becomes of it unborne.

    `elsewhere` is the pattern that a passage must match which is not cited yet.
    """

    kind: Literal["number", "week", "arm", "percent", "people", "denial"]
    pattern: re.Pattern[str]
    said: str
    elsewhere: re.Pattern[str]


def claims(text: str) -> Iterator[Claim]:
    """Yields what a sentence claims."""
    text = _OURS.sub("", text)
    week = _WEEK.search(text)
    if week is not None:
        yield _claim("week", _week(float(week[1])), week[0])
    arm = _ARM.search(text)
    bare = _WEEK.sub("", text).replace(" of 100", "")
    if arm is not None:
        words = [each for each in re.findall(r"[^\W\d]{3,}", arm["arm"]) if not _SMALL.fullmatch(each)]
        yield from (_claim("arm", _word(each), each) for each in words[:3])
        bare = bare.replace(arm["arm"], "")
    if _IN_HUNDRED.search(text):
        yield _claim("percent", _PERCENT, "%")
    for number in _NUMBER.finditer(bare):
        yield _claim("number", _number(number["number"], (number["unit"] or "").strip(" -")), number[0])
    for said, borne in _PEOPLE:
        found = re.search(said, text, re.IGNORECASE)
        if found is not None:
            further = next((words for start, words in _ELSEWHERE.items() if found[0].lower().startswith(start)), borne)
            yield Claim("people", _any(borne), found[0], _any(further))
    if _DENIES.search(text):
        barred = _BARRED.search(text)
        yield Claim("denial", _DENIED, barred[0] if barred else "not", _any(_BARS[barred[1]]) if barred else _DENIED)


def denied(text: str, words: str) -> bool:
    """Returns whether each sentence of `words` that names what a sentence of ours says can happen says that it does not."""
    happens = _SAID_TO_HAPPEN.search(text)
    if happens is None:
        return False
    term = _word((re.findall(r"\w{4,}", happens["term"] or happens["partner"]) or [""])[-1])
    named = [each for each in _SENTENCES.split(words) if term.search(each)]
    return bool(named) and all(_NOTHING.search(each) and not _BUT.search(each) for each in named)


def without(text: str, claim: Claim) -> str | None:
    """Returns a sentence without a part that nothing bears, None where it says nothing right without it."""
    if claim.kind == "week":
        return text.replace(claim.said, "", 1)
    if claim.kind == "people":
        shorter = _ADULTS.sub("", text, count=1)
    elif claim.kind == "denial":
        parts = re.split(r"(?<=\.) (?=[A-Z])", text)
        shorter = " ".join(each for each in parts if not _DENIES.search(_OURS.sub("", each)))
    else:
        return None
    return shorter if shorter and shorter != text else None


def _claim(kind: Literal["number", "week", "arm", "percent", "denial"], pattern: re.Pattern[str], said: str) -> Claim:
    return Claim(kind, pattern, said, pattern)


@cache
def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word[:6])}", re.IGNORECASE)


@cache
def _week(number: float) -> re.Pattern[str]:
    """Returns a pattern of a week of a study in the ways in which labels write it: "Weeks 12 and 24", "24-week", "6 months"."""
    ways = []
    for unit, size in (("w(?:ee)?ks?", 1.0), ("months?", 12 / 52), ("years?", 1 / 52), ("days?", 7.0)):
        count = number * size
        # Four weeks are told as a month as well as twelfths of a year.
        for each in {count, number / 4 if unit == "months?" else count}:
            if abs(each - round(each)) > 0.06 * max(1, unit == "months?") or not round(each):
                continue
            said = _digits(round(each))
            several = r"(?:\d+\s*(?:,|and|or|through|to|-|\u2013|/|&)\s*(?:and |or )?)*"
            ways.append(
                rf"\b{unit}\s*[-\u2011]?\s*{several}{said}|{said}(?:\s*(?:,|and|or|to|-|\u2013)\s*\d+)*[-\u2011\s]*{unit}\b"
            )
    return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)


@cache
def _number(number: str, unit: str) -> re.Pattern[str]:
    """Returns a pattern of a number in figures or in words, and of what it is in the other units in which labels count."""
    value = float(number.replace(",", ""))
    if unit in {"C", "F"}:
        others: tuple[float, ...] = (value * 1.8 + 32 if unit == "C" else (value - 32) / 1.8,)
    else:
        others = tuple(value * size for size in _SAME.get(unit) or _SAME.get(unit.rstrip("s")) or ())
    tries = [value, *(near for other in others for near in _about(other, other / value if value else 1))]
    return re.compile("|".join(map(_digits, dict.fromkeys(tries))), re.IGNORECASE)


def _about(value: float, size: float) -> Iterator[float]:
    """Yields the figures a label may give where ours, rounded to a tenth, were worked out from them."""
    yield from (round(value, 3), round(value, 2), round(value, 1))
    if value >= 1:
        off = min(max(0.03 * value, 0.05 * size), _FAR)
        yield from (float(each) for each in range(round(value - off), round(value + off) + 1) if each > 0)


def _digits(value: float) -> str:
    """Returns the pattern of a number: figures with or without needless zeros, commas and letters for it."""
    rounded = round(value)
    whole = value == rounded
    plain = str(rounded) if whole else f"{value:g}"
    head, dot, tail = plain.partition(".")
    figures = (f"{head[:-3]},?{head[-3:]}" if len(head) > 3 else head) + (rf"\.{tail}" if dot else "")
    # "03" of a strength, ".5" of a dose and "1.0" of a time are the same numbers.
    figures = rf"\.{tail}" if head == "0" and dot else figures
    if len(tail) == 1:  # 1.37 is told as 1.4.
        before = f"{float(plain) - 0.1:.1f}"
        figures = rf"(?:{figures}\d*|{re.escape(before).removeprefix('0')}[5-9]\d*)"
    names = _WORDS.get(rounded if whole else value)
    spelt = rf"|\b(?:{names})\b" if names else ""
    ends = "0*" if dot else r"(?:\.0+)?"
    return rf"(?:(?<![\d.])0*{figures}{ends}(?!\d|[.,]\d){spelt})"
