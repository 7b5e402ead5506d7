"""What the product data tell: looks, names and maker."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.sentences.about import appearance
from plainlabel.answers.told.held import beside, held, tell
from plainlabel.answers.wording import article, figure, listed
from plainlabel.facts.kinds import AppearanceFact, ProductFact, Strength
from plainlabel.label import Appearance, Product
from plainlabel.retrieval.reading import Reading

_LOOKS: Final = re.compile(
    r"\b(white|yellow|blue|green|pink|red|orange|purple|brown|gray|grey|black|beige|tan|peach|turquoise|colou?rless|clear|opaque|"
    r"debossed|imprinted|engraved|round|oval|capsule-shaped|oblong|shaped|scored|biconvex|opalescent|solution)\b",
    re.IGNORECASE,
)
_CONTENTS: Final = re.compile(r"\b(contains?|containing|inactive|excipients?)\b", re.IGNORECASE)
_ADJECTIVES: Final = frozenset({"round", "oval", "square", "freeform"})
_SOLID: Final = re.compile(r"\b(tablet|capsule|caplet|softgel|lozenge|suppository|film|patch)(?:s|es)?\b", re.IGNORECASE)
_LIKE_A_FORM: Final = re.compile(r"\b(capsule|tablet)[- ]?shaped?\b", re.IGNORECASE)
_IN_SUMMARY: Final = 6
_OTHERS: Final = "Other makers' products look different. Check the imprint with a pharmacist before you take a loose pill."


def answer_appearance(case: Case) -> None:
    """Returns nothing; the draft tells what the product looks like, from its data or the label's words."""
    if _by_strength(case):
        case.draft.say(_OTHERS, "advice")
        return
    looks = [(product, product.appearance) for product in case.reading.label.products if product.appearance is not None]
    form = _form_told(case.reading)
    told = [text for product, appearance in looks if (text := look(product, appearance, form))]
    if told:
        number = case.draft.cite_label(case.reading.label, "Product data")
        case.draft.summary = f"This {case.name} is {told[0]}."
        for text in dict.fromkeys(told):
            case.draft.say(f"One product of this label: {text}.", "label", number)
    else:
        strength = re.search(r"\b\d[\d.,]*\s*(mg|mcg)\b", case.question.masked)
        told_of = case.reading.matching(_LOOKS, case.reading.coded("43678-2", "34069-5", "34089-3"))
        looks_of = [len({match.lower() for match in _LOOKS.findall(each.text or "")}) for each in told_of]
        found = tuple(
            each for each, count in zip(told_of, looks_of, strict=True) if count > 1 and not _CONTENTS.search(each.text or "")
        ) or tuple(each for each in told_of if each.section.code != "34089-3")
        if strength:
            found = tuple(sorted(found, key=lambda each: strength[0].replace(" ", "") not in (each.text or "").replace(" ", "")))
        if not found:
            everywhere = case.reading.matching(_LOOKS, case.reading.sections)
            found = tuple(each for each in everywhere if len({match.lower() for match in _LOOKS.findall(each.text or "")}) > 1)
        if not found:
            case.absent("what it looks like")
            return
        case.draft.summary = case.lead(found, f"The label says what {case.name} looks like. Its words are below.")
        case.quotes(found)
    case.draft.say(_OTHERS, "advice")


def _by_strength(case: Case) -> bool:
    """Returns whether facts told the looks of more than one strength, or of the strength that is asked for."""
    found = [pair for pair in held(case.reading, AppearanceFact) if pair[1].colors or pair[1].shape]
    asked = re.search(r"\b(\d[\d.,]*)\s*(mg|mcg)\b", case.question.masked)
    named = [pair for pair in found if asked and (pair[1].strength or "").replace(" ", "").startswith(asked[0].replace(" ", ""))]
    chosen = named or found
    if not (named or len({value.strength for _, value in found}) > 1):
        return False
    case.draft.summary = (
        f"{case.name}: {appearance(chosen[0][1])}"
        if len(chosen) == 1
        else f"What {case.name} looks like depends on the strength. Each is listed below."
    )
    case.draft.names += [appearance(value) for _, value in chosen]
    tell(case, chosen, most=12)
    beside(case, chosen, 2)
    return True


