"""The population a table is about and the comparator's name, from captions, headings and headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.tables import Grid
from plainlabel.label import Section
from plainlabel.vocabulary.clinical_names import normalise_all
from plainlabel.vocabulary.patterns import pattern

_WITH = pattern("tables.condition_with")
_TRIALS = pattern("tables.condition_trials")
_CUT = pattern("tables.condition_cut")
_NO_CONDITION = pattern("tables.no_condition")
_KIND = pattern("tables.comparator_kind")
_GROUP = pattern("tables.group")
_PERIOD_COLUMN = pattern("tables.period_column")
_TRIAL = re.compile(
    r"(?!HIV|HCV|HBV|COVID|SARS)[A-Z][A-Z-]{6,}[A-Z]|(?!HIV|HCV|HBV|COVID|SARS|HER2)[A-Z]{2,}[A-Za-z-]*-?\d+\w*|(?i:pediatrics?|adults?|adolescents?|geriatric|moderate|severe|mild)",
    re.ASCII,
)
_SHORT_FORM = re.compile(r"(?!.*[A-Z]{6})(?:[A-Za-z-]+ )?[A-Za-z-]*[A-Z][A-Za-z-]*[A-Z][A-Za-z0-9-]*")
_BRACKETED = re.compile(r"\s*\([^()]*\)|\s*\[.*|[®™*†‡]")
_EDGE = " .,;:-–)"  # noqa: RUF001 - labels use typographic signs
_MOST_WORDS = 8
_SHORT_WORD = 8
_SLASH = re.compile(r"\s*/\s*")
_PARTS = re.compile(r"([/-])")
_LABORATORY = pattern("tables.laboratory")
_TITLE_LENGTH = 240
_DISEASE = pattern("tables.disease")
_ADJECTIVE_COMMA = pattern("tables.adjective_comma")
_TELLS_PEOPLE = Guarded(pattern("tables.tells_people"))
_LEFT_OUT = pattern("tables.left_out")
_TRIAL_NAME = pattern("tables.trial")
_WAYS = (_WITH, _TRIALS, pattern("tables.condition_for"), pattern("tables.condition_aside"), pattern("tables.condition_lead"))
_TRIAL_WORD = re.compile(r"\b(?!ABSSSI)[A-Z]{6,}\s(?=.*[a-z]|[A-Z]{2,4}\b)")
_NONE = (_NO_CONDITION.search, _TRIAL.fullmatch, _TRIAL_WORD.search, pattern("tables.no_noun").fullmatch)
_DOSE_TAIL = re.compile(r"\s\d[\d.,]*\s?(?:mg|mcg|g)\b.*")
_TRIAL_GROUP = pattern("tables.trial_group")
_INFECTED = re.compile(r"\b(HIV-?1|HIV|HCV|HBV|CMV)[- ]infected\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z)\]])\s?\.\s|\n")
_PEOPLE_WITH = re.compile(
    r"^(?:[\d,]+ )?(?:adult |pediatric )?(?:patients|subjects|adults|women|men|children) with ", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"(?:[A-Z][A-Z/-]{1,6}(?:,\s(?:and\s)?|\sand\s))+[A-Z][A-Z/-]{1,6}\b"
    r"|(?:[\w-]+\s){0,4}[\w-]+(?:,\s[\w-]+(?:\s[\w-]+)?){1,3},?\s(?:or|and)\s(?:[\w-]+\s){1,2}(?:cancers?|carcinomas?)\b"
)


def condition(grid: Grid, section: Section, names: Medicine) -> str | None:
    """Returns the condition of the people a table counts, as its caption, the words before it or the section's title name it.

    What is named there may be the medicine or a trial ("in AMPLIFY") instead.
    """
    if infected := _INFECTED.search(grid.title_words):
        return f"{infected.group(1)} infection"
    said = _WAYS if grid.before.startswith("Table") else _WAYS[:2]
    for text, ways in ((grid.caption, _WAYS), (grid.before, said), (section.title, _WAYS[:2])):
        for asked in ways:
            for words in _asked(asked, text):
                if (name := _known(words, asked, names)) is not None:
                    return name
    return titled_condition(section, names)


def conditions(grids: list[Grid], section: Section, names: Medicine) -> list[str | None]:
    """Returns the condition of the people of each table of a section.

    A table whose caption names only a trial has the condition that the text before it gives for that trial, or an earlier table.
    """
    known: dict[str, str] = {}
    sentences = list(_sentences(section.text)) if grids else []
    found: list[str | None] = []
    end = 0
    for grid in grids:
        start = grid.rows[0].start if grid.rows else end
        trials = _trials(grid.title_words, names)
        own = condition(grid, section, names)
        if own is None and trials:
            own = _before(sentences, end, start, trials, names) or next((known[one] for one in trials if one in known), None)
        elif own is None and found and _LABORATORY.search(grid.title_words[:_TITLE_LENGTH]):
            own = found[-1]
        if own is not None:
            known = dict.fromkeys(trials, own) | known
        found.append(own)
        end = grid.rows[-1].end if grid.rows else end
    return found


def _trials(title: str, names: Medicine) -> list[str]:
    """Returns the trials a caption names, the last first: before it may stand other capitals."""
    every = [one.group() for one in _TRIAL_NAME.finditer(title[:_TITLE_LENGTH])]
    return [one for one in reversed(every) if not names.names_part(one)]


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Returns the sentences that tell who was studied, each with where it begins."""
    start = 0
    for end, following in [*((one.start(), one.end()) for one in _SENTENCE.finditer(text)), (len(text), len(text))]:
        if "\t" not in (sentence := text[start:end]) and _tells_people(sentence):
            yield start, sentence
        start = following


