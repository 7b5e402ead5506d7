"""Storage rules of invented labels."""

import pytest

from plainlabel.facts.kinds import Storage
from plainlabel.facts.source import Source
from plainlabel.facts.storage import storage

COLD = {"low_c": 2.0, "high_c": 8.0, "low_f": 36.0, "high_f": 46.0}
WARM = {"low_c": 20.0, "high_c": 25.0, "low_f": 68.0, "high_f": 77.0}


def test_a_pen_that_may_leave_the_refrigerator(values, section):
    text = (
        "Keep refrigerated at 2°C to 8°C (36°F to 46°F), in its original carton, to protect from light. "
        "On a journey, if needed, ZORFAN may be kept at room temperature up to 25°C (77°F) for a maximum of 14 days. "
        "Out of the refrigerator ZORFAN keeps for up to 14 days, then it must be discarded. Do NOT freeze. Do NOT shake. "
        "Never let it stand above 25°C (77°F)."
    )
    assert values("storage", section("44425-7", text)) == [
        Storage(
            "normal",
            **COLD,
            where="refrigerator",
            do_not_freeze=True,
            do_not_shake=True,
            protect_from_light=True,
            original_carton=True,
        ),
        Storage("room", high_c=25.0, high_f=77.0, days=14.0, where="room", discard_after_limit=True),
    ]


def test_excursions_are_not_the_normal_range(values, section):
    text = "Keep ZORFAN at 20°C to 25°C (68°F to 77°F); short excursions to 15°C to 30°C (59°F to 86°F) do no harm."
    assert values("storage", section("34069-5", text)) == [Storage("normal", **WARM)]


def test_two_products_with_two_ranges_are_both_kept(values, section):
    text = "Store the tablets at 20°C to 25°C (68°F to 77°F). Store the solution in a refrigerator at 2°C to 8°C (36°F to 46°F)."
    assert values("storage", section("34069-5", text)) == [
        Storage("normal", **WARM),
        Storage("normal", **COLD, where="refrigerator"),
    ]


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        ("for up to 30 days", {"days": 30.0}),
        ("for a single period of up to 7 days", {"days": 7.0}),
        ("for no more than 4 weeks", {"days": 28.0}),
        ("for up to 24 hours", {"hours": 24.0}),
        ("for up to 6 months", {"months": 6.0}),
    ],
)
def test_room_temperature_limits(values, section, limit, wanted):
    text = f"Store in a refrigerator at 2°C to 8°C. ZORFAN may be stored at room temperature up to 30°C {limit}."
    assert values("storage", section("44425-7", text))[1] == Storage("room", high_c=30.0, where="room", **wanted)


def test_after_opening(values, section):
    text = (
        "Store at 20°C to 25°C (68°F to 77°F). Once opened, ZORFAN keeps for up to 28 days, stored at 20°C to 25°C (68°F to 77°F)."
    )
    assert values("storage", section("44425-7", text)) == [Storage("normal", **WARM), Storage("opened", **WARM, days=28.0)]


def test_a_ceiling_alone(values, section):
    assert values("storage", section("44425-7", "Do not store above 30°C (86°F).")) == [Storage("normal", high_c=30.0, high_f=86.0)]


def test_what_must_not_happen_is_no_rule(values, section):
    text = "Before use let ZORFAN reach room temperature (not above 25°C). Avoid exposure to temperatures above 40°C."
    assert values("storage", section("44425-7", text)) == []


def test_patient_text_is_read_where_the_label_is_silent(values, section):
    patient = section("42230-3", "Store ZORFAN at 68°F to 77°F (20°C to 25°C).")
    assert values("storage", section("34069-5", "Bottles of 30."), patient) == [Storage("normal", **WARM)]
    assert len(values("storage", section("34069-5", "Store at 2°C to 8°C."), patient)) == 1


def test_the_same_rule_in_two_sections_is_one_fact(values, section):
    text = "Store at 20°C to 25°C (68°F to 77°F)."
    assert len(values("storage", section("34069-5", text), section("44425-7", text))) == 1


