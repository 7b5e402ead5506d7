"""Conditions that a contraindication lists: parted where each is one of its own, also where flattened text runs them together."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.conditions.context import known_names
from plainlabel.facts.conditions.tokens import sentences
from plainlabel.facts.interaction_medicines import is_medicine
from plainlabel.facts.terms import MOST_WORDS
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

LIST: Final = re.compile(
    r"\s*,\s*(?:and\s+|or\s+)?|\s+or\s+(?:with\s+|in patients with\s+)?|\s+and\s+",
    re.IGNORECASE,
)
"""What parts the things of a list."""
SAYS_MORE: Final = pattern("contraindication.says_more")
"""Words behind which a phrase explains itself."""
SHARED_TAIL: Final = pattern("contraindication.shared_tail")
"""What the things of a list share behind the last ("reactions after taking")."""
MOST_CLAUSE_WORDS: Final = 16
"""The longest term that tells people or a shared cause."""
_CUT = pattern("contraindication.cut")
_STATES = pattern("contraindication.states")
_ONE = pattern("contraindication.one")
_GROUP = pattern("contraindication.group")
_HEAD = pattern("contraindication.head")
_LINK = pattern("contraindication.linked")
_DRUG_GROUP = pattern("contraindication.drug_head")
_HISTORY = re.compile(r"(?:a\s+)?(?:known\s+)?history of\s", re.IGNORECASE)
AT_RISK: Final = re.compile(r"^\W*(?:an? )?(?:high|increased|at) (?:risk|high risk) (?:of|for)\s", re.IGNORECASE)
"""What people are at risk of, told as one."""
_SEEN = re.compile(r"^\W*(?:(?:evidence|presence|signs|suspicion) of|other|suspected|any) (?:an? )?", re.IGNORECASE)
# A word that needs the words before the "or" ("bowel inflammation or infection").
_GENERAL = re.compile(r"(?:infections?|inflammation|diseases?|injury|disorders?|lesions?|surgery|procedures?)\W*", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:al|ic|ary|ous|ive|ar|ed|ent|ant)$", re.IGNORECASE)
_OF_ORGAN = re.compile(r"\s+of (?:the )?\w+(?: \w+)?$", re.IGNORECASE)
_LEAST_WORDS: Final = 3
_PAIR: Final = 2
# "strong inducers of CYP9A9"
_ACTS = re.compile(r"(?:\w+ )?(?:inhibitors?|inducers?|substrates?) of [\w/-]+", re.IGNORECASE)
_LONGEST_NAME: Final = 6


def listed(core: str) -> list[str]:
    """Returns the parts of a list of known conditions, else the phrase up to where it goes on to say more."""
    wide = SAYS_MORE.split(core, maxsplit=1)[0]
    if (SHARED_TAIL.search(wide) or AT_RISK.match(wide)) and len(wide.split()) <= MOST_CLAUSE_WORDS:
        return [wide]
    # "acute or severe" tells the state of one condition, and parts none.
    whole = _ONE.sub(_joined, _STATES.sub(_joined, wide))
    parts = [part.replace("\0", " ") for part in LIST.split(whole) if part.strip()]
    if len(parts) == 1 and (run_on := _run_on(wide)):
        return run_on
    if _of_one_kind(parts):
        return parts
    if _are_conditions(parts, wide):
        lead = _HISTORY.match(parts[0])
        return parts if lead is None else [parts[0], *(f"{lead.group()}{part}" for part in parts[1:] if _known(part))]
    if len(parts) > 1 and len(wide.split()) > MOST_WORDS and _known(parts[0]):
        return parts[:1]
    cut = _CUT.search(wide, 3)
    return [wide if cut is None or cut.group().strip() == "," else wide[: cut.start()]]


def _of_one_kind(parts: list[str]) -> bool:
    """Returns whether parts are groups of people, or single words that stand for themselves, or a pair of medicines."""
    if len(parts) > 1 and all(_GROUP.match(part.strip(" .")) for part in parts):
        return True
    drugs = [part.strip(" .") for part in parts]
    if (
        len(parts) > 1
        and all(map(_is_drug, drugs))
        and (len(parts) == _PAIR or any(map(_ACTS.fullmatch, drugs)))
        and any(is_medicine(part.split()[0]) for part in parts)
    ):
        return True
    single = len(parts) > 2 and all(len(part.split()) == 1 for part in parts[:-1]) and len(parts[-1].split()) <= 2
    return single and not any(_ADJECTIVE.search(part) and not is_medicine(part) for part in parts[:-1])


def _is_drug(part: str) -> bool:
    """Returns whether a part of a list is a medicine or a group of them."""
    words = part.split()
    if _ACTS.fullmatch(part):
        return True
    return len(words) <= _LEAST_WORDS and (is_medicine(words[0]) or _DRUG_GROUP.search(part) is not None)


def _are_conditions(parts: list[str], wide: str) -> bool:
    """Returns whether parts are conditions each: most are known, and none is an adjective of the next."""
    if len(parts) < 2 or any(_is_adjective(part.strip()) for part in parts):
        return False
    if any(_GENERAL.fullmatch(part.strip()) for part in parts[1:]):
        return False
    known = sum(_known(part) for part in parts)
    if len(parts) == 2:
        second = parts[1].split()[0]
        return known == len(parts) or ("," in wide and known == 1 and (_known(parts[1]) or bool(_ADJECTIVE.search(second))))
    if 3 * known >= 2 * len(parts) and all(_known(part) or 1 < len(part.split()) <= _LONGEST_NAME for part in parts):
        return True
    return known >= len(parts) - 1 or (_known(parts[0]) and all(_known(part) or " " in part.strip() for part in parts))


def _is_adjective(part: str) -> bool:
    return " " not in part and _ADJECTIVE.search(part) is not None and not _known(part)


def _run_on(words: str) -> list[str]:
    """Returns the known names of a list that flattened text runs together ("deep wounds animal bites"); else none."""
    if len(words.split()) < _LEAST_WORDS or _LINK.search(words):
        return []
    places = [
        (sentence[first].start, sentence[last - 1].end) for sentence in sentences(words) for first, last in known_names(sentence)
    ]
    if len(places) < 2 or words[places[-1][1] :].strip(" ."):
        return []
    starts = [0, *(end for _, end in places[:-1])]
    parts = [words[start:end].strip() for start, (_, end) in zip(starts, places, strict=True)]
    short = all(len(part.split()) <= _LEAST_WORDS + 1 for part in parts)
    return parts if short and not any(_GENERAL.fullmatch(part) for part in parts[1:]) else []


def _joined(states: re.Match[str]) -> str:
    return states.group().replace(" ", "\0")


def _known(part: str) -> bool:
    part = _SEEN.sub("", part)
    found = find(part)
    if found is not None and len(part.split()) <= _LONGEST_NAME:
        return True
    return " " in part.strip() and _HEAD.search(_OF_ORGAN.sub("", part.strip())) is not None
