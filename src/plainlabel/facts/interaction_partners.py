"""Partners of an interaction: a heading or phrase told apart as enzyme group, medicine, class, food, alcohol, vaccine, test."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.interaction_medicines import is_medicine, medicines
from plainlabel.facts.kinds import PartnerKind
from plainlabel.facts.terms import plain, without_brackets
from plainlabel.vocabulary.names import fold
from plainlabel.vocabulary.patterns import pattern

ENZYME = Guarded(pattern("interaction.enzyme"))
KINDS: Final[tuple[tuple[PartnerKind, Guarded], ...]] = (
    ("enzyme", ENZYME),
    ("herb", Guarded(pattern("interaction.herb"))),
    ("vaccine", Guarded(pattern("interaction.vaccine"))),
    ("test", Guarded(pattern("interaction.test"))),
    ("alcohol", Guarded(pattern("interaction.alcohol"))),
    ("smoking", Guarded(pattern("interaction.smoking"))),
    ("food", Guarded(pattern("interaction.food"))),
)
_ACTOR = re.compile(r"\b(?:inhibitor|inducer)s?$", re.IGNORECASE)
_ACTS_ONENZYME = re.compile(r"\b(?:inhibit|induc)", re.IGNORECASE)
_MORE_ENZYMES = re.compile(r"\b(?:or|and|inhib|induc|substr|transport)", re.IGNORECASE)
_FORM = pattern("interaction.form")
_ELEMENTS = pattern("interaction.elements")
NO_MEDICINE = pattern("interaction.no_medicine")
_BOTH_ACTS = pattern("interaction.both_acts")
_ENZYME_NAMES = pattern("interaction.enzyme_names")
# "Immunosuppressive or immune-modulating therapies" are one kind.
_JOINED_ADJECTIVE = re.compile(r"[A-Za-z][a-z-]+(?:ive|al|ic|ary|ous|ing|ed)")
_WITH_ALCOHOL = re.compile(r"\([^()]*\b(?:including|and|or|,) alcohol\b[^()]*\)", re.IGNORECASE)
_BARE_ENZYME = re.compile(r"(?<=\b[Ii]nducers of )(?=\d[A-E]\d)|(?<=\b[Ii]nhibitors of )(?=\d[A-E]\d)")
_EACH_ENZYME = pattern("interaction.each_enzyme")
_BETWEEN_ENZYMES = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+")
_EXTRA = pattern("interaction.extra_names")
_DRINKS: Final = frozenset({"alcohol", "ethanol"})
"""What is a solvent inside a name, but a partner where it heads a passage."""
_CLASS = pattern("interaction.class")
_JUNK = pattern("interaction.junk")
_PLURAL = pattern("interaction.plural")
_GENERIC = pattern("interaction.generic")
_TITLE_NAME = pattern("interaction.title_name")
_NO_HEAD = pattern("interaction.no_head")
_LEAD = pattern("interaction.lead")
_TAIL = pattern("interaction.tail")
_SENTENCE_BEHIND = pattern("interaction.sentence_behind")
_AGAIN = re.compile(r"^(?P<name>.{3,60}?)\s+(?P=name)\b.*$", re.IGNORECASE)
_EFFECT_OF = pattern("interaction.effect_of")
_ON_OTHERS = pattern("interaction.on_others")
_OF_OTHERS = pattern("interaction.of_others")
SPLIT = re.compile(r"\s*(?:,\s*(?:and|or)?\s|\band/or\b|\band\b|\bor\b|/(?![Aa]ntagonist)|&)\s*")
_MOST_WORDS: Final = 12
_PAIR: Final = 2
"""A pair of classes is one partner ("NSAIDs and salicylates"), a longer list one each."""
SUBSCRIPT = re.compile(r"\b([DH]|5-HT|[Bb]eta|[Aa]lpha) (\d)(?=[ -])(?: (?=-))?")
COMBINATION = re.compile(r"\b[A-Za-z]{5,}(?:/ ?[A-Za-z]{5,})+\b")
_JOINED: Final = "\u2044"
_CLASS_AND_DRUG = re.compile(r"(?P<category>(?:[A-Z][\w-]+ ){0,3}[A-Z][\w-]+s) (?P<drug>[A-Z][a-z]{4,})")
_DANGLING = re.compile(r"\b(?:of|for|to|by)\s{2,}(?:by|through|via|with|and|or|in)\b", re.IGNORECASE)
_SINGLE: Final = frozenset({"drug", "alcohol", "food", "herb"})


class Partner(NamedTuple):
    """A partner by name and kind."""

    name: str
    kind: PartnerKind


def section_partners(title: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the partners the title of a subsection names; one capitalised word alone is a medicine, listed or not."""
    glued = _CLASS_AND_DRUG.fullmatch(title)
    if glued is not None and is_medicine(glued["drug"]) and not is_medicine(glued["category"].split()[-1]):
        return (Partner(glued["drug"], "drug"),)  # the first head below the title, flattened into it
    alone = _TITLE_NAME.fullmatch(title) and not (own is not None and own.search(title)) and not _GENERIC.match(title)
    return title_partners(title, own) or ((Partner(title, "drug"),) if alone else ())


