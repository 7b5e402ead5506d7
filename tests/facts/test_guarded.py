"""Guarded patterns: they find what the bare pattern finds, and know words that each match must have."""

from __future__ import annotations

import re

import pytest

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.needed_words import needed_words
from plainlabel.vocabulary import patterns

_TEXTS = (
    "",
    "Zelvora may be taken with food.",
    "In post-marketing use, RASH was seen (see Table 2).",
    "Kİdney trials: \u017ferious events; the \u0131ll and the \u212aind.",
    "After 3 hours each, patients with gout stopped norvexin.",
)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"\bp(?:a)?ediatric|[Ss]tud(?:y|ies)\b", {"pediatric", "paediatric", "Study", "study", "Studies", "studies"}),
        (r"\b(?:foo|far)\s+x{2,3}", {"foo", "far"}),
        (r"\d+ (?:tablets?|doses?) (?=daily)", {" tablet ", " tablets ", " dose ", " doses "}),
        (r"(?:very )?rare(?<!not rare)", {"rare"}),
        (r"stud(?:y|ies) of (?:\w+ )+mice", {"studies of ", "study of "}),
    ],
)
def test_needed_words(source: str, words: set[str]) -> None:
    """The longest words come out of a sequence, those of all branches together, none of what may be missing."""
    assert needed_words(re.compile(source)) == words


@pytest.mark.parametrize("source", [r"x|", r"\w+", r"a?b*", r"(?:rash|\d)", r"[^;]{2}"])
def test_nothing_certain(source: str) -> None:
    """A pattern that also fits texts without any certain word has none, and is run as it is."""
    guarded = Guarded(re.compile(source))
    assert guarded.words == ("",)
    assert guarded.may_fit("")


def test_case() -> None:
    """Where the pattern ignores case, in all or in part, so do the words; Turkish and long letters count as Python takes them."""
    guarded = Guarded(re.compile(r"(?i)\bkidney|serious|\bill\b"))
    assert [found.group() for found in guarded.finditer(_TEXTS[3])] == ["Kİdney", "\u017ferious", "\u0131ll"]
    assert Guarded(re.compile(r"(?i:NORVEXIN) tablet")).search("norvexin tablet") is not None
    assert Guarded(re.compile("Norvexin")).search("norvexin") is None


def test_same_as_the_pattern() -> None:
    """Each way to run a guarded pattern gives what the bare pattern gives, for every pattern of the package."""
    for name in patterns._PATTERNS:
        bare = patterns.pattern(name)
        guarded = Guarded(bare)
        for text in _TEXTS:
            found = bare.search(text)
            assert found is None or guarded.may_fit(text), name
            assert _spans(guarded.finditer(text)) == _spans(bare.finditer(text)), name
    guarded, bare = Guarded(re.compile(r"(gout)|rash")), re.compile(r"(gout)|rash")
    for text in (*_TEXTS, "rash", "gout"):
        assert guarded.sub("-", text) == bare.sub("-", text)
        assert guarded.split(text, 1) == bare.split(text, 1)
        assert [one is None for one in (guarded.search(text), guarded.match(text), guarded.fullmatch(text))] == [
            one is None for one in (bare.search(text), bare.match(text), bare.fullmatch(text))
        ]


def _spans(found: object) -> list[tuple[int, int]]:
    return [one.span() for one in found]  # type: ignore[attr-defined]
