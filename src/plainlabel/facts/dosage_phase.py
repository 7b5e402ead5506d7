"""What kind of dose an amount of a sentence is by the words around it: start, load, maintenance, usual, maximum or none."""

from __future__ import annotations

import re

from plainlabel.facts.dosage_bars import ABOVE_NOT
from plainlabel.facts.dosage_frequency import Frequency
from plainlabel.facts.kinds import Phase
from plainlabel.vocabulary.patterns import pattern

_BEFORE_BAR = pattern("dosage.before_bar")
_AFTER_BAR = pattern("dosage.after_bar")
RECOMMENDS = pattern("dosage.recommends")
_MAXIMUM = pattern("dosage.maximum")
_STARTING = pattern("dosage.starting")
_LOADING = pattern("dosage.loading")
_MAINTENANCE = pattern("dosage.maintenance")
STEP = pattern("dosage.step")
FOLLOWED = re.compile(r"\b(?:followed by|then|thereafter)\b", re.IGNORECASE)
_FOLLOWED_BY = re.compile(r"(?<=\w )followed by\b", re.IGNORECASE)
_TARGET = re.compile(r"\b(?:recommended|target|maintenance|usual|maximum|effective)\b[^.;]{0,40}$", re.IGNORECASE)
UP_TO = re.compile(r"\bup to (?:a (?:total|maximum) (?:\w+ )?(?:of )?)?$", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|this|than|each|all|at)\s(?:(?:initial|starting|previous|prior|current)\s)?$", re.IGNORECASE)
_THE_DOSE = pattern("dosage.the_dose")
_LATER = re.compile(r"[^.;,]{0,30}\b(?:weeks?|days?|months?) later\b", re.IGNORECASE)
_LATER_BEGIN = re.compile(r"\b(?:weeks?|days?|months?) (?:later|after)\b|\bday \d{2}\b", re.IGNORECASE)
_INITIALLY = re.compile(r"\s?(?:\w+ ){0,3}initially\b", re.IGNORECASE)
_GIVEN = pattern("dosage.given")
_IMPERATIVE = pattern("dosage.imperative")
_TARGET_DOSE = re.compile(r"\btarget (?:dose|dosage|maintenance dose)\b[^.;]{0,30}$", re.IGNORECASE)
_MOST_BEFORE = 12
_MOST_LEAD = 25
STEP_OF = re.compile(
    r"\b(?:adjust\w*|titrat\w*|increas\w*|increments?|changes?|steps?)\s(?:the )?(?:doses? |dosages? )?(?:of|by|in)\b",
    re.IGNORECASE,
)
_AFTER_STEPS = re.compile(r"\bafter (?:the )?(?:initial )?(?:dos(?:e|age) )?$", re.IGNORECASE)
_LOWEST = pattern("dosage.lowest")
_NOT_MORE = re.compile(r"\b(?:not|never) (?:\w+ ){0,4}?(?:more|greater|higher) than (?:a total of )?$", re.IGNORECASE)
_STEP_LIMIT = pattern("dosage.step_limit")
_BY_MOST = re.compile(r"\bby (?:a |an )?(?:max\w*|at most)\b[^.;\d]{0,20}$", re.IGNORECASE)
_CUES: tuple[tuple[Phase, re.Pattern[str]], ...] = (
    ("maximum", _MAXIMUM),
    ("loading", _LOADING),
    ("maintenance", _MAINTENANCE),
    ("starting", _STARTING),
    ("usual", RECOMMENDS),
)


def is_barred_amount(before: str, behind: str) -> bool:
    """Returns whether an amount is a step, a volume to prepare or a dose spoken of ("the 10 mg dose was ...")."""
    return bool(_BEFORE_BAR.search(before) or _AFTER_BAR.match(behind) or (_THE.search(before) and _THE_DOSE.match(behind)))


def phase_of(before: str, behind: str, often: list[Frequency], text: str, *, first: bool, counted: bool = False) -> Phase | None:
    """Returns what kind of dose an amount is by the cue nearest before it, None where it is no recommended dose."""
    clause = before.rpartition(";")[2]
    above = ABOVE_NOT.search(text)
    step = _STEP_LIMIT.search(clause)
    if (_NOT_MORE.search(clause) and not step) or (
        above and first and (before.endswith(above.group()) or not _MAXIMUM.search(text))
    ):
        return "maximum"
    if above and not _MAXIMUM.search(text):
        return None
    if (
        step
        or is_barred_amount(clause, behind)
        or _LOWEST.search(clause)
        or _BY_MOST.search(clause)
        or (UP_TO.search(clause) and STEP_OF.search(clause))
    ):
        return None
    if UP_TO.search(clause):
        return "maximum"
    if _is_step(clause) and not _TARGET.search(clause) and not _MAXIMUM.search(clause):
        return None
    return _by_cue(clause, behind, often, first=first, counted=counted)


def _is_step(clause: str) -> bool:
    """Returns whether the words before an amount are of a step, and no start is told behind them ("Titration: begin at ...")."""
    last = max((found.end() for found in STEP.finditer(clause) if not _AFTER_STEPS.search(clause, 0, found.start())), default=None)
    return last is not None and not _STARTING.search(clause, last)


def _by_cue(clause: str, behind: str, often: list[Frequency], *, first: bool, counted: bool) -> Phase | None:
    """Returns the kind of dose by the last cue of the words before it, or by what follows; a `counted` one may be an order."""
    if first:  # No dose stands before it: what is followed is something else.
        clause = _FOLLOWED_BY.sub(" ", clause)
    last = {name: places[-1] for name, cue in _CUES if (places := [found.end() for found in cue.finditer(clause)])}
    if "maximum" in last:
        return "maximum"
    targeted = bool(_TARGET_DOSE.search(clause))
    specific = sorted((place, name) for name, place in last.items() if name != "usual" and not targeted)
    phase: Phase | None = specific[-1][1] if specific else None
    if phase is None and _INITIALLY.match(behind):
        phase = "starting"
    if not often and (_LATER.match(behind) or (phase == "starting" and FOLLOWED.search(behind))):
        return "loading"
    if phase is not None:
        return "maintenance" if phase == "starting" and _LATER_BEGIN.search(clause) else phase
    told = bool(often) or re.search(r"\b(?:dos(?:e|age)|recommended|activity)\b", clause, re.IGNORECASE)
    if (
        _GIVEN.match(behind)
        or (counted and first and _IMPERATIVE.match(clause))
        or ("usual" in last and told)
        or (often and first and len(clause.split()) <= (_MOST_LEAD if clause.rstrip().endswith(":") else _MOST_BEFORE))
    ):
        return "usual"
    return None
