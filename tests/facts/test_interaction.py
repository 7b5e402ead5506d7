"""Interactions of invented labels."""

import re

import msgspec
import pytest

from plainlabel.facts.interaction import interactions
from plainlabel.facts.interaction_effects import advice, both_ways, direction
from plainlabel.facts.interaction_heads import of_tables
from plainlabel.facts.interaction_named import named_in
from plainlabel.facts.interaction_partners import head_partners, known_partner, section_partners, title_partners
from plainlabel.facts.interaction_rows import row_partners
from plainlabel.facts.interaction_words import partner_words
from plainlabel.facts.kinds import Interaction
from plainlabel.facts.source import Source
from plainlabel.label import Block, PharmClass, Section

CODE = "34073-7"


@pytest.fixture
def found(label):
    """Returns a function that gives the interactions of a label made of the given sections."""
    return lambda *sections: [fact.value for fact in interactions(Source(label(*sections)))]


@pytest.fixture
def below(found, section):
    """Returns a function that gives the interactions of a numbered subsection of Drug Interactions."""

    def read(title, text):
        top = section(CODE, number="7", title="DRUG INTERACTIONS", section_id="top")
        return found(top, section(None, text, number="7.1", title=title, parent="top"))

    return read


@pytest.fixture
def table():
    """Returns a builder of a section that is one table, its rows given as cells."""

    def build(*rows):
        lines = ["\t".join(row) for row in rows]
        blocks, at = [], 0
        for line in lines:
            blocks.append(Block("row", at, at + len(line), table=0))
            at += len(line) + 1
        return Section("interactions", CODE, "7", "DRUG INTERACTIONS", None, "\n".join(lines), tuple(blocks))

    return build


def test_a_subsection_headed_by_its_partner(below):
    told = below("Strong CYP3A4 Inhibitors", "Zorfanib exposure increased with one of these. Avoid use.")
    assert told == [Interaction("Strong CYP3A4 Inhibitors", "enzyme", "raises_this", "avoid")]


def test_heads_run_into_flat_text_part_it(found, section):
    text = (
        "Alpha Blockers Use with care, as ZORFAN adds to the fall in blood pressure and may cause hypotension. "
        "Warfarin Warfarin concentrations are raised by ZORFAN. Monitor INR."
    )
    assert [(one.partner, one.advice) for one in found(section(CODE, text, title="Drug Interactions"))] == [
        ("Alpha Blockers", None),
        ("Warfarin", "monitor"),
    ]


def test_the_examples_of_a_category_are_no_partners(found, section):
    text = "Avoid ZORFAN together with diuretics such as furosemide or torsemide."
    assert [one.partner for one in found(section(CODE, text))] == ["diuretics"]


def test_its_own_class_is_no_partner(label, section):
    text = "Avoid opioids with alcohol."
    made = msgspec.structs.replace(label(section(CODE, text)), classes=(PharmClass("EPC", "Opioid Agonist", None),))
    assert [fact.value.partner for fact in interactions(Source(made))] == ["alcohol"]


def test_rows_of_one_medicine_and_of_a_category(found, table):
    rows = table(
        ("Concomitant drug", "Effect", "Comment"),
        ("Anticonvulsants: carbamazepine, phenytoin", "↓ zorfanib", "Do not use together."),
        ("Warfarin", "↑ warfarin", "Monitor INR."),
    )
    assert found(rows) == [
        Interaction("Anticonvulsants", "class", "lowers_this", "avoid"),
        Interaction("Warfarin", "drug", "raises_partner", "monitor"),
    ]


def test_rows_below_a_heading_row_are_one_interaction(found, table):
    rows = table(
        ("Lithium", ""), ("Clinical Impact:", "ZORFAN raises lithium levels."), ("Intervention:", "Monitor lithium levels.")
    )
    assert found(rows) == [Interaction("Lithium", "drug", "raises_partner", "monitor")]


def test_several_medicines_in_a_row_without_a_category_are_one_each(found, table):
    rows = table(("Digoxin, warfarin", "↑ both", "Monitor."))
    assert [one.partner for one in found(rows)] == ["Digoxin", "warfarin"]


def test_an_old_label_tells_its_interactions_in_precautions(found, section):
    text = "General: Take care. Drug Interactions: Alcohol may enhance the effect of ZORFAN. Pregnancy: Alcohol harms."
    assert found(section("42232-9", text)) == [Interaction("Alcohol", "alcohol", "adds_effect")]


