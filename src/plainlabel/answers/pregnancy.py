"""Pregnancy, breast-feeding and fertility: what the label's own sections say. Never a bare yes."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.polarity import decide
from plainlabel.answers.told.groups import group_facts, is_strict, tell_group
from plainlabel.answers.told.held import held, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.waiting import tell_waiting
from plainlabel.facts.kinds import Warning_
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found

_SUBJECTS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "breast_feeding": (
        "breast-feeding",
        ("lactation", "breastfe", "breast-fe", "breast feeding", "human milk", "nursing", "breast milk"),
    ),
    "fertility": ("fertility", ("fertility", "infertility", "reproductive potential")),
    "contraception": ("birth control", ("contracept",)),
    "pregnancy": ("pregnancy", ("pregnan", "fetal", "fetus", "embryo", "birth defect")),
}
_TOLD: Final[dict[str, str]] = {
    "contraindicated": "{Name} must not be used in {subject}, the label says.",
    "harm": "The label warns of harm to the unborn baby.",
    "not_advised": "The label advises against {name} in {subject}. Its words are below.",
    "weigh": "The label asks you to weigh the good against the risk with your doctor.",
    "unknown": "The label says too little is known about {name} in {subject}. Its words are below.",
    "no_risk_seen": "The studies so far have not shown a risk, the label says. That is not proof that there is none.",
    "speaks": "The label speaks of {subject}. Its words are below.",
}
_CLUES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "contraindicated",
        re.compile(
            r"(?<!not )\bcontraindicated\b|\bmust not be (used|taken|given)\b|\bcategory X\b|"
            r"\b(do not|never) (use|take) .{0,40}\b(pregnan|breast|nursing)",
            re.IGNORECASE,
        ),
    ),
    (
        "harm",
        re.compile(
            r"\A(?!.*\b(rats?|rabbits?|mice|monkeys?|animals?)\b)"
            r"(?!.*\b(no|not|without) (\w+ ){0,4}(fetal|harm|malformation|defect))"
            r".*\b((can|may|could) (cause|result in) .{0,30}\b(fetal|embryo|birth|harm|injury|death)|fetal (harm|toxicity)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "not_advised",
        re.compile(
            r"\b(not recommended|should not (be used|breast\w*)|do not breast\w*|not to (use|take)|not to breast\w*|avoid use)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "no_risk_seen",
        re.compile(
            r"\b(have|has|did|do|does) not (identif\w+|establish\w*|report\w*|show\w*|indicat\w*|suggest\w*)\b", re.IGNORECASE
        ),
    ),
    (
        "unknown",
        re.compile(
            r"\b(no (available |adequate |human )?(data|information|studies)|not known|insufficient|limited)\b|\bno adequate\b",
            re.IGNORECASE,
        ),
    ),
    ("weigh", re.compile(r"\b(considered along with|benefits? (outweigh|justif)|potential (benefit|risk))\w*", re.IGNORECASE)),
)


_UNBORN: Final = re.compile(r"\b(pregnan\w*|f(?:o?e)tus|f(?:o?e)tal|embryo\w*|females?|semen)\b", re.IGNORECASE)
_PARTNER: Final = re.compile(r"\b(my|his) (wife|girlfriend|partner)\b|\b(father|men|man|male)\b")
"""The one who takes the medicine is not the one who is pregnant."""


def answer_pregnancy(case: Case) -> None:
    """Returns nothing; the draft tells what the label says of pregnancy, breast-feeding or fertility."""
    topic = case.question.topic
    key = topic.key if topic is not None and topic.key in _SUBJECTS else "pregnancy"
    if key == "fertility" and (case.question.person.pregnant or asks("plans_child").search(case.question.masked)):
        key = "pregnancy"  # Who plans a child must know what the medicine does to one.
    if tell_waiting(case):
        case.draft.certain = True
        return
    subject, words = _SUBJECTS[key]
    codes = plan("pregnancy", key).codes
    pattern = topic_pattern(words)
    if (not case.reading.full or is_strict(case, key)) and tell_group(case, key):
        case.draft.certain = True
        _of_partner(case, key)
        return
    found = tuple(each for each in case.reading.matching(pattern, case.reading.coded(*codes)) if len((each.text or "").split()) > 4)
    if not found and case.reading.full:
        found = tuple(each for each in case.reading.matching(pattern, case.reading.sections) if len((each.text or "").split()) > 4)
    own = case.reading.titled(pattern) or case.reading.coded(*codes[:2])
    if not found and own and not case.reading.full:
        case.not_held(f"what the label says of {subject}")
        numbers = [case.draft.cite_found(case.reading, Found(case.reading.label.set_id, each, 0, 0, None)) for each in own[:2]]
        case.draft.say(f"The label has a part on {subject}.", "label", *numbers)
        return
    if not found:
        case.absent(f"{subject} ({', '.join(words[:4])})", listed=bool(topic and topic.listed))
        return
    clue, first = _clue(found)
    case.draft.summary = _TOLD[clue].format(name=case.name, Name=case.name, subject=subject)
    if case.question.yes_no:
        forbidden = clue == "contraindicated" and not _PARTNER.search(case.question.masked)
        decide(case.draft, case.question.masked, forbidden=forbidden)
    group_facts(case, key)
    case.quotes((first, *(each for each in found if each is not first)))
    case.draft.say(f"Do not start or stop {case.name} on your own. Talk to your doctor about {subject} first.", "advice")


def _of_partner(case: Case, key: str) -> None:
    """Returns nothing; where a partner is the one who is pregnant, the warning is told for her, and no verdict for the asker."""
    if key != "pregnancy" or not asks("asks_partner").search(case.question.masked):
        return
    case.draft.verdict = "depends" if case.question.yes_no else None
    case.draft.summary = (
        f"It depends. The label warns of {case.name} for the one who is pregnant. Ask a pharmacist if she may touch it, and what "
        "it means for a man who takes it."
    )
    warned = [pair for pair in held(case.reading, Warning_) if _UNBORN.search(pair[1].subject)]
    tell(case, warned, most=2)


def _clue(found: tuple[Found, ...]) -> tuple[str, Found]:
    for clue, pattern in _CLUES:
        for each in found[:12]:
            if pattern.search(each.text or ""):
                return clue, each
    return "speaks", found[0]
