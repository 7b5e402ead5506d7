"""Actions and targets in the words of a mechanism: "is a selective inhibitor of factor Xa", "blocks the reuptake of ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plainlabel.facts.mechanism_actions import action_of
from plainlabel.facts.mechanism_targets import POINT, folded, is_generic, targets
from plainlabel.vocabulary.patterns import pattern

_IS_A = pattern("mechanism.is_a")
_VERB = pattern("mechanism.verb")
_NEGATED = pattern("mechanism.negated")
_CONSEQUENCE = pattern("mechanism.consequence")
_RESULT = pattern("mechanism.result")
_BY = re.compile(r"\bby\s+(?:\w+ly\s+)?$")
_BY_BEFORE = re.compile(r"\bby\s+(?:\w+ly\s+)?\w+ing\b[^.;]*(?:,|\band)\s+$")
_MAY = re.compile(r"\bmay\s+(?:also\s+)?$", re.IGNORECASE)
_ON_RECEPTOR = re.compile(r"(?:ant)?agonis", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:ergic|opioid|muscarinic|nicotinic|estrogen|androgen)$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:,|\band|\bor)\s+(?:an?|the)\s+")
_AGENT = re.compile(r"(?:ors?|ists?|ers?)$", re.IGNORECASE)
"""The end of a noun for what acts ("inhibitor"), not for the act ("inhibition")."""
_ACTIVITY = re.compile(r"\s+(?:activity|actions?|effects?)\b")
_LED_TO = re.compile(r"\b(?:resulting in|leading to|leads to|results in)\b[^.;]*$")
_BY_AGENT = re.compile(r"(?:by|via|through|from)\s", re.IGNORECASE)
_BROUGHT_ABOUT = re.compile(r"\S+[- ]induced\b", re.IGNORECASE)
_ONE_OF = re.compile(r"\b(?:class|family|group|series|one|member|combination|type) of (?:an? |the )?|\bclass called ")
_LIKENED = pattern("mechanism.likened")
_FEEDBACK = re.compile(r"\bfeedback\s", re.IGNORECASE)
_VIRUS = re.compile(r"(?:HCV|HIV(?:-\d)?|HBV|.*\bvirus(?:es)?)")
_MESSENGER = re.compile(r"(?:intracellular |membrane-bound )?(?:aden(?:yl|ylyl|ylate) cyclase|cyclic AMP)\b", re.IGNORECASE)
"""What a receptor sets going in the cell."""
_ITS_LIGAND = re.compile(r"\bbinding$")
_THAT_IS = pattern("mechanism.that_is")
_ASIDE = re.compile(r"\((?:i\.e\.|e\.g\.)[^()]*\)")
_SPECIES = re.compile(r"(?<=\b[A-Z])\.(?= [a-z]{4,})")
_MEASURED = pattern("mechanism.measured")
_IS_SUCH = pattern("mechanism.is_such")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:\w+ly|first|then|further)\s+)?$")
_TO_BE = re.compile(r"[\w ]{2,30}? to be\b")
_AGAIN_TO = re.compile(r"(,|\band|\bor)\s+to\s+(?:the\s+|human\s+)?")
_AGAIN_OF = re.compile(r"(,|\band|\bor)\s+(?:at|of|on|with)\s+(?:the\s+)?")
"""A preposition told again in a list ("antagonism at A and at B receptors")."""
_RELATIVE = re.compile(r"^[^.;]{0,20}\b(?:that|which|and)\s+(?:\w+ly\s+)?$")
_APPOSITIVE = pattern("mechanism.appositive")
_NEAR: Final = 40
"""How far behind a class the verb of its relative clause may stand."""
_DIRECTED = pattern("mechanism.directed")
_WEAK = pattern("mechanism.weak")
_TARGET_IS = pattern("mechanism.target_is")
_ABLE = re.compile(
    r"\b(?:ability|able|thought|believed|appears?|shown|known|found|capacity|likely|reported|binds?|presumed|begins?|is|are)\s*$"
)
_PURPOSE = re.compile(r"\bto\s+(?:\w+ly\s+)?$")
_TOUCHES: Final = frozenset({"binds", "interacts with", "interferes with"})
_STOPS = re.compile(
    r"\b(?:block|inhibit|prevent|disrupt|interfer|neutrali[sz]|reduc|antagoni[sz])\w*\s+(?:with\s+)?(?:(?:its|the|their)\s+)?(?:[\w-]+\s+){0,3}$"
)
_LOOSE: Final = frozenset({"interacts with", "acts on", "interferes with"})
_OF_SOMETHING = re.compile(r"(?:release|secretion) of (?!the\b|their\b|its\b)\w{4,}")
"""What a medicine does itself where it is told as the means ("by stimulating the release of X")."""
_NOUN_TOO: Final = frozenset({"damage", "cause", "form", "target", "lower", "release"})
_SHARE: Final = frozenset({"contributes to"})
"""What a noun tells of an effect, not of what the medicine acts on ("its contribution to X")."""
_MEETING = re.compile(r"(?:interactions?|binding) (?:of|with|between)\b")
_ITS_TARGET = re.compile(r"\bits target$")
_OF_ENZYMES: Final = frozenset({"catalyzes", "converts", "degrades", "cleaves", "hydrolyzes"})
_WHICH = re.compile(r"\b(?:which|that)\s+(?:\w+ly\s+)?$")
_MAKES_VERB = re.compile(
    r"\b(?:to|may|can|could|will|might|and|which|that|not|they|drugs?|products|antibodies|agents|s)\s+(?:\w+ly\s+)?$"
)


class Act(NamedTuple):
    """An action on a target; `first` tells whether it is what the medicine acts on, not what follows from it."""

    action: str
    target: str
    first: bool


def acts(text: str, start: int) -> list[Act]:
    """Returns the actions on targets a sentence tells from `start` on, those on what the medicine acts on first."""
    words = _SPECIES.sub(POINT, folded(text))
    for aside in (_MEASURED, _THAT_IS, _ASIDE):
        words = aside.sub(lambda found: " " * len(found.group()), words)
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
        if act.first:  # "an X antagonist that blocks Y binding": Y is what X would bind
            verbs = [one for one in verbs if not (one[0] > place and _keeps_off(one[2]))]
    told = [place for place, _, act in (*classes, *verbs) if act.first and not _how(words[:place])]
    # "inhibits JAK1 by blocking its binding site": how it does so is a detail of what it does.
    found += [(place, act) for place, _, act in verbs if not (told and min(told) < place and _how(words[:place]))]
    # "blocks X to modulate Y": Y is what follows from it.
    begins = min((place for place, _, _ in (*classes, *verbs)), default=0)
    found = [(place, act) for place, act in found if not (begins < place and _aimed(words, place))]
    strong = [place for place, _, act in verbs if act.first and act.action not in _LOOSE]
    found = [
        (place, act)
        for place, act in found
        if not (act.action in _TOUCHES and strong and min(strong) < place and _how(words[:place]))
    ]
    return [act for _, act in sorted(found, key=lambda one: (not one[1].first, one[0]))]


def _keeps_off(act: Act) -> bool:
    """Returns whether an act keeps another substance from its place ("blocks Y binding")."""
    return act.action == "blocks" and bool(_ITS_LIGAND.search(act.target))


def _aimed(words: str, place: int) -> bool:
    """Returns whether the word at `place` tells what the act before it is for ("to modulate")."""
    aim = _PURPOSE.search(words[:place])
    return aim is not None and not _ABLE.search(words[: aim.start()])


def _how(before: str) -> bool:
    """Returns whether what stands behind these words tells how something is done ("by", "by binding X and")."""
    return bool(_BY.search(before) or _BY_BEFORE.search(before))


def _classes(text: str, start: int) -> Iterator[tuple[int, int, Act]]:
    for said in _IS_A.finditer(text, start):
        if _NEGATED.search(text[: said.start("noun")]) or _WEAK.search(said["class"]):
            continue
        if action_of(said["noun"]) in _TOUCHES and _STOPS.search(text[: said.start("noun")]):
            continue  # "blocks its binding to X"
        agent = _AGENT.search(said["noun"]) and not _ACTIVITY.match(text, said.end("noun"))
        if agent and _BY_AGENT.match(text, said.start()):
            continue  # "induced by the X antagonist norvexin"
        own = _ARTICLE.split(said["class"])[-1]
        if _FEEDBACK.search(own):
            continue  # what the body does about it
        if _LIKENED.search(own) or _BROUGHT_ABOUT.search(own) or _BROUGHT_ABOUT.match(said["of"] or ""):
            continue  # "an analog of the X inhibitor norvexin"
        named = targets(_AGAIN_OF.sub(r"\1 ", said["of"] or "")) or targets(_kind(own, said["noun"]))
        led_to = _LED_TO.search(text, start, said.start("noun"))
        action = "antagonizes" if "inverse" in said["class"] else action_of(said["noun"])
        for target in named:
            whole = f"{target} receptor" if _ON_RECEPTOR.match(said["noun"]) and _ADJECTIVE.search(target) else target
            effect = led_to or action in _SHARE or _MESSENGER.match(target)
            yield said.start("noun"), said.end("noun"), Act(action, whole, first=not effect)


def _kind(words: str, noun: str) -> str:
    """Returns what words before "inhibitor" or "inhibition" name, nothing where they are of something else."""
    found = [*_ONE_OF.finditer(words)]
    if found:
        return words[found[-1].end() :]
    return "" if " of " in words and not _AGENT.search(noun) else words


def _verbs(text: str, start: int) -> Iterator[tuple[int, int, Act]]:
    at = start
    while verb := _VERB.search(text, at):
        at = verb.end("verb")
        before = text[: verb.start()]
        action = action_of(verb["verb"])
        if not _is_own(verb, before, start):
            continue
        if action in _OF_ENZYMES and _WHICH.search(before) and not _IS_SUCH.match(before[start:]):
            continue  # "inhibits X, which catalyzes Y"
        words = _AGAIN_TO.sub(r"\1 ", verb["target"]) if action == "binds" else verb["target"]
        how = _how(before)
        if verb["verb"].endswith("ing") and before.endswith((", ", "and ")) and not how:
            continue  # what follows from it
        for target in targets(words):
            if action == "targets" and _VIRUS.fullmatch(target):
                continue  # what is treated
            led = _CONSEQUENCE.match(target) and not (how and _OF_SOMETHING.match(target))
            first = not led and (how or not _RESULT.match(action) or bool(_MEETING.match(target)))
            if first or not _MAY.search(before):
                yield verb.start(), verb.end("verb"), Act(action, target, first)


def _is_own(verb: re.Match[str], before: str, start: int) -> bool:
    """Returns whether the medicine does what a verb says, not another thing of the sentence, and does it at all."""
    word = verb["verb"].lower()
    if word in _NOUN_TOO and not (_MAKES_VERB.search(before) or _ITS_TARGET.search(f"{before}{word}")):
        return False  # "cell damage and ..."
    if before.endswith("-") or (word.endswith("ed") and _PASSIVE.search(before)):
        return False  # "a HER9-targeted conjugate", "is converted to X"
    if _NEGATED.search(before) or _WEAK.search(word) or _TO_BE.match(verb["target"]):
        return False
    return not _APPOSITIVE.search(before) or bool(_IS_SUCH.match(before[start:]))
