"""Which label answers: the medicine the question is about, in the form it names, in the version asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from plainlabel.answers.asked_product import another_product, other_salt
from plainlabel.answers.wording import date_in_words, label_name, listed
from plainlabel.edition.medicines import bears, labels_for
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import Medicine
from plainlabel.history.timeline import in_force
from plainlabel.questions.forms import form_named
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.question import Question
from plainlabel.questions.understand import is_class, subject_first
from plainlabel.retrieval.reading import Reading

_MOST_LABELS: Final = 40


class Choice(Struct, frozen=True):
    """What was chosen to answer from.

    `mentions` are the medicines named, the one asked about first, `readings` their open labels in the same order (None where no
    label is held). The rest describes the first: None when nothing can be read. `since` is the first day the edition holds a
    version of, where `as_of` lies before it.
    """

    mentions: tuple[Mention, ...] = ()
    readings: tuple[Reading | None, ...] = ()
    mention: Mention | None = None
    medicine: Medicine | None = None
    reading: Reading | None = None
    others: tuple[tuple[Mention, Reading | None], ...] = ()
    since: str | None = None


def choose(question: Question, edition: Edition, as_of: str | None) -> Choice:
    """Returns the medicine and label to answer from; ambiguous names and classes are left for asking back."""
    mentions = subject_first(question)
    if not mentions:
        return Choice()
    opened = [_open(edition, mention, as_of) for mention in mentions]
    readings = tuple(reading for _, reading, _ in opened)
    place = 0
    if question.type != "ingredient":
        place = next((index for index, reading in enumerate(readings) if reading is not None), 0)
    order = [place, *(index for index in range(len(mentions)) if index != place)]
    sorted_mentions = tuple(mentions[index] for index in order)
    sorted_readings = tuple(readings[index] for index in order)
    medicine, reading, since = opened[place]
    others = tuple(zip(sorted_mentions[1:], sorted_readings[1:], strict=True))
    return Choice(sorted_mentions, sorted_readings, sorted_mentions[0], medicine, reading, others, since)


def _open(edition: Edition, mention: Mention, as_of: str | None) -> tuple[Medicine | None, Reading | None, str | None]:
    if mention.match in {"ambiguous", "none"} or is_class(mention):
        return None, None, None
    medicines = [medicine for key in mention.medicines if (medicine := edition.medicine(key)) is not None]
    if not medicines:
        return None, None, None
    medicine = medicines[0]
    labels = [edition.label(key) for key in labels_for(mention.name, medicine, edition.label)[:_MOST_LABELS]]
    labels.sort(key=lambda each: (each.partial, other_salt(mention, each)))  # Parts of a label answer too few questions.
    if as_of is None:
        return medicine, Reading(edition, labels[0]), None
    label, since = in_force(edition, labels, as_of)
    return medicine, Reading(edition, label) if label else None, since


def _brand(name: str) -> str:
    return re.sub(r"\W+", " ", name.lower()).strip()


def title_of(mention: Mention, medicine: Medicine, reading: Reading) -> str:
    """Returns what the answer calls the medicine: the brand asked for where its label carries it, else the medicine's name."""
    if mention.name is not None and mention.name.kind == "brand":
        if bears(reading.label, mention.name.key):
            return _cased(mention.name.name)
        return listed(list(medicine.ingredients)) or _cased(medicine.name)
    if mention.name is not None and mention.match == "synonym":
        return listed(list(medicine.ingredients)) or _cased(medicine.name)
    if mention.name is not None and mention.name.kind in {"generic", "ingredient"}:
        return _cased(mention.name.name).lower() if mention.name.name.isupper() else mention.name.name
    return _cased(medicine.name)


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 4 else name


def describe(reading: Reading, choice: Choice, name: str) -> Iterator[str]:
    """Returns the notices on the label that was read: which, how old, whether whole, in which form, under which name."""
    label = reading.label
    by = f" by {label.labeler.rstrip('.')}" if label.labeler else ""
    yield f"Based on {label_name(label)}{by}."
    if label.partial:
        yield "Only some sections of this label are held."
    if not label.standing:
        yield f"This is how the label stood on {date_in_words(label.effective)}; a newer version may say something else."
    mention, medicine = choice.mention, choice.medicine
    if mention is None or medicine is None:
        return
    if len(mention.medicines) > 1:
        yield f"{name} comes in several forms. This is the label for {form_of(medicine)}; tell us if you use another form."
    own = reading.title.title() if reading.title.isupper() else reading.title
    if not label.partial and own.lower() != name.lower() and name.lower() not in own.lower():
        yield f"The label read is that of {own}, which holds {listed(list(medicine.ingredients[:4]))}."
    asked_brand = mention.name is not None and mention.name.kind == "brand" and mention.name.name.lower() != name.lower()
    if asked_brand and mention.name is not None and not mention.note:
        yield f"{mention.name.name} has no label of its own here; this is the label of {name}."


def form_of(medicine: Medicine) -> str:
    """Returns the routes and release of a medicine in words: "oral, extended release"."""
    routes = listed([route.lower() for route in medicine.routes[:3]], "or") or "use"
    release = f", {medicine.release} release" if medicine.release not in {"", "immediate"} else ""
    return f"{routes}{release}"


