"""The frozen records of an understood question: Question, Topic, Danger, Person."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

from plainlabel.questions.medicine_names import Mention

QuestionType = Literal[
    "action",
    "action_time",
    "alternatives",
    "appearance",
    "brand_names",
    "class",
    "combination",
    "comparison",
    "contraindication",
    "dose",
    "effectiveness",
    "forgotten_dose",
    "indication",
    "information",
    "ingredient",
    "interaction",
    "manufacturer",
    "overdose",
    "pregnancy",
    "pronunciation",
    "side_effects",
    "stopping",
    "storage",
    "usage",
    "usage_time",
    "other",
]
QUESTION_TYPES: tuple[str, ...] = get_args(QuestionType)

DangerKind = Literal[
    "suicide",
    "breathing",
    "collapse",
    "bleeding",
    "head_blow",
    "low_sugar",
    "overdose",
    "too_often",
    "drunk",
    "seizure",
    "urgent",
    "stop_now",
    "abrupt_stop",
]


class Topic(Struct, frozen=True):
    """What a question asks about beside the medicine.

    `key` is the vocabulary's key ("alcohol") or the folded words themselves; `words` are what to look for in a label, as
    written there; `asked` is the wording of the question. `kind` is "topic" (of the vocabulary), "medicine", "class" or "words".
    `title` is the topic as a sentence names it. `listed` tells whether
    the topic is in the vocabulary, so that a facts edition keeps an inventory of it.
    """

    key: str
    asked: str
    words: tuple[str, ...]
    kind: Literal["topic", "medicine", "class", "words"] = "words"
    listed: bool = False
    title: str = ""

    @property
    def spoken(self) -> str:
        """Returns what an answer calls the topic: the vocabulary's title, else the question's own words."""
        return self.title or self.asked.strip()


class Danger(Struct, frozen=True):
    """One danger sign in the words of the question: its kind and the words that told it."""

    kind: DangerKind
    words: str


class Person(Struct, frozen=True):
    """What the question says about the person: age in years, weight, pregnancy or breast-feeding, whether a child is meant."""

    age_years: float | None = None
    weight_kg: float | None = None
    pregnant: bool = False
    breast_feeding: bool = False
    child: bool = False


class Question(Struct, frozen=True):
    """A question, understood.

    `text` is what was asked after cleaning (at most 2,000 characters), `masked` the same in lower case with every medicine
    written as `patterns.MEDICINE`. `type_rule` is the pattern that decided the type, empty when none did. `yes_no` tells
    whether a yes or no is asked for. `about_medicines` is False where nothing in the text speaks of medicines or health.
    `problem` is set when the text cannot be a question ("empty", "too_long").
    """

    text: str
    masked: str
    mentions: tuple[Mention, ...] = ()
    type: QuestionType = "other"
    type_rule: str = ""
    topic: Topic | None = None
    dangers: tuple[Danger, ...] = ()
    person: Person = Person()
    yes_no: bool = False
    about_medicines: bool = True
    problem: Literal["empty", "too_long"] | None = None

    @property
    def held(self) -> tuple[Mention, ...]:
        """Returns the mentions that lead to at least one medicine of the edition."""
        return tuple(mention for mention in self.mentions if mention.medicines)

    def danger(self, *kinds: str) -> Danger | None:
        """Returns the first danger sign of one of `kinds`, or None."""
        return next((danger for danger in self.dangers if danger.kind in kinds), None)
