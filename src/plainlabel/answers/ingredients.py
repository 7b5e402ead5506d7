"""What is in a medicine: active and inactive ingredients of the product that was read, and whether one is among them."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.mentions_of_topic import term_facts
from plainlabel.answers.wording import listed
from plainlabel.label import Product
from plainlabel.questions.topics import content_words

_INACTIVE: Final = re.compile(
    r"\b(inactive ingredient|excipient|following (inactive|ingredients)|contains?|also contain)\w*", re.IGNORECASE
)
_DESCRIPTION: Final = ("51727-6", "34089-3", "55106-9", "42231-1", "34076-0", "42230-3", "48780-1")
_HOLDS: Final = re.compile(r"\b(contain\w*|ingredient\w*|made (of|from|with)|derived|source|traces?)\b", re.IGNORECASE)
_HEADING_WORDS: Final = 4
_IN_SUMMARY: Final = 6
_FREE: Final = re.compile(r"\b([a-z]+)[- ]free\b")
_MANUFACTURER: Final = "Inactive ingredients belong to one maker's product. Check the package you have, or ask your pharmacist."


def answer_ingredient(case: Case) -> None:
    """Returns nothing; the draft lists the ingredients, or tells whether the one asked about is listed."""
    asked = _substance(case)
    if asked:
        _is_in(case, asked)
    else:
        _list(case)


def active(products: tuple[Product, ...]) -> list[str]:
    """Returns the active ingredients of products and their parts by name, each once."""
    return _names(products, active=True)


def inactive(products: tuple[Product, ...]) -> list[str]:
    """Returns the inactive ingredients of products and their parts by name, each once."""
    return _names(products, active=False)


def _names(products: tuple[Product, ...], *, active: bool) -> list[str]:
    found: dict[str, None] = {}
    for product in products:
        for each in product.active if active else product.inactive:
            found[each.name.lower()] = None
        found.update(dict.fromkeys(_names(product.parts, active=active)))
    return list(found)


def _substance(case: Case) -> tuple[str, ...]:
    """Returns the names of the substance asked for: as asked, and what it stands for."""
    if case.others:
        mention = case.others[0][0]
        names = [mention.asked]
        if mention.name is not None and len(mention.name.ingredients) == 1:
            names += [mention.name.name, *mention.name.ingredients[0]]
        return tuple(dict.fromkeys(name.lower() for name in names))
    if (
        not case.question.yes_no
        and not _FREE.search(case.question.masked)
        and not re.search(r"\b(contain|any)\b", case.question.masked)
    ):
        return ()
    free = _FREE.search(case.question.masked)
    return (free[1],) if free else content_words(case.question.masked)


def _is_in(case: Case, asked: tuple[str, ...]) -> None:
    products = case.reading.label.products
    held_active, held_inactive = active(products), inactive(products)
    title = asked[0] if case.others or len(asked) == 1 else listed(asked, "or")
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(re.sub(r"s$", "", each)) for each in asked) + ")", re.IGNORECASE)
    case.draft.names += [title, *asked]
    hit_active = [name for name in held_active if pattern.search(name)]
    hit_inactive = [name for name in held_inactive if pattern.search(name)]
    number = None
    if held_active or held_inactive:
        number = case.draft.cite_label(case.reading.label, "Product data")
    if hit_active and number:
        _found(case, hit_active, "an active ingredient", number)
    elif hit_inactive and number:
        _found(case, hit_inactive, "an inactive ingredient", number)
    elif number and held_inactive:
        _not_in_the_list(case, pattern, title)
        held = [f"Active: {listed(held_active)}."] if held_active else []
        case.draft.say(" ".join([*held, f"Inactive: {listed(held_inactive)}."]), "label", number)
    elif not _in_text(case, pattern, title):
        _missing(case, title, held_active, number)
        return
    case.draft.say(_MANUFACTURER, "advice")


def _not_in_the_list(case: Case, pattern: re.Pattern[str], title: str) -> None:
    """Returns nothing; a substance the list does not name may still stand in the text ("the cap contains latex")."""
    spoken = [
        each
        for each in case.reading.matching(pattern, case.reading.sections)
        if _HOLDS.search(each.text or "") and len((each.text or "").split()) > _HEADING_WORDS
    ]
    if not spoken and not case.reading.full and term_facts(case):
        case.draft.summary = (
            f"The list of ingredients does not name {title}, but the label speaks of it. This copy lacks its words."
        )
        case.point_to_whole_label()
        return
    if not spoken:
        _not_listed(case, title)
        return
    case.draft.summary = f"The list of ingredients does not name {title}, but the label speaks of it. Its words are below."
    case.quotes(tuple(spoken), 2)


def _not_listed(case: Case, title: str) -> None:
    """Returns nothing; what is not listed is not in the list: that is no promise that a product is free of it."""
    if _FREE.search(case.question.masked):
        case.draft.summary = f"The label does not list {title} in {case.name}. That is no promise that it is free of it."
        return
    case.draft.verdict = "no"
    case.draft.summary = f"No. The label does not list {title} in {case.name}."


def _found(case: Case, names: list[str], what: str, number: int) -> None:
    free = bool(_FREE.search(case.question.masked))
    case.draft.verdict = "no" if free else "yes"
    case.draft.names += [*names, listed(names)]
    case.draft.summary = (
        f"{'No' if free else 'Yes'}. {listed(names).capitalize()} {'is' if len(names) == 1 else 'are'} in {case.name}, as {what}."
    )
    case.draft.say(f"The label lists {listed(names)} as {what}.", "label", number)


def _in_text(case: Case, pattern: re.Pattern[str], title: str) -> bool:
    """Returns whether the text of the label settles it: an ingredient sentence is held and does or does not name the substance."""
    found = case.reading.matching(_INACTIVE, case.reading.coded(*_DESCRIPTION[:4]))
    lists = tuple(each for each in found if re.search(r"inactive|excipient", each.text or "", re.IGNORECASE))
    if not lists:
        return False
    hits = tuple(each for each in found if pattern.search(each.text or ""))
    if hits:
        free = bool(_FREE.search(case.question.masked))
        case.draft.verdict = "no" if free else "yes"
        case.draft.summary = f"{'No' if free else 'Yes'}. The label names {title} in {case.name}."
        case.quotes(hits, 2)
    else:
        _not_listed(case, title)
        case.quotes(lists, 2)
    return True


def _missing(case: Case, title: str, held_active: list[str], number: int | None) -> None:
    case.absent(f"the ingredients of {case.name}, to look for {title}")
    if held_active and number:
        case.draft.say(f"Its active ingredient is {listed(held_active)}; no list of the inactive ones is held.", "label", number)


def _list(case: Case) -> None:
    products = case.reading.label.products
    held_active, held_inactive = active(products), inactive(products)
    found = tuple(
        each
        for each in case.reading.matching(_INACTIVE, case.reading.coded(*_DESCRIPTION[:6]))
        if re.search(r"inactive|excipient", each.text or "", re.IGNORECASE)
    )
    if not (held_active or held_inactive or found):
        case.absent("its ingredients")
        return
    case.draft.names += held_active
    if held_active:
        number = case.draft.cite_label(case.reading.label, "Product data")
        case.draft.summary = (
            f"The active ingredient of {case.name} is {listed(held_active)}. See the list below."
            if len(held_active) == 1
            else (f"The active ingredients of {case.name} are {listed(held_active)}.")
        )
        case.draft.say(f"Active: {listed(held_active)}.", "label", number)
        if held_inactive:
            case.draft.say(f"Inactive: {listed(held_inactive)}.", "label", number)
    else:
        case.draft.summary = f"The label lists what is in {case.name}. Its words are below."
    if held_inactive and re.search(r"\b(inactive|filler|excipient|additive|preservative|dye)", case.question.masked):
        case.draft.names += held_inactive
        more = f", and {len(held_inactive) - _IN_SUMMARY} more" if len(held_inactive) > _IN_SUMMARY else ""
        names = held_inactive[:_IN_SUMMARY]
        case.draft.summary = f"The inactive ingredients of {case.name} are {', '.join(names) + more if more else listed(names)}."
    if not held_inactive:
        case.quotes(found)
    if not held_inactive and not found:
        case.draft.notice("No list of the inactive ingredients is held here.")
    case.draft.say(_MANUFACTURER, "advice")
