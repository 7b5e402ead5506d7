"""The matrix medicine x cytokine pathway, and the evidence on immunosuppression."""

import pytest

from plainlabel.action import pathways


def verdicts(medicine, *classes):
    return {cell.cytokine: cell.verdict for cell in pathways.matrix(medicine, classes)}


@pytest.mark.parametrize(
    ("medicine", "cytokine", "verdict"),
    [
        ("dupilumab", "IL-4", "blocked"),
        ("dupilumab", "IL-13", "blocked"),
        ("dupilumab", "IL-6", "spared"),
        ("tralokinumab", "IL-4", "spared"),
        ("lebrikizumab", "IL-13", "blocked"),
        ("nemolizumab", "IL-31", "blocked"),
        ("abrocitinib", "IL-23", "spared"),
        ("abrocitinib", "GM-CSF", "spared"),
        ("abrocitinib", "IFN-gamma", "partly"),
        ("tofacitinib", "IL-2", "partly"),
        ("tofacitinib", "TNF", "spared"),
        ("baricitinib", "IL-22", "unknown"),
        ("prednisone", "IL-2", "unknown"),
    ],
)
def test_cells(medicine, cytokine, verdict):
    assert verdicts(medicine)[cytokine] == verdict


def test_every_cell_has_its_source_and_reason():
    for medicine in pathways.medicines():
        for cell in pathways.matrix(medicine):
            assert cell.source
            assert cell.because


def test_a_class_decides_where_the_medicine_is_not_held():
    assert verdicts("velmoritan", "Interleukin-17A Antagonist")["IL-17A"] == "blocked"
    assert set(verdicts("velmoritan", "Janus Kinase Inhibitor").values()) == {"unknown"}
    assert verdicts("velmoritan") == {}
    assert pathways.breadth("velmoritan") == "unknown"


def evidence(medicine):
    return {piece.kind: piece for piece in pathways.immunosuppression(medicine)}


def test_the_traps_are_told():
    assert "ATC" in evidence("abrocitinib")["class"].trap
    assert evidence("abrocitinib")["pathways"].says == evidence("abrocitinib")["boxed_warning"].says == "yes"
    assert "without" in evidence("prednisone")["boxed_warning"].trap
    assert evidence("prednisone")["pathways"].says == "yes"
    assert "product" in evidence("ruxolitinib")["boxed_warning"].trap


def test_counter_evidence_is_shown():
    found = pathways.immunosuppression("dupilumab")
    assert {piece.kind for piece in found} == {"pathways", "class", "boxed_warning", "function"}
    assert {piece.says for piece in found if piece.kind == "function"} == {"no", "mixed"}