@pytest.mark.parametrize(
    ("title", "partner"),
    [
        ("Effect of Other Drugs on ZORFAN Strong CYP3A Inducers", "Strong CYP3A Inducers"),
        ("Effect of ZORFAN on Other Drugs Warfarin", "Warfarin"),
        ("Effect of CYP3A4 Inducers on ZORFAN", "CYP3A4 Inducers"),
        ("Effect of CYP3A4 Inhibitors", "CYP3A4 Inhibitors"),
        ("Potential for Other Drugs to Affect ZORFAN", None),
        ("Drugs Having No Clinically Important Interactions with ZORFAN", None),
        ("Drugs Dependent on Gastric pH for Absorption", "Drugs Dependent on Gastric pH for Absorption"),
        ("Drugs That May Increase Bleeding", "Drugs That May Increase Bleeding"),
    ],
)
def test_titles(label, title, partner):
    own = Source(label()).names
    assert [one.name for one in title_partners(title, own)] == ([partner] if partner else [])


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Strong CYP3A4 Inhibitors", "enzyme"),
        ("P-gp Substrates", "class"),
        ("Drugs Metabolized by CYP2D6", "class"),
        ("Lithium", "drug"),
        ("Warfarin", "drug"),
        ("Live Vaccines", "vaccine"),
        ("Grapefruit Juice", "food"),
        ("Oral Vitamin K Antagonist Anticoagulants", "class"),
        ("St. John's Wort", "herb"),
        ("Anthracyclines", "class"),
    ],
)
def test_kinds_of_partners(words, kind):
    assert known_partner(words).kind == kind


def test_general_words_are_no_partner():
    assert [known_partner(words) for words in ("Other Drugs", "Inhibitors", "Clinical Studies", "Poor Metabolizers")] == [None] * 4


def test_a_heading_of_medicines_names_each():
    assert [one.name for one in head_partners("Cyclosporine, Danazol, or Gemfibrozil", None)] == [
        "Cyclosporine",
        "Danazol",
        "Gemfibrozil",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("MAOIs", "Monoamine Oxidase Inhibitors"), ("P-gp inhibitor", "P-glycoprotein Inhibitors"), ("strong or moderate CYP3A inducer", "Moderate and Strong CYP3A Inducers")],
)  # fmt: skip
def test_one_partner_written_two_ways(one, other):
    assert partner_words(one) == partner_words(other)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Avoid use together.", "avoid"),
        ("If use cannot be avoided, monitor the patient.", "monitor"),
        ("It should not be discontinued.", None),
        ("No dosage adjustment is needed.", "no_change"),
        ("Dosage adjustments are not necessary.", "no_change"),
        ("Reduce the dosage of ZORFAN by half.", "reduce_dose"),
        ("Take ZORFAN at least 2 hours before antacids.", "separate"),
        ("It is contraindicated; avoid it.", "contraindicated"),
    ],
)
def test_advice(text, told):
    assert advice(text) == told


@pytest.mark.parametrize(
    ("text", "partner", "told"),
    [
        ("Rifampin decreased the exposure of zorfanib.", "rifampin", "lowers_this"),
        ("ZORFAN increases the exposure of digoxin.", "digoxin", "raises_partner"),
        ("Zorfanib exposure increased with ketoconazole.", "ketoconazole", "raises_this"),
        ("There is a risk of bleeding.", "aspirin", "adds_effect"),
        ("It may reduce the efficacy of oral contraceptives.", "oral contraceptives", "less_effect"),
        ("It had no effect on warfarin.", "warfarin", "none"),
    ],
)
def test_direction(label, text, partner, told):
    assert direction(text, Source(label()).names, partner) == told


def test_a_title_of_one_unknown_name_is_a_medicine():
    assert [(one.name, one.kind) for one in section_partners("Bethalutamide", None)] == [("Bethalutamide", "drug")]
    assert section_partners("Absorption", None) == ()


def test_only_a_measurement_that_goes_wrong_is_an_interaction_with_a_test(found, section):
    wrong = section(CODE, "Laboratory Tests: ZORFAN can cause false readings of urine glucose.")
    risen = section(CODE, "Laboratory Tests: ZORFAN raises thyroxine.")
    assert [one.partner_kind for one in found(wrong)] == ["test"]
    assert found(risen) == []


def test_a_head_run_into_a_sentence_about_the_class(found, section):
    text = "Meperidine Zorfanibs potentiate the effect of meperidine."
    assert [one.partner for one in found(section(CODE, text))] == ["Meperidine"]


