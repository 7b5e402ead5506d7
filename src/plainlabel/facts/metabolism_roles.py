"""The role a sentence gives the medicine at an enzyme or transporter: told before a list of names, or behind it.

The lists of a sentence are masked first, so that what stands between a role and its list can be read whatever the list names:
"is a substrate of (list), but not of (list)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.interaction_medicines import is_medicine
from plainlabel.vocabulary.patterns import pattern

Role = Literal["substrate", "inhibitor", "inducer"]
_MASK: Final = "§"
_CUE = pattern("metabolism.cue")
_SAME_CUE = pattern("metabolism.same_cue")
_GAP_ACT = pattern("metabolism.gap_act")
_GAP_SUBSTRATE = pattern("metabolism.gap_substrate")
_GAP_METABOLIZED = pattern("metabolism.gap_metabolized")
_MANY = pattern("metabolism.many_inhibited")
_RESPONSIBLE = pattern("metabolism.responsible")
_METABOLIZES = pattern("metabolism.metabolizes")
_INVOLVED = Guarded(pattern("metabolism.involved"))
_IMPLICIT = pattern("metabolism.implicit")
_PRONOUN = pattern("metabolism.pronoun")
_NEGATION = pattern("metabolism.negation")
_NOUN_ACT = pattern("metabolism.noun_act")
_PATHWAY = re.compile(r"\b(?:metabolism|clearance|activit(?:y|ies)) of\b", re.IGNORECASE)
_NOT_SEEN = pattern("metabolism.not_seen")
_BY_OWN = pattern("metabolism.by_own")
_NO_ACT = pattern("metabolism.no_act")
_NOT_STUDIED = pattern("metabolism.not_studied")
_TURN = pattern("metabolism.turn")
_BUT_NOT = pattern("metabolism.but_not")
_OTHERS = pattern("metabolism.others")
_OTHER_SUBJECT = pattern("metabolism.other_subject")
_IS_KIND = pattern("metabolism.is_kind")
_IS_BEFORE = pattern("metabolism.is_before")
_IS_NOUN = pattern("metabolism.is_noun")
_NOT_VERB = pattern("metabolism.not_verb")
_NOT_OWN_PATHWAY = pattern("metabolism.not_own_pathway")
_MAJOR = pattern("metabolism.major")
_MINOR = pattern("metabolism.minor")
_MINOR_BEHIND = pattern("metabolism.minor_behind")
_HEADING = pattern("metabolism.heading")
_MEMBERS = re.compile(r"\W*(?:\w+\W+){0,2}[(:]\s*")
"""What stands between the name of a family and a list of its members."""
_INTERACTIONS = re.compile(r"\binteractions? (?:of|with|between)\b", re.IGNORECASE)
_NOUN_BEHIND = pattern("metabolism.noun_behind")
_NOUN_VERB = pattern("metabolism.noun_verb")
_NEGATED_FOR = pattern("metabolism.negated_for")
_BY_ACTING = pattern("metabolism.by_acting")
_NOT_RELEVANT = pattern("metabolism.not_relevant")
_WEAK_ACT = pattern("metabolism.weak_act")
_BY_OTHERS = re.compile(r"\s*(?:activity\s+)?by\s", re.IGNORECASE)
_CONTRIBUTES = pattern("metabolism.contributes")
_INVOLVEMENT = pattern("metabolism.involvement")
_IN_METABOLISM = pattern("metabolism.in_metabolism")
_CATALYZES = pattern("metabolism.catalyzes")
_OF_OWN_BEHIND = pattern("metabolism.of_own_behind")
_NOT_EXPECTED = pattern("metabolism.not_expected")
_IN_BRACKETS = re.compile(r"\((?!such as|e\.g|like|including)[^()]*\)")
_AFFECTS = pattern("metabolism.affects")
_OWN_AFFECTED = pattern("metabolism.own_affected")
_FIRST_BUT_NOT = re.compile(r"\b(?P<cue>substrate|inhibitor|inducer),?\s+but\s+(?:is\s+)?not\s+(?:an?\s+)?$")
"""Of "an inhibitor, but not a substrate, of (list)" the first."""
_NEW_SUBJECT = re.compile(r"s\s+(?:have|may|can|could|increase|decrease|should|are|were|or\s+\w+\s+may)\b")
_BODY: Final = frozenset({"glutathione", "glycine", "taurine", "cysteine"})
"""Substances of the body that a medicine is joined with: no other medicines."""
_WORD = re.compile(r"[A-Za-z][a-z]{4,}")
_NEAR: Final = 60


class Said(NamedTuple):
    """A role, whether it is the main way, and whether the medicine is said not to have it."""

    role: Role
    major: bool
    negated: bool


def masked(text: str, lists: list[re.Match[str]]) -> str:
    """Returns text of the same length without the names in its lists."""
    for found in lists:
        text = f"{text[: found.start()]}{_MASK * len(found.group())}{text[found.end() :]}"
    return text


def roles(text: str, start: int, end: int, names: re.Pattern[str], *, row: bool) -> list[Said]:
    """Returns what a sentence with masked lists says the medicine is to the list at [start, end); nothing if told of others."""
    before, behind = text[:start], text[end:]
    if _HEADING.match(behind) and not names.search(before):
        return []
    if found := _kinds(before, behind, names):
        return found
    if row:
        return []
    return _noun_behind(before, behind, names) or _responsible(before, behind, names) or _before(before, behind, names)


def _noun_behind(before: str, behind: str, names: re.Pattern[str]) -> list[Said]:
    """Returns the role in "showed (list) inhibition", said of the medicine, or in "(list) inhibition was seen with (it)"."""
    noun = _NOUN_BEHIND.match(behind)
    if noun is None:
        return []
    subject = _last(names, before) or _last(_PRONOUN, before)
    shown = subject and _NOUN_VERB.match(before[subject.end() :].lstrip(" ,"))
    if shown and not _OTHERS.search(shown.group()):
        return [Said(_role(noun["role"]), major=False, negated=bool(_NEGATION.search(shown.group())))]
    rest = behind[noun.end() :]
    if (
        subject is None
        and _named_behind(rest, names)
        and not _OTHERS.search(before + rest)
        and not _others_in(before + rest, names)
    ):
        return [Said(_role(noun["role"]), major=False, negated=bool(_NEGATION.search(before) or _NOT_SEEN.search(rest)))]
    return []


def _kinds(before: str, behind: str, names: re.Pattern[str]) -> list[Said]:
    """Returns the roles in "is a strong (list) inhibitor", said of the medicine."""
    kind = _IS_KIND.match(behind)
    subject = kind and (_last(names, before) or _last(_PRONOUN, before))
    if not kind or not subject or (kind["role"] and _NEW_SUBJECT.match(behind, kind.end("role"))):
        return []
    verb = _IS_BEFORE.fullmatch(f"{before[subject.end() :].strip(' ,')} ")
    negated = verb is not None and bool(_NEGATION.search(_clause(verb.group())))
    return [Said(_role(kind[name]), major=False, negated=negated) for name in ("role", "also") if kind[name]] if verb else []


def _responsible(before: str, behind: str, names: re.Pattern[str]) -> list[Said]:
    """Returns what is said of enzymes that do the metabolism: "(they) are responsible for", "the enzyme involved is (it)"."""
    told = _RESPONSIBLE.match(behind)
    if told and not _OTHERS.search(before[-_NEAR:] + behind) and not _others_in(behind, names):
        negated = bool(_NEGATION.search(behind[: told.end()]))
        return [Said("substrate", bool(told["major"] or told["role"]) and not negated, negated)]
    acts = _METABOLIZES.match(behind)
    if acts and names.match(behind, acts.end()):
        return [Said("substrate", bool(_MAJOR.search(acts.group())), bool(_NEGATION.search(acts.group())))]
    # "catalyze one way (list) and another (list) of (it)"
    ways = _CATALYZES.search(before) and _OF_OWN_BEHIND.match(behind)
    if (ways and names.match(behind, ways.end())) or (_CONTRIBUTES.match(behind) and not _others_in(before, names)):
        return [Said("substrate", major=False, negated=False)]
    part = _INVOLVEMENT.search(before) and _IN_METABOLISM.match(behind)
    if part and names.match(behind, part.end()) and not _OTHERS.search(before[-_NEAR:]):
        return [Said("substrate", major=False, negated=bool(_NEGATION.search(before[-_NEAR:])))]
    involved = _INVOLVED.search(before)
    if involved and not _others_in(involved.group(), names):
        return [Said("substrate", bool(involved["major"]), negated=False)]
    return []


def _before(before: str, behind: str, names: re.Pattern[str]) -> list[Said]:
    """Returns the roles told before a list ("does not inhibit or induce (list)")."""
    cue = _last(_CUE, before)
    if cue is None:
        return []
    gap = before[cue.end() :]
    if cue["metabolized"] or _MANY.search(before, 0, cue.end()):
        return _metabolized(before, behind, cue, names)
    noun = bool(_NOUN_ACT.search(cue.group()))
    if not _reaches(cue, gap, behind) or (_BY_OTHERS.match(behind) and not (noun and _named_behind(behind, names))):
        return []
    told = _subject(before, behind, cue, names)
    if told is None or (cue["substrate"] and cue.group().endswith("s") and _OTHER_SUBJECT.search(told)):
        return []
    if cue["substrate"] and _AFFECTS.search(before, max(0, cue.start() - _NEAR), cue.start()):
        return []  # "does not alter the clearance of substrates of (list)"
    # What is weak and "not expected to matter" is an effect all the same.
    unseen = bool(noun and _NOT_SEEN.search(behind) and not _WEAK_ACT.search(before, 0, cue.start()))
    # "interactions with (it) as an inhibitor of (list) are not expected"
    unseen = unseen or bool(_INTERACTIONS.search(before, 0, cue.start()) and _NOT_EXPECTED.search(behind))
    negated = _is_negated(told, cue.group(), gap) or unseen
    major = bool(cue["substrate"] and _MAJOR.search(told[-_NEAR:].rpartition(_MASK)[2])) and not negated and _MASK not in gap
    found = [Said(role, major and role == "substrate", negated) for role in _with_same(before, cue)]
    first = _FIRST_BUT_NOT.search(before, 0, cue.start())
    other = first is not None and _role(first["cue"]) != _role(cue.group())  # not "a (list) substrate, but not a substrate of"
    return [Said(_role(first["cue"]), major=False, negated=False), *found] if first and other else found


def _reaches(cue: re.Match[str], gap: str, behind: str) -> bool:
    """Returns whether a cue is said of the list behind the gap; not in "inhibitors: avoid (list) inhibitors"."""
    if (_IS_KIND.match(behind) and not _PATHWAY.search(gap)) or _NOT_STUDIED.match(behind):
        return False
    return (_GAP_SUBSTRATE if cue["substrate"] else _GAP_ACT).fullmatch(gap) is not None


def _with_same(before: str, cue: re.Match[str]) -> Iterator[Role]:
    """Returns the role of a cue and of those it is joined with ("substrate, inhibitor or inducer of")."""
    yield _role(cue.group())
    seen = {_role(cue.group())}
    joined = _SAME_CUE.search(before, 0, cue.start())
    while joined:
        if _role(joined["cue"]) not in seen:
            seen.add(_role(joined["cue"]))
            yield _role(joined["cue"])
        joined = _SAME_CUE.search(before, 0, joined.start("cue"))


def _metabolized(before: str, behind: str, cue: re.Match[str], names: re.Pattern[str]) -> list[Said]:
    """Returns the role of a medicine "metabolized by (list)", or that "inhibits the metabolism of drugs metabolized by (list)"."""
    gap = before[cue.end() :]
    acts = _MANY.search(before, 0, cue.end())
    if acts:
        told = _subject(before, behind, acts, names)
        return [] if told is None else [Said(_role(acts["act"]), major=False, negated=_is_negated(told, "", gap))]
    if not _GAP_METABOLIZED.fullmatch(gap):
        return []
    subject = _last(names, before[: cue.end()]) or _last(_PRONOUN, before)
    told = before[subject.end() : cue.end()] if subject else before[: cue.end()]
    if subject is None and not _IMPLICIT.match(before) and not names.search(gap):
        return []
    if (
        _INTERACTIONS.search(before)
        or _OTHERS.search(told)
        or _OTHERS.search(gap)
        or (subject and _AFFECTS.search(told))
        or _NOT_OWN_PATHWAY.search(told)
        or _others_in(told + gap, names)
    ):
        return []
    negated = _is_negated(told if subject else before, "", gap)
    near = f"{told[-_NEAR:]}{gap}"
    behind_list = near.rpartition(_MASK)[2]
    if not _MEMBERS.fullmatch(behind_list):
        near = behind_list  # what stands before another list is said of that one
    major = not negated and not _MINOR.search(near) and bool(_MAJOR.search(near) or _MINOR_BEHIND.match(behind))
    return [Said("substrate", major, negated)]


def _subject(before: str, behind: str, cue: re.Match[str], names: re.Pattern[str]) -> str | None:
    """Returns what stands between the medicine's name and a cue, None where the medicine is not what the cue is said of."""
    head = before[: cue.start()]
    subject = _last(names, head) or _last(_PRONOUN, head)
    if subject is not None and _NEGATED_FOR.search(head[: subject.start()]) and not _OTHERS.search(head[subject.end() :]):
        return "not "
    by = _BY_ACTING.search(head)
    if by and subject is not None and _NOT_RELEVANT.search(behind) and not _WEAK_ACT.search(head):
        told = head[subject.end() : by.start()]
        return "not " if not _OTHERS.search(told) and not _others_in(told, names) else None
    if subject is None:
        named = _NOUN_ACT.search(cue.group()) and (_NO_ACT.match(before[: cue.end()]) or _named_behind(behind, names))
        return head if named and not _OTHERS.search(head) and not _others_in(head, names) else None
    told = head[subject.end() :]
    neither = re.search(r"\bneither\b", head, re.IGNORECASE)
    if _OTHERS.search(told) or _others_in(_IN_BRACKETS.sub("", told), names):
        return None
    noun = cue.group().split()[0].lower().rstrip("s").endswith(("or", "er", "substrate"))
    if (noun and not _IS_NOUN.search(told)) or (not noun and _NOT_VERB.search(told)):
        return None
    return f"{'neither ' if neither else ''}{told}"


