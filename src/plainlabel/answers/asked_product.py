"""Which product was read where its salt or its form is not the one the question names."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from plainlabel.edition.records import LabelRecord
from plainlabel.facts.kinds import ProductFact, Strength
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.question import Question
from plainlabel.retrieval.reading import Reading
from plainlabel.vocabulary.names import base_name, fold, moiety, words_of_salts

_FORMS: Final[dict[str, str]] = {
    "patch": r"patch(?:es)?|(?:transdermal|topical) systems?",
    "gel": r"(?<!soft)gels?(?! caps?)",
    "cream": r"creams?",
    "ointment": r"ointments?",
    "lotion": r"lotions?",
    "foam": r"foams?",
    "spray": r"sprays?",
    "drops": r"drops",
    "shampoo": r"shampoos?",
    "tablet": r"tablets?|caplets?",
    "capsule": r"capsules?|softgels?",
    "suppository": r"suppositor\w+",
    "syrup": r"syrups?",
    "injection": r"injections?|injectable",
}
_WORDS: Final = {form: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for form, words in _FORMS.items()}
_BESIDE: Final = re.compile(r"(?:[\s,-]+(?!(?:or|and|vs|versus|with|from|to|than)\b)[\w.%/]+){0,3}")
_FORM_SECTIONS: Final = ("43678-2", "34089-3", "34069-5", "34068-7")
_SAME_SALT: Final = {"hcl": "hydrochloride", "besilate": "besylate", "mesilate": "mesylate", "tosilate": "tosylate"}


def another_product(question: Question, mention: Mention, reading: Reading) -> str:
    """Returns what to say first where the label is of another salt or form than the question names; empty elsewhere."""
    form = _other_form(question, mention, reading)
    what = " and ".join(word for word, differs in (("salt", other_salt(mention, reading.label)), ("form", bool(form))) if differs)
    if not what:
        return ""
    title = reading.title.title() if reading.title.isupper() else reading.title
    told = f" ({form})" if form and form not in title.lower() else ""
    return f"From the label of {title}{told}, another {what} than you asked for:"


def _other_form(question: Question, mention: Mention, reading: Reading) -> str:
    """Returns the form of the label read where the one named right behind the medicine stands nowhere in it; empty elsewhere."""
    after = _BESIDE.match(question.text, mention.end)
    asked = {form for form, words in _WORDS.items() if after and words.search(after[0])}
    if len(asked) != 1:
        return ""
    own = _forms_of(reading)
    return own.most_common(1)[0][0] if own and not own.keys() & asked else ""


def _forms_of(reading: Reading) -> Counter[str]:
    """Returns the forms that a label's names and its parts on forms tell, with how often."""
    products = reading.label.products
    text = " ".join([reading.label.title, *(f"{each.name} {each.generic or ''} {each.form or ''}" for each in products)])
    if reading.full:
        text += " " + " ".join(each.text or "" for each in reading.all_passages(reading.coded(*_FORM_SECTIONS)))
    values = [fact.value for fact in reading.facts("product", "strength")]
    text += " " + " ".join(each.form or "" for each in values if isinstance(each, ProductFact | Strength))
    return Counter({form: count for form, words in _WORDS.items() if (count := len(words.findall(text)))})


def other_salt(mention: Mention, label: LabelRecord) -> bool:
    """Returns whether the question names a salt and every product of the label holds another one of the same medicine."""
    asked = _salt(mention.asked)
    if not asked:
        return False
    actives = [each.name for product in label.products for each in product.active]
    wanted = fold(moiety(mention.asked))
    same = [_salt(name) for name in actives if fold(moiety(name)) == wanted]
    return bool(same) and all(own and own.isdisjoint(asked) for own in same)


def _salt(name: str) -> frozenset[str]:
    """Returns the words of the salt in the name of a substance: "norvexin sodium" gives "sodium"."""
    salts = words_of_salts()
    left = set(fold(name).split()) - set(fold(base_name(name)).split()) - salts["qualifier"]
    return frozenset(_SAME_SALT.get(word, word) for word in left if word in salts["salt"])
