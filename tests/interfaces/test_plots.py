"""Plots and pictures as SVG: what they hold, that words are escaped, and that they bring no style of their own to a page."""

import pytest
from lxml import etree

from plainlabel.action.pathways import Cell, matrix, receptor_of
from plainlabel.action.simulate import antibody_simulation
from plainlabel.action.simulate_disease import disease_simulation
from plainlabel.interfaces.plots import Line, Plot, even_ticks, svg, ticks
from plainlabel.interfaces.plots_of import (
    disease_plot,
    disease_table,
    level_plot,
    level_table,
    signal_plot,
    signal_table,
    trial_table,
)
from plainlabel.interfaces.receptor_picture import picture, ways

NS = {"s": "http://www.w3.org/2000/svg"}
PLOT = Plot(
    "A & <b>", "what it shows", "days", "mg/L", (Line("one", (0, 1, 2), (0, 5, 3), (0, 4, 2), (0, 6, 4), "most"),), (0,), (1,)
)


@pytest.fixture(scope="module")
def dupilumab():
    return antibody_simulation("dupilumab", weight_kg=75, patients=20, missed=(3,))


@pytest.mark.parametrize(("most", "last"), [(7, 8), (1, 1), (0.03, 0.03), (100, 100), (1234, 1250), (0, 1), (float("nan"), 1)])
def test_ticks_are_round_and_reach_the_top(most, last):
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] == pytest.approx(last)
    assert len(found) <= 8


def test_a_plot_is_well_formed_and_tells_what_it_shows():
    root = etree.fromstring(svg(PLOT))
    assert root.findtext("s:title", namespaces=NS) == "A & <b>"
    assert root.get("role") == "img"
    assert len(root.findall(".//s:polyline", NS)) == 1
    assert {"a dose", "a missed dose", "one", "most", "days", "mg/L"} <= set(root.xpath(".//s:text/text()", namespaces=NS))


def test_a_plot_on_a_page_has_no_style_of_its_own_and_a_file_has():
    assert "style" not in svg(PLOT)
    assert "<style>" in svg(PLOT, standalone=True)


def test_every_point_is_inside_the_picture(dupilumab):
    root = etree.fromstring(svg(level_plot(dupilumab)))
    for element in root.xpath(".//s:polyline | .//s:polygon", namespaces=NS):
        for point in element.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= 680
            assert 0 <= y <= 380


def test_the_level_is_drawn_with_its_doses_and_stands_in_a_table(dupilumab):
    plot, table = level_plot(dupilumab), level_table(dupilumab)
    assert plot.marks == (0, 2, 6, 8, 10, 12, 14)
    assert plot.missed == (4,)
    assert plot.x_label == "weeks after the first dose"
    assert len(table.rows) <= 14
    assert table.rows[0][0] == "0"
    assert table.rows[-1][0] == "16"


def test_blocked_signals_are_drawn_in_percent(dupilumab):
    plot, table = signal_plot(dupilumab), signal_table(dupilumab)
    assert plot.y_most == 100
    assert len(table.heads) - 1 == 3
    # IL-4 is blocked alike at both types of receptor: one line, not two that hide each other.
    assert [line.name for line in plot.lines] == ["IL-4, type I and II receptor", "IL-13, type II receptor"]


def test_a_medicine_without_a_receptor_model_has_no_such_plot():
    assert signal_plot(antibody_simulation("tralokinumab", patients=3)) is None


def test_the_disease_model_stands_beside_placebo():
    found = disease_simulation("atopic-dermatitis", "dupilumab", patients=10)
    assert [line.name for line in disease_plot(found).lines] == ["dupilumab", "placebo"]
    assert disease_table(found).rows[-1][0] == "24"


def test_trials_stand_beside_the_model():
    table = trial_table(disease_simulation("atopic-dermatitis", "dupilumab", patients=50))
    row = next(row for row in table.rows if row[:2] == ("EASI-75, week 16", "SOLO 1, q2w"))
    assert row[2:4] == ("51%", "15%")
    assert row[4].endswith("%")
    assert next(row for row in table.rows if row[0].startswith("IGA"))[4] == "not modelled"
    assert trial_table(disease_simulation("atopic-dermatitis", "secukinumab", patients=5)) is None


@pytest.mark.parametrize(("most", "step"), [(4, 1), (16, 2), (24, 4), (52, 8), (104, 13)])
def test_weeks_are_parted_evenly(most, step):
    found = even_ticks(most, (1, 2, 4, 8, 13, 26, 52))
    assert found[1] == step
    assert found[-1] <= most


def test_the_receptor_picture_draws_what_the_matrix_says():
    cells = matrix("dupilumab")
    drawn = ways(cells, {each.cytokine: receptor_of(each.cytokine) for each in cells})
    assert [(way.cytokine, way.verdict) for way in drawn[:3]] == [("IL-4", "blocked"), ("IL-4", "blocked"), ("IL-13", "blocked")]
    assert all(way.verdict == "spared" for way in drawn[3:])
    root = etree.fromstring(picture("Dupixent", drawn))
    assert len(root.xpath(".//s:path[@class='bar']", namespaces=NS)) == 3
    assert "style" not in etree.tostring(root, encoding="unicode")


def test_words_of_a_picture_are_escaped():
    cell = Cell("<x>", "IL-1", "partly", "", "", True)
    root = etree.fromstring(picture("<x>", ways((cell,), {"IL-1": "a & <b>"})))
    assert "a & <b>" in root.xpath(".//s:text/text()", namespaces=NS)