def look(product: Product, appearance: Appearance | None, form: str = "") -> str:
    """Returns what one product looks like in words, empty where nothing is known; `form` is told where the product has none."""
    if appearance is None:
        return ""
    what = (product.form or _one_form(product.name) or form or "product").lower()
    words = [*appearance.colors, *([_shaped(appearance.shape.lower(), what)] if appearance.shape else []), what]
    words = [word for word in words if word]
    if len(words) == 1 and not appearance.imprint:
        return ""
    size = f", {figure(appearance.size_mm)} mm" if appearance.size_mm else ""
    imprint = f", marked {appearance.imprint.replace(';', ' ')}" if appearance.imprint else ""
    return article(" ".join(word.lower() for word in words)) + size + imprint


def _shaped(shape: str, form: str) -> str:
    """Returns a shape as it stands before a form; empty where the form says it: a capsule is no "capsule-shaped capsule"."""
    if shape in _ADJECTIVES:
        return shape
    return "" if shape in form else f"{shape.replace(' ', '-')}-shaped"


def _form_told(reading: Reading) -> str:
    """Returns the solid form that the label's name or its part on forms tells, empty where it tells none or several."""
    label = reading.label
    named = _one_form(" ".join([label.title, *(product.name for product in label.products)]))
    if named:
        return named
    values = [fact.value for fact in reading.facts("strength", "product")]
    held_forms = " ".join(each.form or "" for each in values if isinstance(each, Strength | ProductFact))
    if not reading.full or _one_form(held_forms):
        return _one_form(held_forms)
    for code in ("43678-2", "34069-5", "34089-3"):
        told = _one_form(" ".join(each.text or "" for each in reading.all_passages(reading.coded(code))))
        if told:
            return told
    return ""


def _one_form(text: str) -> str:
    """Returns the solid form that a text names, empty for none or several; a tablet like a capsule is a tablet."""
    named = {each.lower() for each in _SOLID.findall(_LIKE_A_FORM.sub(" ", text))}
    return named.pop() if len(named) == 1 else ""


def answer_brand_names(case: Case) -> None:
    """Returns nothing; the draft tells the brand and generic names that go with the medicine."""
    generic = listed(case.medicine.ingredients)
    label = case.reading.label
    brands = list(dict.fromkeys(case.medicine.brands)) or [product.name for product in label.products][:1]
    number = case.draft.cite_label(label, "Product data")
    case.draft.names += [*case.medicine.ingredients, *brands]
    own = [brand for brand in brands if not brand.lower().startswith(tuple(each.lower() for each in case.medicine.ingredients))]
    if case.name.lower() not in {each.lower() for each in case.medicine.ingredients}:
        case.draft.summary = f"{case.name} is a brand of {generic}."
    elif own:
        case.draft.summary = f"{listed(own[:_IN_SUMMARY])} {'holds' if len(own) == 1 else 'hold'} {generic}."
    else:
        case.draft.summary = f"The labels here know it only as {generic}."
    case.draft.say(f"Active ingredient: {generic}.", "label", number)
    if own:
        case.draft.say(f"Brand names with a label in this copy: {listed(own)}.", "computed")
    case.draft.notice("Only names with a label in this copy are listed; there may be more.")


def answer_manufacturer(case: Case) -> None:
    """Returns nothing; the draft tells the company that stands on the label."""
    label = case.reading.label
    if not label.labeler:
        case.absent("the company")
        return
    number = case.draft.cite_label(label, "Labeler")
    case.draft.names.append(label.labeler)
    case.draft.summary = f"The label of {case.name} is from {label.labeler}."
    case.draft.say(f"Company on the label: {label.labeler}.", "label", number)
    makers = {case.edition.label(key).labeler for key in case.medicine.labels[1:12]} - {None, label.labeler}
    if makers:
        case.draft.say(
            f"Labels of the same medicine here also come from {listed(sorted(str(each) for each in makers)[:6])}.", "computed"
        )