def title_partners(title: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the partners a heading names; of "Effect of (this medicine) on Other Drugs (partner)" the last."""
    return () if _NO_HEAD.search(title) else head_partners(_other_side(title, own), own)


def _other_side(title: str, own: re.Pattern[str] | None) -> str:
    """Returns the words of a title that are about others: what stands before or behind the medicine's own name."""
    effect = _EFFECT_OF.match(title)
    if effect is None:
        return title
    rest = title[effect.end() :]
    mine = own.search(rest) if own is not None else None
    others = _OF_OTHERS.match(rest)
    if others is not None:
        return rest[mine.end() :] if mine is not None else ""
    if mine is not None and mine.start() > 0:
        return re.sub(r"\s+(?:on|to affect)\s*(?:the\s.*)?$", "", rest[: mine.start()], flags=re.IGNORECASE)
    behind = _ON_OTHERS.search(rest)
    return rest[behind.end() :] if behind else rest if mine is None else ""


def head_partners(head: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the partners a heading names, alcohol in its brackets among them."""
    named = _head_partners(head, own)
    drink = _WITH_ALCOHOL.search(head) if named and all(one.kind != "alcohol" for one in named) else None
    return (*named, Partner("alcohol", "alcohol")) if drink else named


def _head_partners(head: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the partners a heading names; none for a general heading or one about the label's own medicine alone."""
    words = _without_own(cut_name(head), own)
    if not words or _GENERIC.match(words):
        return ()
    if both := acting(words) or each_enzyme(words):
        return both
    whole = known_partner(words)
    parts = [cut_name(part.replace(_JOINED, "/")) for part in SPLIT.split(COMBINATION.sub(_as_one, words))]
    joined = any(_JOINED_ADJECTIVE.fullmatch(part) and known_partner(part) is None for part in parts[:-1])
    acts = [known_partner(part) for part in parts]
    if len(parts) == _PAIR and all(one is not None and one.kind == "enzyme" and _ACTOR.search(one.name) for one in acts):
        return tuple(one for one in acts if one is not None)  # "weak (enzyme) inducers and strong (enzyme) inhibitors"
    if len(parts) > 1 and not joined and (whole is None or whole.kind in {"class", "alcohol", "food"}):
        several = [known_partner(part) or _unknown_name(part) for part in parts if part]
        known = [one for one in several if one is not None and one.kind in _SINGLE]
        if known and len(known) == len(several) and any(fold(one.name) in medicines() or one.kind != "drug" for one in known):
            return tuple(known)
        each = [one for one in several if one is not None]
        if len(each) == len(several) and (len(each) > _PAIR or {"class"} < {one.kind for one in each}):
            return tuple(each)
        if whole is not None and whole.kind != "class":
            whole = Partner(words, "class")
    return (whole,) if whole is not None else ()


def _without_own(words: str, own: re.Pattern[str] | None) -> str:
    """Returns a heading without the medicine's own name, none where it is that alone, in any letters."""
    if own is None or own.fullmatch(words) or own.fullmatch(words.upper()):
        return words if own is None else ""
    if not own.search(words) or fold(words) in medicines():
        return words
    left = own.sub(" ", words)
    return "" if _DANGLING.search(left) else cut_name(left)


def _as_one(found: re.Match[str]) -> str:
    """Returns medicines that a stroke joins with another sign between them: such a combination is one partner."""
    joined = all(is_medicine(part.strip()) for part in found.group().split("/"))
    return found.group().replace("/", _JOINED) if joined else found.group()


def acting(words: str) -> tuple[Partner, ...]:
    """Returns what inhibits and what induces the enzymes of a heading that tells of both, for each has its own direction."""
    named = _ENZYME_NAMES.search(words) if _BOTH_ACTS.search(words) else None
    if named is None:
        return ()
    return tuple(Partner(f"{named.group().strip()} {act}", "enzyme") for act in ("inhibitors", "inducers"))


def each_enzyme(words: str) -> tuple[Partner, ...]:
    """Returns what acts on each of two or more enzymes; of a pair that is blocked at once ("P-gp and strong CYP9A9") none."""
    found = _EACH_ENZYME.fullmatch(words)
    if found is None:
        return ()
    act = found["act"] or found["of"]
    enzymes = _BETWEEN_ENZYMES.split(found["enzymes"] or found["more"])
    family = re.sub(r"\d.*", "", enzymes[0])
    enzymes = [f"{family}{one}" if one[0].isdigit() else one for one in enzymes]  # "CYP9A1 and 9B2"
    if {one[:3].lower() for one in enzymes} == {"p-g", "cyp"}:
        return ()
    return tuple(of_kind(f"{found['how']}{one} {act}", "enzyme") for one in enzymes)


def _unknown_name(part: str) -> Partner | None:
    """Returns one capitalised word as a medicine: beside medicines that are known it is one that is not (or is misspelt)."""
    return Partner(part, "drug") if re.fullmatch(r"[A-Z][a-z]{5,}(?<!ing)", part) and not _GENERIC.match(part) else None


@cache
def known_partner(words: str) -> Partner | None:
    """Returns a phrase as a partner, None when it is none that can be told or too long for one."""
    name = cut_name(words)
    if (
        not name
        or len(name.split()) > _MOST_WORDS
        or _GENERIC.match(name)
        or _JUNK.search(name)
        or (NO_MEDICINE.fullmatch(name) and name.lower() not in _DRINKS)
    ):
        return None
    for kind, known in KINDS:
        found = known.search(name)
        if found:
            whole = kind != "enzyme" or found.start() > 0 or _MORE_ENZYMES.search(name, found.end())
            return of_kind(name if whole else found.group(), kind)
    bare = _FORM.sub("", name)
    combined = "/" in bare and all(fold(part) in medicines() for part in bare.split("/"))
    if combined or fold(bare) in medicines() or _ELEMENTS.fullmatch(name) or _EXTRA.fullmatch(name):
        return Partner(name, "drug")
    return Partner(name, "class") if _CLASS.search(name) or _PLURAL.search(name) else None


def of_kind(name: str, kind: PartnerKind) -> Partner:
    """Returns a partner; what an enzyme only works on is a class of medicines, what acts on it counts with the enzyme."""
    return Partner(name, "class" if kind == "enzyme" and not _ACTS_ONENZYME.search(name) else kind)


@lru_cache(maxsize=4_096)
def cut_name(words: str) -> str:
    """Returns a heading without brackets, examples, and words that lead to its partner or follow it."""
    cut = _BARE_ENZYME.sub("CYP", SUBSCRIPT.sub(r"\1\2", without_brackets(plain(words)))).strip(" :;,.*-–")  # noqa: RUF001 - labels use this dash
    for _ in range(5):
        shorter = _TAIL.sub("", _LEAD.sub("", _AGAIN.sub(r"\g<name>", _SENTENCE_BEHIND.sub("", cut)))).strip(" :;,.*-–")  # noqa: RUF001
        if shorter == cut:
            break
        cut = shorter
    return cut
