"""Actions and targets in the words of a mechanism: "is a selective inhibitor of factor Xa", "blocks the reuptake of ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plainlabel.facts.terms import term
from plainlabel.vocabulary.patterns import pattern

_IS_A = pattern("mechanism.is_a")
_VERB = pattern("mechanism.verb")
_CUT = pattern("mechanism.cut")
_TO = pattern("mechanism.to")
_TO_KEPT = pattern("mechanism.to_kept")
_ADJECTIVES = pattern("mechanism.adjectives")
_NEGATED = pattern("mechanism.negated")
_CONSEQUENCE = pattern("mechanism.consequence")
_VAGUE = pattern("mechanism.vague")
_RESULT = pattern("mechanism.result")
_SUBSCRIPT = pattern("mechanism.subscript")
_SYMBOL = pattern("mechanism.symbol")
_HEAD_NOUN = pattern("mechanism.head_noun")
_UNIT = pattern("mechanism.unit")
_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_BY = re.compile(r"\bby\s+(?:\w+ly\s+)?$")
_BY_BEFORE = re.compile(r"\bby\s+(?:\w+ly\s+)?\w+ing\b[^.;]*(?:,|\band)\s+$")
_MAY = re.compile(r"\bmay\s+(?:also\s+)?$", re.IGNORECASE)
_ON_RECEPTOR = re.compile(r"(?:ant)?agonis", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:ergic|opioid|muscarinic|nicotinic|estrogen|androgen)$", re.IGNORECASE)
_LIST = re.compile(r",\s*(?:and\s+|or\s+|as well as\s+)?|\s+and\s+|\s+or\s+")
_ARTICLE = re.compile(r",\s+(?:an?|the)\s+")
_AGAIN_OF = re.compile(r"(,|\band|\bor)\s+(?:at|of|on|with)\s+(?:the\s+)?")
"""A preposition told again in a list ("antagonism at A and at B receptors")."""
_RELATIVE = re.compile(r"^[^.;]{0,20}\b(?:that|which|and)\s+(?:\w+ly\s+)?$")
_GENERIC = pattern("mechanism.generic")
_APPOSITIVE = pattern("mechanism.appositive")
_NEAR: Final = 40
"""How far behind a class the verb of its relative clause may stand."""
_OF_WHAT = pattern("mechanism.of_what")
_DIRECTED = pattern("mechanism.directed")
_LONG_NAME = pattern("mechanism.long_name")
_NAMED_PROTEIN = pattern("mechanism.named_protein")
_WEAK = pattern("mechanism.weak")
_TARGET_IS = pattern("mechanism.target_is")
_ABLE = re.compile(
    r"\b(?:ability|able|thought|believed|appears?|shown|known|found|capacity|likely|reported|binds?|presumed|begins?|is|are)\s*$"
)
_PURPOSE = re.compile(r"\bto\s+(?:\w+ly\s+)?$")
_INTERLEUKIN = re.compile(r"\binterleukin \(IL\)[ -]?(?=\d)()", re.IGNORECASE)
_NAME_AND_SHORT = re.compile(
    r"(?!(?:an?|the|also)\s)(?P<name>(?:(?!\bin\b|\bthat\b)[^()]){4,60}?)\s\((?=[^)]*[A-Z]{2})[\w/-]{2,10}\)"
)
_RIBOSOME = re.compile(r"(?<=\b[3-7]0) S ")
_SEVERAL: Final = 2
_LONG: Final = 5
"""From how many parts on a chemical name is told by its short form."""
_TOUCHES: Final = frozenset({"binds", "interacts with", "interferes with"})
_STOPS = re.compile(
    r"\b(?:block|inhibit|prevent|disrupt|interfer|neutrali[sz]|reduc|antagoni[sz])\w*\s+(?:with\s+)?(?:(?:its|the|their)\s+)?(?:[\w-]+\s+){0,3}$"
)
_LOOSE: Final = frozenset({"interacts with", "acts on", "interferes with"})
_SHARED_DEED = re.compile(r",.*\band\s+[\w-]+\s+(?:bio)?(?:synthesis|metabolism|replication|transport|production|uptake|reuptake)$")
_MOST_SHARED: Final = 9
_OF_SOMETHING = re.compile(r"(?:release|secretion) of (?!the\b|their\b|its\b)\w{4,}")
"""What a medicine does itself where it is told as the means ("by stimulating the release of X")."""
_NOUN_TOO: Final = frozenset({"damage", "cause", "form"})
_MAKES_VERB = re.compile(r"\b(?:to|may|can|could|will|might|and|which|that|not|they|drugs?|s)\s+(?:\w+ly\s+)?$")
_VERBS: Final = {
    "inhibit": "inhibits",
    "block": "blocks",
    "antagoni": "antagonizes",
    "bind": "binds",
    "activat": "activates",
    "stimulat": "stimulates",
    "agoni": "activates",
    "modulat": "modulates",
    "deplet": "depletes",
    "stabili": "stabilizes",
    "suppress": "suppresses",
    "neutrali": "neutralizes",
    "interfer": "interferes with",
    "interact": "interacts with",
    "disruption": "disrupts",
    "depletion": "depletes",
    "suppression": "suppresses",
    "cross": "crosslinks",
    "alkylat": "alkylates",
    "dissolv": "dissolves",
    "emit": "emits",
    "produc": "produces",
    "lower": "lowers",
    "elevat": "raises",
    "rais": "raises",
    "accelerat": "accelerates",
    "damag": "damages",
    "convert": "converts",
    "lubricat": "lubricates",
    "soften": "softens",
    "loosen": "loosens",
    "induc": "induces",
    "caus": "causes",
    "provid": "provides",
    "scaveng": "scavenges",
    "form": "forms",
    "contribut": "contributes to",
    "compet": "competes with",
    "reactivat": "activates",
    "react": "reacts with",
    "opacif": "opacifies",
    "disrupt": "disrupts",
    "decreas": "decreases",
    "reduc": "reduces",
    "increas": "increases",
    "replac": "replaces",
    "replen": "replenishes",
    "cataly": "catalyzes",
    "potentiat": "potentiates",
    "facilitat": "enhances",
    "directed": "binds",
    "is directed": "binds",
    "are directed": "binds",
    "an interaction": "interacts with",
    "a direct": "interacts with",
    "direct": "interacts with",
    "is ": "acts on",
    "are ": "acts on",
    "be ": "acts on",
    "having": "binds",
    "have": "binds",
    "enhanc": "enhances",
    "chelat": "chelates",
    "act": "acts on",
    "degrad": "degrades",
    "releas": "releases",
    "target": "targets",
    "prevent": "prevents",
    "promot": "promotes",
    "regulat": "regulates",
    "restor": "restores",
    "relax": "relaxes",
    "alter": "alters",
    "affect": "affects",
    "mimic": "mimics",
    "cleav": "cleaves",
    "hydroly": "hydrolyzes",
    "modif": "modifies",
    "display": "binds",
    "exhibit": "binds",
    "has": "binds",
    "show": "binds",
}


class Act(NamedTuple):
    """An action on a target; `first` tells whether it is what the medicine acts on, not what follows from it."""

    action: str
    target: str
    first: bool


def acts(text: str, start: int) -> list[Act]:
    """Returns the actions on targets a sentence tells from `start` on, those on what the medicine acts on first."""
    words = folded(text)
    target_is = _TARGET_IS.search(words)
    if target_is is not None and (named := targets(target_is["target"].rpartition(", ")[2])):
        return [Act("targets", named[0], first=True)]
    for said in _DIRECTED.finditer(words, start):
        return [Act("binds", said["target"] or said["anti"], first=True), *_others(words, start, said["target"] or said["anti"])]
    return _acts(words, start)


def _others(words: str, start: int, target: str) -> list[Act]:
    """Returns the other acts of a sentence that tells what an antibody is directed at; not those on the same target."""
    return [one for one in _acts(words, start) if target.lower() not in one.target.lower() and not is_generic(one.target)]


def _acts(words: str, start: int) -> list[Act]:
    classes, verbs = list(_classes(words, start)), list(_verbs(words, start))
    # "mediated through antagonism at X": the noun tells the act.
    verbs = [one for one in verbs if not (one[2].action in _LOOSE and any(place > one[1] for place, _, _ in classes))]
    found: list[tuple[int, Act]] = []
    for place, end, act in classes:
        says = next((one for one in verbs if end <= one[0] <= end + _NEAR and _RELATIVE.search(words[end : one[0]])), None)
        if says is not None and is_generic(act.target):
            continue  # "a kinase inhibitor that targets X": what it targets tells more
        if says is not None and says[2].action in _LOOSE:
            verbs.remove(says)
        found.append((place, act))
    told = [place for place, _, act in (*classes, *verbs) if act.first and not _how(words[:place])]
    # "inhibits JAK1 by blocking its binding site": how it does so is a detail of what it does.
    found += [(place, act) for place, _, act in verbs if not (told and min(told) < place and _how(words[:place]))]
    # "blocks X to modulate Y": Y is what follows from it.
    found = [(place, act) for place, act in found if not (told and min(told) < place and _aimed(words, place))]
    strong = [place for place, _, act in verbs if act.first and act.action not in _LOOSE]
    found = [
        (place, act)
        for place, act in found
        if not (act.action in _TOUCHES and strong and min(strong) < place and _how(words[:place]))
    ]
    return [act for _, act in sorted(found, key=lambda one: (not one[1].first, one[0]))]


def _aimed(words: str, place: int) -> bool:
    """Returns whether the word at `place` tells what the act before it is for ("to modulate")."""
    aim = _PURPOSE.search(words[:place])
    return aim is not None and not _ABLE.search(words[: aim.start()])


def _how(before: str) -> bool:
    """Returns whether what stands behind these words tells how something is done ("by", "by binding X and")."""
    return bool(_BY.search(before) or _BY_BEFORE.search(before))


def folded(text: str) -> str:
    """Returns text of the same length in which subscripts stand at their symbols again ("beta 2 -adrenergic")."""
    if not _SUBSCRIPT.search(text):
        return text
    return _SUBSCRIPT.sub(lambda found: (found[1] + found[2] + (found[3] or "")).rjust(len(found.group())), text)


def _classes(text: str, start: int) -> Iterator[tuple[int, int, Act]]:
    for said in _IS_A.finditer(text, start):
        if _NEGATED.search(text[: said.start("noun")]) or _WEAK.search(said["class"]):
            continue
        if _action(said["noun"]) in _TOUCHES and _STOPS.search(text[: said.start("noun")]):
            continue  # "blocks its binding to X"
        named = targets(_AGAIN_OF.sub(r"\1 ", said["of"] or "")) or targets(_ARTICLE.split(said["class"])[-1])
        for target in named:
            whole = f"{target} receptor" if _ON_RECEPTOR.match(said["noun"]) and _ADJECTIVE.search(target) else target
            yield said.start("noun"), said.end("noun"), Act(_action(said["noun"]), whole, first=True)


def _verbs(text: str, start: int) -> Iterator[tuple[int, int, Act]]:
    at = start
    while verb := _VERB.search(text, at):
        at = verb.end("verb")
        before = text[: verb.start()]
        if verb["verb"].lower() in _NOUN_TOO and not _MAKES_VERB.search(before):
            continue  # "cell damage and ..."
        if not _NEGATED.search(before) and not _APPOSITIVE.search(before) and not _WEAK.search(verb["verb"]):
            action = _action(verb["verb"])
            for target in targets(verb["target"]):
                how = _how(before)
                if verb["verb"].endswith("ing") and before.endswith((", ", "and ")) and not how:
                    continue  # what follows from it
                led = _CONSEQUENCE.match(target) and not (how and _OF_SOMETHING.match(target))
                first = not led and (how or not _RESULT.match(action))
                if not first and _MAY.search(before):
                    continue
                yield verb.start(), verb.end("verb"), Act(action, target, first)


def is_generic(target: str) -> bool:
    """Returns whether a target only names a family ("kinase"), which tells nothing beside a member."""
    return bool(_GENERIC.match(target))


def targets(words: str) -> list[str]:
    """Returns the targets of a phrase, each by a short term; several receptors or symbols in a list one each."""
    plain = _LONG_NAME.sub(_by_short_name, _INTERLEUKIN.sub(r"IL-\1", _RIBOSOME.sub("S ", " ".join(words.split()))))
    protein = _NAMED_PROTEIN.match(plain)
    if protein:
        return [protein["name"]]
    each = _with_short_forms(plain)
    if each:
        return each
    cut = _OF_WHAT.sub("", _CUT.sub("", _BRACKETS.sub("", _ADJECTIVES.sub("", plain))))
    if not _TO_KEPT.match(cut):
        cut = _TO.sub("", cut)
    parts = [part.strip() for part in _LIST.split(cut.strip(" ,"))]
    parts = [part for part in parts if part]
    listed = _each(parts)
    if listed is None and len(parts) > 1 and _SHARED_DEED.search(cut) and len(cut.split()) <= _MOST_SHARED:
        listed = [cut.strip(" ,")]  # "DNA, RNA and protein synthesis" is one thing
    if listed is None:
        listed = [cut.split(", ")[0]]  # a list of other things is too long for a term
    named = [one for one in map(_target, listed) if one is not None]
    return named or [one for one in map(_target, parts[:1]) if one is not None]


def _with_short_forms(words: str) -> list[str]:
    """Returns the items of a list that gives each its short form in brackets ("A receptor (AR), B kinase (BK) and ...")."""
    parts = [part for part in _LIST.split(words) if part.strip()]
    named = [found for part in parts if (found := _NAME_AND_SHORT.match(part.strip()))]
    if len(named) < _SEVERAL or len(named) < len(parts) - 1 or not _NAME_AND_SHORT.match(parts[0].strip()):
        return []
    shared = _HEAD_NOUN.search(parts[-1])
    noun = f" {shared[1].removesuffix('s')}" if shared and parts[-1].rstrip().endswith(shared[1]) else ""
    return [one if _UNIT.search(one) else one + noun for one in (_target(found["name"]) for found in named) if one is not None]


def _by_short_name(found: re.Match[str]) -> str:
    """Returns a long chemical name by the short form behind it ("HMG-CoA reductase"), any other as it stands."""
    parts = re.findall(r"[A-Za-z0-9]+", found["long"].split(" of ")[-1])
    noun = found["noun"]
    return f"{found['short']}{noun}" if noun and len(parts) >= _LONG else found.group()


def _each(parts: list[str]) -> list[str] | None:
    """Returns the items of a list of receptors or symbols, each with the noun they share; None where it is no such list."""
    if len(parts) < 2:
        return None
    shared = _HEAD_NOUN.search(parts[-1])
    if all(_SYMBOL.fullmatch(part) for part in parts):
        for at in range(1, len(parts)):  # "VEGFR-1, -2 and -3"
            if parts[at].startswith("-"):
                parts[at] = re.sub(r"-\w+$", "", parts[at - 1]) + parts[at]
        noun = f" {shared[1].removesuffix('s')}" if shared else ""
        return [part if _UNIT.search(part) else part + noun for part in parts]
    return parts if all(_UNIT.search(part) for part in parts) else None


def _target(words: str) -> str | None:
    found = term(_ADJECTIVES.sub("", words).strip(" ,"))
    return found if found and len(found) > 1 and not _VAGUE.match(found) else None


def _action(word: str) -> str:
    verb = re.sub(r"^\w+ly ", "", word.lower())
    verb = re.sub(r"^causes? (?:the )?(?=\w)", "", verb)
    verb = re.sub(r"^binds? to and ", "", verb)  # "binds to and inhibits" is to inhibit
    return next((plain for start, plain in _VERBS.items() if verb.startswith(start)), "acts on")