def _named_behind(behind: str, names: re.Pattern[str]) -> bool:
    """Returns whether the medicine is what does it ("inhibition of (list) by ...")."""
    own = _BY_OWN.search(behind)
    if own is None or names.match(behind, own.end()) is None or _OTHERS.search(behind, 0, own.start()):
        return False
    return not _OWN_AFFECTED.search(behind[: own.end()])  # "inhibition of (list) affects the metabolism of (it)"


def _is_negated(told: str, cue: str, gap: str) -> bool:
    """Returns whether a negation stands in the clause before a list; "but not" behind the role negates what follows."""
    if _BUT_NOT.search(gap):
        return True
    return cue.lower().startswith("non") or bool(_NEGATION.search(f"{_clause(told)} {_clause(gap)}"))


def _clause(text: str) -> str:
    return _TURN.split(text)[-1]


def _others_in(text: str, names: re.Pattern[str]) -> bool:
    """Returns whether a text names a medicine that is not the label's own."""
    return any(
        is_medicine(word.group()) and word.group().lower() not in _BODY and not names.search(word.group())
        for word in _WORD.finditer(text)
    )


def _role(word: str) -> Role:
    low = word.lower().removeprefix("non-").removeprefix("non")
    return "substrate" if low.startswith("sub") else "inhibitor" if low.startswith("inh") else "inducer"


def _last(what: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in what.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    return found