def test_a_list_of_medicines_and_classes_is_one_each():
    assert [one.name for one in title_partners("Clonidine, propofol, and benzodiazepines", None)] == [
        "Clonidine", "propofol", "benzodiazepines",
    ]  # fmt: skip


def test_what_a_partner_contains_is_no_partner(found, section):
    text = "Zorfan may raise the risk with ethinyl estradiol-containing contraceptives."
    assert [one.partner for one in found(section(CODE, text))] == ["ethinyl estradiol-containing contraceptives"]


def test_what_is_cleared_faster_stands_lower(found, section):
    one = section(CODE, "Rifampin may increase the clearance of zorfanib.")
    assert [(one.partner, one.direction) for one in found(one)] == [("Rifampin", "lowers_this")]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Azoles: ketoconazole", ["ketoconazole"]),
        ("Azoles: ketoconazole, itraconazole", ["Azoles"]),
        ("carbamazepine phenytoin St. John's wort", ["carbamazepine", "phenytoin", "St. John's wort"]),
        ("Acarbose, zelvorane, digoxin, phenytoin, and antacids", ["Acarbose", "zelvorane", "digoxin", "phenytoin", "antacids"]),
        ("CYP3A4 Inducers/Inhibitors", ["CYP3A4 inhibitors", "CYP3A4 inducers"]),
    ],
)
def test_the_first_cell_of_a_row(cell, names):
    assert [one.name for one in row_partners(cell, None)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Drugs that inhibit or induce CYP3A4 change it.", ["CYP3A4 inhibitors", "CYP3A4 inducers"]),
        ("It raises elbasvir/grazoprevir.", ["elbasvir/grazoprevir"]),
        ("It lowers ethinyl estradiol.", ["ethinyl estradiol"]),
        ("Take it with H 2 -receptor antagonists.", ["H2-receptor antagonists"]),
        ("It had no effect on tenofovir, substrates of OAT1.", ["tenofovir"]),
    ],
)
def test_partners_a_sentence_names(text, names):
    assert [one.name for one in named_in(text, None)] == names


def test_what_inhibits_and_what_induces_has_its_own_direction(found, section):
    text = (
        "CYP2C9 Inhibitors and Inducers: Inhibitors of CYP2C9 increased the exposure of zorfanib. "
        "Inducers of CYP2C9 decreased the exposure of zorfanib."
    )
    assert [(one.partner, one.direction) for one in found(section(CODE, text))] == [
        ("CYP2C9 inhibitors", "raises_this"),
        ("CYP2C9 inducers", "lowers_this"),
    ]


def test_no_effect_means_no_change(found, section):
    assert found(section(CODE, "ZORFAN did not alter the exposure of digoxin.")) == [
        Interaction("digoxin", "drug", "none", "no_change")
    ]


def test_a_study_that_was_not_made_is_no_interaction(found, section):
    assert (
        found(section(CODE, "Interaction studies of ZORFAN with warfarin have not been conducted, so risks are not known.")) == []
    )


def test_the_next_partner_without_a_heading(found, section):
    text = "Warfarin: ZORFAN increases the effect of warfarin. Digoxin exposure is increased by ZORFAN."
    assert [(one.partner, one.direction) for one in found(section(CODE, text))] == [
        ("Warfarin", "adds_effect"),
        ("Digoxin", "raises_partner"),
    ]


def test_rows_share_the_words_above_them(found, table):
    rows = table(
        ("Zorfanib concentrations increased",),
        ("Amiodarone", "70%", "Measure levels. Reduce the dose of ZORFAN."),
        ("Captopril", "58%"),
    )
    assert [(one.partner, one.direction, one.advice) for one in found(rows)] == [
        ("Amiodarone", "raises_this", "reduce_dose"),
        ("Captopril", "raises_this", "reduce_dose"),
    ]


def test_a_disturbed_test_by_its_name(found, section):
    text = "Drug/Laboratory Tests: ZORFAN can cause false results of urine glucose tests."
    assert [(one.partner, one.partner_kind) for one in found(section(CODE, text))] == [("urine glucose tests", "test")]


def test_over_the_counter_labels_ask(found, section):
    asks = section(
        "50568-5", "Ask a doctor or pharmacist before use if you are taking the blood thinning drug warfarin or sedatives"
    )
    assert [(one.partner, one.advice) for one in found(asks)] == [("warfarin", "caution"), ("sedatives", "caution")]


