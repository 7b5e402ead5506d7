"""Finds the medicines a question names, and says how each was found.

The longest run of words that is a name wins. A word that is a name is never corrected; a word that is none, and no ordinary
word, is read as the nearest name where exactly one is near (`spelling`). Where several are equally near, or a brand has several
compositions, the mention is "ambiguous" and holds the candidates to ask about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, Protocol

from msgspec import Struct

from plainlabel.edition.medicines import and_joined
from plainlabel.edition.names import fold
from plainlabel.edition.records import Medicine, Name
from plainlabel.vocabulary.names import everyday_words, ordinary_words, words_of_salts

Match = Literal["exact", "synonym", "spelling", "sound", "class", "ambiguous", "none"]
LONGEST_NAME = 8
"""Words in the longest name that is looked for."""
SHORTEST_CORRECTED = 5
WORD = re.compile(r"[^\W_]+(?:['’`][^\W\d_]+)*")
BREAK = re.compile(r"[?!;:\n\"()\[\]]|(?<=[^\W\d_]{3})\.\s")
PAIR_CUE = re.compile(
    r"\b(?:together|interact\w*|between|both|mix\w*|compar\w*|versus|vs|combin\w*|same time|difference|each other|at once|compatible)\b",
    re.IGNORECASE,
)
"""Words that tell two medicines from a product that combines them."""
KIND_ORDER = {"brand": 0, "generic": 1, "ingredient": 2, "synonym": 3, "class": 4}


class NameIndex(Protocol):
    """What resolving needs of an edition."""

    def names(self, key: str) -> tuple[Name, ...]:
        """Returns the names with this folded key."""

    def name_keys(self) -> Sequence[str]:
        """Returns every folded key."""

    def medicine(self, key: str) -> Medicine | None:
        """Returns the medicine with this key."""


class Mention(Struct, frozen=True):
    """One place where a question names a medicine, or a word that might be one.

    `asked` is the question's text at [start, end), in code points. `name` is None when nothing was found (match "none") or several
    names are near (match "ambiguous" with `candidates`). `medicines` are keys of medicines the edition holds, the usual form first; ()
    with a `name` means the medicine is known and not held. `note` is a sentence for the reader, None for a plain match.
    """

    asked: str
    start: int
    end: int
    name: Name | None
    medicines: tuple[str, ...]
    match: Match
    candidates: tuple[str, ...] = ()
    note: str | None = None

    @property
    def compositions(self) -> tuple[tuple[str, ...], ...]:
        """Returns the compositions the name stands for, () without a name."""
        return self.name.ingredients if self.name else ()


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
    known = [mention for mention in mentions if fold(mention.asked) not in everyday_words()]
    corrected = list(_corrected(text, rest, index))
    if known or any(mention.name or mention.candidates for mention in corrected):
        mentions = known
    return tuple(sorted([*mentions, *corrected], key=lambda mention: mention.start))


def _tokens(text: str) -> list[Token]:
    found = list(WORD.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        Token(fold(match.group()), match.start(), match.end(), bool(BREAK.search(text[max(0, match.end() - 3) : following], min(3, match.end()))))
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
        if name and not (length > 1 and _is_pair(name, asked, text)):
            return length, _mention(asked, start, end, name, index)
    return None


def _rows(asked: str, index: NameIndex) -> tuple[Name, ...]:
    """Returns the names with the words as written, or in the singular."""
    key = fold(asked)
    return next((rows for one in (key, *singulars(key)) if (rows := index.names(one))), ())


def singulars(key: str) -> tuple[str, ...]:
    """Returns the singular forms a key may have: "statins" gives "statin"."""
    if len(key) < 5 or not key.endswith("s") or key.endswith("ss"):
        return ()
    forms = [key[:-1]]
    if key.endswith("ies"):
        forms.append(key[:-3] + "y")
    if key.endswith("es"):
        forms.append(key[:-2])
    return tuple(forms)


def _best(rows: Iterable[Name]) -> Name | None:
    """Returns the name to read: one with medicines held before others, a brand before a generic name, a class last."""
    return min(rows, key=lambda row: (not row.medicines, KIND_ORDER[row.kind]), default=None)


def _meant(name: Name, asked: str, text: str, start: int) -> bool:
    """Returns whether the words are used as a name: ordinary words and very short ones only where they are written as one."""
    if name.kind != "brand" and len(name.key) > 3:
        return True
    if len(name.key) <= 3:
        return asked.isupper() and not text.isupper() if name.kind in {"brand", "generic", "ingredient"} else True
    if not all(word in ordinary_words() for word in name.key.split()):
        return True
    first = not text[:start].strip(" \"'([")
    return asked[0].isupper() and not first and not text.isupper() and not text.istitle()


def _is_pair(name: Name, asked: str, text: str) -> bool:
    """Returns whether "a and b" means two medicines rather than the product that holds both."""
    joined = name.kind == "generic" and any(len(one) > 1 for one in name.ingredients)
    return joined and bool(re.search(r"\b(?:and|with|or)\b|[,&+]", asked)) and bool(PAIR_CUE.search(text))


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
    following = {token.start: after for token, after in zip(rest, rest[1:], strict=False)}
    before = {after.start: token for token, after in zip(rest, rest[1:], strict=False)}
    for token in doubtful:
        if token.start < taken:
            continue
        for first, last in _spans(token, before.get(token.start), following.get(token.start), text):
            asked = text[first.start : last.end]
            names, kind = near(fold(asked).replace(" ", ""), index)
            if names:
                taken = last.end
                yield _read_as(asked, first.start, last.end, names, kind)
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
    return not any(form in plain_words() or index.names(form) for form in forms)


@cache
def plain_words() -> frozenset[str]:
    """Returns the words that are never read as a misspelt name."""
    return ordinary_words() | everyday_words() | frozenset().union(*words_of_salts().values())


def _read_as(asked: str, start: int, end: int, names: Sequence[Name], kind: Match) -> Mention:
    """Returns the mention for the near names: one is read, several are asked about."""
    if len(names) == 1 and (len(names[0].ingredients) == 1 or names[0].kind == "class"):
        note = f'read "{asked}" as "{names[0].name}"'
        return Mention(asked, start, end, names[0], names[0].medicines, kind, (names[0].name,), note)
    candidates = tuple(dict.fromkeys(name.name for name in names))
    note = f'"{asked}" is near {and_joined(candidates)}' if len(candidates) > 1 else f'read "{asked}" as "{candidates[0]}", which is sold with different ingredients'
    return Mention(asked, start, end, None, (), "ambiguous", candidates, note)
