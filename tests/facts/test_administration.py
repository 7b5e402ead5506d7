"""Rules of taking and giving invented medicines."""

import pytest

from plainlabel.facts.administration import administrations
from plainlabel.facts.kinds import Administration
from plainlabel.facts.source import Source


@pytest.fixture
def read(label):
    return lambda *sections: [fact.value for fact in administrations(Source(label(*sections)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Take ZORFAN with or without food.", [Administration("food", "with or without")]),
        ("Take ZORFAN with a meal.", [Administration("food", "with")]),
        ("Take ZORFAN on an empty stomach.", [Administration("empty_stomach")]),
        (
            "Take ZORFAN without food, at least 3 hours before or 4 hours after a meal.",
            [Administration("food", "without"), Administration("empty_stomach")],
        ),
        ("Velumab should be taken with food.", []),
        (
            "Let the pen reach room temperature before use. This usually takes 15 to 30 minutes.",
            [Administration("warm_up", minutes_low=15.0, minutes_high=30.0)],
        ),
        ("Take it at least 1 hour before or 2 hours after food.", [Administration("empty_stomach")]),
        (
            "Do not crush, chew, or split the tablets.",
            [Administration(name, allowed=False) for name in ("crush", "chew", "split")],
        ),
        ("The tablets may be crushed.", [Administration("crush")]),
        (
            "Swallow capsules whole with a full glass of water.",
            [Administration("swallow_whole"), Administration("water", "full glass")],
        ),
        ("Shake the bottle well before each use.", [Administration("shake_before")]),
        ("Place the film under the tongue.", [Administration("dissolve_under_tongue")]),
        ("Stay upright for at least 30 minutes.", [Administration("upright", minutes_low=30.0, minutes_high=30.0)]),
        ("Take ZORFAN once daily in the morning.", [Administration("time_of_day", "morning")]),
        ("Take it at about the same time each day.", [Administration("time_of_day", "same time each day")]),
        ("Infuse ZORFAN over 30 to 60 minutes.", [Administration("infusion", minutes_low=30.0, minutes_high=60.0)]),
        (
            "Inject into the thigh or abdomen, and change the site: use a different injection site each time.",
            [Administration("rotate_sites"), Administration("site", "abdomen"), Administration("site", "thigh")],
        ),
        (
            "Patients 12 years of age and older may inject ZORFAN themselves.",
            [Administration("giver", "self", min_age_months=144)],
        ),
        ("ZORFAN must be administered by a healthcare professional.", [Administration("giver", "healthcare professional")]),
    ],
)
def test_one_sentence(read, section, text, wanted):
    assert read(section("34068-7", text)) == wanted


def test_warming_up_by_strength(read, section):
    text = "Let ZORFAN warm to room temperature: 40 minutes for the 90 mg/3 mL pen, and 20 minutes for the 60 mg/1 mL pen."
    assert read(section("34068-7", text)) == [
        Administration("warm_up", "90 mg/3 mL", minutes_low=40.0, minutes_high=40.0),
        Administration("warm_up", "60 mg/1 mL", minutes_low=20.0, minutes_high=20.0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Observe the patient for 30 minutes after the infusion.",
        "If you cannot swallow tablets whole, ask your doctor.",
        "Give the dose in two divided doses.",
        "ZORFAN may cause night sweats.",
        "Studies showed more exposure with food.",
        "Do not use if the seal is broken.",
    ],
)
def test_what_is_no_rule(read, section, text):
    assert read(section("34068-7", text)) == []


def test_the_first_section_on_food_counts(read, section):
    dosage, leaflet = section("34068-7", "Take ZORFAN with food."), section("42230-3", "Take ZORFAN with or without food.")
    assert read(dosage, leaflet) == [Administration("food", "with")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Take 1 tablet once daily in the evening • do not take more than 1 tablet a day • ask a doctor for children",
            [Administration("time_of_day", "evening")],
        ),
        (
            "Give 2 grams by intravenous infusion over 30 minutes every 6 hours.",
            [Administration("infusion", minutes_low=30.0, minutes_high=30.0)],
        ),
        ("A 1-hour infusion may be considered.", [Administration("infusion", minutes_low=60.0, minutes_high=60.0)]),
        ("The mixture should be administered within 2 hours.", []),
        ("Areas for injection include hips.", [Administration("site", "hip")]),
        (
            "Administration of ZORFAN should be supervised by a healthcare provider.",
            [Administration("giver", "healthcare professional")],
        ),
        ("Women should not handle crushed or broken tablets.", []),
        ("Your healthcare provider will give you a Patient Safety Card.", []),
    ],
)
def test_items_infusions_sites_and_givers(read, section, text, wanted):
    assert read(section("34068-7", text)) == wanted


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("34068-7", "Inject ZORFAN into the chest wall, flank, or upper back.", ["chest", "flank", "upper back"]),
        ("34071-1", "ZORFAN should be administered only by physicians experienced in ears.", ["healthcare professional"]),
        ("34068-7", "Train patients who will administer ZORFAN at home.", ["self"]),
        ("34068-7", "Take one tablet in the morning and evening.", ["morning", "evening"]),
        ("60562-6", "Directions: dissolve 2 tablets in a little water", ["water"]),
        ("34068-7", "Swallow ZORFAN with liquids.", ["water"]),
        ("34071-1", "Report red ears to a physician.", []),
        ("34068-7", "Draw a blood sample in the morning.", []),
    ],
)
def test_values_of_more_rules(read, section, code, text, wanted):
    assert [value.value for value in read(section(code, text))] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Take ZORFAN 20 minutes before meals.", Administration("empty_stomach", minutes_low=20.0, minutes_high=20.0)),
        ("Before injection, ZORFAN should be at room temperature.", Administration("warm_up")),
        ("7 mg (over 45 minutes) by intravenous infusion.", Administration("infusion", minutes_low=45.0, minutes_high=45.0)),
        ("The infusion should last no longer than 9 hours.", Administration("infusion", minutes_low=540.0, minutes_high=540.0)),
    ],
)
def test_minutes_of_more_rules(read, section, text, wanted):
    assert read(section("34068-7", text)) == [wanted]


