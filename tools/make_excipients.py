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
1,2-HEXANEDIOL
ACETIC ACID
ACRYLATES/C10-30 ALKYL ACRYLATE CROSSPOLYMER
ALOE BARBADENSIS LEAF
ALOE BARBADENSIS LEAF JUICE
ALPHA-TOCOPHEROL
ALUMINUM OXIDE
AMMONIA
ARGININE HYDROCHLORIDE
BEHENYL ALCOHOL
BISABOLOL
CALCIUM PHOSPHATE, UNSPECIFIED FORM
CAMPHOR (NATURAL)
CAPRYLHYDROXAMIC ACID
CAPRYLIC ACID
CAPRYLIC/CAPRIC TRIGLYCERIDE
CARBOMER
CARBOXYMETHYLCELLULOSE SODIUM, UNSPECIFIED
CARBOXYMETHYLCELLULOSE SODIUM, UNSPECIFIED FORM
CARMINIC ACID
CELLULOSE, MICROCRYSTALLINE
CETEARYL ALCOHOL
CETEARYL GLUCOSIDE
CETRIMONIUM CHLORIDE
CITRIC ACID, UNSPECIFIED FORM
COCAMIDOPROPYL BETAINE
COPOVIDONE
CROSPOVIDONE (120 .MU.M)
CROSPOVIDONE, UNSPECIFIED
CYCLODEXTRINS
DEXTROSE, UNSPECIFIED FORM
DIBUTYL ADIPATE
DIMETHICONE
DIMETHICONE, UNSPECIFIED
ETHYLCELLULOSE, UNSPECIFIED
ETHYLCELLULOSES
ETHYLENE-VINYL ACETATE COPOLYMER
ETHYLHEXYL PALMITATE
ETHYLHEXYLGLYCERIN
FD&C BLUE NO. 2--ALUMINUM LAKE
FD&C RED NO. 3
GELATIN, UNSPECIFIED
GLUTAMIC ACID
GLYCERYL STEARATE
HISTIDINE MONOHYDROCHLORIDE MONOHYDRATE
HYDROXYACETOPHENONE
HYDROXYETHYL CELLULOSE, UNSPECIFIED
HYDROXYPROPYL CELLULOSE, LOW SUBSTITUTED
HYDROXYPROPYL CELLULOSE, UNSPECIFIED
HYPROMELLOSE 2910 (15 MPA.S AT 5%)
HYPROMELLOSE 2910 (3 MPA.S)
HYPROMELLOSE 2910 (5 MPA.S)
HYPROMELLOSE 2910 (50 MPA.S)
HYPROMELLOSE 2910 (6 MPA.S)
HYPROMELLOSE ACETATE SUCCINATE 06081224 (3 MM2/S)
HYPROMELLOSE, UNSPECIFIED
HYPROMELLOSES
ISOHEXADECANE
JOJOBA OIL
LACTIC ACID, UNSPECIFIED FORM
LACTOSE, UNSPECIFIED FORM
LAVANDULA ANGUSTIFOLIA (LAVENDER) OIL
LECITHIN, EGG
LECITHIN, SOYBEAN
LOW-SUBSTITUTED HYDROXYPROPYL CELLULOSE, UNSPECIFIED
LYSINE HYDROCHLORIDE
MAGNESIUM ASCORBYL PHOSPHATE
MAGNESIUM SULFATE, UNSPECIFIED FORM
MENTHA PIPERITA (PEPPERMINT) OIL
METHACRYLIC ACID
METHACRYLIC ACID - ETHYL ACRYLATE COPOLYMER (1:1) TYPE A
METHACRYLIC ACID AND ETHYL ACRYLATE COPOLYMER
METHIONINE
METHYL ALCOHOL
METHYLPROPANEDIOL
NITROGEN
O-CYMEN-5-OL
PANTHENOL
PEANUT OIL
PEG-100 STEARATE
PIGMENT RED 48
POLYETHYLENE GLYCOL, UNSPECIFIED
POLYGLYCERYL-10 OLEATE
POLYOXYL 40 STEARATE
POLYVINYL ACETATE PHTHALATE
POLYVINYL ALCOHOL, UNSPECIFIED
POLYVINYL CAPROLACTAM-POLYVINYL ACETATE-POLYETHYLENE GLYCOL
POPPY SEED OIL
POTASSIUM PHOSPHATE, DIBASIC
POTASSIUM PHOSPHATE, MONOBASIC
POVIDONE, UNSPECIFIED
PPG-11 STEARYL ETHER
PROLINE
ROSMARINUS OFFICINALIS (ROSEMARY) LEAF OIL
SODIUM ACETATE
SODIUM ALGINATE
SODIUM CARBONATE, UNSPECIFIED FORM
SODIUM CITRATE
SODIUM CITRATE, UNSPECIFIED FORM
SODIUM HYALURONATE
SODIUM LAURETH SULFATE
SODIUM PHOSPHATE, DIBASIC, UNSPECIFIED FORM
SODIUM PHOSPHATE, MONOBASIC, UNSPECIFIED FORM
SODIUM STARCH GLYCOLATE TYPE A CORN
SODIUM STARCH GLYCOLATE TYPE A POTATO
SODIUM SUCCINATE ANHYDROUS
SORBITAN OLEATE
SORBITAN OLIVATE
STARCH, CORN
STARCH, POTATO
STARCH, PREGELATINIZED CORN
SUNFLOWER OIL
TOCOPHERSOLAN
TREHALOSE
TRIETHOXYCAPRYLYLSILANE
WATER
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
    for name in SEEN_IN_LABELS.splitlines():
        if name and not known.get(name):
            known[name] = same(name, known)
    out = Path(__file__).parents[1] / "src" / "plainlabel" / "vocabulary" / "excipients.tsv"
    out.write_text("name\tunii\n" + "".join(f"{name}\t{known[name]}\n" for name in sorted(known)), encoding="utf-8")


if __name__ == "__main__":
    main()
