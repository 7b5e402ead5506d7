"""Side effects: the common ones the label lists, the warnings it heads, and whether it names the one asked about."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.concepts import concept_of
from plainlabel.answers.cues import is_fragment, topic_pattern
from plainlabel.answers.one_effect import REACTIONS, RISKS, answer_one_effect
from plainlabel.answers.quoting import answer_by_quote, ranked_for_type
from plainlabel.answers.told.effects import names_effect, tell_effect, tell_effects, tell_rates
from plainlabel.answers.told.held import tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import BoxedWarning, Warning_
from plainlabel.questions.patterns import MEDICINE

_COMMON: Final = re.compile(
    r"\b(most (common(ly)?|frequent(ly)?)( \w+){0,2} (adverse|side|treatment-emergent|undesirable)( \w+){0,2}|common side effects|"
    r"adverse (reactions?|events?) .{0,40}\bmost (common|frequent)(ly)?)\b",
    re.IGNORECASE,
)
_LIST: Final = re.compile(
    r"\b(?:are|were|was|is|include[ds]?|included|including)\b\s*:?\s*(?P<list>.{8,})", re.IGNORECASE | re.DOTALL
)
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TERM: Final = re.compile(r"[a-z][a-z ,'/-]{2,48}\Z")
_APART: Final = re.compile(
    r"\b(do(es)? not appear|discontinu\w*|pediatric|withdraw\w*|led to|leading to|serious|fatal|"
    r"resulting in|result(ed)? in|interruption\w*|dos(e|age) (reduction|modification|interruption)s?|laboratory|severe)\b",
    re.IGNORECASE,
)
"""Words of lists that are not the list of common effects in adults."""
_NO_TERM: Final = re.compile(
    r"\b(adverse|reactions? (occurring|reported)|patients?|treated|placebo|than|incidence|see|with|the|at least)\b"
)
_NO_SUBJECT: Final = re.compile(r"\bbox(ed)? wa\w*ing\b|\bwarning section\b|^warnings?$", re.IGNORECASE)
_IN_SUMMARY: Final = 5
_SHORT: Final = 5
_FEW_WORDS: Final = 2
_HEADING_WORDS: Final = 5
_PROFESSIONAL: Final = frozenset({"34084-4", "90374-0"})
"""Sections whose lists are separated by commas; leaflets flattened by openFDA run their items together."""
_GENERAL: Final = re.compile(
    r"^(what|which|tell|list|common|any|are there|does|do|is|why|how)?\b.{0,40}\b(side[- ]?(e|a)ff?e?ct\w*|adverse|safety risks?|"
    r"warnings?|precautions?|dangers?)"
)


_ON_ANOTHER: Final = re.compile(
    rf"{MEDICINE}.*\b(caus\w+|lower\w*|low|high|rais\w+|increas\w+|decreas\w+|deplet\w+|affect\w*|reduc\w+) (my |your |the )?"
    rf"(low |high )?(levels? of )?{MEDICINE}"
)


def answer_side_effects(case: Case) -> None:
    """Returns nothing; the draft lists common effects and warnings, or tells whether the label names the effect asked about."""
    topic = case.question.topic
    if topic is not None and topic.key == "warnings":
        _risks(case)
        return
    if case.others and _ON_ANOTHER.search(case.question.masked):
        _substance(case)
        return
    if asks("asks_serious").search(case.question.masked) and not names_effect(case) and tell_effects(case):
        case.draft.certain = True
        _warnings(case)
        return
    if names_effect(case) and tell_effect(case):
        case.draft.certain = True
        return
    if topic is not None and topic.kind == "words" and len(topic.words) > _FEW_WORDS:
        found = ranked_for_type(case)
        if found or not _GENERAL.search(case.question.masked):
            answer_by_quote(case, found)
            return
    general = topic is None or (topic.kind != "topic" and _GENERAL.search(case.question.masked))
    if not general:
        answer_one_effect(case)
    else:
        _all(case)


def _substance(case: Case) -> None:
    """Returns nothing; an effect on something that is a medicine too ("low vitamin D") is looked for by its name."""
    mention = case.others[0][0]
    names = [mention.asked, *([mention.name.name] if mention.name else [])]
    parts = [part for each in (mention.name.ingredients if mention.name else ()) for part in each]
    known, pattern = concept_of(mention.asked), topic_pattern([*names, *parts])
    sections = (*case.reading.coded(*RISKS, *REACTIONS), *case.reading.sections)
    found = tuple(
        each
        for each in case.reading.all_passages(sections)
        if (known is not None and known.held(each.text or "")) or pattern.search(each.text or "")
    )
    found = tuple(sorted(found, key=is_fragment))
    told = [
        (fact, fact.value)
        for fact in case.reading.facts("warning", "boxed_warning")
        if any((known is not None and known.held(each)) or pattern.search(each) for each in subjects_of(fact))
    ]
    case.draft.names += names
    if found or told:
        case.draft.summary = f"Take care. The label of {case.name} speaks of {mention.asked}. See below what it says."
        tell(case, told, most=3)
        case.quotes(found)
        case.draft.certain = True
    else:
        case.absent(f"an effect on {mention.asked}")


def subjects_of(fact: Fact) -> tuple[str, ...]:
    """Returns the subjects of a warning or of a boxed warning."""
    if isinstance(fact.value, BoxedWarning):
        return fact.value.subjects
    return (fact.value.subject,) if isinstance(fact.value, Warning_) else ()


def common_terms(text: str) -> tuple[str, ...]:
    """Returns the effects listed after "are" or "include", those in most of the lists first; empty where there is no such list.

    A label may give one list a condition ("Asthma: sore throat, ..."); the words before the colon are no effect.
    """
    found = _LIST.search(_ASIDE.sub(" ", text))
    if not found:
        return ()
    counts: Counter[str] = Counter()
    rejected = 0
    for line in re.split(r"[\n;]|\.(?:\s|\Z)", found["list"]):
        listed_there = line.rsplit(":", 1)[-1]
        for part in re.split(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", listed_there):
            term = re.sub(r"\s+", " ", part).strip(" .\u2022").lower()
            term = re.sub(r"^(including|such as|e\.g\.)\s+", "", term)
            if _TERM.match(term) and len(term.split()) <= 5 and not _NO_TERM.search(term):
                counts[term] += 1
            else:
                rejected += bool(term)
    return tuple(term for term, _ in counts.most_common()) if counts.total() >= max(2, 2 * rejected) else ()


def _all(case: Case) -> None:
    found = case.reading.matching(_COMMON, case.reading.coded(*REACTIONS))
    found = tuple(case.reading.with_list(each) for each in found)
    case.draft.certain = not any(common_terms(each.text or "") for each in found) and tell_effects(case)
    named = [(each, terms) for each in found if (terms := common_terms(each.text or ""))]
    if named:
        named.sort(
            key=lambda pair: (bool(_APART.search(pair[0].text or "")), pair[0].section.code not in _PROFESSIONAL, len(pair[1]) < 3)
        )
        _listed(case, named[0][1])
        case.quotes(tuple(each for each, _ in named))
    elif found and not case.draft.certain:
        case.draft.summary = case.lead(found, f"The label of {case.name} lists its side effects. Its words are below.")
        case.quotes(found)
    warned = _warnings(case)
    if not case.draft.certain:
        tell_rates(case)
    if case.draft.certain:
        pass
    elif not found and warned:
        case.draft.summary = _warning_summary(case, warned)
        if not case.reading.full:
            case.draft.notice("This copy holds the headings of the warnings, not the list of common side effects.")
            case.point_to_whole_label()
    elif not found:
        _opening(case)
    if case.draft.outcome == "answered":
        case.draft.say(
            "Call your doctor about side effects that are severe or do not go away. For an emergency call 911.", "advice"
        )


def _risks(case: Case) -> None:
    """Returns nothing; a question on risks and warnings is answered by the headings of the warnings and their first words."""
    warned = _warnings(case)
    passages = case.reading.all_passages(case.reading.coded("34066-1", "43685-7", "34071-1", "42232-9"))
    found = tuple(each for _, each in zip(range(60), passages, strict=False) if len((each.text or "").split()) > _HEADING_WORDS)
    if not warned and not found:
        case.absent("warnings")
        return
    case.draft.summary = (
        _warning_summary(case, warned) if warned else f"The label warns of risks of {case.name}. Its words are below."
    )
    case.quotes(found)
    case.draft.say("Ask your doctor or pharmacist which of these matter for you.", "advice")


def _listed(case: Case, terms: tuple[str, ...]) -> None:
    case.draft.names += list(terms)
    more = " More are listed below." if len(terms) > _IN_SUMMARY else ""
    case.draft.summary = f"Common side effects of {case.name} are {listed(terms[:_IN_SUMMARY])}.{more}"


def _warnings(case: Case) -> list[str]:
    """Returns the subjects of the boxed warning and the warnings, each said with its place."""
    subjects: list[str] = []
    for fact in case.reading.facts("boxed_warning"):
        if isinstance(fact.value, BoxedWarning) and fact.value.present:
            named = [lower_words(each) for each in fact.value.subjects if not _NO_SUBJECT.search(each)]
            about = f" It is about {listed(named)}." if named else ""
            number = case.draft.cite_fact(case.reading, fact)
            case.draft.say(f"The label carries a boxed warning, the strongest kind.{about}", "label", number)
            subjects += fact.value.subjects
    warned = [(fact, fact.value) for fact in case.reading.facts("warning") if isinstance(fact.value, Warning_)]
    if warned:
        numbers = [case.draft.cite_fact(case.reading, fact) for fact, _ in warned[:12]]
        names = [lower_words(value.subject) for _, value in warned]
        case.draft.say(f"The label heads warnings on: {'; '.join(names[:12])}.", "label", *numbers)
        subjects += [value.subject for _, value in warned]
    return list(dict.fromkeys(re.sub(r"^\(\w\)\s*", "", lower_words(each)) for each in subjects))


def _warning_summary(case: Case, warned: list[str]) -> str:
    short = [each for each in warned if len(each.split()) <= _SHORT] or warned
    case.draft.names += short
    return f"The label warns of {'; '.join(short[:_IN_SUMMARY])}."


def _opening(case: Case) -> None:
    found = tuple(case.reading.all_passages(case.reading.coded("34084-4", "34071-1", "42231-1")))
    worded = tuple(each for each in found if len((each.text or "").split()) > 6)
    if worded:
        case.draft.summary = f"The label speaks of side effects of {case.name}. Its words are below."
        case.quotes(worded)
    else:
        case.absent("side effects")
