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


@pytest.mark.parametrize(
    "medicine",
    [
        *("dupilumab", "tralokinumab", "lebrikizumab", "nemolizumab", "tofacitinib", "upadacitinib", "baricitinib", "abrocitinib"),
        *("ruxolitinib", "azathioprine", "cyclosporine", "tacrolimus", "methotrexate", "mycophenolate", "prednisone"),
    ],
)
def test_every_medicine_of_the_parameters_has_a_whole_row_with_sources(medicine):
    cells = pathways.matrix(medicine)
    assert len(cells) == 19
    assert {cell.verdict for cell in cells} <= {"blocked", "partly", "spared", "unknown"}
    assert all(cell.source.strip() and cell.because.strip() for cell in cells)
    kinds = [piece.kind for piece in pathways.immunosuppression(medicine)]
    assert kinds[0] == "pathways"
    assert "boxed_warning" in kinds
    assert all(piece.source.strip() for piece in pathways.immunosuppression(medicine))


def test_a_kinase_inhibitor_that_hits_one_kinase_spares_the_pairs_without_it():
    row = verdicts("abrocitinib")
    assert {name for name, verdict in row.items() if verdict == "spared"} >= {"IL-12", "IL-23", "GM-CSF", "TNF", "IL-17A"}
    assert {name for name, verdict in row.items() if verdict == "partly"} >= {"IL-2", "IL-4", "IL-6", "IFN-gamma"}


def test_no_single_kind_of_evidence_is_right_for_every_medicine():
    """The group L04 misses abrocitinib, the boxed warning misses prednisone, and that of ruxolitinib is of a product."""
    assert evidence("abrocitinib")["class"].says == "no"
    assert evidence("prednisone")["boxed_warning"].says == "no"
    assert evidence("ruxolitinib")["boxed_warning"].says == "mixed"
    assert {pathways.breadth(name) for name in ("abrocitinib", "prednisone", "ruxolitinib")} == {"broad"}
    assert evidence("dupilumab")["pathways"].says == evidence("dupilumab")["boxed_warning"].says == "no"