def test_over_the_counter_labels_name_what_a_medicine_is_for(found, section):
    asks = section("50568-5", "Ask a doctor before use if you are taking a medicine for seizures or any other drug")
    assert [one.partner for one in found(asks)] == ["medicine for seizures"]


def test_avoiding_harm_is_not_avoiding_use():
    assert advice("Monitor levels to avoid toxicity.") == "monitor"


def test_a_share_behind_by_is_no_agent(label):
    text = "When given with zorfanib, the exposure of digoxin was increased by 14%."
    assert direction(text, Source(label()).names, "Digoxin") == "raises_partner"


def test_what_pharmacology_tested_without_effect_is_no_interaction(found, section):
    top = section("34090-1", section_id="top")
    told = section(
        None, "ZORFAN had no effect on warfarin. ZORFAN increased the exposure of digoxin.", title="Drug Interactions", parent="top"
    )
    assert [one.partner for one in found(top, told)] == ["digoxin"]


def test_columns_of_effects_say_whose_level_an_arrow_tells(found, table):
    rows = table(
        ("Concomitant drug", "Dose", "Effect on Zorfanib", "Effect on Concomitant Drug", "Recommendation"),
        ("Ketoconazole", "200 mg", "↑ AUC 2.1", "↔", "Reduce the dose of zorfanib"),
        ("Ritonavir", "100 mg", "↔", "↓ 35%", "Monitor"),
    )
    assert [(one.partner, one.direction, one.advice) for one in found(rows)] == [
        ("Ketoconazole", "raises_this", "reduce_dose"),
        ("Ritonavir", "lowers_partner", "monitor"),
    ]


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Avoid use of zorfanib with anticoagulants: warfarin, heparin, dabigatran.", ["anticoagulants"]),
        ("Avoid strong CYP3A4 inhibitors. Examples are clarithromycin and ritonavir.", ["strong CYP3A4 inhibitors"]),
        ("Do not use zorfanib with the following: ketoconazole, rifampin.", ["ketoconazole", "rifampin"]),
        ("Zorfanib can be taken with warfarin and digoxin as usual.", ["warfarin", "digoxin"]),
        ("Do not mix zorfanib with warfarin or digoxin, except theophylline.", ["warfarin", "digoxin"]),
        ("Monitor CYP2D6 substrates. Drugs metabolized by CYP2D6 may rise with zorfanib.", ["CYP2D6 substrates"]),
        ("Strong CYP3A inducers lower zorfanib exposure. Moderate or strong CYP3A inducers lower zorfanib exposure.", ["Moderate or strong CYP3A inducers"]),
        ("Cyclozorin : More cyclozorin was found with zorfanib.", ["Cyclozorin"]),
        ("Alcohol: Avoid alcohol with zorfanib.", ["Alcohol"]),
        ("Antiarrhythmic drugs have additive effects with zorfanib, as for quinidine.", ["Antiarrhythmic drugs"]),
        ("Smoking induces CYP1A2 and lowers zorfanib levels.", ["Smoking"]),
        ("Avoid live attenuated influenza vaccine. Do not give zorfanib with a live vaccine.", ["live attenuated influenza vaccine"]),
    ],
)  # fmt: skip
def test_lists_examples_and_names_told_twice(found, section, text, partners):
    assert [one.partner for one in found(section(CODE, text))] == partners


def test_over_the_counter_lists_without_commas(found, section):
    ask = section("50568-5", "Ask a doctor before use if you are taking warfarin (for clots) phenytoin (for seizures)")
    never = section("50570-1", "if you are taking a monoamine oxidase inhibitor (MAOI) or for 3 weeks after stopping the MAOI drug")
    assert [(one.partner, one.advice) for one in found(ask, never)] == [
        ("warfarin", "caution"),
        ("phenytoin", "caution"),
        ("monoamine oxidase inhibitor", "avoid"),
    ]


def test_a_heading_on_all_enzymes_and_on_agonist_antagonists():
    assert [one.name for one in title_partners("Effect on CYP Substrates", None)] == ["CYP Substrates"]
    assert "Antagonist" not in [one.name for one in head_partners("Estrogen Agonist/Antagonist", None)]


@pytest.fixture
def partners(found, section):
    """Returns a function that gives partner, direction and advice of each interaction of a flat text."""
    return lambda text: {one.partner: (one.direction, one.advice) for one in found(section(CODE, text, title="Drug Interactions"))}


