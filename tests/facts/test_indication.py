"""Indications of invented labels."""

import pytest

from plainlabel.facts.indication import indications
from plainlabel.facts.kinds import Indication
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section

PARENT = "34067-9"


def numbered(section, number, title, text):
    return section(None, text, number=number, title=title, parent=PARENT)


def test_a_numbered_label_gives_one_indication_a_subsection(values, section):
    found = values(
        "indication",
        section(PARENT, number="1", title="INDICATIONS AND USAGE", highlight="ZORFAN is indicated for hair itch. ( 1.1 )"),
        numbered(
            section,
            "1.1",
            "Blue Itch",
            "ZORFAN is indicated against blue itch in adults and in babies aged 6 months and older.",
        ),
        numbered(
            section,
            "1.2",
            "Night Cough",
            "ZORFAN is indicated as an add-on for night cough in patients aged 6 years and older.",
        ),
        numbered(
            section,
            "1.3",
            "Stiff Toe",
            "ZORFAN is indicated for adult patients with stiff toe.\nLimitations of Use\nZORFAN is not indicated in patients aged 3 years and older.",
        ),
        numbered(
            section,
            "1.4",
            "Red Ear",
            "ZORFAN is indicated against red ear in patients aged 1 year and older, weighing at least 15 kg.",
        ),
    )
    assert found == [
        Indication("Blue Itch", min_age_months=6, adults=True),
        Indication("Night Cough", min_age_months=72, adults=True, role="add-on", name="cough"),
        Indication("Stiff Toe", adults=True),
        Indication("Red Ear", min_age_months=12, min_weight_kg=15.0, adults=True),
    ]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("ZORFAN is indicated for the treatment of blue itch.", ["blue itch"]),
        ("ZORFAN is indicated for the treatment of blue itch in adults.", ["blue itch"]),
        ("ZORFAN is indicated for the treatment of patients with blue itch who are tired.", ["blue itch"]),
        ("ZORFAN is indicated for the relief of the signs and symptoms of blue itch.", ["blue itch"]),
        ("ZORFAN is indicated to reduce the risk of toe fracture in adults.", ["reduction of the risk of toe fracture"]),
        ("ZORFAN is indicated as an adjunct to diet to improve itch control in adults with blue itch.", ["blue itch"]),
        ("ZORFAN is indicated, in combination with morfan, for the treatment of adults with night cough.", ["night cough"]),
        ("ZORFAN is not indicated for the treatment of night cough.", []),
        ("ZORFAN is a new kind of medicine.", []),
        (
            "ZORFAN is indicated for the treatment of the one and only kind of very long and winding blue itch of all toes",
            ["winding blue itch"],
        ),
    ],
)
def test_running_text(values, section, text, conditions):
    assert [value.condition for value in values("indication", section(PARENT, text))] == conditions


def test_a_list_behind_a_colon(values, section):
    one = section(
        PARENT,
        "ZORFAN is indicated in adults for the treatment of:",
        items=("• Blue itch", "• Stiff toe [see Clinical Studies (14)]"),
    )
    assert values("indication", one) == [Indication("Blue itch", adults=True), Indication("Stiff toe", adults=True)]


def test_a_title_that_breaks_off_is_completed_from_the_text(values, section):
    one = numbered(section, "1.1", "Advanced Blue", "Itch ZORFAN is indicated for the treatment of adults with blue itch.")
    assert values("indication", section(PARENT), one) == [Indication("Advanced Blue Itch", adults=True)]


def test_a_title_without_a_condition_lets_the_text_speak(values, section):
    one = numbered(section, "1.1", "Adjuvant Treatment", "ZORFAN is indicated for the treatment of adults with blue itch.")
    assert values("indication", section(PARENT), one) == [Indication("blue itch", adults=True)]


def test_ages_of_several_uses_under_one_title_are_not_merged(values, section):
    found = values(
        "indication",
        section(PARENT, number="1", title="INDICATIONS AND USAGE"),
        numbered(
            section,
            "1.1",
            "Blue Itch",
            "ZORFAN is indicated for weak itch. ZORFAN is indicated for itch in girls aged 10 to 17 years.",
        ),
        numbered(
            section,
            "1.2",
            "Red Ear",
            "ZORFAN is indicated for adult patients with red ear. It is indicated for pediatric patients too.",
        ),
        numbered(section, "1.3", "Stiff Toe", "ZORFAN is indicated for adults and children with stiff toe."),
    )
    assert found == [Indication("Blue Itch"), Indication("Red Ear"), Indication("Stiff Toe")]