_BY_PRODUCT: Final = frozenset(
    {
        "storage",
        "ingredient",
        "appearance",
        "usage",
        "usage_time",
        "dose",
        "forgotten_dose",
        "indication",
        "action_time",
        "manufacturer",
    }
)
"""Question types whose answer belongs to one product: another brand of the same ingredient may differ."""
_OF_DOSES: Final = frozenset({"dose", "usage_time", "forgotten_dose"})
OF_ONE_PRODUCT: Final = frozenset({"storage", "ingredient", "appearance", "usage"})
"""Types on which the label of another product cannot be silent for the one asked about: release and contents differ."""
OF_ONE_FORM: Final = OF_ONE_PRODUCT | {"usage_time", "dose", "forgotten_dose"}
"""Types on which the label of another form tells nothing: a shot's dose is no patch's."""
_BY_FORM: Final = (_BY_PRODUCT - {"manufacturer"}) | {
    *("information", "side_effects", "interaction", "contraindication", "pregnancy", "effectiveness", "stopping")
}
_BY_SALT: Final = frozenset({"overdose", "other"})
"""Further types on which another salt or form than the one asked for is told before the answer."""
_FORM_WORDS: Final[dict[str, str]] = {
    "oral": "oral",
    "injection": "injected",
    "eye": "eye",
    "ear": "ear",
    "nasal": "nose",
    "inhalation": "inhaled",
    "transdermal": "patch",
    "rectal": "rectal",
    "vaginal": "vaginal",
    "skin": "skin",
}
_USUAL: Final = frozenset({"oral", "injection"})


def lead_in(question: Question, choice: Choice, *, answered: bool) -> str:
    """Returns what must stand before the first words of an answer: the form or the product read, where another may differ.

    Empty where the label is that of the product asked for, in its only form.
    """
    mention, medicine, reading = choice.mention, choice.medicine, choice.reading
    if mention is None or medicine is None or reading is None:
        return ""
    if question.type not in _BY_FORM:
        another = another_product(question, mention, reading) if question.type in _BY_SALT else ""
        return another or _not_the_brand(question, mention, reading)
    form = _form(medicine)
    named = form_named(question.text, mention.start, mention.end)
    if named is not None and other_form_asked(question, choice):
        return f"We hold no label of the {_FORM_WORDS[named]} form. {f'For the {form} form:' if answered else ''}".strip()
    if another := another_product(question, mention, reading):
        return another
    if not answered:
        return _not_the_brand(question, mention, reading) if question.type in OF_ONE_PRODUCT else ""
    told = [_not_the_brand(question, mention, reading)]
    several = len(mention.medicines) > 1 or (_is_ingredient(mention) and _USUAL.isdisjoint(medicine.routes))
    if form and named is None and several:
        told.append(f"For the {form} form:")
    return " ".join(each for each in told if each)


def other_form_asked(question: Question, choice: Choice) -> bool:
    """Returns whether the question names a form of the medicine of which no label is held, and another form was read."""
    mention, medicine = choice.mention, choice.medicine
    if mention is None or medicine is None or not _form(medicine):
        return False
    named = form_named(question.text, mention.start, mention.end)
    return named is not None and bool(medicine.routes) and named not in medicine.routes


def _form(medicine: Medicine) -> str:
    words = [_FORM_WORDS[route] for route in medicine.routes[:2] if route in _FORM_WORDS]
    release = f"{medicine.release}-release " if medicine.release not in {"", "immediate"} else ""
    return f"{release}{listed(words, 'or')}" if words else ""


def _is_ingredient(mention: Mention) -> bool:
    return mention.name is not None and mention.name.kind in {"generic", "ingredient"}


def _ingredients(reading: Reading) -> list[str]:
    """Returns the first words of a label's active ingredients: a title that begins with one is no brand."""
    return [each.name.split()[0] for product in reading.label.products for each in product.active if each.name.split()]


def _in_title(wanted: str, reading: Reading) -> bool:
    """Returns whether the title of a label names a brand beside the one that its products bear."""
    return f" {wanted} " in f" {_brand(reading.label.title)} "


def _not_the_brand(question: Question, mention: Mention, reading: Reading) -> str:
    """Returns which product's label was read where it is not the one asked for and the answer belongs to a product."""
    if mention.name is None or question.type not in _BY_PRODUCT:
        return ""
    wanted, own = _brand(mention.name.name), reading.title
    if any(wanted in _brand(product.name) for product in reading.label.products) or not own or _in_title(wanted, reading):
        return ""
    if mention.name.kind == "brand":
        titled = own.title() if own.isupper() else own
        other_brand = question.type in _OF_DOSES and not any(_brand(own).startswith(part.lower()) for part in _ingredients(reading))
        may_differ = f" {titled} holds the same drug, but its doses may differ." if other_brand else ""
        return f"This copy holds no label of {_cased(mention.name.name)}.{may_differ} From the label of {titled}:"
    if question.type in {"storage", "ingredient", "appearance"}:
        return f"From the label of {own.title() if own.isupper() else own}:"
    return ""