def test_a_sentence_on_another_partner_ends_the_head_run_in_above_it(partners):
    told = partners(
        "Warfarin: Warfarin concentrations rise by half on ZORFAN. Monitor INR weekly. "
        "Phenytoin lowers the concentrations of ZORFAN. This pair should be avoided. "
        "ZORFAN has no effect on the pharmacokinetics of digoxin or omeprazole."
    )
    assert told["Warfarin"] == ("raises_partner", "monitor")
    assert told["Phenytoin"][0] == "lowers_this"
    assert told["digoxin"] == told["omeprazole"] == ("none", "no_change")


def test_a_general_head_with_a_colon_ends_the_one_before(partners):
    told = partners(
        "Warfarin: Monitor INR weekly with ZORFAN. Altered pharmacokinetics of others: ZORFAN increases the levels of haloperidol."
    )
    assert told == {"Warfarin": (None, "monitor"), "haloperidol": ("raises_partner", None)}


def test_a_head_in_sentence_case_before_the_own_name(partners):
    text = "Calcium antagonists ZORFAN may cause marked hypotension with them."
    assert partners(text) == {"Calcium antagonists": ("adds_effect", None)}


def test_what_harms_is_kept_before_what_does_nothing(partners):
    told = partners("Quinidine increases the levels of ZORFAN. ZORFAN has no effect on the pharmacokinetics of quinidine.")
    assert {one.lower(): what for one, what in told.items()} == {"quinidine": ("raises_this", None)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Its effect is enhanced by certain drugs including salicylates, warfarin and probenecid.", {"salicylates", "warfarin", "probenecid"}),
        ("Use with drugs that acidify the urine reduces its excretion.", {"drugs that acidify the urine"}),
        ("Levels of it and its metabolites, norfluoxetine and hydroxybupropion, rose with cimetidine.", {"cimetidine"}),
        ("Clearance of ZORFAN and other benzodiazepines is slowed by cimetidine.", {"cimetidine"}),
        ("It is considered a weak inhibitor of CYP2D6.", set()),
        ("Drugs that induce production of cytochrome P450IIIA4 speed it up.", {"cytochrome P450IIIA4 inducers"}),
    ],
)  # fmt: skip
def test_what_a_sentence_names(text, names):
    assert {one.name for one in named_in(text, re.compile("ZORFAN"))} == names


def test_a_head_glued_to_a_title_is_the_partner():
    assert [one.name for one in section_partners("Thyme Blockers Warfarin", None)] == ["Warfarin"]


def test_examples_in_a_title_count_where_the_text_tells_of_each(below):
    told = below(
        "Drugs that Interfere with Clotting (e.g., NSAIDs, Aspirin)",
        "Clotting may fail. Aspirin may potentiate bleeding on ZORFAN.",
    )
    assert [one.partner for one in told] == ["Drugs that Interfere with Clotting", "Aspirin"]


def test_several_lists_of_an_over_the_counter_label(found, section):
    text = (
        "Ask first if you have trouble from taking pain relievers, or are taking a diuretic "
        "or taking aspirin for the heart, or use a skin cream"
    )
    assert [one.partner for one in found(section("50568-5", text))] == ["diuretic", "aspirin"]


@pytest.mark.parametrize(
    ("text", "partner", "told"),
    [
        ("ZORFAN may increase the risk of hypoglycemia; check levels of glucose.", "insulin", "adds_effect"),
        ("ZORFAN can raise blood glucose concentrations.", "insulin", None),
        ("ZORFAN may enhance the neuromuscular blocking action of muscle relaxants.", "muscle relaxants", "adds_effect"),
        ("ZORFAN reduces the action of muscle relaxants.", "muscle relaxants", "less_effect"),
    ],
)
def test_a_risk_or_a_blood_value_is_no_level_of_a_medicine(label, text, partner, told):
    assert direction(text, Source(label()).names, partner) == told