def test_directions_of_an_over_the_counter_label_under_another_heading(read, section):
    purpose = section("55105-1", "Purpose Ear calm")
    assert read(purpose, section("34067-9", "Take 15 minutes before meals")) == [
        Administration("empty_stomach", minutes_low=15.0, minutes_high=15.0)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Take ZORFAN 30 minutes after dinner.",
        "The tablets may be taken whole or crushed over food.",
        "Tell your nurse of side effects in a vein.",
    ],
)
def test_after_a_meal_or_either_way_is_no_rule(read, section, text):
    found = read(section("34068-7", text))
    assert not [one for one in found if one.aspect in {"empty_stomach", "swallow_whole", "site"}]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Inject ZORFAN in the upper outer areas of the buttock.", [Administration("site", "upper outer buttock")]),
        ("Inject ZORFAN deep in the gluteal muscle.", [Administration("site", "gluteal muscle of the buttock")]),
        ("Inject ZORFAN in the buttocks.", [Administration("site", "buttock")]),
        ("Give ZORFAN by short intravenous infusion (20 to 40 minutes).", [Administration("infusion", None, True, 20.0, 40.0)]),
        ("Tell people to sit upright for 3 minutes prior to standing.", []),
        ("If refrigerated, allow the bag to come to room temperature prior to use.", [Administration("warm_up")]),
        (
            "Take ZORFAN daily with water, at bedtime and at least 3 hours after the evening meal.",
            [Administration("empty_stomach", minutes_low=180.0, minutes_high=180.0)],
        ),
    ],
)
def test_places_and_times(read, section, text, wanted):
    found = read(section("34068-7", text))
    assert [one for one in found if one.aspect not in {"time_of_day", "water"}] == wanted
