"""The form of a medicine a question names: "metoprolol ER", "ketorolac eye drops" put the medicine of that form first."""

from __future__ import annotations

import re

from plainlabel.edition.records import Medicine
from plainlabel.questions.mention import NameIndex

WORDS_AFTER = re.compile(r"(?:[\s,-]+[\w.%/]+){0,5}")
"""How much of the question behind a name is read for its form."""
WORDS_BEFORE = re.compile(r"(?:[\w-]+\s+){0,2}$")
RELEASES = (
    (
        "extended",
        re.compile(r"\b(?:er|xr|sr|xl|cr|la|cc|extended|sustained|controlled|long[- ]acting|slow[- ]release)\b", re.IGNORECASE),
    ),
    ("delayed", re.compile(r"\b(?:dr|ec|delayed|enteric)\b", re.IGNORECASE)),
)
ROUTES = (
    ("eye", re.compile(r"\b(?:eyes?|ophthalmic)\b", re.IGNORECASE)),
    ("ear", re.compile(r"\b(?:ears?|otic)\b", re.IGNORECASE)),
    ("nasal", re.compile(r"\b(?:nasal|nose)\b", re.IGNORECASE)),
    ("inhalation", re.compile(r"\b(?:inhal\w+|nebuli\w+)\b", re.IGNORECASE)),
    ("injection", re.compile(r"\b(?:inject\w*|shots?|iv|infusions?|intravenous|vials?|pens?)\b", re.IGNORECASE)),
    ("transdermal", re.compile(r"\b(?:patch(?:es)?|transdermal)\b", re.IGNORECASE)),
    ("rectal", re.compile(r"\b(?:rectal|suppositor\w+|enemas?)\b", re.IGNORECASE)),
    ("vaginal", re.compile(r"\bvaginal\w*\b", re.IGNORECASE)),
    ("skin", re.compile(r"\b(?:creams?|ointments?|gels?|lotions?|topical|shampoos?)\b", re.IGNORECASE)),
    ("oral", re.compile(r"\b(?:tablets?|pills?|capsules?|oral|syrup|by mouth)\b", re.IGNORECASE)),
)


def form_first(text: str, start: int, end: int, keys: tuple[str, ...], index: NameIndex) -> tuple[str, ...]:
    """Returns the medicine keys, those of the form named beside [start, end) first; unchanged where the question names none."""
    if len(keys) < 2:
        return keys
    after = WORDS_AFTER.match(text, end)
    before = WORDS_BEFORE.search(text[:start])
    beside = f"{before.group() if before else ''} {text[start:end]} {after.group() if after else ''}"
    releases = {name for name, words in RELEASES if words.search(beside)}
    route = next((name for name, words in ROUTES if words.search(beside)), None)

    def misses(key: str) -> int:
        medicine = index.medicine(key)
        return _misses(medicine, releases, route) if medicine else 0

    return tuple(sorted(keys, key=misses))


def _misses(medicine: Medicine, releases: set[str], route: str | None) -> int:
    """Returns how many of the named release and route a medicine has not."""
    return (bool(releases) and medicine.release not in releases) + (route is not None and route not in medicine.routes)


NAMED_FORMS = (
    ("eye", re.compile(r"\b(?:eye[- ]?(?:drops?|ointment|gel)|ophthalmic)\b", re.IGNORECASE)),
    ("ear", re.compile(r"\b(?:ear[- ]?drops?|otic)\b", re.IGNORECASE)),
    ("nasal", re.compile(r"\b(?:nasal|nose) ?(?:sprays?|drops?|gel)?\b", re.IGNORECASE)),
    ("inhalation", re.compile(r"\b(?:inhalers?|inhalation|nebuli[sz]\w+)\b", re.IGNORECASE)),
    ("injection", re.compile(r"\b(?:injections?|injectable|infusions?|iv|intravenous|vials?|pens?|syringes?)\b", re.IGNORECASE)),
    ("transdermal", re.compile(r"\b(?:patch(?:es)?|transdermal)\b", re.IGNORECASE)),
    ("rectal", re.compile(r"\b(?:rectal|suppositor\w+|enemas?)\b", re.IGNORECASE)),
    ("vaginal", re.compile(r"\bvaginal\b", re.IGNORECASE)),
    ("skin", re.compile(r"\b(?:creams?|ointments?|lotions?|topical|shampoos?|(?<!soft)gels?)\b", re.IGNORECASE)),
    ("oral", re.compile(r"\b(?:tablets?|pills?|capsules?|oral|syrup)\b", re.IGNORECASE)),
)
"""The form as a word that can mean nothing else, beside the name: "patches", not "my eyes"."""
_NEXT = re.compile(r"(?:[\s,-]+[\w.%/]+){0,2}")
_JUST_BEFORE = re.compile(r"(?:[\w-]+\s+(?:of\s+)?){0,1}$")


def form_named(text: str, start: int, end: int) -> str | None:
    """Returns the route of the form that stands right beside the name at [start, end) ("fentanyl patches"), None for none."""
    after, before = _NEXT.match(text, end), _JUST_BEFORE.search(text[:start])
    beside = f"{before.group() if before else ''} {after.group() if after else ''}"
    return next((route for route, words in NAMED_FORMS if words.search(beside)), None)