def test_arrows_of_two_columns_tell_both_ways(label):
    names = Source(label()).names
    assert both_ways("↑ zorfanib AUC by 80% ↓ partner AUC by 30%", names) == ("lowers_partner", "raises_this")
    assert both_ways("↑ zorfanib AUC by 80% ↔ partner", names) == ()
    assert both_ways("↑ zorfanib ↑ morfan", names) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a combination is one partner, a salt of a medicine and a medicine that names a class are none
        ("Exposure to ZORFAN rises with lopinavir/ritonavir.", ["lopinavir/ritonavir"]),
        ("Miconazole nitrate raises ZORFAN levels.", ["Miconazole"]),
        ("Folic acid antagonists add to the harm of ZORFAN, as methotrexate does.", ["methotrexate"]),
        # what inhibits and what induces are two
        ("Both inducers and inhibitors of CYP3A4 alter ZORFAN levels.", ["CYP3A4 inhibitors", "CYP3A4 inducers"]),
        # a class that "and" adds to a described kind is one of its own
        (
            "Drugs that raise serum potassium and potassium-sparing diuretics increase the risk of hyperkalemia.",
            ["potassium-sparing diuretics", "Drugs that raise serum potassium"],
        ),
        ("Avoid drugs that are substrates of CYP2C9.", ["substrates of CYP2C9"]),
    ],
)
def test_what_is_no_partner_of_its_own(text, wanted):
    assert [one.name for one in named_in(text, re.compile("ZORFAN"))] == wanted


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Serotonergic", "Drugs [see Warnings (5.1)]. Together they may cause serotonin syndrome."),
        ("Serotonergic Drugs", "Take care."),
    ],
)
def test_a_title_goes_on_in_the_text(below, title, text):
    assert [one.partner for one in below(title, text)] == ["Serotonergic Drugs"]


def test_titles_tell_what_a_medicine_is(below):
    text = "Griseofulvin lowers the effect of oral contraceptives, so bleeding may occur."
    assert [one.partner for one in below("Effects of Other Drugs on Combined Oral Contraceptives", text)] == ["Griseofulvin"]


def test_medicines_below_a_class_that_the_text_never_names(below):
    told = below("Thienopyridines", "Clopidogrel and prasugrel have no effect while ZORFAN runs. Give them later.")
    assert [one.partner for one in told] == ["Clopidogrel", "prasugrel"]


def test_what_other_medicines_do_not_do(found, section):
    text = (
        "Other Heart Agents ZORFAN was given with hydralazine and prazosin without evidence of clinically important interactions."
    )
    assert [(one.partner, one.direction) for one in found(section(CODE, text, title="Drug Interactions"))] == [
        ("hydralazine", "none"),
        ("prazosin", "none"),
    ]


def test_heads_behind_a_colon(found, section):
    text = "Zorfanib When taken together the following drugs may interact with it: Alcohol, Barbiturates, or Narcotics Potentiation of dizziness may occur."
    named = [one.partner for one in found(section(CODE, text, title="Drug Interactions"))]
    assert {"Alcohol", "Barbiturates", "Narcotics"} <= set(named)
    assert "Zorfanib" not in named


@pytest.mark.parametrize("bare", ["Partial", "Stimulators", "Electroconvulsive Therapy", "Inducers of Hepatic Metabolism"])
def test_headings_that_are_no_partner(bare):
    assert known_partner(bare) is None


def test_one_enzyme_in_two_spellings():
    assert partner_words("cytochrome P450 3A4 inducers") == partner_words("CYP 3A4 Inducers")
    assert partner_words("drugs that inhibit P-glycoprotein") == partner_words("P-gp inhibitors")


def test_one_herb_behind_its_category():
    assert [one.name for one in row_partners("Herbal Products: St. John's wort", None)] == ["St. John's wort"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("No ZORFAN dosage adjustment is recommended.", "no_change"),
        ("Watch for it, above all during initiation or dose adjustment; observe closely: monitor.", "monitor"),
        ("Avoid drastic changes of diet.", None),
        ("Measure potassium in people whose pills increase serum potassium. [see Dosage (2.1)]", None),
    ],
)
def test_what_the_words_around_a_dose_advise(text, wanted):
    assert advice(text) == wanted


