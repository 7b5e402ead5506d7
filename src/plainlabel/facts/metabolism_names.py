"""Enzymes and transporters by one short name each: "cytochrome P450 (CYP) 3A4" is CYP3A4, "P-glycoprotein" is P-gp.

Labels spell them in full, with the short form in brackets before or behind the number; a list is easier to read when all are short.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from plainlabel.facts.guarded import Guarded
from plainlabel.vocabulary.patterns import pattern

_ENZYME = pattern("metabolism.enzyme")
_SHORT = re.compile(r"\d[A-Z]\d{1,2}|\d[A-Z]|\d-?K?")
_AS_WRITTEN = re.compile(r"(?P<first>\d[A-Z]\d)\s?/\s?(?P<other>\d(?:/\d)*(?!\w)|(?<=1B1/)1?B3\b|(?<=1B1 / )1?B3\b)")
_SLASH: Final = "\u2215"
"""Stands for the stroke of two forms that labels name as one ("CYP3A4/5")."""
_TRIGGER: Final = tuple(
    "CYP 450 UGT lucuron P-g p-g P-G Pgp BCRP reast OATP OAT OCT rganic MATE oxin MRP ulti MDR BSEP salt NTCP MAO "  # noqa: SIM905
    "onoamine PEPT SULT FMO lavin poxide Cytochrome cytochrome sterase COMT oxidase hydrogenase transferase deaminase eductase "
    "midase eptidase rotease roteinase athepsin oxygenase TPMT hosphatase nuclease nucleotidase nucleosidase phosphorylase".split()
)
"""What the names of enzymes and transporters hold; looked for first, as most sentences name none."""
_SPELLED: Final = tuple(
    (Guarded(re.compile(what, re.IGNORECASE)), short)
    for what, short in (
        (r"\bp-?\s?glycoprotein\b(?:\s(?:1\s)?\(p-?gp\))?|\b(?:human\s)?MDR-?1\b(?:\s\(p-?gp\))?", "P-gp"),
        (r"\b(?:permeability-glycoprotein/)?multi-?drug resistance protein 1 \((?=P-gp|MDR-?1)[^()]*\)", "P-gp"),
        (r"\bmulti-?drug[- ]resistan(?:ce|t) protein(?:\s1)?\s\((?:MDR-?1|P-gp)\)", "P-gp"),
        (r"\bP-gp \((?:also|otherwise) known as[^()]*\)", "P-gp"),
        (r"\bp-gp \((?:p-gp|MDR1|ABCB1|p-glycoprotein)\)", "P-gp"),
        (r"\b(?:human\s)?breast cancer resistan(?:ce|t) protein\b(?:s)?(?:\s\(BCRP\))?", "BCRP"),
        (r"\bbile salt (?:export|extrusion|excretory) pump\b(?:\s\(BSEP\))?", "BSEP"),
        (r"\b(?:human\s)?organic (?:an)?ion[- ]transport(?:er|ing)?\s(?:poly)?peptides?\b(?:\s\(OATPs?\))?", "OATP"),
        (r"\b(?:human\s)?organic anion transporters?\b(?:\s\(OATs?\))?", "OAT"),
        (r"\b(?:human\s)?organic cation transporters?\b(?:\s\(OCTs?\))?", "OCT"),
        (r"\bmulti-?drug and toxin (?:extrusion|compound extrusion)(?:\s(?:protein|transporter))?s?\b(?:\s\(MATEs?\))?", "MATE"),
        (r"\bmulti-?drug resistance[- ](?:associated )?proteins?\b(?:\s\(MRPs?\))?", "MRP"),
        (r"\b(?:uridine|UDP)[\w' -]{0,30}?glucuron(?:os|id)?yl\s?transferases?\b(?:\s\(UGTs?\))?", "UGT"),
        (r"\bglucuronosyl\s?transferases?\b(?:\s\(UGTs?\))?", "UGT"),
        (r"\bflavin(?:[- ]containing)? mono-?oxygenases?\b(?:\s\(FMOs?\))?", "FMO"),
        (r"\bmonoamine oxidases?\b(?:\s\(MAO\))?", "MAO"),
        (r"\bMAO(?:,? type |[ -])([AB])\b(?:\s\(MAO-?[AB]\))?", r"MAO-\1"),
        (r"\b(?:cytochromes? )?P[ -]?450[ -]?(?=\d[A-Z])", "CYP"),
        (r"\b(?:human\s|hepatic\s)?cytochromes?\s(?:CYP\s?)?P[\s-]?450\b", "CYP450"),
        (r"\bCYP[\s-]?P?450\b|\bP[\s-]?450\b", "CYP450"),
        (r"\bCYP450 ?\((?:CYP(?:450)?s?|P450)\)s?", "CYP450"),
        (r"\b(?:CYP450|CYPs?)[\s-]+(?:iso(?:en)?zymes?|isoforms?|enzymes?)?[\s:,]*(?:CYP[\s-]?)?(?=\d[A-Z]\d?)", "CYP"),
        (
            r"\b(?:CYP450|CYPs?)\s+(?:iso(?:en)?zymes?|isoforms?|enzymes?)?[\s:,]*\((?:e\.g\.,?\s)?(?:CYP[\s-]?)?(?=\d[A-Z]\d?)",
            "(CYP",
        ),
        (r"\bCYP(?=\s(?:iso)?(?:en)?zymes?\b|\sisoforms?\b)|\bCYPs\b", "CYP450"),
        (r"\((?:e\.g\.|i\.e\.),?\s(?=CYP|UGT|OAT|OCT|P-gp|BCRP|MATE)", "("),
        (r"\bh(?=OATP?|OCT)", ""),
        (r"\bMATE[- ]?2-?\s?K\b", "MATE2-K"),
        (r"\b(OATP|OAT|OCT|MATE|MRP|UGT|FMO|CYP)s?\)?[\s-]+(?=\d)", r"\1"),
        (r"\b((?:OATP|OAT|OCT|MATE|MRP|UGT|FMO|CYP)\w+) \(\1\)", r"\1"),
        (r"\b(OATP|OAT|OCT|MATE|MRP|UGT|FMO)s?\s\((\1\w[^()]*)\)", r"\2"),
        (r"\b(OATP|OAT|OCT|MATE|MRP|UGT|FMO)s?\s(?=\1)", ""),
        (r"(?<=\w)\*\d\w?", ""),
        (r"\b(FMO)(\d) and (\d) \(FMO\d and FMO\d\)", r"\1\2 and \1\3"),
        (
            (
                r"\b(?:intestinal|hepatic|renal|human|hepatocellular|uptake|efflux|hepatocyte|(?:the )?transporters?|drug)\s"
                r"(?=(?:CYP|P-gp|BCRP|OATP|OAT|OCT|MATE|MRP|UGT|BSEP|NTCP)\w*)"
            ),
            "",
        ),
    )
)  # fmt: skip


def may_name_one(text: str) -> bool:
    """Returns whether a text can name an enzyme or transporter: the quick look before the patterns."""
    return any(word in text for word in _TRIGGER)


def shortened(text: str) -> str:
    """Returns a sentence with its enzymes and transporters by their short names, unchanged where it names none."""
    if not may_name_one(text):
        return text
    for spelled, short in _SPELLED:
        text = spelled.sub(short, text)
    return text


def enzymes(words: str) -> list[str]:
    """Returns the enzymes and transporters of a list, each by its short name ("CYP3A4", "P-gp"); "CYP1A2, 2B6" names two."""
    return list(_named(words))


@lru_cache(maxsize=4096)  # the lists of one label come again and again
def _named(words: str) -> tuple[str, ...]:
    found: list[str] = []
    last = ""
    joined = _AS_WRITTEN.sub(rf"\g<first>{_SLASH}\g<other>", shortened(words))
    for whole in re.split(r"\s?/\s?|,?\s(?:and/or|and|or|nor|as well as)\s|,\s?|\([^()]*\)", joined):
        piece, slash, other = whole.partition(_SLASH)
        name = _enzyme(piece.strip(), last)
        if name and slash:
            name = f"{name}/{other.strip()}"
        if name:
            found.append(name)
            last = name
    return tuple(dict.fromkeys(found))


def _enzyme(piece: str, last: str) -> str | None:
    if not piece:
        return None
    if _SHORT.fullmatch(piece):
        family = re.match(r"[A-Za-z-]*", last).group()  # type: ignore[union-attr]
        return re.sub(r"^MATE2-?K", "MATE2-K", f"{family}{piece}") if family else None
    known = _ENZYME.search(re.sub(r"\)\s?", "", piece))
    return _short_name(known.group().strip()) if known else None


def _short_name(name: str) -> str:
    if name.upper() == "COMT" or re.match(r"catechol", name, re.IGNORECASE):
        return "COMT"
    if name.upper().startswith("MAO"):
        return f"monoamine oxidase {name[-1]}" if name[-1] in "AB" else "monoamine oxidase"
    if name.upper().startswith(("P-G", "PGP")):
        return "P-gp"
    if name.islower() or " " in name:
        return name.lower() if not name.lower().startswith("cyp") else re.sub(r"\s", "", name).upper()
    return re.sub(r"\s", "", name).upper().replace("UGTS", "UGT")