def test_a_mixture_keeps_as_long_as_the_text_on_preparation_says(values, section):
    text = (
        "Mix the powder with water. A diluted ZORFAN keeps refrigerated at 2°C to 8°C (36°F to 46°F), stored cold, "
        "for up to 24 hours or at room temperature up to 25°C (77°F) for up to 30 minutes. Discard the mixture after 24 hours."
    )
    assert values("storage", section("34068-7", text)) == [
        Storage("opened", **COLD, hours=24.0, where="refrigerator", discard_after_limit=True),
        Storage("opened", high_c=25.0, high_f=77.0, hours=0.5, where="room"),
    ]


def test_two_places_that_share_one_limit_are_two_rules(values, section):
    text = (
        "The diluted ZORFAN is kept at room temperature 25°C (77°F) or in a refrigerator at 2°C to 8°C (36°F to 46°F) "
        "for up to 6 hours. Do not freeze."
    )
    assert values("storage", section("34068-7", text)) == [
        Storage("opened", 25.0, 25.0, 77.0, 77.0, hours=6.0, where="room", do_not_freeze=True),
        Storage("opened", **COLD, hours=6.0, where="refrigerator", do_not_freeze=True),
    ]


def test_limits_in_bullets_and_brackets(values, section):
    bullets = (
        "If ZORFAN is not used immediately, store the diluted solution; the time must not exceed: "
        "∘ 3 days in a refrigerator at 2°C to 8°C (36°F to 46°F) ∘ 5 hours at room temperature up to 25°C (77°F)"
    )
    assert values("storage", section("34068-7", bullets)) == [
        Storage("opened", **COLD, days=3.0, where="refrigerator"),
        Storage("opened", high_c=25.0, high_f=77.0, hours=5.0, where="room"),
    ]
    aside = (
        "The diluted ZORFAN keeps under refrigeration: 2°C to 8°C (36°F to 46°F) for up to 30 hours "
        "(a maximum of 5 hours of the total 30 hours can be at room temperature, 20°C to 25°C [68°F to 77°F])."
    )
    assert values("storage", section("34068-7", aside)) == [
        Storage("opened", **COLD, hours=30.0, where="refrigerator"),
        Storage("opened", **WARM, hours=5.0, where="room"),
    ]


def test_kept_refrigerated_is_in_the_refrigerator(values, section):
    text = "ZORFAN vials must be kept refrigerated at 2°C to 8°C (36°F to 46°F)."
    assert values("storage", section("34069-5", text)) == [Storage("normal", **COLD, where="refrigerator")]


def test_where_and_how_long_in_two_sentences_is_one_rule(values, section):
    text = "ZORFAN, once diluted, is kept in a refrigerator: 2°C to 8°C (36°F to 46°F). It should be used up within 48 hours."
    assert values("storage", section("34068-7", text)) == [Storage("opened", **COLD, hours=48.0, where="refrigerator")]


@pytest.mark.parametrize(
    "text",
    [
        "After dilution, infuse over 2 hours.",
        "Allow the diluted solution to reach room temperature for 30 minutes.",
        "The diluted solution must not be stored at room temperature.",
        "Give the second dose within 24 hours.",
    ],
)
def test_what_is_no_storage_of_a_mixture(values, section, text):
    assert values("storage", section("34068-7", text)) == []


def test_controlled_room_temperature_is_a_place(values, section):
    text = "Keep stored at 20°C to 25°C (68°F to 77°F); excursions permitted. [See USP Controlled Room Temperature.]"
    assert values("storage", section("34069-5", text)) == [Storage("normal", **WARM, where="room")]


def test_a_limit_told_by_discarding(values, section):
    text = "Store at 2°C to 8°C (36°F to 46°F). The opened bottle can be stored at 25°C (77°F). Discard it 40 days after first opening."
    assert values("storage", section("34069-5", text)) == [
        Storage("normal", **COLD),
        Storage("opened", 25.0, 25.0, 77.0, 77.0, days=40.0, discard_after_limit=True),
    ]
    pouch = "Once the ready-to-use bag has been removed from the pouch, it should be used within 30 hours, any rest discarded."
    assert values("storage", section("34069-5", pouch)) == [Storage("opened", hours=30.0, discard_after_limit=True)]