def test_a_paragraph_before_a_table_says_nothing_of_its_rows():
    lines = [
        (
            "paragraph",
            "Avoid ZORFAN with medicines that slow the toes, and watch everybody who takes it for a stiff toe every 9 days.",
        ),
        ("row", "Drug\tEffect"),
        ("row", "Warfarin\tBleeding may increase."),
    ]
    text, blocks = "", []
    for kind, words in lines:
        text += "\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(words), table=0 if kind == "row" else None))
        text += words
    one = Section("interactions", CODE, "7", "DRUG INTERACTIONS", None, text, tuple(blocks))
    rows = [entry for entry in of_tables(one, None) if entry.partners]
    assert [advice(entry.text) for entry in rows] == [None]


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Cocaine, phenytoin, other CNS depressants", ["CNS depressants"]),
        ("CNS depressants and alcohol", ["CNS depressants", "alcohol"]),
        ("CYP2D6 and CYP3A4 inhibitors", ["CYP2D6 inhibitors", "CYP3A4 inhibitors"]),
        ("Inhibitors of CYP2C8, 2C9 or OCT2", ["CYP2C8 Inhibitors", "CYP2C9 Inhibitors", "OCT2 Inhibitors"]),
        ("P-gp and CYP3A4 inhibitors", ["P-gp and CYP3A4 inhibitors"]),
        ("Immunosuppressive or Immune-Modulating Therapies", ["Immunosuppressive or Immune-Modulating Therapies"]),
        ("Sleep Agents or Other CNS Depressants (Including Alcohol)", ["Sleep Agents or Other CNS Depressants", "alcohol"]),
    ],
)
def test_partners_of_a_row(cell, named):
    assert [one.name for one in row_partners(cell, None)] == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Do not mix ZORFAN with warfarin, except 0.9% salt or 7% dextrose.", ["warfarin"]),
        ("Avoid drinks containing grapefruit with ZORFAN.", ["grapefruit"]),
        ("No change is needed with acid reducing agents or phosphate binders.", ["acid reducing agents", "phosphate binders"]),
    ],
)
def test_partners_of_a_sentence(text, named):
    assert [one.name for one in named_in(text, re.compile("ZORFAN"))] == named


def test_a_sentence_that_lists_examples_names_no_partners(below):
    text = "Drugs that slow the toes enhance the effects of ZORFAN. Heart medicines which may slow the toes include digoxin and lithium."
    assert [one.partner for one in below("Slow Toes", text)] == ["Drugs that slow the toes"]


@pytest.mark.parametrize(
    ("banned", "told"),
    [("ZORFAN is contraindicated with thioridazine.", "contraindicated"), ("ZORFAN is contraindicated in gout.", "avoid")],
)
def test_a_text_that_refers_to_the_contraindications(found, section, banned, told):
    text = "Thioridazine Concomitant use should be avoided [see Contraindications (4)]."
    contra = section("34070-3", banned, number="4")
    assert [one.advice for one in found(section(CODE, text, number="7", title="DRUG INTERACTIONS"), contra)] == [told]


def test_medicines_that_an_over_the_counter_label_runs_together(found, section):
    text = (
        "Ask first if you are taking any of the following prescription medications. Some doses may need a change. "
        "anticoagulants (blood medicine) amiodarone (heart medicine) gout medicine toe pain medicine"
    )
    told = [one.partner for one in found(section("50568-5", text))]
    assert told == ["anticoagulants", "amiodarone", "gout medicine", "toe pain medicine"]


def test_a_section_on_tests_that_are_disturbed(found, section):
    text = "ZORFAN may interfere with a serum morfan assay. It does not interfere with urine tests for salt."
    assert found(section("34074-5", text, title="Laboratory Test Interactions")) == [Interaction("serum morfan assay", "test")]


def test_a_class_that_the_text_calls_by_its_short_name(below):
    text = "Warfarin was raised by ZORFAN. The dose of the TCA may need to be reduced."
    flat = f"Tricyclic Antidepressants (TCAs) — {text}"
    assert [one.partner for one in below("Potential for Other Drugs to Affect Toes", flat)] == ["Tricyclic Antidepressants"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A potent inhibitor of CYP3A4, ketoconazole, raised ZORFAN.", ["ketoconazole"]),
        ("Drugs that are broken down by a slow path of the liver at all times of day such as theophylline affect ZORFAN.", []),
    ],
)
def test_an_apposition_and_examples(text, named):
    assert [one.name for one in named_in(text, re.compile("ZORFAN")) if one.kind != "class"] == named


def test_a_bare_enzyme_gets_its_family():
    assert [one.name for one in head_partners("Inducers of 1A2", None)] == ["Inducers of CYP1A2"]


def test_advice_for_one_partner_of_a_heading_is_not_for_the_others(below):
    told = below(
        "Norvexin, Zelvorin, and Toe Channel Blockers",
        "Norvexin, zelvorin and others slow the toe. Concomitant use can increase the risk of a slow toe. "
        "If norvexin and a toe-blocker are coadministered, discontinue the blocker some days before norvexin.",
    )
    assert {one.partner: one.advice for one in told} == {"Norvexin": "stop", "Zelvorin": None, "Toe Channel Blockers": None}


