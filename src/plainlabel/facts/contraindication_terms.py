"""Terms of contraindications: a phrase parted into conditions, substances and groups of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.contraindication_lists import AT_RISK, LIST, MOST_CLAUSE_WORDS, SAYS_MORE, SHARED_TAIL, listed
from plainlabel.facts.contraindication_shared import shared
from plainlabel.facts.source import Source
from plainlabel.facts.terms import MOST_WORDS, plain, term, without_brackets
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_WHOM = pattern("contraindication.whom")
_ALLERGY = pattern("contraindication.allergy")
_OBJECTS = re.compile(r"\s*,\s*(?:and/or\s+|and\s+|or\s+)?(?:to\s+)?|\s+(?:and/or|or|and)\s+(?:to\s+)?", re.IGNORECASE)
_PARTS = pattern("contraindication.parts")
_OWN_PARTS = pattern("contraindication.own_parts")
_ASIDE = pattern("contraindication.aside")
_PEOPLE_WHO = pattern("contraindication.people_who")
_TOGETHER = re.compile(
    r"^\W*(?:(?:(?:concomitant|concurrent|simultaneous|combined|combination)\s+(?:use|treatment|therapy|administration)|use|co-?administration)"
    r"(?:\s+of\s+[\w-]+(?:\s[\w-]+)?(?=\s+(?:with|and)\s))?\s+(?:of|with|and)|(?:in\s+)?combination\s+with)"
    r"\s+(?:(?:any|other|an?|the)\s+)*(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_THEN_IN = re.compile(r"^.{0,60}?\s(?:in|with|for|to(?= (?:an?|any|patients)\b))\s", re.IGNORECASE)
_RANGE_OF_DEGREES = re.compile(r"\b(mild|moderate|weak) to (moderate|severe|strong)\b", re.IGNORECASE)
_NOT_A_TERM = pattern("contraindication.not_a_term")
_PREPOSITION = re.compile(r".+(?=\s(?:in|with|for|of|on|from|by|at|to|or|and|due|during|within|after|as)\s)", re.IGNORECASE)
_TAKING = re.compile(r"^\W*(?:(?:are\s+)?(?:currently\s+)?taking),?\s+(?:or|and)\s+(?=within\b)", re.IGNORECASE)
_WITHIN = pattern("contraindication.within")
_THIS = re.compile(r"\bthis ((?:drug|product|medication|medicine|preparation|antibiotic|agent|class|compound)\b)", re.IGNORECASE)
# "Hypersensitive to this drug", not to "this drug class" or "this drug or its components".
_TO_THIS = re.compile(r"(?P<to>\bto) (?P<it>this (?:drug|medication|medicine))(?=\s*(?:[.;,(\[]|$))", re.IGNORECASE)
_TO_IT = re.compile(r"\bto it\b", re.IGNORECASE)
_OR_REACTION = pattern("contraindication.or_reaction")
_PEOPLE_CLAUSE = pattern("contraindication.people_clause")
_OWN_CONDITION = pattern("contraindication.own_condition")
_ANY_KIND = re.compile(
    r",\s*(?:benign (?:or|and) malignant|now or in the past|current or (?:past|history of))(?:,|\s*$|(?=\s*[.\[]))", re.IGNORECASE
)
_DIAGNOSED = re.compile(r"\b(?:a )?(?:current |known )?diagnosis of,? or (?:a )?history of,?\s+", re.IGNORECASE)
_AND_ITS_HISTORY = pattern("contraindication.and_its_history")
_LEFT_REFERENCE = pattern("contraindication.left_reference")
_NAMED_METABOLITE = re.compile(r",\s+(?:its|the) (?:(?:active|major|main) )?metabolite,(?=\s+[a-z-]{5,}\b)", re.IGNORECASE)
_REACTIONS = pattern("contraindication.reactions_list")
_TREATING = re.compile(r"^\W*(?:to treat|(?:the )?(?:treatment|management) of)\s+", re.IGNORECASE)
_INITIATION = re.compile(r"^\W*initiation (?:of (?:treatment|therapy) )?in\s+", re.IGNORECASE)
_TYPE_OF = re.compile(r"\bof the (\w+) (or|and) (\w+) (?=type|class|group)", re.IGNORECASE)
_AFTERWARDS = pattern("contraindication.afterwards")
_PREGNANT = re.compile(r"(?:(?:already|currently|become|are|is|or|may|could|be)\s+)*pregnant", re.IGNORECASE)
_ANY_OF = re.compile(r"^(?:any|one) of (?:the )?(?=other\b)", re.IGNORECASE)
_OWN_LEAD = re.compile(r"(?:any|its|their|the|other|one|components?|excipients?|inactive)\b", re.IGNORECASE)
_LONGEST_TERM: Final = 14
_MOST_NAME_WORDS: Final = 3
_LONGEST_PLAIN: Final = 13
_KEPT_WHOLE = pattern("contraindication.kept_whole")
_SUCH_AS = pattern("contraindication.such_as")
_NO_EXAMPLES = re.compile(
    r"\b(?:because|due to|since|which|that|including|symptoms|signs|hypersensitiv\w+|allerg\w+|reactions?)\b", re.IGNORECASE
)
_IN_PATIENTS = re.compile(r"\s+in patients with\s+", re.IGNORECASE)
_ITS_PART = re.compile(r"(?:its|the) active (?:part|ingredient|component|metabolite|moiety)s?", re.IGNORECASE)
_LONGEST_EXAMPLE: Final = 5
_MOSTLY: Final = 3
# A space and a comma that part nothing.
_SPACE: Final = "\0"
_COMMA: Final = "\x01"
# An example in brackets, and one that flattened text left open.
_EXAMPLES_ASIDE = re.compile(r"\s*\((?:e\.g\.|i\.e\.|for example)[^()]*\)\s*", re.IGNORECASE)
_OPEN_BRACKET = re.compile(r"\s*\((?:e\.g\.|i\.e\.|for example)[^()]*$", re.IGNORECASE)
_DANGLING = pattern("contraindication.dangling")
_AGED = pattern("contraindication.aged")
_CAUSED = re.compile(r"\b(?:associated|connected|treated)$", re.IGNORECASE)
_RECENT = re.compile(r"^\W*recent (?:use|treatment)\b", re.IGNORECASE)
_OWN_KIND = re.compile(r"\b(?:component|ingredient|excipient|constituent|metabolite|inactive ingredient)s?\b", re.IGNORECASE)
_HYPERSENSITIVE = re.compile(r"\b(?:extremely |highly |severely )?hypersensitive\b", re.IGNORECASE)
_ALLERGIC = re.compile(r"\ballergic\b(?! (?:or \w+ )?react)", re.IGNORECASE)
_LONGEST_OBJECT: Final = 8
_LEAST_WORDS: Final = 3
_LEAST_OF_FIRST: Final = 4


def is_own(source: Source, words: str) -> bool:
    """Returns whether words begin with a name of the medicine."""
    return source.names is not None and source.names.match(words) is not None


def _substance(source: Source) -> str | None:
    """Returns the generic name of the medicine where the label is on one substance, in small letters."""
    named = {product.generic.lower() for product in source.label.products if product.generic and len(product.active) == 1}
    name = named.pop() if len(named) == 1 else ""
    return name if name and len(name.split()) <= _MOST_NAME_WORDS and "," not in name else None


def people_clause(words: str) -> str | None:
    """Returns the people that a clause of its own tells ("patients whose toes have turned blue"), None for another phrase."""
    found = _PEOPLE_CLAUSE.match(without_brackets(words))
    if found is None or len(found["who"].split()) > MOST_CLAUSE_WORDS:
        return None
    return " ".join(found["who"].split())


def listed_terms(source: Source, words: str) -> Iterator[str]:
    """Returns the terms a phrase lists."""
    if len(_IN_PATIENTS.findall(words)) > 1:  # Items that flattened text runs into one another.
        words = _IN_PATIENTS.sub("; ", words)
    told = _SUCH_AS.match(without_brackets(plain(words)))
    if told is None or _NO_EXAMPLES.search(told["whole"]) or " to " in f" {told['examples']} " or not _are_examples(told):
        yield from _listed_terms(source, words)
        return
    yield from _listed_terms(source, told["whole"])
    for one in LIST.split(told["examples"]):
        name = term(one)
        if name and len(name.split()) <= _LONGEST_EXAMPLE and not _NOT_A_TERM.match(name) and not is_own(source, name):
            yield name


def _are_examples(told: re.Match[str]) -> bool:
    """Returns whether what stands behind "such as" or "including" is forbidden by itself: behind the latter only conditions are."""
    if told["how"].lower() == "such as":
        return True
    examples = [one for one in LIST.split(told["examples"]) if one.strip()]
    return _MOSTLY * sum(find(one) is None for one in examples) <= len(examples)


def _kept(words: str) -> str:
    """Returns words with signs that part nothing for their spaces and commas ("known, suspected, or history of")."""
    comma = "" if words.lower().startswith(("history", "presence")) else _COMMA
    return words.replace(" ", _SPACE).replace(",", comma)


def _listed_terms(source: Source, words: str) -> Iterator[str]:
    words = _OPEN_BRACKET.sub("", _EXAMPLES_ASIDE.sub(" ", words))
    words = _KEPT_WHOLE.sub(lambda found: _kept(found.group()), words)
    words = _NAMED_METABOLITE.sub(",", _LEFT_REFERENCE.sub("", words))
    words = _AND_ITS_HISTORY.sub(r"\g<what>", words)
    words = _ANY_KIND.sub("", _DIAGNOSED.sub("history of ", words))
    words = _OR_REACTION.sub("hypersensitive to", words)
    words = _AFTERWARDS.sub("", words).replace("before or after", "before/after")
    words = _TO_THIS.sub(lambda found: f"{found['to']} {_substance(source) or found['it']}", words)
    words = _INITIATION.sub("", _THIS.sub(r"the \1", _TO_IT.sub("to the drug", words)))
    flat = _RANGE_OF_DEGREES.sub(r"\1-to-\2", _ASIDE.sub("", _TAKING.sub("", _WITHIN.sub("", without_brackets(plain(words))))))
    for part in _PARTS.split(flat):
        core = _core(source, part)
        allergy = _ALLERGY.match(core)
        every = _each_reaction(core) or (_objects(allergy) if allergy else shared(core) or listed(core))
        every = [*every, *_own_parts(part, allergy)]
        for one in (held.replace(_SPACE, " ").replace(_COMMA, ",") for held in every):
            name = "pregnancy" if _PREGNANT.fullmatch(one.strip()) else _short(one)
            if name and not _NOT_A_TERM.match(name) and not is_own(source, name.removeprefix("use with ")):
                yield name.replace("before/after", "before or after")


def _each_reaction(core: str) -> list[str]:
    """Returns each reaction of a list with the substance they are to ("anaphylaxis, angioedema, or hypersensitivity to morfan")."""
    found = _REACTIONS.match(core)
    if found is None:
        return []
    every = [one for one in LIST.split(found["reactions"]) if one.strip()]
    return [f"{found['lead'] or ''}{one.strip()} {found['to']}" for one in every]


def _as_noun(lead: str) -> str:
    """Returns "hypersensitivity to" of "hypersensitive to", "allergy to" of "allergic to"."""
    if lead.count(",") > 1:
        lead = re.sub(r"^.*,\s*(?:or|and)\s+", "", lead)
    lead = lead.replace(" or suspected ", " ")
    return _ALLERGIC.sub("allergy", _HYPERSENSITIVE.sub("hypersensitivity", lead))


def _own_parts(part: str, allergy: re.Match[str] | None) -> list[str]:
    """Returns the hypersensitivities to other parts of the product ("or any of its components"), a term each."""
    if allergy is None:
        return []
    lead = _as_noun(allergy["lead"])
    kinds = {
        f"{kind.group().lower().rstrip('s')}s": None
        for own in _OWN_PARTS.finditer(part)
        for kind in _OWN_KIND.finditer(own.group())
    }
    return [f"{lead} {kind}" for kind in kinds]


def _core(source: Source, part: str) -> str:
    """Returns a phrase without whom it is about ("patients with"), without the medicine itself and its other components."""
    core = _TREATING.sub("", part.strip())
    if is_own(source, core) and (ahead := _THEN_IN.match(core)):
        core = core[ahead.end() :]
    while (shorter := _PEOPLE_WHO.sub("", _WHOM.sub("", core, count=1), count=1)) != core:
        if _AGED.match(shorter):
            break  # "children less than 6 years of age": without whom it is about the age says nothing.
        core = shorter
    if source.names is not None and (own := re.search(rf"\s(?:with|and) (?:{source.names.pattern})", core, re.IGNORECASE)):
        core = core if _ALLERGY.match(core) or _CAUSED.search(core, 0, own.start()) else core[: own.start()]
    return _OWN_PARTS.sub("", core)


def _objects(allergy: re.Match[str]) -> list[str]:
    """Returns one phrase for each substance a hypersensitivity is to."""
    cut = SAYS_MORE.search(allergy["objects"])
    objects = allergy["objects"][: cut.start()].rstrip(" ,") if cut else allergy["objects"]
    objects = _TYPE_OF.sub(lambda found: found.group().replace(" ", "\0"), objects)
    parts = [_ANY_OF.sub("", part.strip(" .").replace("\0", " ")) for part in _OBJECTS.split(objects) if part.strip(" .")]
    objects = objects.replace("\0", " ")
    parts = [part for part in parts if not part.lower().startswith("including") and not _ITS_PART.fullmatch(part)] or parts
    named = [
        _own_kind(part)
        for at, part in enumerate(parts)
        if at == 0 or not _OWN_PARTS.fullmatch(f" or {part}") or _own_kind(part) != part
    ]
    if any(len(part.split()) > _LONGEST_OBJECT for part in named):
        return [f"{_as_noun(allergy['lead'])} {objects}"]
    lead = _as_noun(allergy["lead"])
    return [part if at and _is_condition(part) else f"{lead} {part}" for at, part in enumerate(named)]


def _own_kind(part: str) -> str:
    """Returns "components" of "any of its components"; another part as it is."""
    kind = _OWN_KIND.search(part) if _OWN_LEAD.match(part) else None
    return f"{kind.group().lower().rstrip('s')}s" if kind is not None else part


def _is_condition(part: str) -> bool:
    """Returns whether a part of a list of substances is a condition of its own ("hypersensitivity to morfan, gout")."""
    found = find(part)
    return (found is not None and found.how in {"name", "qualified"}) or (
        " " in part and _OWN_CONDITION.match(part) is not None and "hypersensitivity" not in part
    )


def _longest(words: str) -> int:
    """Returns how long a term may be: one without a comma, which names one thing, longer than another."""
    return MOST_WORDS if "," in words else _LONGEST_PLAIN


def _short(words: str) -> str | None:
    """Returns a phrase as a term; one that is too long loses what stands behind its last preposition until it fits."""
    together = _TOGETHER.match(words)
    if together is not None:
        name = _short(together["rest"])
        # A name of several words tells by itself what is not to be taken together.
        return name if name is None or " " in name else f"use with {name}"
    if (_RECENT.match(words) or AT_RISK.match(words)) and (whole := term(words, _LONGEST_TERM)) is not None:
        return whole
    most = MOST_CLAUSE_WORDS if SHARED_TAIL.search(words) else _LONGEST_TERM if _ALLERGY.match(words) else _longest(words)
    if (whole := term(words, most)) is not None:
        return whole
    first = words.partition(",")[0]
    if len(first.split()) >= _LEAST_OF_FIRST and (whole := term(first, _LONGEST_PLAIN)) is not None:
        return whole
    while (
        (found := term(words, _longest(words))) is None and len(words.split()) > _LEAST_WORDS and (cut := _PREPOSITION.match(words))
    ):
        words = cut.group()
    return None if found is None else _DANGLING.sub("", found)
