"""Uses that name no condition: examinations, procedures, supplies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact
from plainlabel.facts.indication_people import made
from plainlabel.facts.indication_phrases import fitting
from plainlabel.facts.indication_statements import Statement
from plainlabel.facts.kinds import Indication
from plainlabel.facts.source import Source
from plainlabel.facts.terms import masked, plain, term, without_brackets
from plainlabel.label import Section
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_NO_NAME = pattern("indication.no_name")
_GENERIC = pattern("indication.generic")
_TITLE_LEAD = pattern("indication.title_lead")
_GENERIC_CUT = pattern("indication.generic_cut")
_NOT_A_CONDITION = pattern("indication.not_a_condition")
_DIAGNOSTIC = pattern("indication.diagnostic")
_DIAGNOSTIC_CUT = pattern("indication.diagnostic_cut")
_EXAMINATIONS = pattern("indication.examinations")
_EXAMINATION = re.compile(r"(?:graph(?:y|ic)|imag(?:es?|ing)|scans?|scopy|urography)\b", re.IGNORECASE)
_PRODUCTION = pattern("indication.production")
_ACTIVITY = pattern("indication.activity")
_ACTIVITY_CUT = pattern("indication.activity_cut")
_DOING = pattern("indication.doing")
_WITH_DISEASE = pattern("indication.with_disease")
_OBJECT = re.compile(r"\sof\s.+$", re.IGNORECASE)
_PEOPLE_WITH = pattern("indication.people_first")
_TWO = 2
_MOST_WORDS = 14


def examinations(section: Section, statement: Statement) -> list[Indication]:
    """Returns the examinations that a medicine is indicated for; what is looked for in them is not what is treated."""
    whole = section.text[statement.start : statement.end]
    found = _DIAGNOSTIC.search(without_brackets(plain(masked(whole))))
    if found is None:
        return []
    cut = next((one for one in _DIAGNOSTIC_CUT.finditer(found["rest"], 3) if one.group().strip() != ","), None)
    parts = _EXAMINATIONS.split(found["rest"][: cut.start()] if cut else found["rest"])
    if len(parts) > 1 and not all(_EXAMINATION.search(part) for part in parts):
        parts = parts[:1]
    parts = _with_object(parts)
    names = [name for part in parts if (name := fitting(part)) is not None and not _NOT_A_CONDITION.match(name)]
    return [made(name, whole) for name in names]


def _with_object(parts: list[str]) -> list[str]:
    """Returns the examinations of "toe angiography or angioscopy of the foot", each with what it is of and by."""
    if len(parts) != _TWO or not (last := _OBJECT.search(parts[1])) or " of " in parts[0]:
        return parts
    lead = parts[0].strip().rpartition(" ")[0]
    second = parts[1] if not lead or " " in parts[1][: last.start()].strip() else f"{lead} {parts[1].strip()}"
    return [f"{parts[0].strip()}{last.group()}", second]


def activities(section: Section, statement: Statement) -> list[Indication]:
    """Returns what is done with a medicine that treats nothing ("assessment of", "cleansing of"), for whom its statement says."""
    whole = section.text[statement.start : statement.end]
    found = _ACTIVITY.search(without_brackets(plain(masked(whole))))
    if found is None:
        return []
    cut = _ACTIVITY_CUT.search(found["rest"], 3)
    name = fitting(found["rest"][: cut.start()] if cut else found["rest"])
    return [made(name, whole)] if name is not None else []


def procedure(source: Source, section: Section, statement: Statement) -> Iterator[Fact]:
    """Returns the use of a statement that names no condition (an examination, a procedure, a supply)."""
    whole = section.text[statement.start : statement.end]
    flat = without_brackets(plain(masked(whole)))
    found = _PRODUCTION.search(flat) or _GENERIC.search(flat)
    if found is None:
        return
    cut = _GENERIC_CUT.search(found["rest"], 3)
    words = found["rest"][: cut.start()] if cut else found["rest"]
    if " " not in words.strip() and cut and cut.group().startswith(","):
        again = _GENERIC_CUT.search(found["rest"].replace(",", " "), 3)
        words = found["rest"][: again.start()] if again else found["rest"]
    name = fitting(_DOING.sub("", _TITLE_LEAD.sub("", words)))
    name = _with_disease(name, found["rest"][cut.start() :]) if name is not None and cut is not None else name
    bare = _PEOPLE_WITH.sub("", name) if name is not None else None
    if bare != name:
        # What people have is a use only where it is a known condition.
        name = bare if bare is not None and find(bare) is not None else None
    if name is not None and len(name.split()) > 1 and not _NOT_A_CONDITION.match(name) and not _NO_NAME.match(name):
        yield Fact(made(name, whole), source.place(section, statement.start, statement.end))


def _with_disease(name: str, behind: str) -> str:
    """Returns what is done ("removal of scabs") with the disease of the people behind it, where that is a known one."""
    told = _WITH_DISEASE.match(behind)
    if told is None or find(told["what"]) is None:
        return name
    return term(f"{name} in {told['what']}", _MOST_WORDS) or name