def test_advice_on_strong_inhibitors_is_not_for_moderate_ones(below):
    told = below(
        "Strong or Moderate CYP9A9 Inhibitors",
        "Strong CYP9A9 inhibitors increase the exposure of zorfanib. Avoid concomitant use of strong CYP9A9 inhibitors. "
        "Use caution with concomitant use of moderate CYP9A9 inhibitors.",
    )
    assert {one.partner.lower(): one.advice for one in told} == {
        "strong or moderate cyp9a9 inhibitors": None,
        "strong cyp9a9 inhibitors": "avoid",
        "moderate cyp9a9 inhibitors": "caution",
    }


def test_what_it_is_not_to_be_mixed_with(found, section):
    told = found(section(CODE, "Do not mix ZORFAN with milk, blue solutions, or other medicinal products except water."))
    assert [(one.partner, one.advice) for one in told] == [
        ("milk", "avoid"),
        ("blue solutions", "avoid"),
        ("other medicinal products", "avoid"),
    ]


def test_drugs_or_herbal_products_that_induce_are_inducers():
    named = named_in("Drugs or herbal products that induce CYP3A4 decrease the level of ZORFAN.", None)
    assert [one.kind for one in named] == ["enzyme"]


def test_a_partner_has_its_normal_name_where_its_own_words_are_others(below):
    told = below("MAO Inhibitors", "Avoid MAO inhibitors with Zelvora.")
    assert told == [Interaction("MAO Inhibitors", "class", None, "avoid", "monoamine oxidase inhibitors")]
    assert below("Antacids", "Avoid antacids with Zelvora.")[0].name is None


def test_a_medicine_keeps_its_own_name_though_a_class_sounds_alike(below):
    assert below("Tetracycline", "Avoid tetracycline with Zelvora.")[0].name is None


def test_an_abbreviation_that_the_section_defines_gives_the_name(below):
    text = "Monoamine oxidase inhibitors (MOIs) must be avoided with Zelvora."
    assert [one.name for one in below("Therapy with MOIs", text)] == ["monoamine oxidase inhibitors"]


def test_a_dose_that_is_not_to_be_reduced_is_not_reduced():
    assert advice("Do not reduce the dosage to 9 mg.") is None
    assert advice("Reduce the dosage to 9 mg.") == "reduce_dose"


def test_what_happens_after_dose_adjustments_is_no_adjustment():
    assert advice("Monitor the INR after dose adjustments.") == "monitor"


def test_of_substrates_the_level_is_told_before_effects_that_add_up():
    text = "Small changes may lead to serious reactions. ZELVORA increases CYP9A9 substrate exposure."
    assert direction(text, re.compile("ZELVORA"), "CYP9A9 substrates") == "raises_partner"
    assert direction("The activity of the enzyme is reduced.", re.compile("ZELVORA"), "CYP9A9 substrates") is None


def test_an_adrenergic_antagonism_is_no_lost_effect():
    text = "Due to its alpha adrenergic antagonism ZELVORA can enhance the effect of toe relaxants."
    assert direction(text, re.compile("ZELVORA"), "toe relaxants") == "adds_effect"


def test_inhibitors_of_two_enzymes_are_two_partners():
    told = head_partners("Strong CYP9A9 Inhibitors or moderate CYP2D6 inhibitors", None)
    assert [one.name for one in told] == ["Strong CYP9A9 Inhibitors", "moderate CYP2D6 inhibitors"]


def test_members_on_the_next_line_of_a_cell_stand_for_their_category():
    assert [one.name for one in row_partners("Moderate CYP3A Inducers Prednisone, dexamethasone", None)] == [
        "Moderate CYP3A Inducers"
    ]
    assert [one.name for one in row_partners("Antiepileptic Drugs Phenytoin", None)] == ["Phenytoin"]


def test_the_next_sentence_on_what_acts_on_an_enzyme_does_not_advise_on_a_medicine(found, section):
    text = "Fluoxetine increases the effect of Zelvora. Concomitant use with CYP9A9 inhibitors may require lower doses."
    told = {one.partner: one.advice for one in found(section(CODE, text))}
    assert told["Fluoxetine"] is None


def test_a_row_alone_that_refers_elsewhere_heads_the_rows_below_it(table):
    rows = table(
        ["Statins See Drug Interactions (7.3) for those without relevant interactions:", "", ""],
        ["Lovastatin Simvastatin", "raised", "Monitor."],
    )
    assert [[one.name for one in entry.partners] for entry in of_tables(rows, None)] == [["Statins"]]
