"""Sentences of what a medicine is: product, looks, ingredients, class, strength, schedule, dates, how it acts."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.sentences.words import month_in_words, thing
from plainlabel.answers.wording import article, in_sentence, listed
from plainlabel.facts.kinds import (
    AppearanceFact,
    ClassFact,
    FunctionalStudy,
    IngredientFact,
    LabelDate,
    Mechanism,
    ProductFact,
    Schedule,
    Strength,
)

_THINGS: Final = frozenset(
    {
        *("capsule", "caplet", "almond", "diamond", "modified capsule", "modified rectangle", "shield", "arc triangle"),
        *("arc-triangle", "pillow", "bullet", "octagon"),
    }
)
"""Shapes named by a thing: "capsule" alone would say what it is."""
_SCHEDULE: Final = {
    "CI": "It is a Schedule 1 drug: it has no approved medical use and a high risk of abuse.",
    "CII": "It is a Schedule 2 drug: the risk of abuse and dependence is high.",
    "CIII": "It is a Schedule 3 drug: there is some risk of abuse and dependence.",
    "CIV": "It is a Schedule 4 drug: there is a low risk of abuse and dependence.",
    "CV": "It is a Schedule 5 drug: there is a small risk of abuse and dependence.",
    "none": "It is not a controlled drug.",
}
_STUDIED: Final = {
    "QT": "the heart rhythm (QT time on a heart tracing)",
    "vaccine response": "how the body responds to a vaccine",
    "driving": "driving",
    "abuse potential": "the risk of abuse",
    "phototoxicity": "how the skin reacts to light",
    "adrenal suppression": "the adrenal glands",
}
_RESULT: Final = {
    "no effect": "A study looked at {subject}. It found no clear effect of this medicine on it.",
    "effect": "A study looked at {subject}. It found an effect of this medicine on it.",
    "not studied": "The effect on {subject} has not been studied.",
}


def product(value: ProductFact) -> str:
    """Returns what a product is: its name, form, routes and active ingredients."""
    form = f", {thing(value.form)}" if value.form else ""
    routes = f" for {listed([one.lower() for one in value.routes])} use" if value.routes else ""
    inside = f" It contains {listed([thing(one) for one in value.active])}." if value.active else ""
    return f"{value.name}{form}{routes}.{inside}"


def appearance(value: AppearanceFact) -> str:
    """Returns what one strength looks like."""
    what = " ".join(filter(None, (value.strength, value.form))) or "It"
    shape = f"{value.shape}-shaped" if value.shape in _THINGS else value.shape
    looks = ", ".join(filter(None, (listed(value.colors), shape)))
    mark = f', marked "{value.imprint.replace(";", " / ")}"' if value.imprint else ""
    if looks:
        return f"{what}: {looks}{mark}."
    return f"{what}{mark}."


def ingredient(value: IngredientFact) -> str:
    """Returns that something is an active or an inactive ingredient."""
    role = "the active ingredient" if value.role == "active" else "an inactive ingredient"
    return f"{thing(value.name).capitalize()} is {role}."


def pharm_class(value: ClassFact) -> str:
    """Returns the class FDA or the label puts the medicine in."""
    name = in_sentence(value.name)
    if value.class_kind == "label":
        return f"The label calls it {article(name)}."
    words = {"EPC": "FDA class", "MoA": "how it acts", "PE": "what it does in the body", "CS": "chemical kind"}[value.class_kind]
    return f"{words[:1].upper()}{words[1:]}: {name}."


def strength(value: Strength) -> str:
    """Returns one form and strength."""
    return f"{value.form[:1].upper()}{value.form[1:]}: {value.strength}."


def schedule(value: Schedule) -> str:
    """Returns what the schedule of a controlled substance means."""
    return _SCHEDULE[value.schedule]


def label_date(value: LabelDate) -> str:
    """Returns a date of the label."""
    if value.what == "revised":
        return f"This label is from {month_in_words(value.date)}."
    if value.what == "approved":
        return f"It was first approved in {value.date}."
    where = f" Section: {value.section}." if value.section else ""
    return f"The label had a major change in {month_in_words(value.date)}.{where}"


def mechanism(value: Mechanism) -> str:
    """Returns what the medicine acts on, or that it is not known how it acts."""
    if value.unknown:
        return "It is not fully known how it works."
    signals = f" The signals named are {listed(value.pathways)}." if value.pathways else ""
    return f"It {value.action} {thing(value.target or '')}.{signals}"


def functional_study(value: FunctionalStudy) -> str:
    """Returns what a study of function found."""
    return _RESULT[value.result].format(subject=_STUDIED.get(value.subject, value.subject))