def test_two_limits_that_and_joins(values, section):
    text = (
        "If ZORFAN is not used immediately, store up to 20 hours in the refrigerator at 2°C to 8°C (36°F to 46°F) and 6 hours "
        "at room temperature up to 25°C (77°F), which includes infusion time."
    )
    assert values("storage", section("34068-7", text)) == [
        Storage("opened", **COLD, hours=20.0, where="refrigerator"),
        Storage("opened", high_c=25.0, high_f=77.0, hours=6.0, where="room"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Store at 19\u2103 to 24\u2103 (66\u2109 to 75\u2109).", [("normal", 19, 24, 66, 75, None, None)]),
        ("Discard if at room temperature for more than 35 hours.", [("room", None, None, None, None, None, 35)]),
        (
            "Sealed packs that were left out of the refrigerator must be used within 13 days.",
            [("room", None, None, None, None, 13, None)],
        ),
        ("After dispensing, store at room temperature up to 24°C.", [("room", None, 24, None, None, None, None)]),
        ("Store the pump at 11°C to 29°C.", []),
        ("Let the vial warm to room temperature (19°C to 24°C) for up to 3 hours.", []),
    ],
)
def test_more_ways_to_say_where_and_how_long(section, label, text, wanted):
    found = [fact.value for fact in storage(Source(label(section("34069-5", text))))]
    told = [(one.condition, one.low_c, one.high_c, one.low_f, one.high_f, one.days, one.hours) for one in found]
    assert told == wanted


@pytest.mark.parametrize(
    ("text", "hours", "high_c"),
    [
        ("Begin the infusion within 5 hours of piercing the vial.", 5, None),
        ("Discard the mixture if not used within 15 minutes.", 0.25, None),
        ("The diluted solution should not be left in place longer than 7 hours.", 7, None),
        ("The diluted solution is stable for 7 hours at room temperature (22°C ± 3°C).", 7, 25),
    ],
)
def test_limits_of_a_mixture(section, label, text, hours, high_c):
    source = Source(label(section("34069-5", "Store at 5°C."), section("34068-7", text, title="Preparation")))
    found = [fact.value for fact in storage(source) if fact.value.condition == "opened"]
    assert [(one.hours, one.high_c) for one in found] == [(hours, high_c)]


def test_another_range_in_the_text_for_patients(section, label):
    own, patients = section("34069-5", "Store at 19°C to 24°C."), section("42231-1", "Store at room temperature, 14°C to 29°C.")
    found = [fact.value for fact in storage(Source(label(own, patients)))]
    assert [(one.low_c, one.high_c) for one in found] == [(19, 24), (14, 29)]


def test_a_rule_said_again_without_its_temperature_is_left_out(section, label):
    text = "Store in a refrigerator at 3°C to 7°C. Keep the second pack in the refrigerator."
    assert len(list(storage(Source(label(section("34069-5", text)))))) == 1


def test_one_range_of_two_containers_is_one_rule(values, section):
    text = (
        "Keep the vials in a refrigerator at 2°C to 8°C (36°F to 46°F). Do not shake. "
        "Keep the syringes in a refrigerator at 2°C to 8°C (36°F to 46°F), in the original carton."
    )
    assert values("storage", section("44425-7", text)) == [
        Storage("normal", **COLD, where="refrigerator", do_not_shake=True, original_carton=True)
    ]


def test_cold_or_at_room_temperature_for_a_time(values, section):
    text = (
        "Keep it refrigerated, 36°F to 46°F (2°C to 8°C). Once dispensed, store it in a refrigerator, 36°F to 46°F (2°C to 8°C), "
        "or kept at room temperature, 68°F to 77°F (20°C to 25°C), and discard after 5 months."
    )
    assert values("storage", section("44425-7", text)) == [
        Storage("normal", **COLD, where="refrigerator"),
        Storage("room", **WARM, months=5.0, where="room", discard_after_limit=True),
    ]