def _before(told: list[tuple[int, str]], end: int, start: int, trials: list[str], names: Medicine) -> str | None:
    """Returns the condition in the last sentence before a table that tells who was studied.

    Where sentences have the name of the trial it is in one of these, else in one behind the table before, which ended at `end`.
    """
    named = [one for at, one in told if at < start and any(trial in one for trial in trials)]
    sentences = [one for at, one in told if end <= at < start]
    for sentence in reversed(named or sentences):
        for words in _asked(_WITH, sentence):
            if (name := _known(words, _WITH, names)) is not None:
                return name
    return None


def _tells_people(sentence: str) -> bool:
    """Returns whether a sentence tells who was studied, not who was left out."""
    return bool(_TELLS_PEOPLE.search(sentence)) and not _LEFT_OUT.search(sentence)


def _known(found: re.Match[str], asked: re.Pattern[str], names: Medicine) -> str | None:
    """Returns the condition a match names, None where it names the medicine or a trial ("in AMPLIFY")."""
    name = _trimmed(found["condition"], abbreviated=asked is _WITH and found["join"].lower() != "in")
    if asked is _TRIALS and _CUT.search(found["condition"]):
        return None
    if name is None or names.names(name) or (asked in _WAYS[2:] and not normalise_all(name)):
        return None
    return name


def _asked(asked: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Returns the matches that may name a condition; one may begin inside another ("trials of patients with ...")."""
    found = asked.search(text)
    while found:
        yield found
        found = asked.search(text, found.start() + 1)


def titled_condition(section: Section, names: Medicine) -> str | None:
    """Returns the condition a subsection is headed by ("14.2 Asthma"), None where the heading says something else."""
    if section.number is None or "." not in section.number:
        return None
    within = _WITH.search(section.title)
    name = _trimmed(within["condition"] if within else section.title)
    return None if name is None or names.names_part(name) else name


def _trimmed(words: str, *, abbreviated: bool = True) -> str | None:
    words = _PEOPLE_WITH.sub("", words)
    if several := _SEVERAL.match(words):
        return lowered_words(several.group())
    joined = _ADJECTIVE_COMMA.sub("\\1\x00", words)
    bare = _BRACKETED.sub(" ", _CUT.split(joined, maxsplit=1)[0]).replace("\x00", ", ")
    cut = " ".join(bare.split()).rsplit(" for ", 1)[-1].strip(_EDGE)
    cut = re.sub(r"\s(?:and|or|of|the)$", "", cut)
    if len(cut) < 2 or len(cut.split()) > _MOST_WORDS or any(none(cut) for none in _NONE):
        return None
    if not normalise_all(cut) and not _DISEASE.search(cut) and not (abbreviated and _SHORT_FORM.fullmatch(cut)):
        return None
    return lowered_words(cut)


def lowered_words(words: str) -> str:
    """Returns words in small letters unless they are abbreviations."""
    return " ".join(lowered_word(word) for word in words.split())


def group_condition(group: tuple[str, ...], section: Section) -> str | None:
    """Returns the condition that the header above an arm names, the lowest text first; an abbreviation if the text explains it."""
    for words in reversed(group):
        if _SHORT_FORM.fullmatch(words) and f"({words})" in section.text and not _NO_CONDITION.search(words):
            return words
        if not _PERIOD_COLUMN.fullmatch(words) and (name := group_of_people(words)) and is_condition(words):
            return name
    return None


def group_of_people(words: str) -> str | None:
    """Returns the people a column is about (a condition, an age, a sex), None where it says something else."""
    words = _DOSE_TAIL.sub("", words)
    return lowered_words(words) if _GROUP.fullmatch(words) or _TRIAL_GROUP.fullmatch(words) else _trimmed(words)


def is_sure_group(words: str) -> bool:
    """Returns whether a column is about people, by a condition of the vocabulary, an age, a sex or a trial."""
    return bool(_TRIAL_GROUP.fullmatch(words)) or is_condition(words)


def is_condition(words: str) -> bool:
    """Returns whether a column is about people with a condition, of an age or a sex."""
    words = _DOSE_TAIL.sub("", words)
    return bool(_GROUP.fullmatch(words)) or (_trimmed(words) is not None and bool(normalise_all(words)))


def comparator_name(words: str) -> str:
    """Returns the comparator as one of the usual kinds ("placebo"), or the header's own words."""
    words = _SLASH.sub("/", words.strip(" +,;/"))
    found = _KIND.search(words)
    rest = words[found.end() :].strip() if found else ""
    # "Norvexin 40 mg/placebo": an arm that begins with a medicine is no arm of placebo.
    after = found is not None and words[: found.start()].rstrip().endswith(("/", "+"))
    if found and not after and (not rest or not re.match(r"[+/]|and\b|with\b|plus\b", rest)):
        return found.group().lower()
    mixed = not words.isupper() and " " in words
    named = " ".join(word if mixed and word.isupper() else lowered_word(word) for word in words.split())
    return f"{named})" if named.count("(") > named.count(")") else named


def lowered_word(word: str) -> str:
    """Returns a word in small letters, but its parts that are abbreviations ("HER2-positive")."""
    if len(word) < _SHORT_WORD and sum(map(str.isupper, word)) > 1:
        return word
    return "".join(part if _is_abbreviation(part, word) else part.lower() for part in _PARTS.split(word))


def _is_abbreviation(part: str, word: str) -> bool:
    short = any(map(str.isdigit, part)) or (part != word and len(part) < _SHORT_WORD - 2)
    return short and sum(map(str.isupper, part)) > 1
