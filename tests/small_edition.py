"""Editions of four invented medicines, written for these tests: every sentence in them is ours.

Zorvexa   an injection kept in the fridge, with two uses; "alcohol" stands in it only for the swab.
Calmidol  an opioid tablet with a boxed warning on withdrawal, a warning on alcohol, and lactose in it.
Suprexin  an immunosuppressant tablet with a boxed warning on infections.
Montalin  a partial record: indications only.
Coldovan  a pen with a storage table, a ban on alcohol, a ban in one illness, food advice, and times until it works.
"""

import json
from pathlib import Path

from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition

ZORVEXA = "11111111-1111-4111-8111-111111111111"
CALMIDOL = "22222222-2222-4222-8222-222222222222"
SUPREXIN = "33333333-3333-4333-8333-333333333333"
MONTALIN = "44444444-4444-4444-8444-444444444444"
COLDOVAN = "55555555-5555-4555-8555-555555555555"


def record(set_id, version, effective, brand, generic, route, classes, sections, maker="Test Pharma LLC"):
    return {
        "set_id": set_id,
        "id": set_id[:-4] + f"{version:04d}",
        "version": str(version),
        "effective_time": effective,
        "openfda": {
            "brand_name": [brand],
            "generic_name": [generic.upper()],
            "manufacturer_name": [maker],
            "substance_name": [generic.upper()],
            "route": [route],
            "product_type": ["HUMAN PRESCRIPTION DRUG"],
            "application_number": ["NDA000001"],
            "pharm_class_epc": [f"{name} [EPC]" for name in classes],
            "is_original_packager": [True],
            "spl_set_id": [set_id],
        },
        **{field: [text] for field, text in sections.items()},
    }


def zorvexa(version=7, effective="20260105", uses=2):
    second = " 1.2 Asthma ZORVEXA is indicated for adults and children 12 years and older with asthma." if uses > 1 else ""
    return record(
        ZORVEXA,
        version,
        effective,
        "Zorvexa",
        "zorvanimab",
        "SUBCUTANEOUS",
        ["Interleukin-99 Antagonist"],
        {
            "spl_product_data_elements": "Zorvexa zorvanimab ZORVANIMAB ZORVANIMAB SUCROSE HISTIDINE WATER",
            "indications_and_usage": (
                "1 INDICATIONS AND USAGE 1.1 Atopic Dermatitis ZORVEXA is indicated for the treatment of adults with atopic "
                f"dermatitis.{second}"
            ),
            "dosage_and_administration": (
                "2 DOSAGE AND ADMINISTRATION 2.1 Recommended Dosage The recommended dosage of ZORVEXA is 100 mg every 2 weeks. "
                "2.2 Missed Dose If a dose is missed, give the dose as soon as possible."
            ),
            "dosage_forms_and_strengths": "3 DOSAGE FORMS AND STRENGTHS Injection: 100 mg/mL clear, colorless solution in a pen.",
            "contraindications": (
                "4 CONTRAINDICATIONS ZORVEXA is contraindicated in patients with known hypersensitivity to zorvanimab."
            ),
            "warnings_and_cautions": (
                "5 WARNINGS AND PRECAUTIONS 5.1 Hypersensitivity Hypersensitivity reactions have occurred. Stop ZORVEXA if one "
                "occurs. 5.2 Parasitic Infections Treat patients with helminth infections before starting ZORVEXA."
            ),
            "adverse_reactions": (
                "6 ADVERSE REACTIONS The most common adverse reactions are injection site reactions, headache, and nausea. "
                "Table 1: Adverse Reactions in Adults with Asthma Adverse Reaction Zorvexa (N=200) n (%) Placebo (N=198) n (%) "
                "Injection site reactions 30 (15) 12 (6) Headache 18 (9) 14 (7)"
            ),
            "adverse_reactions_table": (
                "<table><caption>Table 1: Adverse Reactions in Adults with Asthma</caption><thead><tr><th>Adverse Reaction</th>"
                "<th>Zorvexa (N=200) n (%)</th><th>Placebo (N=198) n (%)</th></tr></thead><tbody><tr><td>Injection site reactions"
                "</td><td>30 (15)</td><td>12 (6)</td></tr><tr><td>Headache</td><td>18 (9)</td><td>14 (7)</td></tr></tbody></table>"
            ),
            "use_in_specific_populations": (
                "8 USE IN SPECIFIC POPULATIONS 8.1 Pregnancy There are no available data on ZORVEXA use in pregnant women. "
                "8.2 Lactation It is not known whether zorvanimab is present in human milk."
            ),
            "description": (
                "11 DESCRIPTION Zorvanimab is an antibody. Inactive ingredients: histidine, sucrose, and water for injection."
            ),
            "mechanism_of_action": "12.1 Mechanism of Action Zorvanimab binds interleukin-99 and blocks its signal.",
            "clinical_studies": "14 CLINICAL STUDIES Some patients had earlier received immunosuppressants.",
            "how_supplied": (
                "16 HOW SUPPLIED/STORAGE AND HANDLING Store ZORVEXA in a refrigerator at 36\u00b0F to 46\u00b0F (2\u00b0C to 8\u00b0C) "
                "in the original carton to protect from light. If necessary, ZORVEXA may be kept at room temperature up to 77\u00b0F "
                "(25\u00b0C) for a maximum of 14 days. Do not freeze. Do not shake."
            ),
            "instructions_for_use": "INSTRUCTIONS FOR USE Clean the site with an alcohol swab. Let the skin dry.",
        },
        "Zor Labs Inc.",
    )


