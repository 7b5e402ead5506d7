"""An edition of two invented medicines whose labels state what answers are made of: every sentence in them is ours.

Norvexin   a tablet with doses by age and for a weak kidney, a highest dose, ways of taking it, a missed dose, a half-life, enzymes,
           interactions by name, by class and by enzyme, an overdose with an antidote, a table of side effects, a schedule.
Zelvora    a blood thinner whose label names Norvexin's class, and says that it slows an enzyme.
"""

import json

import pytest

from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition

NORVEXIN = "66666666-6666-4666-8666-666666666666"
ZELVORA = "77777777-7777-4777-8777-777777777777"
_RATES = (
    "<table><tr><th>Adverse Reaction</th><th>NORVEXIN (N=200) %</th><th>Placebo (N=198) %</th></tr>"
    "<tr><td>Nausea</td><td>12</td><td>5</td></tr><tr><td>Decreased weight</td><td>4</td><td>1</td></tr>"
    "<tr><td>Cough</td><td>2</td><td>3</td></tr></table>"
)


def norvexin(record):
    return record(
        NORVEXIN,
        4,
        "20260301",
        "Norvexin",
        "norvexin",
        "ORAL",
        ["Nonsteroidal Anti-inflammatory Drug"],
        {
            "indications_and_usage": "1 INDICATIONS AND USAGE NORVEXIN is indicated for the treatment of gout in adults.",
            "dosage_and_administration": (
                "2 DOSAGE AND ADMINISTRATION 2.1 Recommended Dosage The recommended starting dosage in adults is 50 mg once daily. "
                "Do not exceed 200 mg of NORVEXIN a day. 2.2 Administration Take NORVEXIN with food. Do not crush the "
                "tablets. Take NORVEXIN in the morning. 2.3 Missed Dose If a dose of NORVEXIN is missed, take it as soon as possible. Do not "
                "take two NORVEXIN doses at the same time."
            ),
            "dosage_forms_and_strengths": "3 DOSAGE FORMS AND STRENGTHS Tablets: 50 mg, white, round, debossed with NV 50.",
            "contraindications": "4 CONTRAINDICATIONS NORVEXIN is contraindicated in patients with active gastrointestinal bleeding.",
            "warnings_and_cautions": (
                "5 WARNINGS AND PRECAUTIONS 5.1 Seizures Seizures have occurred. Stop NORVEXIN if one occurs."
            ),
            "adverse_reactions": (
                "6 ADVERSE REACTIONS 6.1 Clinical Trials Experience Table 1 shows adverse reactions. "
                "Adverse Reaction NORVEXIN (N=200) % Placebo (N=198) % Nausea 12 5 Decreased weight 4 1 Cough 2 3"
            ),
            "adverse_reactions_table": _RATES,
            "drug_interactions": (
                "7 DRUG INTERACTIONS 7.1 Grapefruit Juice Avoid grapefruit juice with NORVEXIN. 7.2 Digoxin NORVEXIN increases the "
                "concentration of digoxin. Monitor digoxin concentrations. 7.3 Strong CYP3A4 Inhibitors Strong CYP3A4 inhibitors "
                "increase the concentration of norvexin. Reduce the dose of NORVEXIN."
            ),
            "use_in_specific_populations": (
                "8 USE IN SPECIFIC POPULATIONS 8.6 Renal Impairment No dosage adjustment of NORVEXIN is needed in mild renal "
                "impairment. Avoid use of NORVEXIN in patients with severe renal impairment."
            ),
            "controlled_substance": "9.1 Controlled Substance NORVEXIN contains norvexin, a Schedule IV controlled substance.",
            "overdosage": (
                "10 OVERDOSAGE Symptoms of overdose include dizziness and slow pulse. Flumazenil is a specific antidote. "
                "Hemodialysis is not expected to remove norvexin."
            ),
            "mechanism_of_action": "12.1 Mechanism of Action Norvexin inhibits cyclooxygenase-9.",
            "pharmacokinetics": (
                "12.3 Pharmacokinetics The elimination half-life of norvexin is approximately 12 hours. Plasma protein binding is "
                "approximately 90%. Norvexin is metabolized primarily by CYP3A4."
            ),
        },
    )


def zelvora(record):
    return record(
        ZELVORA,
        2,
        "20260201",
        "Zelvora",
        "zelvoran",
        "ORAL",
        ["Factor Xa Inhibitor"],
        {
            "indications_and_usage": "1 INDICATIONS AND USAGE ZELVORA is indicated for the treatment of deep vein thrombosis in adults.",
            "drug_interactions": (
                "7 DRUG INTERACTIONS 7.1 Nonsteroidal Anti-inflammatory Drugs The risk of bleeding is increased when ZELVORA is used "
                "with a nonsteroidal anti-inflammatory drug. Avoid the use of both together."
            ),
            "pharmacokinetics": "12.3 Pharmacokinetics Zelvoran is a strong inhibitor of CYP3A4. The half-life is about 9 hours.",
        },
    )


@pytest.fixture(scope="package", params=["full", "facts"])
def edition(request, tmp_path_factory, small):
    """Returns the edition of both labels, with their text and as facts alone."""
    folder = tmp_path_factory.mktemp(f"told-{request.param}")
    lines = "\n".join(json.dumps(each) for each in (norvexin(small.record), zelvora(small.record)))
    (folder / "labels.jsonl").write_text(lines, encoding="utf-8")
    report = build([folder / "labels.jsonl"], folder / "out", facts_only=request.param == "facts", workers=1)
    with open_edition(report.path) as opened:
        yield opened
