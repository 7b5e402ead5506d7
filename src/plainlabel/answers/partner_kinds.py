"""What another medicine of a question is called, and the kinds of medicine it belongs to by our lists.

A label that speaks of strong CYP3A inducers tells something of carbamazepine, although it never says its name. The kinds are the
class words people use (class_words.tsv), groups by effect (answer_partners.tsv), and named kinds with their members
(partner_roles.tsv).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import Struct, structs

from plainlabel.answers.class_kin import kin
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import lower_words
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.patterns import rows
from plainlabel.vocabulary.partner_names import other_names

_MEDICINES: Final = r"(?:drugs?|medicines?|medications?|agents?|products?|compounds?)\b"
_THAT: Final = r"(?:that|which|known to|with|affecting|increasing|altering|interfering)"
_NEVER: Final = re.compile(r"(?!)")
_OF_ANOTHER: Final = re.compile(
    r"(?:\b(?:is|was|be|as) (?:not |also |itself |both |neither )?|, )an? (?:[\w-]+,? ){0,3}\Z|"
    r"(?<!that )(?<!which )\bare (?:also |both )?(?:strong |potent |moderate |weak |known )?\Z",
    re.IGNORECASE,
)
"""Words before a kind that say what some medicine is: "it is a strong inhibitor of ...", "norvexin, a weak inhibitor of ..."."""
_IN_BRACKETS: Final = re.compile(r"\((?:an? )?(?:[\w-]+ ){0,2}\Z")
"""The same of one medicine in brackets: "norvexin (strong inhibitor of ...)"."""
_NO_MEDICINE: Final = re.compile(r"[ -](?:effects?|responses?|activity|actions?|properties|receptors?)\b", re.IGNORECASE)
"""Words behind a kind that make it a thing that medicines do: "the anticoagulant effect"."""
_DEGREES: Final = re.compile(
    r"\b((?:(?:strong|potent|moderate|weak)(?: ?(?:,|/|-) ?| (?:or|and|to) )?)+)(?: (?!(?:or|and|to)\b)\w+)? ?\Z", re.IGNORECASE
)
_BEFORE: Final = 60
_MOST_SETS: Final = 6
_ACTS: Final = {
    "inhibitor": (
        r"(?:{of})(?: (?:and|or) [\w-]+)?(?: (?:iso)?enzymes?)?[ -]inhibitors?|inhibitors? of (?:[\w-]+ ){{0,3}}(?:{of})|"
        r"{medicines} (?:that|which|known to) (?:\w+ly )?inhibit (?:[\w-]+ ){{0,3}}(?:{of})"
    ),
    "inducer": (
        r"(?:{of})(?: (?:and|or) [\w-]+)?(?: (?:iso)?enzymes?)?[ -]inducers?|inducers? of (?:[\w-]+ ){{0,3}}(?:{of})|"
        r"{medicines} (?:that|which|known to) (?:\w+ly )?induce (?:[\w-]+ ){{0,3}}(?:{of})"
    ),
    "substrate": (
        r"(?:{of})(?: (?:iso)?enzymes?)? substrates|substrates of (?:[\w-]+ ){{0,3}}(?:{of})|"
        r"{medicines} (?:(?:that|which) are )?(?:\w+ly )?(?:metaboli[sz]ed|transported) (?:\w+ )?by (?:[\w-]+ ){{0,3}}(?:{of})"
    ),
}
"""How labels write the three parts in metabolism; the plural of a substrate, for its singular is the label's own medicine."""


class Kind(Struct, frozen=True):
    """One kind that an ingredient is counted among: the label's words for it and, where it has one, a name of ours.

    `degree` is how strong a member is ("strong"), "-" for a member told of only where no degree is named, None where none counts.
    `but` are patterns of narrower words for the kind, of which the ingredient is none: heparin is no "oral anticoagulant".
    """

    ingredient: str
    words: re.Pattern[str]
    name: str | None = None
    degree: str | None = None
    but: tuple[re.Pattern[str], ...] = ()

    def said_in(self, text: str) -> str | None:
        """Returns the name of the kind where a text speaks of it, in the text's own words where it has no name; None elsewhere."""
        for match in self.words.finditer(text):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            of_one = _OF_ANOTHER.search(before) or (not match[0].endswith("s") and self.degree and _IN_BRACKETS.search(before))
            if of_one or _NO_MEDICINE.match(text, match.end()):
                continue
            if self._is_of_degree(before) and not self._is_narrower(match) and not self._is_narrowed(before):
                return self.name or f"\u201c{lower_words(' '.join(match[0].split()))}\u201d"
        return None

    def _is_narrower(self, match: re.Match[str]) -> bool:
        others = (other for pattern in self.but for other in pattern.finditer(match.string))
        return any(other.start() < match.end() and match.start() < other.end() for other in others)

    def _is_narrowed(self, before: str) -> bool:
        """Returns whether words before a class word make it a kind that the ingredient is none of: "opioid analgesics"."""
        found = None if self.name else asks("tells_narrower_kind").search(before)
        if found is not None:
            return found["kind"].lower().rstrip("s") not in {each.lower() for each in kin((self.ingredient,))}
        return re.search(rf"\bnon-?(?:{re.escape(self.ingredient)}[ -])?\Z", before, re.IGNORECASE) is not None

    def _is_of_degree(self, before: str) -> bool:
        found = None if self.degree is None else _DEGREES.search(before)
        return found is None or self.degree in found[1].lower().replace("potent", "strong")


