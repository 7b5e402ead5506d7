"""Finds the medicines a question names, and says how each was found.

The longest run of words that is a name wins. A word that is a name is never corrected; a word that is none, and no ordinary
word, is read as the nearest name where exactly one is near (`spelling`). Where several are equally near, or a brand has several
compositions, the mention is "ambiguous" and holds the candidates to ask about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from plainlabel.edition.records import Name
from plainlabel.questions.combinations import by_strengths, is_pair, joined
from plainlabel.questions.forms import form_first
from plainlabel.questions.mention import Match, Mention, NameIndex
from plainlabel.vocabulary.names import and_joined, everyday_words, fold, ordinary_words, singulars, words_of_salts

__all__ = ["Match", "Mention", "NameIndex", "resolve"]

LONGEST_NAME = 8
"""Words in the longest name that is looked for."""
SHORTEST_CORRECTED = 5
WORD = re.compile(r"[^\W_]+(?:['\u2019`][^\W\d_]+)*")
BREAK = re.compile(r"[?!;:\n\"()\[\]]|(?<=[^\W\d_]{3})\.\s")
TAKEN_BEFORE = re.compile(r"\b(?:with|and|or|take|taking|plus|counter)\s+(?:my|an?|some)?\s*$", re.IGNORECASE)
TAKEN_AFTER = re.compile(r"\s+(?:and|with|pills?|tablets?|supplements?|together)\b", re.IGNORECASE)
KIND_ORDER = {"brand": 0, "generic": 1, "ingredient": 2, "synonym": 3, "class": 4}


class Token(Struct, frozen=True, array_like=True):
    """One word of the question: its folded key and [start, end); `breaks` when no name runs on behind it."""

    key: str
    start: int
    end: int
    breaks: bool


def resolve(text: str, index: NameIndex) -> tuple[Mention, ...]:
    """Returns the medicines a question names, in order, without overlaps.

    Words of everyday substances ("alcohol", "water") are left out where the question names something else. Words that are no
    name, no ordinary word and near no name come as match "none".
    """
    tokens = _tokens(text)
    mentions: list[Mention] = []
    rest: list[Token] = []
    place = 0
    while place < len(tokens):
        found = _longest(text, tokens, place, index)
        if found:
            length, mention = found
            mentions.append(mention)
            place += length
        else:
            rest.append(tokens[place])
            place += 1
    corrected = _corrected(text, rest, index)
    all_found = joined(text, sorted([*mentions, *corrected], key=lambda mention: mention.start), index)
    all_found = by_strengths(text, all_found, index)
    return tuple(_in_form(text, mention, index) for mention in _without_everyday(text, all_found))


def _without_everyday(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Returns the mentions; everyday substances go where the question names a medicine."""
    medicines = [mention for mention in mentions if fold(mention.asked) not in everyday_words()]
    if not any(mention.name or mention.candidates for mention in medicines):
        return tuple(mentions)
    return tuple(mention for mention in mentions if mention in medicines or _is_taken(mention, text))


def _in_form(text: str, mention: Mention, index: NameIndex) -> Mention:
    if mention.match == "class" or len(mention.medicines) < 2:
        return mention
    return replace(mention, medicines=form_first(text, mention.start, mention.end, mention.medicines, index))


