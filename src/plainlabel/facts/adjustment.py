"""Whether the dose changes with the kidneys or the liver: a fact for each organ and severity.

Read from Dosage and Administration, Use in Specific Populations (renal, hepatic impairment), Contraindications and, in
older labels, Precautions. A sentence on pharmacokinetics or on damage done by the medicine says nothing of the dose. A severity
given in figures only ("creatinine clearance below 30 mL/min") stays None: which word fits differs between labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from plainlabel.facts.adjustment_once import distinct_adjustments
from plainlabel.facts.adjustment_otc import of_the_panel
from plainlabel.facts.adjustment_rows import row_adjustments
from plainlabel.facts.adjustment_severity import ANY_DEGREE, Organ, apart, degrees, severity_of
from plainlabel.facts.dosage_bars import of_another
from plainlabel.facts.drug_facts import is_over_the_counter
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, sentences
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Adjustment, FactValue
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_SECTIONS = ("34068-7", "43684-0", "88828-9", "88829-7", "34070-3", "42232-9", "34072-9", "34071-1", "43685-7")
_ELSEWHERE = frozenset({"42228-7", "34080-2", "77290-5", "34082-8", "34073-7", "34081-0", "34076-0", "34083-6", "34090-1"})
_DOSING = frozenset({"34068-7", "88828-9", "88829-7", "43684-0"})
_NEVER = "34070-3"
_PHARMACOLOGY = "34090-1"
_CAUTIONS = frozenset({"43685-7", "42232-9", "34072-9", "34071-1"})
_RENAL = pattern("adjustment.renal")
_HEPATIC = pattern("adjustment.hepatic")
_IMPAIRMENT = pattern("adjustment.impairment")
_SEVERITY = pattern("adjustment.severity")
_NOT_NEEDED = pattern("adjustment.not_needed")
_REDUCE = pattern("adjustment.reduce")
_AVOID = pattern("adjustment.avoid")
_CONTRAINDICATED = pattern("adjustment.contraindicated")
_NEEDED = pattern("adjustment.needed")
_DOSE_CAP = pattern("adjustment.dose_cap")
_IMPAIRED = pattern("adjustment.needed_figures")
_BAR = pattern("adjustment.bar")
_EXPLICIT = pattern("adjustment.explicit")
_GENES = re.compile(r"\bmetaboli[sz]ers?\b|\bgenotyp", re.IGNORECASE)
_RECOMMENDS = pattern("adjustment.recommends")
_ADJUSTED = pattern("adjustment.adjusted")
_LESS = pattern("adjustment.less")
_ONLY_WITH = pattern("adjustment.only_with")
_WATCHED = re.compile(r"\b(?:not|avoid)\b[^.;]{0,60}\bwithout (?:\w+ ){0,3}(?:monitor|supervis)\w*", re.IGNORECASE)
_OF_PARTNER = pattern("adjustment.of_partner")
_FIXED_DOSE = pattern("adjustment.fixed_dose")
_NECESSITATES = pattern("adjustment.necessitates")
_DISEASE = pattern("adjustment.disease")
# A heading that has run into its text: "ImpairmentNo dosage adjustment is required".
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=No (?:dos|adjust))")
_NEVER_IN = pattern("adjustment.never_in")
_POINTS_BACK = Guarded(pattern("adjustment.points_back"))
_OTHERS = pattern("adjustment.others")
_CLAUSES = re.compile(
    r";\s|\.\s(?=[A-Z])"
    r"|,?\s(?:but|however"
    r"|and (?=(?:should not|should be used with caution|avoid|is not recommended|is contraindicated|no dos)))\b,?"
)
# A panel of an over-the-counter medicine in one text: what it says to ask a doctor about is not barred by the words around it.
_ASKED = pattern("adjustment.asked")
_CUES = ("enal", "idney", "reatinine", "CrCl", "CLcr", "GFR", "ESRD", "ialysis", "epatic", "iver", "Child", "irrho")
# What was said of the people before: "have not been studied; therefore it is not recommended in these patients".
_THESE = re.compile(r"\b(?:in|by|to) (?:these (?:\w+ )?patients|this (?:\w+ )?(?:population|group))\b", re.IGNORECASE)
# What is said of the bolus is not said of the infusion that follows it.
_FIRST_ALONE = re.compile(r"\b(?:bolus|loading) dos(?:e|ing|age)", re.IGNORECASE)
_OR_TAKING = pattern("adjustment.or_taking")
_BRACKETS = re.compile(r"\([^()]*\)")
_ADVICE = ("djust", "odif", "educ", "ecommend", "void", "ontraind", "hould not", "ower", "ecreas", "hang")
_AMOUNT = re.compile(r"\d\s?(?:mg|mcg|g|units|tablets?|capsules?)\b")
_DOSE = re.compile(r"\bdos(?:e|es|age|ages|ing)\b", re.IGNORECASE)
_REASON = re.compile(
    r"(?<=\w{3})(?<!djustment),?\s+(?:because|due to|since|as there|given|based on|owing to)\b.*|,\s+if toxicity\b.*|\s+unless\b.*",
    re.IGNORECASE | re.DOTALL,
)
# Not studied "and is therefore not recommended": what counts is the advice.
_UNSTUDIED = re.compile(
    r"(?:\bpharmacokinetics\b[^.;]{0,60})?\b(?:has|have) not been (?:\w+ )?(?:studied|evaluated|investigated) (?:in|for)"
    r"(?=[^.;]{0,80}\b(?:and|so|thus|therefore)\b[^.;]{0,40}\b(?:not recommended|contraindicated|avoided|not be used)\b)",
    re.IGNORECASE,
)
_LEADING_REASON = re.compile(r"^\W*(?:because|due to|since|given|based on)\b[^,;.]*,\s", re.IGNORECASE)
_NORMAL = re.compile(r"\bnormal\b", re.IGNORECASE)
_BAND = re.compile(r"^\W*\d|[<>≤≥]\s?\d|\b(?:above|below|than|over|least|to)\s\d", re.IGNORECASE)

Action = Literal["reduce", "avoid", "contraindicated", "monitor"]


def adjustments(source: Source) -> Iterator[Fact]:
    """Returns the adjustments for kidney and liver, each with the sentence that states it; one an organ and severity.

    What Clinical Pharmacology says of the dose counts where no other section speaks of that organ and severity.
    """
    if is_over_the_counter(source):
        yield from of_the_panel(source)
        return
    told = list(distinct_adjustments(source, _stated(source)))
    yield from told
    values = [fact.value for fact in told if isinstance(fact.value, Adjustment)]
    yield from (fact for fact in distinct_adjustments(source, _of_pharmacology(source)) if not _is_told(fact.value, values))


def _is_told(value: FactValue, told: list[Adjustment]) -> bool:
    """Returns whether an organ and one of the severities of a value have been spoken of."""
    if not isinstance(value, Adjustment):
        return False
    own = [one for one in told if one.organ == value.organ]
    words = degrees(value.severity)
    return any(words & degrees(one.severity) or not words or one.severity is None for one in own)


def _stated(source: Source) -> Iterator[tuple[Adjustment, Sentence]]:
    """Returns every adjustment of the sections that tell how to use the medicine, in document order."""
    headed = ""
    before: Sentence | None = None
    for sentence in sentences(source, *_SECTIONS):
        last, before = before, sentence
        named = any(cue in sentence.text or cue in sentence.section.title for cue in _CUES)
        if not named and not (sentence.kind == "row" and any(cue in headed for cue in _CUES)):
            if sentence.kind != "row" and last and last.section.id == sentence.section.id and _POINTS_BACK.search(sentence.bare):
                codes = source.codes(sentence.section)
                if _ELSEWHERE.isdisjoint(codes):
                    dosing = not _DOSING.isdisjoint(codes)
                    yield from ((value, sentence) for value in _carried(last, sentence) if dosing or not value.needed)
            headed = sentence.text if sentence.kind == "caption" else headed if sentence.kind == "row" else ""
            continue
        if sentence.kind != "row" or (named and not _AMOUNT.search(sentence.text)):
            headed = sentence.text
        codes = source.codes(sentence.section)
        if not _ELSEWHERE.isdisjoint(codes):
            continue
        dosing = not _DOSING.isdisjoint(codes)
        if sentence.kind == "row":
            first = not (last and last.kind == "row" and _BAND.search(last.text.partition("\t")[0]))
            read = row_adjustments(sentence.text, sentence.section.title, headed, first=first) if dosing else iter(())
        else:
            cautions, barred = not _CAUTIONS.isdisjoint(codes), _NEVER in codes
            read = _read(sentence, source.names, dosing=dosing, cautions=cautions, barred=barred)
            read = iter(list(read) or list(_never_in(sentence))) if barred else read
        yield from ((value, sentence) for value in read)


def _of_pharmacology(source: Source) -> Iterator[tuple[Adjustment, Sentence]]:
    """Returns what Clinical Pharmacology says of the dose in so many words."""
    before: Sentence | None = None
    for sentence in sentences(source, _PHARMACOLOGY):
        last, before = before, sentence
        if (
            sentence.kind == "row"
            or not any(cue in sentence.text for cue in _ADVICE)
            or not _EXPLICIT.search(sentence.bare)
            or _GENES.search(sentence.bare)
        ):
            continue
        if _organs(sentence.bare):
            read = _read(sentence, source.names, dosing=True, cautions=True, barred=False)
        elif last and last.section.id == sentence.section.id:
            read = _carried(last, sentence)
        else:
            continue
        # A change that only Clinical Pharmacology speaks of is often one that was made in a study.
        yield from ((value, sentence) for value in read if not value.needed or _RECOMMENDS.search(sentence.bare))


def _carried(last: Sentence, sentence: Sentence) -> Iterator[Adjustment]:
    """Returns what a sentence says of the dose of those that the sentence before it speaks of."""
    organs = _organs(last.bare)
    if not organs or not _IMPAIRMENT.search(last.bare) or _OTHERS.search(sentence.bare) or not _EXPLICIT.search(sentence.bare):
        return
    verdict = _verdict(sentence.bare, dosing=True)
    if verdict is None or verdict[1] == "monitor":
        return
    for organ in organs:
        yield Adjustment(organ, verdict[0], severity_of(sentence.bare, organ) or severity_of(last.bare, organ), verdict[1])


def _read(sentence: Sentence, names: re.Pattern[str] | None, *, dosing: bool, cautions: bool, barred: bool) -> Iterator[Adjustment]:
    text = " ".join(_RUN_TOGETHER.sub(" ", sentence.bare).split())  # Brackets left blanks that patterns would count.
    text = _ASKED.sub(" ", text) if "sk " in text else text
    text = _OR_TAKING.sub(" ", text) if "ing " in text else text
    title = sentence.section.title
    before: list[Organ] = []
    earlier = ""
    for clause in _CLAUSES.split(_UNSTUDIED.sub(" in", text)):
        told = _REASON.sub("", _LEADING_REASON.sub("", clause))
        own = told if cautions or (barred and ":" not in clause) else clause
        organs = _organs(own) or _organ_of_title(title, clause, dosing=dosing)
        if not organs and dosing and (_DOSE.search(clause) or _THESE.search(clause)) and not _OTHERS.search(clause):
            organs = before  # "Use with care in hepatic impairment; lower doses may be needed."
        impaired = organs is before or _IMPAIRMENT.search(clause) or _IMPAIRMENT.search(title)
        carried = earlier if organs is before and _THESE.search(clause) else ""
        before, earlier = (organs, clause) if _IMPAIRMENT.search(clause) else ([], "")
        if not organs or not impaired or of_another(names, clause) or _of_partner(names, clause):
            continue
        verdict = _told(told, clause, dosing=dosing, cautions=cautions, barred=barred)
        if verdict is None:
            continue
        for organ in organs:
            severity = severity_of(clause, organ) or (severity_of(title, organ) if not _organs(clause) else None)
            severity = severity or severity_of(carried, organ)
            said = clause
            if severity is None and clause == text and "(" in sentence.plain and not ANY_DEGREE.search(clause):
                severity, said = _in_brackets(sentence.plain, organ), sentence.plain
            yield from (Adjustment(organ, verdict[0], one, verdict[1]) for one in apart(severity, said))


def _never_in(sentence: Sentence) -> Iterator[Adjustment]:
    """Returns the bad kidneys or liver that a list of contraindications without marks between its items names."""
    if found := _NEVER_IN.search(sentence.bare):
        severity = None if found["degree"].lower() == "marked" else "severe"
        yield from (Adjustment(organ, True, severity, "contraindicated") for organ in _organs(found["organs"]))


def _told(told: str, clause: str, *, dosing: bool, cautions: bool, barred: bool) -> tuple[bool, Action | None] | None:
    """Returns what a clause says of the dose; `told` is the clause without its reasons."""
    lowered = cautions and _DOSE.search(told) and _IMPAIRED.search(told) and (_REDUCE.search(told) or _ADJUSTED.search(told))
    if verdict := _verdict(told, dosing=dosing or bool(lowered)):
        return verdict
    if cautions and _is_unchanged(told):
        return False, None
    if lowered and not _BAR.search(told):
        return True, "reduce" if _REDUCE.search(told) else None
    if barred and (_DISEASE.match(clause) or (_SEVERITY.search(clause) and not _BAR.search(clause))):
        return True, "contraindicated"  # An item of the list of contraindications.
    if dosing and not _organs(clause) and _FIXED_DOSE.search(clause) and not _BAR.search(clause):
        return True, "reduce"  # The one dose beneath "Patients with renal impairment".
    return None


def _of_partner(names: re.Pattern[str] | None, clause: str) -> bool:
    """Returns whether the dose that changes is that of a medicine taken beside ("reduce the velumab dosage")."""
    found = _OF_PARTNER.search(clause)
    return found is not None and names is not None and not names.search(found["of"])


def _in_brackets(text: str, organ: Organ) -> str | None:
    """Returns how bad it must be by the brackets behind the organ ("hepatic function (mild to severe hepatic impairment)")."""
    found = [one.group() for one in _BRACKETS.finditer(text) if organ in _organs(one.group())]
    return severity_of(found[0], organ) if len(found) == 1 else None


def _organ_of_title(title: str, clause: str, *, dosing: bool) -> list[Organ]:
    """Returns the organ that a section is titled by, for a clause that names none but says how the dose changes."""
    organs = _organs(title)
    if dosing and _FIXED_DOSE.search(clause) and _IMPAIRED.search(title) and not _NORMAL.search(title):
        return organs
    told = _SEVERITY.search(clause) or _NOT_NEEDED.search(clause) or (_REDUCE.search(clause) and _DOSE.search(clause))
    return organs if dosing and told and len(organs) == 1 else []


def _organs(text: str) -> list[Organ]:
    found: list[Organ] = []
    if _RENAL.search(text):
        found.append("renal")
    if _HEPATIC.search(text):
        found.append("hepatic")
    return found


def _verdict(clause: str, *, dosing: bool) -> tuple[bool, Action | None] | None:
    """Returns whether an adjustment is needed and which, None where the clause does not say."""
    if dosing and _is_unchanged(clause):
        return False, None
    if _NECESSITATES.search(clause):
        return True, None
    action = None if _BAR.search(clause) else _action(clause, dosing=dosing)
    if action == "monitor":
        return False, "monitor"
    if action == "adjust":
        return True, "reduce" if _AMOUNT.search(clause) else None
    return None if action is None else (True, action)


def _is_unchanged(clause: str) -> bool:
    """Returns whether a clause says that the dose stays: that clearance is not reduced says nothing of the dose."""
    found = None if _FIRST_ALONE.search(clause) else _NOT_NEEDED.search(clause)
    return found is not None and bool("adjust" in found.group().lower() or _DOSE.search(clause))


def _action(clause: str, *, dosing: bool) -> Action | Literal["adjust"] | None:
    """Returns what a clause says to do, "adjust" where it only says that the dose changes."""
    if _CONTRAINDICATED.search(clause):
        return "contraindicated"
    if _WATCHED.search(clause):
        return "monitor"
    capped = bool(_DOSE_CAP.search(clause))
    if _AVOID.search(clause) and not capped and not _ONLY_WITH.search(clause):
        return "avoid"
    # The dose of people on dialysis is often what the medicine is for.
    needed = capped or bool(_NEEDED.search(clause) and _IMPAIRED.search(clause))
    if not dosing or not (needed or _DOSE.search(clause) or _LESS.search(clause)):
        return None
    if _REDUCE.search(clause):
        return "reduce"
    return "adjust" if needed else None