def test_a_diet_is_no_other_medicine(values, section):
    diet, other = (
        values("indication", section(PARENT, f"ZORFAN is indicated as {words} for the treatment of blue itch."))
        for words in ("an adjunct to a low-salt diet", "an adjunct to other therapy")
    )
    assert [value.role for value in (*diet, *other)] == [None, "add-on"]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        # What is prevented is not what is treated.
        ("ZORFAN is indicated for use by women to prevent pregnancy.", ["prevention of pregnancy"]),
        ("ZORFAN is indicated for the prophylaxis of migraine.", ["prophylaxis of migraine"]),
        ("ZORFAN is indicated for the prevention and treatment of migraine.", ["migraine"]),
        ("ZORFAN is indicated to reduce the incidence of migraine in patients receiving treatment for gout.", ["migraine"]),
        ("ZORFAN is indicated for the treatment of edema associated with gout in adults.", ["edema associated with gout"]),
        (
            "ZORFAN is indicated for the treatment of platinum-resistant epithelial ovarian, fallopian tube, or primary peritoneal cancer.",
            [
                "platinum-resistant epithelial ovarian cancer",
                "platinum-resistant fallopian tube cancer",
                "platinum-resistant primary peritoneal cancer",
            ],
        ),
        (
            "ZORFAN is indicated for excretory urography, venography and arthrography.",
            ["excretory urography", "venography", "arthrography"],
        ),
    ],
)
def test_what_is_done_about_a_condition(values, section, text, conditions):
    assert [value.condition for value in values("indication", section(PARENT, text))] == conditions


def test_what_is_prevented_has_no_name_of_an_illness(values, section):
    (one,) = values("indication", section(PARENT, "ZORFAN is indicated to reduce the risk of stroke in adults."))
    assert one.condition == "reduction of the risk of stroke"
    assert one.name is None


def test_what_a_limitation_lists_is_no_use(label):
    text = (
        "ZORFAN is indicated for adults with itch. ZORFAN is not approved for:\nTreatment of green fever\nPrevention of blue fever"
    )
    blocks = (Block("paragraph", 0, 70), Block("item", 71, 95, level=1), Block("item", 96, len(text), level=1))
    part = Section("i", "34067-9", "1", "INDICATIONS AND USAGE", None, text, blocks)
    assert [fact.value.condition.lower() for fact in indications(Source(label(part)))] == ["itch"]


def test_what_is_only_made_less_likely_says_so(label, section):
    text = "ZORFAN is indicated to reduce the risk of stroke in adults with toe fever."
    (fact,) = indications(Source(label(section("34067-9", text))))
    assert fact.value.condition == "reduction of the risk of stroke"
    assert fact.value.name is None


@pytest.mark.parametrize(
    ("title", "text", "condition"),
    [
        ("Toe Fever", "ZORFAN is indicated for adults with moderate-to-severe toe fever.", "moderate-to-severe toe fever"),
        ("Toe Fever", "ZORFAN is indicated for moderately to severely active toe fever.", "active toe fever"),
        ("Gout", "ZORFAN is indicated for moderate to severe gout.", "Gout"),
        (
            "Toe Fever",
            "ZORFAN is indicated for toe fever with an eosinophilic phenotype.",
            "toe fever with an eosinophilic phenotype",
        ),
        ("Toe Fever", "ZORFAN is indicated for inadequately controlled toe fever.", "Toe Fever"),
        ("Toe Fever, a Symptom of Gout", "ZORFAN is indicated for adults.", "Toe Fever"),
    ],
)
def test_a_title_takes_the_words_that_qualify_it(values, section, title, text, condition):
    found = values("indication", section(PARENT, number="1"), numbered(section, "1.1", title, text))
    assert [value.condition for value in found] == [condition]