def _tokens(text: str) -> list[Token]:
    found = list(WORD.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return [
        Token(
            fold(match.group()),
            match.start(),
            match.end(),
            bool(BREAK.search(text[max(0, match.end() - 3) : following], min(3, match.end()))),
        )
        for match, following in zip(found, ends, strict=True)
    ]


def _longest(text: str, tokens: Sequence[Token], place: int, index: NameIndex) -> tuple[int, Mention] | None:
    """Returns the longest name that begins at a token, and how many tokens it takes."""
    run = 1
    while run < LONGEST_NAME and place + run < len(tokens) and not tokens[place + run - 1].breaks:
        run += 1
    for length in range(run, 0, -1):
        start, end = tokens[place].start, tokens[place + length - 1].end
        asked = text[start:end]
        rows = _rows(asked, index)
        name = _best([row for row in rows if _meant(row, asked, text, start)])
        if name and not (length > 1 and is_pair(name, text, start, end)):
            return length, _mention(asked, start, end, name, index)
    return None


def _rows(asked: str, index: NameIndex) -> tuple[Name, ...]:
    """Returns the names with the words as written, or in the singular."""
    key = fold(asked)
    return next((rows for one in (key, *singulars(key)) if (rows := index.names(one))), ())


def _best(rows: Iterable[Name]) -> Name | None:
    """Returns the name to read: one with medicines held before others, a brand before a generic name, a class last."""
    return min(rows, key=lambda row: (not row.medicines, KIND_ORDER[row.kind]), default=None)


def _meant(name: Name, asked: str, text: str, start: int) -> bool:
    """Returns whether the words are used as a name: ordinary words and very short ones only where they are written as one.

    The words count as they stand and in the singular: "seniors" is an ordinary word, though "Senior" is a brand.
    """
    if name.kind != "brand" and len(name.key) > 3:
        return True
    if len(name.key) <= 3:
        return asked.isupper() and not text.isupper() if name.kind in {"brand", "generic", "ingredient"} else True
    if not any(all(word in ordinary_words() for word in key.split()) for key in (name.key, fold(asked))):
        return True
    before = text[:start].rstrip(" \"'([")
    first = not before or before[-1] in ".!?:;\n"
    return len(name.ingredients) == 1 and asked[0].isupper() and not (first or text.isupper() or text.istitle())


def _is_taken(mention: Mention, text: str) -> bool:
    """Returns whether a mineral beside a medicine is itself taken ("with iron"), not measured or contained ("low iron")."""
    taken = TAKEN_BEFORE.search(text[: mention.start]) or TAKEN_AFTER.match(text[mention.end :])
    return everyday_words().get(fold(mention.asked)) == "mineral" and bool(taken)


def _mention(asked: str, start: int, end: int, name: Name, index: NameIndex) -> Mention:
    """Returns the mention of a name that was found as written."""
    if name.kind == "class":
        return Mention(asked, start, end, name, name.medicines, "class")
    if len(name.ingredients) > 1:
        candidates = tuple(and_joined(one) for one in name.ingredients)
        note = f"{name.name} is sold with different ingredients: {'; '.join(candidates)}"
        return Mention(asked, start, end, name, name.medicines, "ambiguous", candidates, note)
    if name.kind == "synonym" or (name.kind == "brand" and name.medicines and not _on_a_label(name, index)):
        relation = "another name for" if name.kind == "synonym" else "a brand of"
        note = f"{name.name} is {relation} {and_joined(name.ingredients[0])}"
        return Mention(asked, start, end, name, name.medicines, "synonym", note=note)
    return Mention(asked, start, end, name, name.medicines, "exact")


def _on_a_label(name: Name, index: NameIndex) -> bool:
    """Returns whether a held label carries the brand."""
    medicines = [index.medicine(key) for key in name.medicines]
    return name.source == "label" or any(fold(brand) == name.key for one in medicines if one for brand in one.brands)


def _corrected(text: str, rest: Sequence[Token], index: NameIndex) -> Iterable[Mention]:
    """Yields a mention for each leftover word that may be a misspelt name: read as one, ambiguous between several, or none."""
    doubtful = [token for token in rest if _doubtful(token.key, index)]
    if not doubtful:
        return
    from plainlabel.questions.spelling import near  # noqa: PLC0415 - costs 20 ms to load, and most questions are spelt well

    taken = -1
    following = {token.start: after for token, after in pairwise(rest)}
    before = {after.start: token for token, after in pairwise(rest)}
    for token in doubtful:
        if token.start < taken:
            continue
        for first, last in _spans(token, before.get(token.start), following.get(token.start), text):
            asked = text[first.start : last.end]
            names, match = near(fold(asked).replace(" ", ""), index, joined=first is not last)
            if names:
                taken = last.end
                yield _read_as(asked, first.start, last.end, names, match)
                break
        else:
            yield Mention(token_text := text[token.start : token.end], token.start, token.start + len(token_text), None, (), "none")


def _spans(token: Token, before: Token | None, after: Token | None, text: str) -> Iterable[tuple[Token, Token]]:
    """Returns the word alone, then joined with the word before or after it ("level iracetam")."""
    yield token, token
    if after and not token.breaks and text[token.end : after.start] in {" ", "-"}:
        yield token, after
    if before and not before.breaks and text[before.end : token.start] in {" ", "-"}:
        yield before, token


def _doubtful(key: str, index: NameIndex) -> bool:
    """Returns whether a word may be a misspelt name: long enough, letters only, no name and no ordinary word."""
    if len(key) < SHORTEST_CORRECTED or not key.isalpha():
        return False
    forms = (key, *singulars(key))
    return not any(_is_plain(form) or index.names(form) for form in forms)


def _is_plain(word: str) -> bool:
    """Returns whether a word is never read as a misspelt name: ordinary, everyday or part of a salt's name."""
    return word in ordinary_words() or word in everyday_words() or any(word in words for words in words_of_salts().values())


def _read_as(asked: str, start: int, end: int, names: Sequence[Name], match: Match) -> Mention:
    """Returns the mention for the near names: one near enough is read, others are asked about."""
    candidates = tuple(dict.fromkeys(name.name for name in names))
    if match != "ambiguous" and (len(names[0].ingredients) == 1 or names[0].kind == "class"):
        return Mention(asked, start, end, names[0], names[0].medicines, match, candidates, f'read "{asked}" as "{candidates[0]}"')
    note = (
        f'"{asked}" is no name known here; near are {and_joined(candidates)}'
        if len(candidates) > 1
        else f'did "{asked}" mean "{candidates[0]}"?'
    )
    return Mention(asked, start, end, None, (), "ambiguous", candidates, note)
