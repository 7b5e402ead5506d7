"""Whose figure a pharmacokinetic sentence gives: the medicine's own or a metabolite's, in everyone or in a special group."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.source import Source
from plainlabel.label import Passage, Section, heading
from plainlabel.vocabulary.patterns import pattern

_GROUPS: Final = {
    "elderly": pattern("pk.elderly"),
    "children": pattern("pk.children"),
    "renal impairment": pattern("pk.renal"),
    "hepatic impairment": pattern("pk.hepatic"),
    "poor metabolizers": pattern("pk.poor_metabolizers"),
    "pregnancy": pattern("pk.pregnancy"),
    "dialysis": pattern("pk.dialysis"),
}
_OF = re.compile(
    r"\b(?:of|for)\s+(?:the\s+)?(?:total\s+|unchanged\s+|oral\s+|intact\s+|free\s+)?(?P<name>[A-Za-z0-9][\w,'-]*(?:\s[a-z][\w-]*)?)"
)
_EVERYONE = Guarded(pattern("pk.everyone"))
_ADULTS = pattern("pk.adults")
_PARAMETER_OF = pattern("pk.parameter_of")
_COMMON = pattern("pk.common_words")
_SHORT: Final = 6
_TWO: Final = 2
_NEAR: Final = 60
"""How near before its figure a parameter and its substance must stand."""
_SEVERITY = re.compile(r"\b(?:mild|moderate|severe)\b", re.IGNORECASE)
_BY_SEVERITY: Final = frozenset({"renal impairment", "hepatic impairment"})
_OWN_HEADING = re.compile(r"\W*(?P<head>Pharmacokinetics|Absorption|Distribution|Metabolism|Elimination|Excretion)\b")
_FIRST = re.compile(r"(?:The |For )?(?P<name>[A-Z0-9][\w'-]+)")
_METABOLITE = pattern("pk.metabolite")
_APPOSED = pattern("pk.metabolite_apposed")
_SUBSTANCE = pattern("pk.substance")
_OTHERS = pattern("pk.other_drugs")
_AS_PRODUCT = pattern("pk.joined_as_product")
_AS_DOSE = pattern("pk.joined_as_dose")
_HEADING = re.compile(r"^\W*(?P<head>[A-Z][\w ,/()-]{2,60}?)\s*[:.–-]\s+(?=[A-Z])")  # noqa: RUF001 - labels use this dash
_OPENING_WORD = re.compile(r"(?:The |Its )?(?P<name>(?:[A-Z\d]+-)?[A-Za-z][\w-]+)")
_OF_METABOLITE = re.compile(r"\b(?:of|for) (?:the|its) (?:active |major |main )?metabolite\b(?!\s+[A-Z(])[^.;,\d]{0,40}$")
_SHORT_BEHIND = re.compile(r"\s*\([^()]*\)$")
_JOINED: Final = ("-", "\u2011")
_PRESENCE = re.compile(r"\bin the presence of ")


class Subject(NamedTuple):
    """The substance (None for the medicine itself) and the special group (None for everyone)."""

    of: str | None
    population: str | None


class Context:
    """What stands before a sentence and still holds: the heading of its paragraph, the substances of the label."""

    def __init__(self, source: Source, section: Section) -> None:
        """Starts at a section: its title may name a group or a substance."""
        self.source = source
        self.title = heading(section)
        self.lead = ""
        self._section = section
        self._blocks = iter(section.blocks)
        self.actives = tuple(
            dict.fromkeys(one.name.lower().split()[0] for product in source.label.products for one in product.active)
        )
        self._block_end = -1
        self.last: str | None = None
        self.metabolites: set[str] = set()

    def enter(self, sentence: Passage, text: str) -> None:
        """Takes note of a sentence: a short one, or words before a colon, head what follows in the same block."""
        if sentence.start >= self._block_end:
            self._block_end = next((one.end for one in self._section.blocks if one.start <= sentence.start < one.end), sentence.end)
            self.lead = ""
        self._remember(text)
        found = _HEADING.match(text)
        anew = _OWN_HEADING.match(text)
        if anew and not found:
            self.lead = anew["head"]
        elif found:
            self.lead = found["head"]
        elif len(text.split()) <= 4 and not text.endswith("."):
            self.lead = text

    def _remember(self, text: str) -> None:
        """Takes note of the substance a sentence names, where it is one only: sentences without a name go on about it."""
        if len(self.actives) > 1:
            named = [name for name in self.actives if name in text.lower()]
            self.last = named[0] if len(named) == 1 else None if named else self.last

    def is_own_short(self, name: str) -> bool:
        """Returns whether a short form is one that the label introduces for the medicine ("norvexin (NVX)")."""
        names = self.source.names
        if names is None or not name.isupper() or len(name) > _SHORT:
            return False
        short = re.compile(rf"(?:{names.pattern})\s*\({re.escape(name)}\)", re.IGNORECASE)
        return any(short.search(section.text) for section in self.source.label.sections if f"({name})" in section.text)

    def joined(self, text: str, at: int) -> tuple[str, ...]:
        """Returns the substances a figure at `at` is said of together ("X and Y reached steady state in 5 days"), none for one."""
        if len(self.actives) < _TWO or "respectively" in text:
            return ()
        low = text.lower()
        named = sorted((found.start(), name) for name in self.actives for found in re.finditer(rf"\b{re.escape(name)}", low))
        if len(named) != _TWO or named[1][0] >= at or not low[: named[1][0]].endswith(f"{named[0][1]} and "):
            return ()
        product = _AS_PRODUCT.match(low, named[1][0] + len(named[1][1])) or _AS_DOSE.search(low, 0, named[0][0])
        return () if product else (named[0][1], named[1][1])

    def substance_in(self, words: str) -> str | None:
        """Returns the substance words name, None for the medicine itself or where they name none."""
        if len(self.actives) > 1:
            return next((name for name in self.actives if name in f"{words} {self.title}".lower()), None)
        found = _METABOLITE.search(words)
        return (found["name"] or "metabolite") if found else None


def named_group(words: str) -> str | None:
    """Returns the special group words name, None for adults or everyone."""
    return None if _EVERYONE.search(words) else next((name for name, named in _GROUPS.items() if named.search(words)), None)


def subject(context: Context, text: str, at: int, scope: str) -> Subject | None:
    """Returns whose figure stands at `at`, None where it is another medicine's or cannot be told; `scope` is what speaks of it."""
    if _OTHERS.search(text):
        return None
    population = named_group(scope)
    if population is None and not _EVERYONE.search(scope) and not _ADULTS.search(scope):
        population = named_group(f"{context.title} {context.lead}")
    return Subject(_substance(context, text, at), population)


