"""Questions that name an illness and no medicine: which medicines of the edition are approved for it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.draft import Draft
from plainlabel.answers.indications import use_of
from plainlabel.answers.search import title_of_label
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import in_sentence, listed, lower_words
from plainlabel.edition.medicines import is_homeopathic
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Indication
from plainlabel.questions.question import Question
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.reading import Reading
from plainlabel.retrieval.sound import sound
from plainlabel.vocabulary.clinical_names import Condition, find

_MOST: Final = 12
"""How many medicines are named; each of them is told with its place."""
_LONGEST: Final = 4
_MANY_USES: Final = 12
_MOST_KINDS: Final = 4
_Use = tuple[LabelRecord, Fact, Indication]


def tell_medicines_for(question: Question, edition: Edition, draft: Draft) -> bool:
    """Returns whether a question for what treats an illness was answered with the medicines that are approved for it."""
    if question.mentions and any(each.match != "none" for each in question.mentions):
        return False
    condition = condition_of(question.masked) if asks("asks_for_condition").search(question.masked) else None
    if condition is None:
        return False
    found, near = _approved(edition, condition)
    spoken = in_sentence(condition.name)
    if not found:
        draft.outcome = "not_held"
        draft.names.append(spoken)
        draft.summary = f"No label in this copy names {spoken} among its uses. Ask your doctor what can be given for it."
        _other_kinds(draft, near)
        return True
    draft.outcome = "answered"
    draft.names += [spoken, *found]
    many = "One medicine" if len(found) == 1 else f"{len(found)} medicines"
    draft.summary = f"{many} here {'is' if len(found) == 1 else 'are'} approved for {spoken}. Ask your doctor which one fits you."
    _name_each(draft, spoken, found)
    _other_kinds(draft, near)
    draft.notice("Only medicines with a label in this copy are listed; there may be more.")
    return True


def _name_each(draft: Draft, spoken: str, found: dict[str, _Use]) -> None:
    """Returns nothing; the draft names the medicines, first together, then each with its use; every one has its place."""
    named = list(found.items())[:_MOST]
    places = [draft.cite_place(label, fact) for _, (label, fact, _) in named]
    titles = [title for title, _ in named]
    more = len(found) - len(named)
    told = f"{', '.join(titles)} and {more} more" if more else listed(titles)
    draft.say(f"Approved for {spoken}, by the labels held here: {told}.", "computed", *places)
    for place, (title, (_, _, use)) in zip(places, named, strict=True):
        draft.say(f"{title} is approved for {use_of(replace(use, condition=lower_words(use.condition)))}.", "label", place)


def _other_kinds(draft: Draft, near: list[str]) -> None:
    if near:
        draft.names += near
        draft.say(f"Not counted here: medicines for {listed(near, 'or')}. Ask about these by that name.", "computed")


def condition_of(masked: str) -> Condition | None:
    """Returns the illness that the longest run of a question's words names, None where none does."""
    content = set(content_words(masked))
    words = re.findall(r"[a-z0-9][a-z0-9'-]*", masked)
    for length in range(_LONGEST, 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            if run[-1] in content and (known := find(" ".join(run))) is not None and known.how == "name":
                return known.condition
    return None


def _approved(edition: Edition, condition: Condition) -> tuple[dict[str, _Use], list[str]]:
    """Returns by title one label of each medicine approved for a condition, and the names of kinds of it that are illnesses apart.

    The maker's own label comes before copies, wholes before parts, medicines for a few illnesses before those for very many.
    """
    wanted = {condition.name.lower(), *(name.lower() for name in condition.names)}
    hits: dict[int, tuple[Fact, Indication]] = {}
    uses: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    word = re.compile(rf"\b{re.escape(condition.name.lower())}\b")
    for key, fact in edition.facts_of_kind("indication"):
        value = fact.value
        if isinstance(value, Indication):
            uses[key] += 1
            if wanted & {value.condition.lower(), (value.name or "").lower()}:
                hits.setdefault(key, (fact, value))
            elif value.name and word.search(value.name.lower()):
                kinds[in_sentence(value.name)] += 1
    best: dict[tuple[str, ...], tuple[tuple[bool, bool, bool, str], _Use]] = {}
    for key, (fact, value) in hits.items():
        label = edition.label(key)
        if any(is_homeopathic(label, product) for product in label.products[:1]):
            continue
        parts = tuple(sorted({each.name.lower().split(" ")[0] for product in label.products[:1] for each in product.active}))
        rank = (uses[key] > _MANY_USES, label.partial, not label.original_packager, _spoken(label).lower())
        if (parts not in best or rank < best[parts][0]) and sound(Reading(edition, label), fact):
            best[parts] = (rank, (label, fact, value))
    ranked = sorted(best.values(), key=lambda each: (each[0][0], each[0][1], each[0][3]))
    return {_spoken(use[0]): use for _, use in ranked}, [name for name, _ in kinds.most_common(_MOST_KINDS)]


def _spoken(label: LabelRecord) -> str:
    title = title_of_label(label)
    return title.title() if title.isupper() else title
