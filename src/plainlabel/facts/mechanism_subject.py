"""Sentences that tell of the medicine: by its name, "It ...", its class, what it is turned into; and what they tell of it."""

from __future__ import annotations

import re
from itertools import chain

from plainlabel.facts.mechanism_actions import action_of
from plainlabel.facts.mechanism_acts import Act, acts
from plainlabel.facts.mechanism_targets import targets
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CONSEQUENCE = pattern("mechanism.consequence")
_NEGATED = pattern("mechanism.negated")
_PRONOUN = pattern("mechanism.pronoun")
_BY_ACTING = pattern("mechanism.by_acting")
_NOUN_OF_NAME = pattern("mechanism.noun_of_name")
_NOUN_BY_NAME = pattern("mechanism.noun_by_name")
_PASSIVE_BY_NAME = pattern("mechanism.passive_by_name")
_BEHIND_NAME = pattern("mechanism.noun_behind_name")
_ACTIVE_FORM = pattern("mechanism.active_form")
_SHORT_CLASS = pattern("mechanism.class_subject")
_CLASS_SUBJECT = re.compile(r"(?:The |Like other |Topical |Local )?(?P<word>[A-Za-z][a-z]{5,})s\b")
_CALLED = re.compile(r"[^.,;]{0,30}?\s(?:is|are) (?:an?|the) [^.,;]{3,60}")
"""What a sentence says the medicine is ("is an amide local anesthetic"); a later one may speak of it by that."""
_BY_NAME = re.compile(r"\battributed to\b.*\bby\s+$", re.DOTALL)
_JOINED = re.compile(r"-(?:bound|induced|mediated|specific|treated|resistant|stimulated|associated|containing)\b")


class Subject:
    """Whom the sentences of one section tell of, read in their order."""

    def __init__(self, source: Source, section: Section) -> None:
        self._source = source
        self._forms = _active_forms(section)
        actives = [one.name for product in source.label.products for one in product.active]
        self._several = {one.lower(): re.compile(re.escape(one.split()[0]), re.IGNORECASE) for one in actives}
        self._classes = " ".join((*(one.name for one in source.label.classes), *actives)).lower()
        self.spoken_of = False
        """Whether a sentence so far told of the medicine."""
        self.of = ""
        """The active substance named last, nothing where there is one only."""

    def acts_of(self, text: str) -> list[Act]:
        """Returns what a sentence says the medicine does; nothing for one that tells of other things."""
        named = self._named(text)
        if len(self._several) > 1:
            self.of = next((name for name, pattern_of in self._several.items() if pattern_of.search(text)), self.of)
        called = _CALLED.match(text, named.end()) if named else None
        if called:
            self._classes += called.group().lower()
        start = named.end() if named else self._end(text)
        self.spoken_of = self.spoken_of or start is not None
        found = (named and (_before_name(text[: named.start()]) or _around_name(text, named))) or []
        found = found or (acts(text, start) if start is not None else [])
        if not found and named and _BY_NAME.search(text[: named.start()]):
            return acts(text[: named.start()], 0)  # "has been attributed to antagonism of X by (it)"
        return found

    def _named(self, text: str) -> re.Match[str] | None:
        """Returns the first name of the medicine that stands for it ("norvexin-bound IL-9" tells of something else)."""
        names = self._source.names
        return next((one for one in names.finditer(text) if not _JOINED.match(text, one.end())), None) if names else None

    def _end(self, text: str) -> int | None:
        """Returns where the subject ends in a sentence that does not name the medicine: "It", its class, a name without suffix."""
        word = re.match(r"[A-Za-z]{5,}", text)
        products = self._source.label.products
        if word and any((one.generic or "").lower().startswith(word.group().lower()) for one in products):
            return None if _JOINED.match(text, word.end()) else word.end()
        form = self._forms.match(text) if self._forms is not None else None
        if form:
            return form.end()
        kind = _CLASS_SUBJECT.match(text)
        kind = kind if kind and kind["word"].lower() in self._classes else _SHORT_CLASS.match(text)
        if kind:
            return kind.end()
        found = _PRONOUN.match(text) if self.spoken_of else None
        return found.end() if found else None


def _active_forms(section: Section) -> re.Pattern[str] | None:
    """Returns a pattern for a sentence about what the medicine is turned into ("is converted to norvexic acid (NVA)")."""
    found = set(chain.from_iterable(one.groups() for one in _ACTIVE_FORM.finditer(section.text))) - {None}
    names = "|".join(sorted((f"(?i:{re.escape(name)})" if name.islower() else re.escape(name) for name in found if name), key=len))
    return re.compile(rf"(?:The )?(?:{names})(?![\w-])") if names else None


def _before_name(text: str) -> list[Act]:
    """Returns the act told before the medicine is named ("By inhibiting X, ...")."""
    found = _BY_ACTING.search(text)
    named = targets(found["target"]) if found else []
    return [
        Act(act.action, target, first=not _CONSEQUENCE.match(target))
        for target in named[:1]
        for act in acts(f"by {found['verb']} {target}" if found else "", 0)[:1]
    ]


def _around_name(text: str, named: re.Match[str]) -> list[Act]:
    """Returns the act told around the name ("inhibition of X by norvexin", "X is blocked by norvexin", "its binding to X")."""
    before = text[: named.start()]
    behind = _BEHIND_NAME.match(text, named.end())
    noun = (_NOUN_OF_NAME.search(before) if behind else None) or _NOUN_BY_NAME.search(before) or _PASSIVE_BY_NAME.match(before)
    if noun is None or _NEGATED.search(before[: noun.start()]):
        return []
    said = behind["target"] if behind and "target" not in noun.groupdict() else noun.groupdict().get("target", "")
    return [Act(action_of(noun["noun"]), one, first=not _CONSEQUENCE.match(one)) for one in targets(said)[:1]]
