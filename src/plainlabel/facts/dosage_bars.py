"""What a sentence speaks of that is no dose of the medicine: kidneys, toxicity, trials, other medicines."""

from __future__ import annotations

import re

from plainlabel.facts.dosage_amounts import Amount, amounts
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_BAR = pattern("dosage.bar")
ABOVE_NOT = pattern("dosage.above_not")
"""Doses above a limit that are not recommended: the limit is a maximum."""
_DOSE_OF = pattern("dosage.dose_of")
_DOSE_FOR = pattern("dosage.dose_for_another")
_GIVEN_ANOTHER = pattern("dosage.given_another")
_DOSE_OF_OWN = pattern("dosage.dose_of_own")
_NOT_RECOMMENDED = re.compile(r"\bnot recommended\b", re.IGNORECASE)
_OTHER_DRUG = pattern("dosage.other_drug")
_BESIDE = pattern("dosage.beside")
_TAIL = pattern("dosage.tail")
_PARTNER = pattern("dosage.partner")
_RECOMMENDATION = pattern("dosage.recommendation")
_TO_MOST = pattern("dosage.to_most")
_COMBINED_LEAD = pattern("dosage.combined_lead")
_SOFT = pattern("dosage.bar_before")
_NOT_FOR_LONG = re.compile(
    r" and (?:continuous|prolonged) (?:administration|use|treatment|therapy)\b[^.;]* not recommended", re.IGNORECASE
)
_INJECTED = pattern("dosage.injected")
_ALONE_DOSE = pattern("dosage.component_dose")
_COUNTED = pattern("dosage.counted_unit")
_STRENGTH_GAP = pattern("dosage.strength_gap")
_OTHERWISE = re.compile(r"or (?!\d)")
_FIRST = re.compile(r"\d\s?[a-z]")
_CONTAINING = re.compile(r"\bcontaining\b[^.;]*?(?=\b(?:taken|orally|once|twice|daily)\b)", re.IGNORECASE)
_FOLLOWING = pattern("dosage.following_drug")
_NAME_BEFORE = re.compile(r"\b(?P<name>[A-Z][a-z]{4,})\s*$")
_NO_NAME = re.compile(
    r"(?:Initial|Maintenance|Starting|Loading|Maximum|Minimum|Doses?|Dosage|Adults?|Children|Infants|Week|Month|Inject|Administer"
    r"|Begin|Start|Target|Usual|First|Second|Third|Subsequent|Daily|Weekly|Total|Single|Apply|Swallow|Initiate|Level|Recommended|Inhale"
    r"|Usually|Dissolve|Spray|Instill|Insert|Infuse|About|Approximately|Tablets?|Capsules?|Injection|Patients|Chew|Place|Elderly"
    r"|Diseases?|Disorders?|Syndromes?|Infections?|Treatment|Prevention|Prophylaxis|Failure|Cancers?|Severe|Moderate|Acute|Chronic|Directions|Geriatric|Pediatric)"
)


def is_barred(text: str) -> bool:
    """Returns whether a sentence speaks of something that no recommended dose is read from."""
    own = _without_tail(own_part(text))
    return bool(_BAR.search(_NOT_RECOMMENDED.sub(" ", own) if ABOVE_NOT.search(own) else own))


def unbarred(text: str) -> str | None:
    """Returns what of a sentence a dose may be read from, None where that is nothing.

    A trial or a reaction told before "and the recommended dose is ..." or in another clause does not bar the recommendation.
    """
    text = _NOT_FOR_LONG.sub("", text) if "not recommended" in text else text
    if not is_barred(text):
        return text
    if (limit := _TO_MOST.match(text)) and not is_barred(limit["own"]):
        return limit["own"]
    if (lead := _COMBINED_LEAD.match(text)) and not is_barred(text[lead.end() :]):
        return text[lead.end() :]
    found = _RECOMMENDATION.search(text)
    if found and found.start() and _softly(text[: found.start()]) and not is_barred(text[found.start() :]):
        return text[found.start() :]
    clauses = text.split("; ")
    kept = [clause for clause in clauses if not is_barred(clause)]
    if kept and kept[0] is clauses[0] and all(_OTHERWISE.match(one) and not amounts(one) for one in clauses[1:]):
        return kept[0]  # "10 mg in those with ...; or in those with ...": the dose stands in the first.
    return "; ".join(kept) if kept and all(_softly(clause) for clause in clauses) else None