def of_group(context: Context, text: str, group: str, groups: str) -> Subject | None:
    """Returns whose figure "respectively" deals to a group: a substance's or that of people; None where it tells neither."""
    if _OTHERS.search(text):
        return None
    population = named_group(group) or (named_group(groups) if not _EVERYONE.search(group) else None)
    how_bad = _SEVERITY.search(group)
    if how_bad and population in _BY_SEVERITY:
        population = f"{how_bad.group().lower()} {population}"
    if len(context.actives) > 1:
        active = next((name for name in context.actives if name in group.lower()), None)
        return Subject(active, population) if active else None
    own = _names_own(context, group)
    found = _SUBSTANCE.fullmatch(_SHORT_BEHIND.sub("", group.strip()))
    return Subject(None if own or population or not found else found["name"], population)


def _names_own(context: Context, group: str) -> bool:
    """Returns whether words name the medicine itself, not a substance whose name is made from its own ("N-desmethyl" before it)."""
    names = context.source.names
    return names is not None and any(not group[: one.start()].endswith(_JOINED) for one in names.finditer(group))


def _substance(context: Context, text: str, at: int) -> str | None:
    """Returns None for the medicine itself, its name where a label has several, a metabolite's name."""
    if len(context.actives) > 1:
        return _of_several(context, text.lower(), at)
    first = _FIRST.match(text)
    if first is not None and first["name"] in context.metabolites:
        return str(first["name"])
    if _OF_METABOLITE.search(text, 0, at):
        return "metabolite"
    other = _derived(context, text[:at]) or _other_substance(context, text[:at])
    found = other if other is not None else _metabolite(context, text, at)
    if found is not None and found != "metabolite":
        context.metabolites.add(found)
    return found


def _of_several(context: Context, text: str, at: int) -> str | None:
    """Returns which of a label's substances a figure is of: the one named so, else the last named before it, else its heading's.

    A sentence that names none goes on about the last one; None where all before it were silent too.
    """
    before = text[:at]
    every = reversed([*_OF.finditer(before)])  # "of X was 1.4 hours and of Y was 2.1 hours"
    said = next((name for found in every for name in context.actives if name in found["name"]), None)
    if said is not None:
        return said
    position, name = max(((before.rfind(name), name) for name in context.actives), default=(-1, ""))
    if position >= 0:
        return name
    behind = [name for name in context.actives if name in text]
    led = [name for name in context.actives if name in f"{context.title} {context.lead}".lower()]
    return behind[0] if len(behind) == 1 else led[0] if len(led) == 1 else context.last


def _derived(context: Context, before: str) -> str | None:
    """Returns the substance that opens a sentence when its name is made from the medicine's ("N-desmethyl" before it)."""
    first, names = _OPENING_WORD.match(before), context.source.names
    if first is None or names is None or names.search(before):
        return None
    name = str(first["name"])
    return name if any(names.fullmatch(name[at:]) for at in range(2, len(name) - _SHORT + 1)) else None


def _metabolite(context: Context, text: str, at: int) -> str | None:
    """Returns the metabolite a sentence is about, None where the medicine is named before it or the figure stands before it."""
    found = _METABOLITE.search(text)
    if found is None or found.start() > at:
        return None
    own = context.source.names.search(text[:at]) if context.source.names else None
    if own and own.start() < found.start():
        return None
    apposed = _APPOSED.search(text[:at])
    if apposed is not None:
        return str(apposed["short"] or apposed["name"] or apposed["behind"])
    name = found["name"]
    return name if name and not _COMMON.match(name) and not name.endswith("ing") else "metabolite"


def _other_substance(context: Context, before: str) -> str | None:
    """Returns the substance a parameter is said to be of, when it is not the label's own ("half-life of" a metabolite)."""
    said = [found for found in _PARAMETER_OF.finditer(before) if len(before) - found.end() < _NEAR]
    if not said or context.source.names is None:
        return None
    name = said[-1]["name"]
    if context.source.names.search(name) or _COMMON.match(name) or context.is_own_short(name):
        return None
    return name.rstrip(".,")


def with_own(source: Source, text: str) -> str:
    """Returns text of the same length in which the other substance of a combination is no other medicine beside it."""
    if source.names is None or "presence of" not in text:
        return text
    found = _PRESENCE.search(text)
    own = found is not None and source.names.match(text, found.end())
    return f"{text[: found.start()]}{' ' * len(found.group())}{text[found.end() :]}" if found is not None and own else text
