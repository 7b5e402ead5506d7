"""Passages of two versions beside each other."""

from plainlabel.history.cells import cell_changes
from plainlabel.history.texts import text_changes

ONE = "Watch for eye problems during treatment with Zelvora."
TWO = "Stop Zelvora where a severe rash appears on the skin."
THREE = "Do not give live vaccines to people who take Zelvora."


def changes(label, old, new):
    found = text_changes(label(1, old).sections, label(2, new).sections)
    return [(one.kind, one.old and one.old.text, one.new and one.new.text) for one in found.changes]


def test_the_same_text_has_no_changes(label):
    parts = {"warnings_and_cautions": f"{ONE} {TWO}"}
    assert changes(label, parts, parts) == []


def test_added_and_removed(label):
    found = changes(label, {"warnings_and_cautions": f"{ONE} {TWO}"}, {"warnings_and_cautions": f"{ONE} {THREE}"})
    assert found == [("removed", TWO, None), ("added", None, THREE)]


def test_changed(label):
    other = ONE.replace("during", "before and during")
    assert changes(label, {"warnings_and_cautions": ONE}, {"warnings_and_cautions": other}) == [("changed", ONE, other)]


def test_layout_and_order_within_a_section_are_no_change(label):
    found = changes(label, {"warnings_and_cautions": f"{ONE} {TWO}"}, {"warnings_and_cautions": f"• {TWO}\n• {ONE}"})
    assert found == []


def test_sentences_cut_otherwise_are_no_change(label):
    joined = f"{ONE[:-1]}; {TWO[0].lower()}{TWO[1:]}"
    assert changes(label, {"warnings_and_cautions": joined}, {"warnings_and_cautions": joined.replace("; ", ";\n")}) == []


def test_cross_references_and_capitals_are_noise(label):
    old, new = label(1, {"warnings_and_cautions": ONE}), label(2, {"warnings_and_cautions": ONE[:-1] + " [see Section 6.1]."})
    found = text_changes(old.sections, new.sections)
    assert (found.changes, found.noise) == ((), {"warnings_and_cautions": 1})


def test_text_that_moved_to_another_section(label):
    old = {"warnings_and_cautions": f"{ONE} {TWO}", "adverse_reactions": "Rash was seen in 3% of patients on Zelvora."}
    new = {"warnings_and_cautions": ONE, "adverse_reactions": f"Rash was seen in 3% of patients on Zelvora. {TWO}"}
    assert changes(label, old, new) == [("moved", TWO, TWO)]


def test_a_section_put_in_between_changes_nothing_else(label):
    old = {"warnings_and_cautions/5.1": ("Eye Problems", ONE), "warnings_and_cautions/5.2": ("Vaccines", THREE)}
    new = {
        "warnings_and_cautions/5.1": ("Eye Problems", ONE),
        "warnings_and_cautions/5.2": ("Rash", TWO),
        "warnings_and_cautions/5.3": ("Vaccines", THREE),
    }
    assert changes(label, old, new) == [("added", None, TWO)]


def test_a_table_is_compared_by_cell(label):
    rows = "Reaction\tZelvora\tPlacebo\nHeadache\t12%\t8%\nNausea\t5%\t4%"
    found = text_changes(
        label(1, {"adverse_reactions": rows}).sections, label(2, {"adverse_reactions": rows.replace("12%", "14%")}).sections
    )
    (change,) = found.changes
    (cell,) = change.cells
    assert (cell.row, cell.column, cell.old, cell.new) == ("Headache", "Zelvora", "12%", "14%")


def test_a_cell_that_came_or_went():
    assert [(one.old, one.new) for one in cell_changes("Rash\t3%", "Rash\t3%\t2%")] == [(None, "2%")]
    assert [(one.old, one.new) for one in cell_changes("Rash\t3%\t2%", "Rash\t2%")] == [("3%", None)]
