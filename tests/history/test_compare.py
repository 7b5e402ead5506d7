"""Changes classed from facts."""

import pytest

from plainlabel.history.compare import compare

BASE = {
    "indications_and_usage/1.1": (
        "Hives",
        "Zelvora is indicated for the treatment of grown-ups and patients aged 12 years and older with hives.",
    ),
    "dosage_and_administration": "The recommended dosage of Zelvora is 300 mg every 2 weeks.",
    "contraindications": "Zelvora is contraindicated in patients with hypersensitivity to norvexin.",
    "warnings_and_cautions/5.1": (
        "Eye Problems",
        "Eye problems have been reported in patients treated with Zelvora. Watch for new eye symptoms.",
    ),
    "drug_interactions/7.1": ("Warfarin", "Norvexin raises the concentration of warfarin. Monitor INR more often."),
    "how_supplied": "Store Zelvora in a refrigerator at 36°F to 46°F (2°C to 8°C). Do not freeze.",
}


@pytest.fixture
def classes(version):
    def found(changed, partial_old=None):
        old = version(None, partial_old, partial=True) if partial_old else version(1, BASE)
        parts = {name: value for name, value in {**BASE, **changed}.items() if value is not None}
        return compare(old, version(2, parts))

    return found


def facts(diff):
    return {(one.change, one.old, one.new) for section in diff.sections for one in section.facts}


def test_no_change(classes):
    diff = classes({})
    assert (diff.classes, diff.sections) == ((), ())


def test_new_use(classes):
    diff = classes(
        {"indications_and_usage/1.2": ("Asthma", "Zelvora is indicated for the treatment of adult patients with asthma.")}
    )
    assert diff.classes == ("new_use",)
    assert {one.term.lower() for section in diff.sections for one in section.facts} == {"asthma"}


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("aged 2 years and older", ("wider_use", "12 years and older", "2 years and older")),
        ("aged 16 years and older", ("narrower_use", "12 years and older", "16 years and older")),
    ],
)
def test_wider_and_narrower_use_with_both_ages(classes, age, expected):
    title, text = BASE["indications_and_usage/1.1"]
    diff = classes({"indications_and_usage/1.1": (title, text.replace("aged 12 years and older", age))})
    assert diff.classes == (expected[0],)
    assert facts(diff) == {expected}


def test_use_taken_out(classes):
    diff = classes(
        {
            "indications_and_usage/1.1": None,
            "indications_and_usage/1.2": ("Asthma", "Zelvora is indicated for the treatment of adult patients with asthma."),
        }
    )
    assert set(diff.classes) == {"new_use", "removed_use"}


def test_new_boxed_warning(classes):
    diff = classes({"boxed_warning": "WARNING: LIVER FAILURE\nLiver failure has been reported in patients treated with Zelvora."})
    assert diff.classes[0] == "new_boxed_warning"


def test_new_contraindication(classes):
    text = (
        "Zelvora is contraindicated in patients with hypersensitivity to norvexin and in patients with severe hepatic impairment."
    )
    assert classes({"contraindications": text}).classes == ("new_contraindication",)


def test_new_warning(classes):
    text = "Pancreatitis has been reported in patients treated with Zelvora. Stop Zelvora where it is suspected."
    diff = classes({"warnings_and_cautions/5.2": ("Pancreatitis", text)})
    assert diff.classes == ("new_warning",)
    assert [one.term for section in diff.sections for one in section.facts] == ["Pancreatitis"]


def test_a_warning_with_another_number_is_none(classes):
    diff = classes({"warnings_and_cautions/5.1": None, "warnings_and_cautions/5.2": BASE["warnings_and_cautions/5.1"]})
    assert "new_warning" not in diff.classes


def test_new_interaction(classes):
    text = "Norvexin raises the concentration of digoxin. Monitor digoxin concentrations."
    assert classes({"drug_interactions/7.2": ("Digoxin", text)}).classes == ("new_interaction",)


def test_dose_change(classes):
    diff = classes({"dosage_and_administration": "The recommended dosage of Zelvora is 300 mg every 4 weeks."})
    assert facts(diff) == {("dose_change", "300 mg every 2 weeks", "300 mg every 4 weeks")}


def test_storage_change(classes):
    diff = classes({"how_supplied": "Store Zelvora at 68°F to 77°F (20°C to 25°C)."})
    assert diff.classes == ("storage_change",)


def test_wording_only(classes):
    text = "Eye problems were reported in patients who were treated with Zelvora. Watch for new eye symptoms."
    assert classes({"warnings_and_cautions/5.1": ("Eye Problems", text)}).classes == ("wording_only",)


def test_something_else(classes):
    text = BASE["warnings_and_cautions/5.1"][1] + " In two trials 14 of 620 patients had inflamed eyelids."
    assert classes({"warnings_and_cautions/5.1": ("Eye Problems", text)}).classes == ("other",)


def test_what_a_fragment_lacks_is_neither_removed_nor_new(classes):
    fragment = {"indications_and_usage/1.1": BASE["indications_and_usage/1.1"]}
    assert classes({}, partial_old=fragment).classes == ()
    title, text = BASE["indications_and_usage/1.1"]
    changed = {"indications_and_usage/1.1": (title, text.replace("12 years", "6 years"))}
    diff = classes(changed, partial_old=fragment)
    assert (diff.classes, diff.complete, diff.old_version) == (("wider_use",), False, None)


def test_a_new_record_that_is_a_fragment_removes_nothing(version):
    diff = compare(version(1, BASE), version(None, {"indications_and_usage/1.1": BASE["indications_and_usage/1.1"]}, partial=True))
    assert diff.classes == ()
