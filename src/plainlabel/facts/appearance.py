"""What a medicine looks like, by strength: colours, shape and imprint, as the text says or the product record has it.

Read from Dosage Forms and Strengths, How Supplied and Description. A sentence with several strengths is cut at them, so that
each keeps its own looks; what stands before the first holds for all. Colours of bottles, caps of vials and ink do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from plainlabel.facts.appearance_columns import of_columns
from plainlabel.facts.appearance_looks import NOT_PRODUCT, QUOTED, Look, look
from plainlabel.facts.appearance_marks import of_marks
from plainlabel.facts.appearance_merge import both, filled, of_one_look, telling, without_parts
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.full_text import Sentence, full_sections
from plainlabel.facts.kinds import AppearanceFact
from plainlabel.facts.restated import whole_passages
from plainlabel.facts.source import Source
from plainlabel.facts.strength_amounts import Amount, amounts, combined
from plainlabel.facts.strength_forms import combination, form_of, product_form
from plainlabel.vocabulary.patterns import pattern

_SECTIONS = ("43678-2", "34069-5", "34089-3")
_STORAGE = "44425-7"
_DESCRIPTION = "34089-3"
_RECORD = "48780-1"
_BAR = pattern("appearance.bar")
_INACTIVE = pattern("appearance.inactive")
_COLORED = pattern("appearance.colored_product")
_DESCRIBED = pattern("appearance.described")
_FORM_END = re.compile(r"\b(?:solution|suspension|liquid|emulsion|powder|cake)$", re.IGNORECASE)
_MIXED = re.compile(r"reconstitut|dilut|mix|dissol", re.IGNORECASE)
_VERB = pattern("appearance.verb")
_SOLID = pattern("appearance.solid")
_PRODUCT = pattern("appearance.product")
# Forms of one strength that look different.
_KIND = re.compile(r"disintegrating|chewable|oral solution|oral suspension")
_FORM_KIND = re.compile(rf"{_KIND.pattern}|capsule|tablet")
# "a clear solution available as:": what is listed behind looks so.
_LISTS = re.compile(r"\b(?:available|supplied|provided)\b[^:.]{0,80}:", re.IGNORECASE)
_CONTAINER = re.compile(r"\b(?:bottles?|NDC|carton|blister|vial)\b", re.IGNORECASE)
# A cheap test: every colour, shape and verb of marking holds one of these.
_CUES = (
    "white", "yellow", "orang", "pink", "red", "blue", "green", "brown", "purpl", "gray", "grey", "black", "beige", "tan",
    "peach", "color", "colour", "violet", "lavend", "maroon", "ivory", "cream", "gold", "turq", "aqua", "buff", "salmon",
    "amethyst", "apricot", "rose", "lilac", "caramel", "mauve", "magenta", "straw", "burgund", "rust", "amber", "coral",
    "mustard", "olive", "teal", "round", "oval", "shap", "deboss", "engrav", "print", "emboss", "coded", "marked", "inscri",
    "stamp", "impress",
)  # fmt: skip
_MARKED_BEFORE = re.compile(
    r"\W*(?:(?:im)?printed|debossed|engraved|embossed|marked|imprint)\s[^.:;]{1,40}?(?=\s*$)", re.IGNORECASE
)
_FOLLOWS = pattern("appearance.follows")
_LONGEST_MARK = 24
_SIDE_BY_SIDE = 8


def appearances(source: Source) -> Iterator[Fact]:
    """Returns the looks of each strength, from the text where it states them, else from the product record."""
    best: dict[tuple[str | None, str], Fact] = {}
    every = [fact for code in _SECTIONS for fact in _of_section(source, code)]
    forms = {fact.value.form for fact in every if isinstance(fact.value, AppearanceFact)}
    # Tablets and capsules of one strength are told apart where a label has both.
    kinds = _FORM_KIND if {"tablet", "capsule"} <= forms else _KIND
    for fact in every:
        value = fact.value
        if not isinstance(value, AppearanceFact) or not (value.form or value.strength or value.imprint):
            continue
        found = kinds.search(value.form or "")
        key = value.strength, found.group() if found else ""
        known = best.get(key)
        best[key] = fact if known is None else both(known, fact)
    whole = best.get((None, ""))
    of_strengths = [fact for (strength, _), fact in best.items() if strength is not None]
    named = [filled(fact, whole, alone=len(of_strengths) == 1) if whole else fact for fact in of_strengths]
    unnamed = [fact for (strength, _), fact in best.items() if strength is None]
    facts = telling(without_parts(named) or unnamed[:1])
    yield from of_one_look(facts) if facts else _of_record(source)


def _of_record(source: Source) -> Iterator[Fact]:
    for product in source.label.products:
        seen = product.appearance
        if seen is not None and (seen.colors or seen.shape):
            strength = "/".join(one.strength.split(" in ")[0] for one in product.active if one.strength) or None
            form = product.form.lower() if product.form else None
            value = AppearanceFact(
                form,
                strength,
                tuple(name.lower() for name in seen.colors),
                seen.shape.lower() if seen.shape else None,
                seen.imprint,
            )
            yield Fact(value, Place(None, _RECORD, product.name))


def _of_section(source: Source, code: str) -> Iterator[Fact]:
    several, default = combination(source), product_form(source)
    for section in source.under(code):
        yield from of_columns(source, section, default)
        yield from of_marks(source, section, default)
    last: Amount | None = None
    usual = default
    carried: str | None = None
    listed: tuple[Sentence, Look] | None = None
    for said in _sentences(source, code):
        lower = said.text.lower()
        looks = any(cue in lower for cue in _CUES)
        sentence = _readable(source, code, said, looks=looks)
        if sentence is None:
            continue
        # What a description is cut to ends in the word for its form ("a clear, yellow liquid").
        carried = sentence.text.split()[-1].lower() if code == _DESCRIPTION and _cut_at_form(sentence, said) else carried
        unquoted = QUOTED.sub(lambda found: " " * len(found.group()), sentence.bare)
        found = combined(unquoted, amounts(unquoted)) if several else amounts(unquoted)
        seen = look(sentence.bare) if looks else Look()
        default = carried if carried and _KIND.search(carried) else usual
        if found and (follows := _FOLLOWS.search(unquoted)) and follows.end() <= found[0].start:
            yield from _of_listed_marks(source, sentence, found, follows.end(), default or carried)
        elif listed is not None and found and not (seen.colors or seen.shape or seen.imprint):
            yield from (_fact(source, listed[0], default or carried, one.strength, listed[1]) for one in found)
        elif looks:
            yield from _of_sentence(source, sentence, found, last, default or carried)
        if seen.colors:
            liquid = not seen.shape and not seen.imprint and not _SOLID.search(sentence.bare)
            listed = (sentence, Look(seen.colors)) if liquid and _LISTS.search(sentence.bare) else None
        elif not found:
            listed = None
        carried = form_of(unquoted, Amount("", 0, 0), len(unquoted)) or carried
        last = found[-1] if found and len({one.strength for one in found}) == 1 else None if found else last


def _of_listed_marks(source: Source, sentence: Sentence, found: list[Amount], start: int, form: str | None) -> Iterator[Fact]:
    """Returns the looks of "white, imprinted as follows: 5 mg, Z 11; 10 mg, Z 12": what is shared, and the mark behind each."""
    text = sentence.bare
    shared = look(text[:start])
    for one, later in zip(found, [*(one.start for one in found[1:]), len(text)], strict=True):
        mark = text[one.end : later].strip(' –—-,;.:"“”')  # noqa: RUF001 - labels use several dashes
        if mark and len(mark) <= _LONGEST_MARK:
            yield _fact(source, sentence, form, one.strength, shared._replace(imprint=mark))


def _sentences(source: Source, code: str) -> Iterator[Sentence]:
    """Returns the sentences of the sections under a code, those that were taken for Highlights but restate nothing among them."""
    for section in full_sections(source, code):
        for passage in whole_passages(source, section) or source.full_text(section):
            yield Sentence(section, passage.start, passage.end, passage.kind)


def _readable(source: Source, code: str, said: Sentence, *, looks: bool) -> Sentence | None:
    """Returns the part of a sentence that can tell of looks; None for storage, and for what a description says of substances."""
    sentence = _before_bar(said) if looks else said
    if sentence is None or _STORAGE in source.codes(said.section):
        return None
    return _described(sentence) if code == _DESCRIPTION and _INACTIVE.search(sentence.bare) else sentence


def _cut_at_form(sentence: Sentence, said: Sentence) -> bool:
    """Returns whether a sentence was cut to what a description says the medicine is."""
    return sentence.end < said.end and _FORM_END.search(sentence.text) is not None


def _described(sentence: Sentence) -> Sentence | None:
    """Returns a sentence of Description up to the solution or dry powder it says the medicine is; None where it does not.

    What is sterile or clear is the medicine; a white powder alone is its substance, and what is mixed first looks so only then.
    """
    told = _DESCRIBED.search(sentence.plain)
    if told is None or _MIXED.search(sentence.plain, 0, told.start("what")):
        return None
    return Sentence(sentence.section, sentence.start, sentence.start + told.end("what"), sentence.kind)


def _before_bar(sentence: Sentence) -> Sentence | None:
    """Returns a sentence up to words of storage or chemistry; None where what stands before them describes no medicine."""
    bar = _BAR.search(sentence.bare)
    if bar is None:
        return sentence
    before = Sentence(sentence.section, sentence.start, sentence.start + bar.start(), sentence.kind)
    seen = look(before.plain)
    return before if _whole(seen) or seen.imprint or _COLORED.search(before.plain) else None


def _whole(seen: Look) -> bool:
    """Returns whether looks tell a colour and beside it the shape or the imprint: they are of a tablet or capsule."""
    return bool(seen.colors and (seen.shape or seen.imprint))


def _of_sentence(
    source: Source, sentence: Sentence, found: list[Amount], last: Amount | None, default: str | None
) -> Iterator[Fact]:
    text = sentence.plain
    if not found:
        found_look = look(text)
        marked = last is not None and found_look.imprint is not None and _VERB.search(text) is not None
        if _says(found_look, text) and (marked or _PRODUCT.search(text)):
            form = form_of(text, Amount("", 0, 0), len(text)) or default
            yield _fact(source, sentence, form, last.strength if last else None, found_look)
        return
    if last is not None and (lead := _MARKED_BEFORE.match(text[: found[0].start])):
        # "... 5 mg: white tablet. Printed Z 10 mg: blue tablet": the print is of what stood before.
        yield _fact(source, sentence, form_of(text, last, 0) or default, last.strength, look(f"{lead.group().strip()}."))
        text = " " * lead.end() + text[lead.end() :]
    for amount, stretch in _stretches(text, found):
        seen = look(stretch, marked=sentence.kind == "row")
        if _says(seen, text) and (_PRODUCT.search(text) or default or (seen.colors and (seen.shape or seen.imprint))):
            end = next((one.start for one in found if one.start > amount.start), len(text))
            yield _fact(source, sentence, form_of(text, amount, end) or default, amount.strength, seen)


def _fact(source: Source, sentence: Sentence, form: str | None, strength: str | None, seen: Look) -> Fact:
    return Fact(AppearanceFact(form, strength, seen.colors, seen.shape, seen.imprint), sentence.place(source))


def _says(seen: Look, text: str) -> bool:
    """Returns whether looks were found; a shape or colour among bottles says nothing of the medicine."""
    if seen.imprint or (seen.colors and seen.shape):
        return True
    if _CONTAINER.search(text) and not _SOLID.search(text):
        return bool(seen.colors and _COLORED.search(NOT_PRODUCT.sub(" ", text)))
    return bool(seen.colors or seen.shape)


def _stretches(text: str, found: list[Amount]) -> list[tuple[Amount, str]]:
    """Returns each strength with the text that describes it; pills whose strengths stand side by side share none for sure."""
    if len({one.strength for one in found}) == 1:
        return [(found[0], text)]
    runs = [place > 0 and one.start - found[place - 1].end < _SIDE_BY_SIDE for place, one in enumerate(found)]
    solid = bool(_SOLID.search(text) or _VERB.search(text))
    if all(runs[1:]):
        return _of_each(text, found) if solid else [(one, text) for one in found]
    if _describes_first(text, found):
        return [(one, text[start : one.start]) for one, start in zip(found, [0, *(one.end for one in found[:-1])], strict=True)]
    shared = text[: found[0].start]
    common = look(shared)
    ends = [*(one.start for one in found[1:]), len(text)]
    # What follows a row of strengths is of none of them for sure.
    behind = [
        (one, text[one.end : end]) for place, (one, end) in enumerate(zip(found, ends, strict=True)) if not (solid and runs[place])
    ]
    behind = [*_named_together(text, found, ends), *behind]
    own = [(one, words) for one, words in behind if look(words) != Look()]
    if not own:
        return [] if common.imprint or any(runs) else [(one, shared) for one in found]
    return [(one, words if common.imprint or look(words).colors else f"{shared} {words}") for one, words in own]


def _named_together(text: str, found: list[Amount], ends: list[int]) -> list[tuple[Amount, str]]:
    """Returns strengths side by side before a colon ("5 mg and 20 mg: white tablets"), each with what stands behind it."""
    told: list[tuple[Amount, str]] = []
    run: list[Amount] = []
    for one, end in zip(found, ends, strict=True):
        run.append(one)
        behind = text[one.end : end]
        if behind.lstrip().startswith(":") and len(run) > 1 and look(behind).imprint is None:
            told += [(each, behind) for each in run]
        if end - one.end >= _SIDE_BY_SIDE:
            run = []
    return told


def _of_each(text: str, found: list[Amount]) -> list[tuple[Amount, str]]:
    """Returns strengths that stand side by side, each with the looks they share; marks and colours told in a row go one to each."""
    marks = [one.group() for one in QUOTED.finditer(text)]
    told = look(QUOTED.sub(" ", text))
    colors = len(told.colors)
    if "respectively" in text or (colors > 1 and colors == len(found)) or not (told.colors or told.shape):
        return []
    if not marks:
        return [] if look(text).imprint else [(one, text) for one in found]
    plain = QUOTED.sub(" ", text)
    if len(marks) == len(found):
        return [(one, f"{plain} debossed with {mark}") for one, mark in zip(found, marks, strict=True)]
    if len(marks) == len(found) + 1:
        return [(one, f"{plain} debossed with {marks[0]} and {mark}") for one, mark in zip(found, marks[1:], strict=True)]
    # One mark for all: it is no mark of the strength.
    return [(one, text) for one in found] if len(marks) == 1 else []


def _describes_first(text: str, found: list[Amount]) -> bool:
    """Returns whether the looks stand before each strength ("white, marked Z: 5 mg; blue, marked Y: 10 mg")."""
    if look(text[: found[0].start]) == Look() or look(text[found[-1].end :]) != Look():
        return False
    between = all(look(text[one.end : later.start]) != Look() for one, later in pairwise(found))
    return between or bool(_VERB.search(text[: found[0].start]))
