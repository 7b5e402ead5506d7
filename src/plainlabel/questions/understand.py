"""A question in anyone's words to a `Question`: medicines, type, topic, danger signs, person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, cast

from plainlabel.questions.cleaning import TOO_LONG, clean, fold
from plainlabel.questions.medicine_names import Mention, NameIndex, resolve
from plainlabel.questions.patterns import MEDICINE, class_words, danger_rules, type_rules
from plainlabel.questions.person import person_of
from plainlabel.questions.question import Danger, DangerKind, Question, QuestionType, Topic
from plainlabel.questions.topics import topic_of, words_of
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.names import class_words as lay_class_words

_YES_NO: Final = re.compile(
    r"^(so |and |but |please |hi |hello )*(is|are|was|can|could|does|do|did|will|would|should|may|might|has|have|am)(n'?t)?\b"
    r"|\b(is it|can i|can you|is there|are there|does it|do i|should i)\b"
    r"|\b(or not|yes or no)\W*$"
)
_WHICH: Final = re.compile(
    r"(so |and |but )?(what|which|how|when|who|why|where)\b(?!.*[?.;,] *(can|is|should|does|do|may|could)\b)"
)
_PAIR: Final = re.compile(rf"^(?:is|are|does|do|what|can|which)\b.*\bin\b[^{MEDICINE}]*{MEDICINE}[^{MEDICINE}]*$")
_LONG_WORD: Final = 9
"""Letters of a word from which the name of an illness is no everyday word."""

_FORM: Final = re.compile(
    r"\s+(?:ophthalmic|eye[- ]?drops?|ear[- ]?drops?|otic|nasal sprays?|nose sprays?|inhalers?|creams?|gels?|ointments?|lotions?|"
    r"patch(?:es)?|"
    r"shampoos?|suppositor(?:y|ies)|shots?)\b(?: solution| suspension)?",
    re.IGNORECASE,
)
"""The form behind a name belongs to the name: "eye drops" says nothing about eye problems."""

_LEAVE: Final = re.compile(
    r"\b(?:can|could|should|may|safe to|ok(?:ay)? to|all ?right to)\b.{0,25}\b(?:take|use|have|start|be on)\b"
    rf".{{0,12}}{MEDICINE} (?:with|despite|if|when)\b"
)
"""Words that ask whether a medicine may be taken in a state, which is then no effect that is asked for."""

_SHORT: Final = (
    (re.compile(r"\bchild[- ]?(?:turcotte[- ]?)?pugh\b"), "liver impairment"),
    (
        re.compile(r"\b(?:gfr|egfr(?!\W+(?:mutat|exon|gene|positiv|inhibit|t790|amplif|express))|crcl|cr cl|clcr)\b"),
        "kidney function",
    ),
)
"""What clinicians write for the state of an organ, and its words: no word of a Child-Pugh score is a child."""

_NOUN_BESIDE: Final = re.compile(
    r"(?:any |new |new[- ]onset |worsening |sudden )?(?P<named>[a-z][a-z '/-]{3,60}?) "
    rf"(?:with|under|on|after|from|since|while on|while taking|due to|secondary to) {MEDICINE}\W*$"
)
_VACCINE: Final = re.compile(r"vaccine|toxoid", re.IGNORECASE)
_LIVE: Final = re.compile(r"\blive\b", re.IGNORECASE)

SUBSTANCES: Final = frozenset({"smoking", "alcohol", "caffeine", "food", "cannabis", "vaccines", "children", "older_people"})
"""Topics that a question on side effects may name as the cause or the person; the effect is what is asked for."""

NO_EFFECTS: Final = frozenset(
    {"time_of_day", "half_life", "onset", "fridge", "light", "freezing", "expiry", "disposal", "strengths", "maximum", "lowest"}
    | {"missed_dose", "antidote", "crushing"}
)
"""Topics that no question on a side effect asks about: its words mean something else there ("body odor", "night terrors")."""

EFFECTS: Final = frozenset(
    {"hair_loss", "weight_gain", "weight_loss", "diarrhea", "constipation", "nausea", "dizziness", "swelling"}
)
"""Topics that are only ever effects: beside a medicine and without another verb they ask whether it causes them."""

TYPE_TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "side_effects": (),
    "storage": ("fridge", "freezing", "light", "disposal", "expiry"),
    "pregnancy": ("breast_feeding", "pregnancy", "fertility", "contraception"),
    "dose": ("maximum", "lowest", "strengths", "children", "older_people", "kidneys", "liver"),
    "usage_time": ("time_of_day", "food"),
    "usage": ("crushing", "food", "children", "older_people"),
    "action_time": ("onset", "half_life"),
    "overdose": ("antidote",),
    "forgotten_dose": ("missed_dose",),
    "stopping": ("withdrawal",),
    "interaction": ("alcohol", "grapefruit", "vaccines", "caffeine", "smoking", "food", "contraception"),
}
"""Topics that count first for a type; others count when none of these is named."""

# "Is it the pill?" asks for the medicine that is taken; "on the pill" is birth control.
_ITSELF: Final = re.compile(
    r"\b((?:is|was|could|can|might) (?:it|this|that)(?: be)?(?: from| due to| because of| caused by)? the) pill\b", re.IGNORECASE
)


def understand(text: str, index: NameIndex) -> Question:
    """Returns the understood question. Any text is accepted: what cannot be a question comes back with its `problem`."""
    if len(text) > TOO_LONG:
        return Question("", "", problem="too_long", about_medicines=False)
    cleaned = clean(text)
    if not re.search(r"\w", cleaned):
        return Question("", "", problem="empty", about_medicines=False)
    # As long as before, so that places in the text stay.
    read = _ITSELF.sub(r"\1 drug", cleaned)
    found = resolve(read, index)
    mentions = _without_vaccines(found)
    masked = _mask(read, mentions, [each for each in found if each not in mentions])
    kind, rule = _type(masked)
    topic = _topic(masked, kind, mentions)
    unknown = kind in {"other", "interaction"} and (topic is None or topic.kind == "words")
    if unknown and (beside := _class_beside(masked, mentions)) is not None:
        kind, topic = "interaction", beside
    if kind == "other" and topic is not None and topic.key in EFFECTS and MEDICINE in masked:
        # "Hair falling out on it": an effect told without a verb that causes it. "May I take it with a bad stomach" asks for leave.
        kind = "contraindication" if _LEAVE.search(masked) else "side_effects"
    if kind == "other" and _is_effect_beside(masked):
        kind = "side_effects"
    return Question(
        text=cleaned,
        masked=masked,
        mentions=mentions,
        type=kind,
        type_rule=rule,
        topic=topic,
        dangers=_dangers(masked),
        person=person_of(masked),
        yes_no=bool(_YES_NO.search(masked)) and not _WHICH.match(masked),
        about_medicines=_about_medicines(masked, mentions),
    )


def is_class(mention: Mention) -> bool:
    """Returns whether a mention stands for a class of medicines, as written or as read from a misspelling."""
    return mention.match == "class" or (mention.name is not None and mention.name.kind == "class")


def named(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Returns the mentions that stand for medicines: those with a name, class words only where nothing else is named."""
    known = [mention for mention in mentions if mention.match != "none"]
    products = [mention for mention in known if not is_class(mention)]
    return tuple(products or known)