def _softly(text: str) -> bool:
    """Returns whether all that bars a text tells of trials and the like, not of for whom the dose is."""
    return not is_barred(_SOFT.sub(" ", text))


def _without_tail(text: str) -> str:
    """Returns a text up to where, behind its first figure, it tells how long, on what grounds or beside what the dose is taken."""
    first = _FIRST.search(text)
    tail = _TAIL.search(text, first.end()) if first else None
    return text[: tail.start()] if tail else text


def other_name(before: str, names: re.Pattern[str] | None) -> bool:
    """Returns whether an amount stands behind the name of another medicine ("Amoxicillin 1000 mg")."""
    found = _NAME_BEFORE.search(before) or _OTHER_DRUG.search(before) or _FOLLOWING.search(before)
    return found is not None and names is not None and not names.search(found["name"]) and not _NO_NAME.match(found["name"])


def own_part(text: str) -> str:
    """Returns the text of the same start without what is taken beside the medicine and what a tablet contains."""
    first = _FIRST.search(text)
    beside = _BESIDE.search(text, first.end()) if first else None
    own = text[: beside.start()] if beside else text
    return _CONTAINING.sub(lambda found: " " * len(found.group()), own) if "containing" in own else own


def of_another(names: re.Pattern[str] | None, text: str) -> bool:
    """Returns whether a sentence gives the dose of another medicine ("the recommended dose of ...")."""
    found = _GIVEN_ANOTHER.match(text) or _DOSE_FOR.search(text) or _DOSE_OF.search(text)
    return (
        found is not None
        and names is not None
        and not _DOSE_OF_OWN.match(found["of"])
        and not names.match(found["of"])
        and not names.match(text, found.start("of"))
    )


def of_another_form(source: Source, text: str) -> bool:
    """Returns whether a sentence of a label of oral medicines gives the dose of an injection of the same substance."""
    if "njection" not in text or not _INJECTED.search(text):
        return False
    routes = {route.lower() for product in source.label.products for route in product.routes}
    return bool(routes) and all("oral" in one for one in routes)


def components(source: Source) -> tuple[str, ...]:
    """Returns the first words of the ingredients of a combination, lower case; none for a medicine of one."""
    parts = max(
        (tuple(one.name.split()[0].strip(",").lower() for one in product.active) for product in source.label.products),
        key=len,
        default=(),
    )
    return parts if len(set(parts)) > 1 else ()


def of_component(parts: tuple[str, ...], text: str) -> bool:
    """Returns whether a sentence of a combination tells the doses of its ingredients one by one ("Norvexin is given at ...")."""
    return bool(parts) and all(_of_one(parts, clause) for clause in text.split("; "))


def _of_one(parts: tuple[str, ...], clause: str) -> bool:
    """Returns whether a clause names one ingredient of a combination, and that as what is given."""
    words = clause.lower()
    named = [part for part in parts if part in words]
    found = _ALONE_DOSE.search(clause)
    return len(named) == 1 and found is not None and (found["of"] or found["of2"]).lower() == named[0]


def without_partners(text: str, found: list[Amount], names: re.Pattern[str] | None) -> list[Amount]:
    """Returns the amounts without those of further substances ("5 mg of this and 10 mg of that") and without strengths of units."""
    kept: list[Amount] = []
    for amount in found:
        gap = text[kept[-1].end : amount.start] if kept else ""
        if kept and _COUNTED.match(kept[-1].unit) and not _COUNTED.match(amount.unit) and _STRENGTH_GAP.match(gap):
            kept[-1] = kept[-1]._replace(end=amount.end)  # "Two inhalations of Zelvora 200 mcg": which strength.
            continue
        around = text[kept[-1].start - 40 if kept and kept[-1].start > 40 else 0 : amount.end + 40]
        if kept and names and _PARTNER.match(gap) and len({one.group().lower() for one in names.finditer(around)}) > 1:
            kept[-1] = kept[-1]._replace(end=amount.end)
        else:
            kept.append(amount)
    return kept