def test_a_list_of_organs(values, section):
    text = (
        "ZORFAN is indicated in the following conditions: 1. Endocrine Disorders Primary or secondary adrenocortical insufficiency "
        "2. Rheumatic Disorders As adjunctive therapy for short-term administration in: Acute and subacute bursitis "
        "Synovitis of osteoarthritis 3. Dermatologic Diseases: Pemphigus, mycosis fungoides, and severe psoriasis. "
        "4. Respiratory Diseases Berylliosis Aspiration pneumonitis"
    )
    assert [value.condition for value in values("indication", section(PARENT, text))] == [
        "Primary or secondary adrenocortical insufficiency",
        "Acute and subacute bursitis",
        "Synovitis of osteoarthritis",
        "Pemphigus",
        "mycosis fungoides",
        "severe psoriasis",
        "Berylliosis",
        "Aspiration pneumonitis",
    ]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (
            "ZORFAN is indicated to improve wakefulness in adults with excessive sleepiness associated with narcolepsy or gout.",
            ["excessive sleepiness associated with narcolepsy", "excessive sleepiness associated with gout"],
        ),
        ("ZORFAN is indicated for the assessment of toe length in children.", ["assessment of toe length"]),
        ("ZORFAN is indicated for intrathecal injection for the production of spinal block in adults.", ["spinal block"]),
        (
            "ZORFAN is indicated for the treatment of bronchoconstriction in patients with chronic obstructive pulmonary disease.",
            ["bronchoconstriction in patients with chronic obstructive pulmonary disease"],
        ),
        ("ZORFAN is indicated to prevent or correct hypokalemia.", ["prevention of hypokalemia"]),
        (
            "ZORFAN is indicated for gout. It may also be useful as adjunctive therapy in the treatment of migraine.",
            ["gout", "migraine"],
        ),
    ],
)
def test_more_uses_of_running_text(values, section, text, conditions):
    assert [value.condition for value in values("indication", section(PARENT, text))] == conditions


def test_over_the_counter_lists_behind_each_verb(values, section):
    text = "temporarily protects minor cuts, scrapes, burns. helps treat and prevent migraine"
    found = values("indication", section("55105-1", "Toe cream"), section(PARENT, text))
    assert [value.condition for value in found] == ["minor cuts", "scrapes", "burns", "migraine"]


def test_genes_are_no_conditions_of_their_own(values, section):
    one = numbered(section, "1.1", "BRAF V600E or V600K Mutation-Positive Metastatic Melanoma", "ZORFAN is indicated for adults.")
    found = values("indication", section(PARENT, number="1"), one)
    assert [value.condition for value in found] == ["BRAF V600E or V600K Mutation-Positive Metastatic Melanoma"]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("For patients with gout, ZORFAN is indicated as a helper.", ["gout"]),
        ("ZORFAN is indicated for the treatment of nausea and vomiting associated with toe surgery.", ["nausea and vomiting associated with toe surgery"]),
    ],
)  # fmt: skip
def test_people_first_and_no_use_twice(values, section, text, conditions):
    assert [value.condition for value in values("indication", section("34067-9", text))] == conditions


def test_hand_washes_name_no_condition(values, section):
    purpose = section("55105-1", "Purpose Antiseptic")
    found = values("indication", purpose, section("34067-9", "Use for handwashing to decrease bacteria on the paws"))
    assert [value.condition for value in found] == ["handwashing to decrease bacteria on the paws"]


def test_a_title_that_sums_up_gives_way_to_the_uses_below_it(values, section):
    parent = section("34067-9", number="1")
    text = "ZORFAN is indicated for the: helping treatment of adults with newly diagnosed gout; treatment of adults with refractory gout."
    found = values("indication", parent, section(None, text, number="1.1", title="Gout", parent="34067-9"))
    assert [value.condition for value in found] == ["newly diagnosed gout", "refractory gout"]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (
            "ZORFAN is indicated for the treatment of gout. There is no evidence that it is useful in the treatment of asthma.",
            ["gout"],
        ),
        ("ZORFAN is indicated for patients who require a thiazide diuretic.", []),
        (
            "ZORFAN is indicated to reduce the risk of death after myocardial infarction.",
            ["reduction of the risk of death after myocardial infarction"],
        ),
    ],
)
def test_what_is_no_use_or_only_half_of_one(label, section, text, conditions):
    assert [fact.value.condition for fact in indications(Source(label(section(PARENT, text))))] == conditions