def calmidol():
    return record(
        CALMIDOL,
        3,
        "20250601",
        "Calmidol",
        "calmadone",
        "ORAL",
        ["Opioid Agonist"],
        {
            "spl_product_data_elements": "Calmidol calmadone CALMADONE CALMADONE LACTOSE MONOHYDRATE MAGNESIUM STEARATE",
            "boxed_warning": (
                "WARNING: ADDICTION AND RESPIRATORY DEPRESSION Calmidol can cause addiction. Do not drink alcohol with Calmidol."
            ),
            "indications_and_usage": "1 INDICATIONS AND USAGE CALMIDOL is an opioid agonist indicated for severe pain in adults.",
            "dosage_and_administration": (
                "2 DOSAGE AND ADMINISTRATION The usual dose is 50 mg by mouth every 6 hours. Do not exceed 400 mg a day. "
                "2.3 Stopping Do not abruptly discontinue CALMIDOL. Taper the dose slowly to avoid withdrawal symptoms."
            ),
            "contraindications": "4 CONTRAINDICATIONS CALMIDOL is contraindicated in patients with severe asthma.",
            "warnings_and_cautions": (
                "5 WARNINGS AND PRECAUTIONS 5.1 Withdrawal Do not stop CALMIDOL suddenly. Withdrawal symptoms may occur. "
                "5.2 Alcohol Avoid alcohol while taking CALMIDOL."
            ),
            "adverse_reactions": "6 ADVERSE REACTIONS The most common adverse reactions are nausea, constipation, and dizziness.",
            "drug_interactions": "7 DRUG INTERACTIONS Monitor patients who take CALMIDOL with Suprexin.",
            "overdosage": "10 OVERDOSAGE An overdose of CALMIDOL can slow breathing.",
        },
    )


def suprexin():
    return record(
        SUPREXIN,
        2,
        "20240301",
        "Suprexin",
        "supralimus",
        "ORAL",
        ["Calcineurin Inhibitor Immunosuppressant"],
        {
            "boxed_warning": "WARNING: SERIOUS INFECTIONS AND MALIGNANCIES Suprexin raises the risk of infections and lymphoma.",
            "indications_and_usage": "1 INDICATIONS AND USAGE SUPREXIN is indicated to prevent kidney rejection in adults.",
            "adverse_reactions": "6 ADVERSE REACTIONS The most common adverse reactions are tremor, diarrhea, and infection.",
        },
    )


def coldovan():
    return record(
        COLDOVAN,
        4,
        "20250901",
        "Coldovan",
        "coldovasin",
        "SUBCUTANEOUS",
        ["Interleukin-98 Antagonist"],
        {
            "indications_and_usage": "1 INDICATIONS AND USAGE COLDOVAN is indicated for psoriasis in adults.",
            "dosage_and_administration": (
                "2 DOSAGE AND ADMINISTRATION Inject 20 mg once weekly. COLDOVAN may be used with or without food."
            ),
            "contraindications": (
                "4 CONTRAINDICATIONS Reactions have been seen in alcoholic patients who were using disulfiram with another drug. "
                "Discontinue alcohol during treatment with COLDOVAN. COLDOVAN is contraindicated in patients with severe renal "
                "impairment. Do not use COLDOVAN in patients with an allergy to sulfonamides."
            ),
            "adverse_reactions": (
                "6 ADVERSE REACTIONS The most frequent serious adverse reactions were pneumonia, sepsis, and stroke. "
                "The most common adverse reactions are headache, cough, and fever."
            ),
            "drug_interactions": "7 DRUG INTERACTIONS Do not drink grapefruit juice without first asking your doctor.",
            "pregnancy": "8.1 Pregnancy No fetal harm was seen in monkeys. There are no data in pregnant women.",
            "overdosage": "10 OVERDOSAGE Symptoms of an overdose include dizziness and a slow pulse.",
            "clinical_studies": (
                "14 CLINICAL STUDIES Mean eosinophil count within 4 weeks of screening was 400. "
                "Improvement in itch was seen as early as Week 2 with COLDOVAN."
            ),
            "how_supplied": (
                "16 HOW SUPPLIED/STORAGE AND HANDLING Store unused COLDOVAN in a refrigerator at 36\u00b0F to 46\u00b0F "
                "(2\u00b0C to 8\u00b0C). Do not freeze. "
                "Not in-use (unopened) Refrigerated Not in-use (unopened) Room Temperature (up to 86\u00b0F [30\u00b0C]) "
                "pen Until expiration date 21 days"
            ),
            "how_supplied_table": (
                "<table><tr><td></td><td>Not in-use (unopened) Refrigerated</td><td>Not in-use (unopened) Room Temperature (up to "
                "86\u00b0F [30\u00b0C])</td></tr><tr><td>pen</td><td>Until expiration date</td><td>21 days</td></tr></table>"
            ),
        },
        "Cold Labs Inc.",
    )


def montalin():
    return {
        "drug_name": "Montalin",
        "drug_id": 1,
        "sections": {"indications_and_usage": "1 INDICATIONS AND USAGE Montalin is indicated for asthma in adults."},
        "openfda_meta": {
            "generic_name": ["MONTALIN"],
            "substance_name": ["MONTALIN"],
            "brand_name": ["Montalin"],
            "spl_set_id": [MONTALIN],
            "manufacturer_name": ["Test Pharma LLC"],
        },
    }


def write_sources(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    full = [zorvexa(), zorvexa(5, "20230110", uses=1), calmidol(), suprexin(), coldovan()]
    (folder / "labels.jsonl").write_text("\n".join(json.dumps(each) for each in full), encoding="utf-8")
    (folder / "partial.jsonl").write_text(json.dumps(montalin()), encoding="utf-8")
    return folder


def make(folder: Path, *, facts_only: bool):
    """Returns an open edition of the invented medicines."""
    sources = write_sources(folder / "sources")
    report = build([sources], folder / "editions", facts_only=facts_only, workers=1)
    return open_edition(report.path)
