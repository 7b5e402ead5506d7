"""Two medicines side by side: the same kinds of fact for each, in the same order."""

from __future__ import annotations

from plainlabel.answers.case import Case
from plainlabel.answers.fact_groups import strengths as by_form
from plainlabel.answers.label_figures import half_lives
from plainlabel.answers.quoting import ROUTES
from plainlabel.answers.sentences.about import schedule
from plainlabel.answers.sentences.risks import boxed_warning
from plainlabel.answers.sentences.words import thing, time_span
from plainlabel.answers.told.held import held
from plainlabel.answers.wording import listed, lower_words
from plainlabel.facts.kinds import BoxedWarning, Interaction, Mechanism, Schedule, Strength
from plainlabel.retrieval.reading import Reading

_MOST_PARTNERS = 6
_STRICT = frozenset({"contraindicated", "avoid"})


def tell_aligned(case: Case, name: str, reading: Reading) -> None:
    """Returns nothing; how one of two medicines acts, its half-life, forms, boxed warning, schedule and main interactions."""
    _acts(case, name, reading)
    _half_life(case, name, reading)
    forms = list(dict.fromkeys(product.form.lower() for product in reading.label.products if product.form))
    if told := held(reading, Strength):
        numbers = [case.draft.cite_fact(reading, fact) for fact, _ in told]
        every = [value for _, value in told]
        case.draft.say(f"{name} comes as: {'; '.join(by_form(every))}.", "label", *numbers)
    routes = list(dict.fromkeys(route.lower() for product in reading.label.products for route in product.routes))
    if (forms or routes) and not told:
        number = case.draft.cite_label(reading.label, "Product data")
        ways = list(dict.fromkeys(ROUTES.get(route, f"by the {route} route") for route in routes))
        case.draft.say(f"{name} comes as: {listed(forms)}." if forms else f"{name} is given {listed(ways, 'or')}.", "label", number)
    for fact, value in held(reading, BoxedWarning)[:1]:
        case.draft.say(f"{name}: {boxed_warning(value)}", "label", case.draft.cite_fact(reading, fact))
    for fact, listed_as in held(reading, Schedule)[:1]:
        case.draft.say(f"{name}: {schedule(listed_as)}", "label", case.draft.cite_fact(reading, fact))
    strict = [(fact, value) for fact, value in held(reading, Interaction) if value.advice in _STRICT]
    if strict:
        partners = list(dict.fromkeys(lower_words(value.partner) for _, value in strict))[:_MOST_PARTNERS]
        first = {lower_words(value.partner): fact for fact, value in reversed(strict)}
        numbers = [case.draft.cite_fact(reading, first[partner]) for partner in partners]
        case.draft.say(f"Not to be used, or best avoided, with {name}: {listed(partners)}.", "label", *numbers)


def _acts(case: Case, name: str, reading: Reading) -> None:
    known = [(fact, value) for fact, value in held(reading, Mechanism) if value.action and value.target]
    if known:
        fact, value = known[0]
        case.draft.say(f"{name} {value.action} {thing(value.target or '')}.", "label", case.draft.cite_fact(reading, fact))


def _half_life(case: Case, name: str, reading: Reading) -> None:
    lives = [
        (fact, value)
        for fact, value in half_lives(reading, [each.name for product in reading.label.products for each in product.active])
        if value.population is None and value.of is None
    ]
    if lives:
        low, high = min(value.low for _, value in lives), max(value.high for _, value in lives)
        numbers = [case.draft.cite_fact(reading, fact) for fact, _ in lives]
        case.draft.say(f"Half of {name} leaves the blood in about {time_span(low, high)} (half-life).", "label", *numbers)