def test_a_use_alone_and_with_another_medicine_is_two(label, section):
    text = (
        "ZORFAN, in combination with morfan, is indicated for the treatment of adult patients with gout. "
        "ZORFAN, as a single agent, is indicated for the treatment of adult patients with gout who have had morfan."
    )
    found = [fact.value for fact in indications(Source(label(section(PARENT, text))))]
    assert [(one.condition, one.role) for one in found] == [("gout", "with another medicine"), ("gout", None)]


def test_a_heading_that_is_no_known_condition_does_not_hide_the_next_use(values, section):
    text = (
        "Stiff Toe ZORFAN is indicated in adults for stiff toe. Knee Bud (Red Knee, RK) Quieting ZORFAN is indicated in adults "
        "and children, including neonates, as an adjunct to surgery and light in the management of asthma."
    )
    found = values("indication", section(PARENT, text, title="INDICATIONS AND USAGE"))
    assert "asthma" in [one.condition for one in found]


@pytest.mark.parametrize(
    ("title", "condition"),
    [
        ("Osteoporosis in Men", "Osteoporosis in men"),
        ("Osteoporosis in Women", "Osteoporosis in women"),
        ("Osteoporosis", "Osteoporosis"),
    ],
)
def test_a_title_for_one_sex_keeps_it(values, section, title, condition):
    found = values("indication", section(PARENT, number="1"), numbered(section, "1.1", title, "ZORFAN is indicated to make bone."))
    assert [(one.condition, one.name) for one in found] == [(condition, "osteoporosis")]


def test_a_heading_cites_the_sentence_that_tells_of_it(label, section):
    text = (
        "Syphilis caused by a spiral: ZORFAN is an alternate choice of treatment for the first stage.\n"
        "ZORFAN is indicated for gout.\nZORFAN is indicated for mumps."
    )
    facts = indications(Source(label(section(PARENT, text))))
    places = [text[fact.place.start : fact.place.end] for fact in facts if fact.value.condition.startswith("Syphilis")]
    assert ["alternate" in one and "gout" not in one for one in places] == [True]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (
            "ZORFAN is indicated for prevention of: acute nausea associated with repeat courses of blue chemotherapy. vomiting associated with red chemotherapy.",
            [
                "prevention of acute nausea associated with blue chemotherapy",
                "prevention of vomiting associated with red chemotherapy",
            ],
        ),
        (
            "ZORFAN is indicated for prevention of pregnancy following unprotected intercourse or a known or suspected tear of a sheath.",
            ["prevention of pregnancy after unprotected intercourse"],
        ),
        (
            "ZORFAN is indicated for the prevention of pregnancy in females of reproductive potential.",
            ["prevention of pregnancy in females of reproductive potential"],
        ),
        (
            "ZORFAN is indicated in diagnostic norvexin angiography or angioscopy of the toe.",
            ["diagnostic norvexin angiography of the toe", "diagnostic norvexin angioscopy of the toe"],
        ),
        (
            "ZORFAN is indicated for patients with radiolucent, noncalcified gallstones < 20 mm in greatest diameter.",
            ["radiolucent, noncalcified gallstones"],
        ),
        (
            "ZORFAN is indicated for scab removal in adults and pediatric patients with deep thermal burns.",
            ["scab removal in patients with deep thermal burns"],
        ),
    ],
)
def test_uses_with_what_tells_them_apart(values, section, text, conditions):
    assert [one.condition for one in values("indication", section(PARENT, text))] == conditions


def test_what_stands_before_the_statement_tells_the_role(values, section):
    text = "ZORFAN, in combination with other medicines, is indicated in adults for the treatment of:\n• gout\n• mumps\n• blue scurvy in men"
    assert {one.role for one in values("indication", section(PARENT, text))} == {"with another medicine"}


def test_a_heading_run_into_a_sentence_on_other_medicines_is_no_use(values, section):
    text = (
        "ZORFAN is indicated for night cough. Prevention of Glimmer Fever Umbrelin or morfan are considered by most to be the drugs "
        "of choice in the prevention of glimmer fever."
    )
    found = values("indication", section(PARENT, text, title="INDICATIONS AND USAGE"))
    assert [each.condition for each in found if "mbrelin" in each.condition] == []