def names_of(mention: Mention) -> re.Pattern[str]:
    """Returns a pattern of what another medicine is called."""
    return topic_pattern(names_in(mention))


def names_in(mention: Mention) -> list[str]:
    """Returns what another medicine is called: as it was asked, by its name and ingredients, and by the other names of these."""
    written = [mention.asked, *([mention.name.name] if mention.name else []), *parts_of(mention)]
    return [*written, *(other for each in dict.fromkeys(each.lower() for each in written) for other in other_names(each))]


def parts_of(mention: Mention) -> list[str]:
    """Returns the ingredients that are in every medicine of a name, of a class those of its members.

    What only some products of a name hold is not told of the name.
    """
    sets = mention.name.ingredients if mention.name else ()
    if mention.match == "class":
        return [part for each in sets[:_MOST_SETS] for part in each]
    return [part for part in sets[0] if all(part in each for each in sets)] if sets else []


def kinds_of(mention: Mention) -> tuple[Kind, ...]:
    """Returns the kinds of medicine that all medicines of a name are counted among by our lists, the narrowest first."""
    sets = mention.name.ingredients[:_MOST_SETS] if mention.name else ()
    first, *rest = [{kind.words: kind for part in parts for kind in _kinds(part)} for parts in sets] or [{}]
    return tuple(kind for words, kind in first.items() if all(words in each for each in rest))


def _kinds(part: str) -> Iterator[Kind]:
    roles = list(_roles(part))
    own, named = {each.words for each in roles}, {each.name for each in roles}
    narrower = tuple(words for name, _, words, _ in _table() if name in named and words not in own)
    yield from roles
    for each in (*_words(part), *_by_effect(part)):
        yield structs.replace(each, but=narrower)


def roles_of(ingredients: Sequence[str]) -> tuple[Kind, ...]:
    """Returns the kinds with named members of our list ("strong CYP3A inhibitors") that these ingredients are counted among."""
    return tuple(role for part in ingredients for role in _roles(part))


def any_of(kinds: Sequence[Kind]) -> re.Pattern[str]:
    """Returns a pattern that holds wherever one of these kinds may be spoken of; one that matches nothing for none."""
    return re.compile(f"(?:{'|'.join(each.words.pattern for each in kinds)})", re.IGNORECASE) if kinds else _NEVER


def _roles(part: str) -> Iterator[Kind]:
    name = part.lower()
    for role, degree, words, members in _table():
        if any(name == member or name.startswith(f"{member} ") for member in members):
            yield Kind(part, words, role, degree)


def _words(part: str) -> Iterator[Kind]:
    for word in kin((part,)):
        yield Kind(part, topic_pattern([word]))


def _by_effect(part: str) -> Iterator[Kind]:
    """Yields the groups by effect where they are told of medicines: "drugs that affect hemostasis", not any bleeding."""
    known = set(kin((part,)))
    for group, members in effect_groups():
        if members & known:
            told = rf"\b{_MEDICINES} {_THAT}\b[^.;\n]{{0,50}}\b(?:{group})|\b(?:{group})\w*[ -](?:\w+ )?{_MEDICINES}"
            yield Kind(part, re.compile(told, re.IGNORECASE))


@cache
def effect_groups() -> tuple[tuple[str, frozenset[str]], ...]:
    """Returns the groups that labels name by what they do, each a pattern with the class words whose members are in it."""
    return tuple((row["group"], frozenset(row["class_words"].split("; "))) for row in rows("answer_partners.tsv"))


@cache
def _table() -> tuple[tuple[str, str | None, re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (
            row["name"],
            row["degree"] if row["act"] != "-" else None,
            _compiled(row["act"], row["words"]),
            tuple(row["members"].split("; ")),
        )
        for row in rows("partner_roles.tsv")
    )


def _compiled(act: str, words: str) -> re.Pattern[str]:
    told = words if act == "-" else _ACTS[act].format(of=words, medicines=_MEDICINES)
    return re.compile(rf"\b(?:{told.replace('<medicines>', _MEDICINES)})", re.IGNORECASE)