def subject_first(question: Question) -> tuple[Mention, ...]:
    """Returns the mentioned medicines, the one that is asked about first: in "is A in B" that is B."""
    mentions = _once(named(question.mentions), question.text)
    if question.type == "ingredient" and len(mentions) > 1 and _PAIR.search(question.masked):
        return (mentions[-1], *mentions[:-1])
    return mentions


def _once(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """Returns mentions, each name once and without that in brackets behind another of the same: "Lupron (leuprolide)"."""
    kept: list[Mention] = []
    for mention in mentions:
        if any(_is_again(mention, each) for each in kept):
            continue
        before = kept[-1] if kept else None
        if before is not None and text[before.end : mention.start].strip() == "(" and _same(before, mention):
            continue
        kept.append(mention)
    return tuple(kept)


def _is_again(mention: Mention, earlier: Mention) -> bool:
    """Returns whether a name is said a second time: "since starting Dupixent. Is it the Dupixent?"."""
    return mention.name is not None and mention.name == earlier.name and mention.medicines == earlier.medicines


def _same(first: Mention, second: Mention) -> bool:
    parts = [{part for each in mention.name.ingredients for part in each} if mention.name else set() for mention in (first, second)]
    return bool(parts[0] & parts[1])


def _is_effect_beside(masked: str) -> bool:
    """Returns whether a question is the name of an illness and a medicine it came with: "agranulocytosis under norvexin"."""
    match = _NOUN_BESIDE.match(masked)
    found = find(match["named"]) if match else None
    return found is not None and found.how == "name"


def _without_vaccines(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Returns the mentions without the vaccines beside another medicine: its label speaks of vaccines, seldom of their brands."""
    if any(mention.name is not None and not _vaccine_words(mention) and not is_class(mention) for mention in named(mentions)):
        return tuple(mention for mention in mentions if not _vaccine_words(mention))
    return mentions


def _vaccine_words(mention: Mention) -> str:
    """Returns "vaccine" or "live vaccine" where all that a name stands for is one, nothing for other names and for classes."""
    if mention.name is None or is_class(mention) or not mention.name.ingredients:
        return ""
    parts = [part for each in mention.name.ingredients for part in each]
    if not all(_VACCINE.search(part) for part in parts):
        return ""
    return "live vaccine" if all(_LIVE.search(part) for part in parts) else "vaccine"


def _mask(text: str, mentions: Sequence[Mention], vaccines: Sequence[Mention] = ()) -> str:
    pieces, at = [], 0
    for mention in sorted((*named(mentions), *vaccines), key=lambda each: each.start):
        if mention.start >= at:
            pieces += [text[at : mention.start], _vaccine_words(mention) if mention in vaccines else MEDICINE]
            form = _FORM.match(text, mention.end)
            at = form.end() if form else mention.end
    masked = fold("".join([*pieces, text[at:]]))
    for mention in mentions:
        if mention.match in {"spelling", "sound"} and mention.name is not None and mention.name.kind == "class":
            masked = masked.replace(fold(mention.asked), fold(mention.name.name))
    for short, words in _SHORT:
        masked = short.sub(words, masked)
    return masked


def _type(masked: str) -> tuple[QuestionType, str]:
    for rule in type_rules():
        if rule.pattern.search(masked):
            return cast("QuestionType", rule.type), rule.pattern.pattern
    return ("interaction" if masked.count(MEDICINE) > 1 else "other"), ""


def _topic(masked: str, kind: str, mentions: Sequence[Mention]) -> Topic | None:
    if kind == "class" and (topic := _class_topic(masked)):
        return topic
    others = named(mentions)[1:]
    if kind in {"interaction", "comparison", "combination"} and others:
        return Topic(others[0].asked.lower(), others[0].asked, (others[0].asked,), "medicine")
    effect = kind == "side_effects"
    topic = topic_of(
        masked, TYPE_TOPICS.get(kind, ()), last=SUBSTANCES if effect else frozenset(), never=NO_EFFECTS if effect else frozenset()
    )
    return None if kind == "stopping" and topic is not None and topic.kind == "words" else topic


def _class_beside(masked: str, mentions: Sequence[Mention]) -> Topic | None:
    """Returns the group of medicines that a question asks to take beside the one it names, None where it asks for none."""
    group = next((each for each in mentions if is_class(each) and each.name is not None), None)
    if group is None or group.name is None or MEDICINE not in masked:
        return None
    name = group.name.name.lower()
    key = name if name in {word.name for word in lay_class_words()} else name.removesuffix("s")
    return Topic(key, group.asked.lower(), (group.asked, group.name.name), "medicine")


def _class_topic(masked: str) -> Topic | None:
    found = [(match.start(), word, match[0]) for word in class_words() if (match := word.words.search(masked))]
    if not found:
        return None
    _, word, asked = min(found, key=lambda each: each[0])
    return Topic(word.name, asked, (word.name,), "class")


def _dangers(masked: str) -> tuple[Danger, ...]:
    found = [(rule.kind, match[0].strip()) for rule in danger_rules() if (match := rule.told(masked))]
    return tuple(Danger(cast("DangerKind", kind), words[:80]) for kind, words in dict(reversed(found)).items())[::-1]


def _about_medicines(masked: str, mentions: Sequence[Mention]) -> bool:
    if named(mentions) or any(rule.pattern.search(masked) for rule in danger_rules()):
        return True
    words = re.findall(r"[a-z][a-z-]+", masked)
    if any(word in words_of("health") for word in words) or any(word.words.search(masked) for word in class_words()):
        return True
    return any(len(word) >= _LONG_WORD and (found := find(word)) is not None and found.how == "name" for word in words)
