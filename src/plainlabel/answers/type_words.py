"""What a passage must say to answer a question of one type, beside standing in the right section."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = r"(?:\d+|one|two|three|four|six|eight|twelve|several|a few)"
_SPAN: Final = (
    rf"(?:{_NUMBER}(?:\s*(?:to|-|\u2013|or)\s*{_NUMBER})?\s*(?:minutes?|min|hours?|hrs?|days?|weeks?|months?)|"
    r"(?:week|day|month) \d+)"
)
_GAIN: Final = (
    r"(?:effects?|relief|improve\w*|response|respond\w*|reduc\w+|decreas\w*|activity|benefits?|separation|lowering|sleep|"
    r"inhibition|bronchodilation|analgesia|control|differences?)"
)
ONSET: Final = (
    r"\bonset of (?:the )?(?:\w+ ){0,3}(?:action|effects?|response|relief|activity|sedation|sleep|benefit|analgesia)|"
    rf"\bas early as (?:the |{_SPAN}|first|one|two|\d)|\b(?:begins?|starts?|began|takes?) (?:to )?(?:work|act|take effect|effect)|"
    rf"\b{_GAIN}\b[^.]{{0,80}}\b(?:within|by|in|at|after|as early as) (?:the first |approximately |about |as little as )?{_SPAN}|"
    rf"\b(?:within|by|after|at) (?:the first |approximately |about )?{_SPAN}\b[^.]{{0,80}}\b{_GAIN}\b|"
    rf"\b(?:maxim\w+|peak|full|optimal) (?:\w+ ){{0,3}}(?:effect|response|benefit|activity)\b[^.]{{0,60}}{_SPAN}|"
    rf"\bmay take (?:up to |about )?{_SPAN}"
)
STAY: Final = (
    r"\bhalf-li\w+|\bduration of (?:action|effects?)|\beffects? (?:may )?(?:last|persist)\w*|\bsteady[- ]state\b|"
    r"\b(?:eliminat|excret|clear)ed\b[^.]{0,60}\b(?:hours?|days?|weeks?)\b|\b(?:detectable|non-?detectable)\b"
)
BESIDE: Final[dict[str, re.Pattern[str]]] = {
    "action_time": re.compile(
        r"\b(baseline|screening|enroll\w*|eligib\w*|randomi[sz]ed|inclusion|exclu\w+|prior to|history of|followed for|"
        r"safety data|exposed for|not exceed|every \d|directions|endpoints?|maintained|study entry|"
        r"permitted|concomitant\w*|previously treated|"
        r"rats?|mice|rabbits?|monkeys?|dogs?|discontinu\w*|overdos\w*)\b",
        re.IGNORECASE,
    ),
    "effectiveness": re.compile(r"\b(antibod\w*|immunogenic\w*)\b", re.IGNORECASE),
    "usage_time": re.compile(r"\b((serum|plasma|blood) (levels?|concentrations?)|detectable|half-li\w+|donat\w+)\b", re.IGNORECASE),
}
"""Words of a passage that use the words of the type for something else: who was in a study, animals, levels in the blood."""

WORDS: Final[dict[str, re.Pattern[str]]] = {
    "forgotten_dose": re.compile(
        r"\b(miss(ed|es|ing)?|forg[eo]t\w*|skip\w*)\b.{0,60}\b(dose|doses|injection|tablets?|take|application|it)\b", re.IGNORECASE
    ),
    "action_time": re.compile(f"{ONSET}|{STAY}", re.IGNORECASE),
    "usage_time": re.compile(
        r"\b(once|twice|daily|weekly|monthly|every \d*\s*(other )?(hours?|days?|weeks?|months?)|bedtime|morning|evening|"
        r"same time|meals?|"
        r"duration|for \d+ (days|weeks|months)|times (a|per) (day|week)|hours? (before|after)|"
        r"(as soon as possible|taken?|used?|started?)\b[^.;]{0,40} within \d+ (hours?|days?))\b",
        re.IGNORECASE,
    ),
    "usage": re.compile(
        r"\b(administer\w*|tak(e|en)|swallow\w*|inject\w*|apply|applied|inhal\w*|instill\w*|infus\w*|dissolve\w*|chew\w*|"
        r"subcutaneous\w*|intravenous\w*|oral(ly)?|dilut\w*|reconstitut\w*|use)\b",
        re.IGNORECASE,
    ),
    "pronunciation": re.compile(r"[\[(][A-Za-z]+(?:[-\u2013 '][A-Za-z]+){1,5}[\])]"),
    "effectiveness": re.compile(
        r"\b(efficacy|effective\w*|response rate|survival|improve\w*|reduc\w+|endpoint|compared (with|to))\b", re.IGNORECASE
    ),
}
"""What a passage must say to answer a type, beside standing in the right section."""

FIRST: Final[dict[str, re.Pattern[str]]] = {
    "action_time": re.compile(
        rf"\bonset of\b|\bas early as\b|\b(?:begins?|starts?|began) (?:to )?(?:work|act)|\bmay take\b|"
        r"\bhalf-li\w+|"
        rf"\b(?:duration|peak|maximal|maximum) (?:of )?(?:action|effects?|response)\b|\b{_GAIN}\b[^.]{{0,60}}"
        rf"\b(?:within|by|as early as)\b|"
        rf"\bwithin (?:the first |approximately |about )?{_SPAN}",
        re.IGNORECASE,
    ),
    "forgotten_dose": re.compile(
        r"\b(as soon as|remember|skip|within \d+|next (scheduled )?dose|miss(ed|es)? (a|your) dose)\b", re.IGNORECASE
    ),
}
"""What the best of these passages say: what to do comes before what not to do."""
