"""What other sections than Indications say a medicine is not for: not approved, not indicated, not to be used for.

Said in warnings, boxed warnings, under use in children or in old people, or in pharmacology. The words are data
(fact_patterns_uses.tsv); the phrase they leave is made into terms by `limitation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plainlabel.facts.excerpt import own_passages
from plainlabel.facts.full_text import Sentence, full_sections
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_WARNINGS: Final = frozenset(("34066-1", "43685-7", "34071-1", "42232-9"))
# Besides the warnings: dosage, use in children and in old people, other groups, pharmacology, reactions, studies.
_SECTIONS: Final = (
    *sorted(_WARNINGS),
    "42229-5",
    "34068-7",
    "34081-0",
    "34082-8",
    "43684-0",
    "34090-1",
    "43682-4",
    "34084-4",
    "34092-7",
)
_GAP = re.compile(r"\s{6,}(?=[A-Z])")
_CUE = re.compile(r"\bnot\b", re.IGNORECASE)
_NOT_APPROVED = Guarded(pattern("limitation.not_approved"))
_FOR_WHICH = pattern("limitation.for_which")
# One of them stands in every match: the pattern itself tries each word of a sentence as the first.
_WHICH: Final = (" for which ", " in which ", "which is not a")
_NO_USE = Guarded(pattern("limitation.no_use"))
_NOT_TO_USE = Guarded(pattern("limitation.not_to_use"))
_NOT_FOR_PROCEDURE = pattern("limitation.not_for_procedure")
_ROUTE_BEFORE = pattern("limitation.route_before")
# "... and it is not indicated for": each half is read by itself.
_AND_NOT = re.compile(
    r"\band (?=(?:it |they )?(?:is|are) (?:also )?not (?:indicated|approved|intended|recommended)\b"
    r"(?! (?:for|in) (?:this|these|that|such)\b))",
    re.IGNORECASE,
)
_THIS_USE = Guarded(pattern("limitation.this_use"))
# "... in patients who received blue infusions of morfan. Zorfan is not approved for this use."
_FOR_THIS = re.compile(
    r"\b(?:(?:is|are) not (?:FDA[- ])?(?:approved|indicated)|should not be used) for (?:this|such) (?:an? )?(?:use|purpose)\b",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"\b(?:patients|people|individuals) (?:receiving|given|who (?:have )?received|treated with) (?P<rest>[^.;,()]{5,60}?)"
    r"(?=\s(?:of|following|after|during)\s|[.,;(])",
    re.IGNORECASE,
)
# "Zorfan has not been shown to be effective for a purpose. It should not be used for such purpose."
_NOT_SHOWN = re.compile(
    r"\bnot been shown to be (?:safe (?:and|or) )?effective for(?: the)? (?P<rest>[^.;,()]{5,60})", re.IGNORECASE
)
_AT_A_TIME = pattern("limitation.at_a_time")
_UNTESTED_USE = pattern("limitation.untested_use")
_NOT_PERFORMED = pattern("limitation.not_performed")
_TREATMENT_NOT = Guarded(pattern("limitation.treatment_not"))
_AND = re.compile(r",\s+(?:and |or )?|\s+(?:and|or)\s+")
# "The 10 mg twice daily dosage is not approved for gout" tells of one dose, not of the medicine.
_DOSE_BEFORE = Guarded(pattern("limitation.dose_before"))
_REASON = re.compile(r"\W*because\b", re.IGNORECASE)
_LAST_NAMED = re.compile(r"(?:\b(?:including|such as|like|with|for|in|of)|,)\s+(?!.*\b(?:including|such as|like)\b)", re.IGNORECASE)


class Said(NamedTuple):
    """One phrase that names what the medicine is not for; `groups` where groups of age count too."""

    words: str
    sentence: Sentence
    groups: bool


def said_elsewhere(source: Source) -> Iterator[Said]:
    """Returns the phrases of other sections that name what the medicine is not for."""
    for section in full_sections(source, *_SECTIONS):
        if not _CUE.search(section.text):
            continue
        warns = not _WARNINGS.isdisjoint(source.codes(section))
        before = ""
        for passage in own_passages(source, section):
            if "ot " in section.text[passage.start : passage.end]:
                sentence = Sentence(section, passage.start, passage.end, passage.kind)
                found = _of_which(" ".join(sentence.plain.split()))
                # A reference in brackets often ends a sentence that has lost its full stop.
                parts = [" ".join(half.split()) for part in _GAP.split(sentence.bare) for half in _AND_NOT.split(part)]
                told = [one for part in parts if not _DOSE_BEFORE.search(part) and (one := _phrase(source, part, warns=warns))]
                each = [(one, False) for one in _AND.split(found[0])] if found is not None else told
                for words, groups in each:
                    yield Said(words, sentence, groups)
                named = (_RECEIVED.search(before) or _NOT_SHOWN.search(before)) if _FOR_THIS.search(sentence.plain) else None
                if named is not None and not told:
                    yield Said(named["rest"], sentence, groups=False)
            before = section.text[passage.start : passage.end]


def _of_which(text: str) -> tuple[str, bool] | None:
    """Returns what a sentence names before "a disease for which it is not approved"."""
    found = _FOR_WHICH.search(text) if any(words in text.lower() for words in _WHICH) else None
    return None if found is None else (_LAST_NAMED.split(found["rest"])[-1], False)


def _begins_with_name(source: Source, text: str) -> bool:
    """Returns whether a sentence is on the medicine by its whole name ("Zorfan inhalation solution"), in a label of one form."""
    forms = {product.form for product in source.label.products}
    return len(forms) == 1 and source.names is not None and source.names.match(text.strip()) is not None


def _phrase(source: Source, text: str, *, warns: bool) -> tuple[str, bool] | None:
    """Returns the phrase a sentence names what the medicine is not for by, and whether it may be a group of age."""
    untested = _UNTESTED_USE.search(text) or (_NOT_PERFORMED.search(text) if warns else None)
    at_a_time = _AT_A_TIME.search(text)
    if untested is not None or at_a_time is not None:
        return (untested or at_a_time)["rest"], untested is None  # type: ignore[index]
    # What opens with "because" gives the reason of something else.
    found = None if _REASON.match(text) else _NOT_APPROVED.search(text)
    # What is said of one route or one package is no limitation of the medicine.
    if found is not None and (not _ROUTE_BEFORE.search(text[: found.start()]) or _begins_with_name(source, text)):
        return found["rest"], True
    back = _THIS_USE.search(text)
    if back is not None:
        return back["rest"], False
    found = _TREATMENT_NOT.search(text)
    if found is not None:
        return found["rest"] or found["rest2"], True
    found = _NO_USE.search(text)
    if found is not None:
        return found["rest"] or found["act"], True
    found = _NOT_TO_USE.search(text) or (_NOT_FOR_PROCEDURE.search(text) if warns else None)
    return None if found is None else (found["rest"], False)
