"""Side effects: the common ones the label lists, the warnings it heads, and whether it names the one asked about."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from plainlabel.answers.asked import concept_of
from plainlabel.answers.case import Case
from plainlabel.answers.cues import is_fragment, topic_pattern
from plainlabel.answers.mentions_of_topic import AS_ILLNESS, advice_on_topic
from plainlabel.answers.quoting import answer_by_quote, looked_for, ranked_for_type
from plainlabel.answers.told.effects import names_effect, tell_effect, tell_effects, tell_rates
from plainlabel.answers.told.held import tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import BoxedWarning, Warning_
from plainlabel.questions.patterns import MEDICINE
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.find import find, shares_heading, stems
from plainlabel.retrieval.reading import Found

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
_IN_SUMMARY: Final = 5
_SHORT: Final = 5
_FEW_WORDS: Final = 2
_HEADING_WORDS: Final = 5
_REACTIONS: Final = ("34084-4", "90374-0", "42231-1", "34076-0", "42230-3", "50566-9", "50567-7", "88436-1", "90375-7")
_PROFESSIONAL: Final = frozenset({"34084-4", "90374-0"})
"""Sections whose lists are separated by commas; leaflets flattened by openFDA run their items together."""
_RISKS: Final = ("34066-1", "43685-7", "34071-1", "50570-1", "42232-9", "34072-9", "34070-3")
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
        _one(case)
    else:
        _all(case)


def _substance(case: Case) -> None:
    """Returns nothing; an effect on something that is a medicine too ("low vitamin D") is looked for by its name."""
    mention = case.others[0][0]
    names = [mention.asked, *([mention.name.name] if mention.name else [])]
    parts = [part for each in (mention.name.ingredients if mention.name else ()) for part in each]
    known, pattern = concept_of(mention.asked), topic_pattern([*names, *parts])
    sections = (*case.reading.coded(*_RISKS, *_REACTIONS), *case.reading.sections)
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
    found = case.reading.matching(_COMMON, case.reading.coded(*_REACTIONS))
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
            about = f" It is about {listed([lower_words(each) for each in fact.value.subjects])}." if fact.value.subjects else ""
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


def _one(case: Case) -> None:
    topic = case.question.topic
    assert topic is not None
    found = advice_on_topic(case, (*_REACTIONS, *_RISKS))
    pattern = topic_pattern(topic.words)
    wanted = stems(topic.words)
    effect = tuple(
        sorted(
            (each for each in found if not _NEGATED.search(_around(each, pattern)) and not _BASELINE.search(each.text or "")),
            key=lambda each: (not shares_heading(each.section, wanted), each.kind == "row"),
        )
    )
    if found and not effect and case.reading.full:
        case.draft.names += [topic.spoken]
        apart = ", but does not list it as a side effect" if case.reading.whole else ""
        case.draft.summary = f"The label speaks of {topic.spoken}{apart}. Its words are below."
        case.quotes(found)
        case.draft.say("Tell your doctor or pharmacist if you notice it.", "advice")
        return
    if not effect:
        nearest = None if found else next(iter(find(case.question, case.reading, limit=1)), None)
        case.absent(
            looked_for(case), listed=topic.listed, nearest=nearest if nearest and pattern.search(nearest.text or "") else None
        )
        return
    case.draft.names += [topic.spoken, *topic.words]
    if not case.reading.full:
        sections = list(dict.fromkeys(lower_words(each.section.title) for each in effect if each.section.title))[:4]
        numbers = [case.draft.cite_found(case.reading, each) for each in effect[:4]]
        case.draft.summary = f"The label speaks of {topic.spoken} for {case.name}. This copy does not hold its words."
        case.draft.say(f"It does so under: {'; '.join(sections)}.", "label", *numbers)
        case.point_to_whole_label()
        return
    asked = [stem for stem in stems(content_words(topic.asked)) if len(stem) > _SHORT - 1]
    named = [each for each in effect if any(stem in (each.text or "").lower() for stem in asked)]
    if named:
        effect = (*named, *(each for each in effect if each not in named))
    effect = tuple(sorted(effect, key=lambda each: (each not in named, is_fragment(each), not _CAUSES.search(each.text or ""))))
    first = effect[0].section
    kind = "a warning" if first.code in _RISKS else "a side effect"
    spoken = AS_ILLNESS.get(topic.key, topic.spoken)
    word = spoken if named else _word_found(effect[0], pattern, spoken)
    wide = topic.key in _WIDE and not named
    case.draft.summary = (
        f"The label names {word} as {kind}. It is near to what you ask, but not the same. Its words are below."
        if wide
        else f"The label names {word} as {kind}. Its words are below."
    )
    if case.question.yes_no and first.code != "34070-3":
        hopes = bool(_HOPES.search(case.question.masked))
        case.draft.verdict = "depends" if wide or hopes else "yes"
    case.quotes(effect)
    case.draft.say("A listed effect does not mean that you will get it. Ask your doctor if you notice it.", "advice")


_BASELINE: Final = re.compile(r"\b(co-?morbid\w*|baseline|history of|enrolled|mean age|indicated for|excluded)\b", re.IGNORECASE)
_NEGATED: Final = re.compile(
    r"\b(no|not|without|neither|nor|similar|did not|does not|was not|were not)\b.{0,60}\Z|\A.{0,60}\b(was|were|has|have) not\b",
    re.IGNORECASE,
)


_WIDE: Final = frozenset(
    {"sleep", "eyes", "heart", "liver", "kidneys", "mood", "rash", "pain", "infection", "cancer", "bleeding", "blood_sugar", "sex"}
)
"""Topics of many different effects: that the label names one of them does not tell that it names the one asked about."""
_CAUSES: Final = re.compile(r"\b(cause[sd]?|report\w*|increas\w*|risk|occur\w*|observed|experienc\w*|common)\b", re.IGNORECASE)
_HOPES: Final = re.compile(
    r"\b(safe\w*|ok|okay|fine|alright|allowed|good|help\w*|prevent\w*|treat\w*|stops?|reduc\w*|lowers?|without)\b"
)
"""Words of a question to which a listed effect is no yes: "is it safe for my liver"."""
_ADJECTIVE: Final = re.compile(r"(al|ic|ar|ous|ive)\Z", re.IGNORECASE)


def _around(found: Found, pattern: re.Pattern[str]) -> str:
    text = found.text or ""
    match = pattern.search(text)
    return text[max(0, match.start() - 70) : match.start()] if match else ""


def _word_found(found: Found, pattern: re.Pattern[str], asked: str) -> str:
    match = pattern.search(found.text or "")
    if match is None or match[0].isupper() or _ADJECTIVE.search(match[0]):
        return asked
    return match[0].lower()
