"""Advice kinds of a warning: what its sentences tell to do (monitor, stop, avoid ...), as closed words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from plainlabel.facts.full_text import Sentence
from plainlabel.facts.guarded import Guarded
from plainlabel.vocabulary.patterns import pattern

_KINDS: Final = (
    "monitor",
    "stop",
    "interrupt",
    "reduce_dose",
    "avoid",
    "avoid_live_vaccines",
    "test_before",
    "contraception",
    "counsel",
)
_SAYS: Final = tuple((kind, pattern(f"advice.{kind}")) for kind in _KINDS)
# What happened in trials ("led to dose reduction in 3%") is no advice.
_REPORT: Final = pattern("advice.report")
_REPORTED: Final = frozenset(("stop", "interrupt", "reduce_dose", "test_before"))
# Words one of which every sentence of a kind has: they spare most searches.
_WORDS: Final = {
    "monitor": ("monitor", "observe", "follow", "check", "measured", "watched", "assessed", "evaluated"),
    "stop": ("discontinu", "stop", "withdraw", "cease", "terminat"),
    "interrupt": ("interrupt", "withh", "suspend", "hold", "held", "delay", "postpone"),
    "reduce_dose": ("dos", "infusion rate", "rate of infusion"),
    "avoid": ("avoid", "not", "contraindicated", "never"),
    "avoid_live_vaccines": ("live",),
    "test_before": ("prior", "before", "baseline"),
    "contraception": ("contracepti", "birth control"),
    "counsel": (
        "advis",
        "inform",
        "counsel",
        "instruct",
        "educat",
        "tell",
        "told",
        "warn",
        "caution",
        "alert",
        "appris",
        "encourag",
        "aware",
    ),
}
_NOT: Final = pattern("advice.not")
_CUE: Final = Guarded(pattern("advice.cue"))


def advice(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Returns the kinds of advice the sentences give, in a fixed order."""
    found: set[str] = set()
    for sentence in sentences:
        if sentence.kind in {"caption", "image", "footnote"}:
            continue
        text = sentence.plain
        if _CUE.search(text) is None:
            continue
        rest = _NOT.sub(" ", text)
        low = text.lower()
        reports = bool(_REPORT.search(rest))
        found.update(
            kind
            for kind, form in _SAYS
            if kind not in found
            and any(word in low for word in _WORDS[kind])
            and not (reports and kind in _REPORTED)
            and form.search(rest)
        )
    if "avoid_live_vaccines" in found and not _other_avoid(sentences):
        found.discard("avoid")
    return tuple(kind for kind in _KINDS if kind in found)


def _other_avoid(sentences: Iterable[Sentence]) -> bool:
    """Returns whether something else than live vaccines is to be avoided too."""
    forms = dict(_SAYS)
    return any(forms["avoid"].search(one.plain) and not forms["avoid_live_vaccines"].search(one.plain) for one in sentences)
