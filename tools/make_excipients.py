"""Builds src/plainlabel/vocabulary/excipients.tsv from FDA's Inactive Ingredient Database, SPL files and names seen in labels.

    python tools/make_excipients.py SHARED_DATA_FOLDER

A name that only the labels write takes the UNII of the same substance where the database has it under another spelling
("GELATIN, UNSPECIFIED" for GELATIN, "CORN STARCH" for "STARCH, CORN"); otherwise its UNII stays empty.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

from lxml import etree

SEEN_IN_LABELS = """
WATER|HYPROMELLOSE, UNSPECIFIED|STARCH, CORN|GELATIN, UNSPECIFIED|POLYETHYLENE GLYCOL, UNSPECIFIED|POLYVINYL ALCOHOL, UNSPECIFIED
CELLULOSE, MICROCRYSTALLINE|POVIDONE, UNSPECIFIED|HYPROMELLOSES|AMMONIA|CROSPOVIDONE, UNSPECIFIED|HYDROXYPROPYL CELLULOSE, UNSPECIFIED
SODIUM CITRATE, UNSPECIFIED FORM|LACTOSE, UNSPECIFIED FORM|LECITHIN, SOYBEAN|LOW-SUBSTITUTED HYDROXYPROPYL CELLULOSE, UNSPECIFIED
CARBOXYMETHYLCELLULOSE SODIUM, UNSPECIFIED|CARBOXYMETHYLCELLULOSE SODIUM, UNSPECIFIED FORM|FD&C RED NO. 3|NITROGEN|SODIUM CITRATE
METHACRYLIC ACID AND ETHYL ACRYLATE COPOLYMER|METHACRYLIC ACID - ETHYL ACRYLATE COPOLYMER (1:1) TYPE A|CROSPOVIDONE (120 .MU.M)
SODIUM PHOSPHATE, MONOBASIC, UNSPECIFIED FORM|SODIUM PHOSPHATE, DIBASIC, UNSPECIFIED FORM|FD&C BLUE NO. 2--ALUMINUM LAKE
POTASSIUM PHOSPHATE, MONOBASIC|DIMETHICONE|DIMETHICONE, UNSPECIFIED|LACTIC ACID, UNSPECIFIED FORM|ETHYLCELLULOSE, UNSPECIFIED
ETHYLCELLULOSES|HYDROXYETHYL CELLULOSE, UNSPECIFIED|CARMINIC ACID|TOCOPHERSOLAN|GLUTAMIC ACID|POLYOXYL 40 STEARATE|ALPHA-TOCOPHEROL
SODIUM STARCH GLYCOLATE TYPE A POTATO|SODIUM STARCH GLYCOLATE TYPE A CORN|STARCH, POTATO|LECITHIN, EGG|METHACRYLIC ACID
HISTIDINE MONOHYDROCHLORIDE MONOHYDRATE|ARGININE HYDROCHLORIDE|LYSINE HYDROCHLORIDE|POLYGLYCERYL-10 OLEATE|CAPRYLIC ACID
SODIUM SUCCINATE ANHYDROUS|MAGNESIUM SULFATE, UNSPECIFIED FORM|HYPROMELLOSE 2910 (50 MPA.S)|HYPROMELLOSE 2910 (15 MPA.S AT 5%)
HYPROMELLOSE 2910 (5 MPA.S)|HYPROMELLOSE 2910 (6 MPA.S)|HYPROMELLOSE 2910 (3 MPA.S)|SODIUM ALGINATE|CALCIUM PHOSPHATE, UNSPECIFIED FORM
STARCH, PREGELATINIZED CORN|SODIUM CARBONATE, UNSPECIFIED FORM|CITRIC ACID, UNSPECIFIED FORM|ALUMINUM OXIDE|PIGMENT RED 48
POTASSIUM PHOSPHATE, DIBASIC|ACETIC ACID|SODIUM ACETATE|TREHALOSE|PROLINE|METHIONINE|PEANUT OIL|ETHYLENE-VINYL ACETATE COPOLYMER
POLYVINYL ACETATE PHTHALATE|HYPROMELLOSE ACETATE SUCCINATE 06081224 (3 MM2/S)|POLYVINYL CAPROLACTAM-POLYVINYL ACETATE-POLYETHYLENE GLYCOL
"""
NS = "{urn:hl7-org:v3}"


def database(shared: Path) -> dict[str, str]:
    """Returns UNII by name from the Inactive Ingredient Database."""
    found: dict[str, str] = {}
    with gzip.open(shared / "terminology" / "fda_inactive_ingredients.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            unii, identifier = line.split("\t")[:2]
            name = identifier.split(":")[0].strip().upper()
            if name and (name not in found or not found[name]):
                found[name] = unii if re.fullmatch(r"[0-9A-Z]{10}", unii) else ""
    return found


def labels(shared: Path) -> dict[str, str]:
    """Returns UNII by name of the inactive ingredients in the SPL files."""
    found: dict[str, str] = {}
    for path in sorted((shared / "spl_xml").glob("*.xml")):
        for ingredient in etree.parse(path).iter(f"{NS}inactiveIngredientSubstance", f"{NS}ingredientSubstance"):
            parent = ingredient.getparent()
            if parent is None or (parent.tag == f"{NS}ingredient" and parent.get("classCode") not in {"IACT", "CNTM"}):
                continue
            code, name = ingredient.find(f"{NS}code"), ingredient.findtext(f"{NS}name")
            if name and code is not None:
                found.setdefault(" ".join(name.upper().split()), code.get("code") or "")
    return found


def same(name: str, known: dict[str, str]) -> str:
    """Returns the UNII under which `known` has the substance `name`, or an empty string."""
    plain = re.sub(r", UNSPECIFIED( FORM)?$", "", name)
    parts = plain.split(", ")
    for other in (plain, f"{plain}S", plain.removesuffix("S"), " ".join(reversed(parts)) if len(parts) == 2 else plain):
        if known.get(other):
            return known[other]
    return ""


def main() -> None:
    """Writes the file."""
    shared = Path(sys.argv[1])
    known = {**database(shared), **labels(shared)}
    for name in (part.strip() for part in SEEN_IN_LABELS.replace("\n", "|").split("|")):
        if name and not known.get(name):
            known[name] = same(name, known)
    out = Path(__file__).parents[1] / "src" / "plainlabel" / "vocabulary" / "excipients.tsv"
    out.write_text("name\tunii\n" + "".join(f"{name}\t{known[name]}\n" for name in sorted(known)), encoding="utf-8")


if __name__ == "__main__":
    main()
