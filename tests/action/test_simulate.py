"""Whole simulations: antibodies, medicines by the figures of their label, the command."""

import json

import msgspec
import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from plainlabel.action.regimens import regimen
from plainlabel.action.simulate import antibody_simulation, stated_simulation
from plainlabel.action.stated_figures import StatedFigures, absorption_per_day, levels, missed_dose_share, stay
from plainlabel.errors import NotHeldError, UsageError
from plainlabel.interfaces import cli_simulate
from plainlabel.interfaces.cli_simulate import simulate

FIGURES = StatedFigures((3.0, 5.0), tmax_hours=(1.0, 2.0), bioavailability=(0.7, 0.8), volume_l=(80.0, 90.0))


@pytest.fixture(scope="module")
def dupilumab():
    return antibody_simulation("Dupilumab", weight_kg=75, patients=40)


def test_every_curve_has_the_axis_in_days(dupilumab):
    curves = [dupilumab.concentration_mg_per_l, dupilumab.occupancy, *dupilumab.signal_block.values()]
    assert {len(values) for curve in curves for values in curve.values()} == {len(dupilumab.time_days)}
    assert dupilumab.time_days[0] == 0
    assert dupilumab.time_days[-1] == 112
    assert 2 / 24 in dupilumab.time_days


def test_percentiles_are_in_order(dupilumab):
    curves = [dupilumab.concentration_mg_per_l[f"p{share}"] for share in (5, 25, 50, 75, 95)]
    assert np.all(np.diff(np.array(curves), axis=0) >= 0)


def test_answers_of_dupilumab(dupilumab):
    answers = dupilumab.answers
    assert answers["how_fast"]["receptor_95_percent_hours"] <= 2
    assert answers["washout"]["weeks"]["p50"] == pytest.approx(10, abs=1.5)
    assert answers["missed_dose"]["share_of_usual"] == pytest.approx(0.6, abs=0.1)
    assert answers["missed_dose"]["il4_block_after_missed"]["p5"] > 0.99
    assert all("model" in answer["words"] for answer in answers.values())
    assert any("model" in line for line in dupilumab.assumptions)
    assert not dupilumab.warnings


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"words": "300 mg every 6 weeks", "weeks": 30}, "apart"),
        ({"words": "300 mg every 7 weeks", "weeks": 30}, "apart"),
        ({"words": "300 mg every 8 weeks", "weeks": 8}, "apart"),
        ({"missed": (3, 4), "weeks": 12}, "apart"),
        ({"weight_kg": 200}, "weight"),
        ({"words": "900 mg then 300 mg q2w"}, "600"),
    ],
)
def test_what_is_outside_the_validated_range_is_flagged(changes, word):
    assert any(word in line for line in antibody_simulation("dupilumab", patients=3, **changes).warnings)


def test_the_same_seed_gives_the_same_patients():
    first, second, other = (antibody_simulation("tralokinumab", patients=5, seed=seed) for seed in (4, 4, 5))
    assert first == second
    assert first != other


def test_it_is_json():
    told = json.loads(msgspec.json.encode(antibody_simulation("lebrikizumab", patients=5)))
    assert {"time_days", "concentration_mg_per_l", "occupancy", "signal_block", "answers", "warnings"} <= set(told)
    assert {"how_fast", "washout", "missed_dose"} <= set(told["answers"])


@pytest.mark.parametrize(
    "changes",
    [
        {"weight_kg": -70},
        {"weight_kg": float("nan")},
        {"weeks": 10_000},
        {"weeks": float("nan")},
        {"patients": 0},
        {"patients": 10**9},
        {"patients": 100_000},
        {"words": "300 mg every 1 hour", "weeks": 520},
        {"words": "300 mg every 2 weeks every 4 weeks"},
        {"words": "nothing"},
        {"missed": (0,)},
        {"missed": (99,)},
        {"stop_week": -1},
    ],
)
def test_bad_input_gets_a_clear_error(changes):
    with pytest.raises(UsageError):
        antibody_simulation("dupilumab", **{"patients": 3, **changes})


def test_how_long_a_medicine_stays():
    found = stay(FIGURES)
    assert found.nearly_gone_days == pytest.approx((15 / 24, 25 / 24))
    assert found.steady_days == pytest.approx((12 / 24, 25 / 24))
    assert missed_dose_share(FIGURES, 0.5) == pytest.approx((1 / 16, 0.5**2.4))


@pytest.mark.parametrize(("half_life", "tmax"), [(3, 1), (12, 4), (100, 2), (500, 170)])
def test_the_peak_comes_when_the_label_says(half_life, tmax):
    figures = StatedFigures((half_life, half_life), (tmax, tmax), (0.5, 0.5), (40, 40))
    days = np.linspace(0, 3 * tmax / 24, 3001)
    found = levels(figures, regimen("100 mg once", 52), days)[0]
    assert 24 * days[found.argmax()] == pytest.approx(tmax, rel=0.01)
    terminal = levels(figures, regimen("100 mg once", 520), np.array([30, 31]) * half_life / 24)[0]
    assert terminal[1] / terminal[0] == pytest.approx(0.5, rel=1e-3)


def test_a_peak_later_than_elimination_allows_does_not_hang():
    assert absorption_per_day(2, 100) == pytest.approx(np.log(2) * 12, rel=1e-3)


def test_stated_figures_without_a_volume_are_relative():
    found = stated_simulation("velmoritan", StatedFigures((3.0, 5.0)), "5 mg twice daily")
    assert found.relative
    assert max(found.concentration_mg_per_l["typical"]) == pytest.approx(1)
    assert any("relative" in line for line in found.warnings)
    known = stated_simulation("velmoritan", FIGURES, "5 mg twice daily")
    assert not known.relative
    assert known.answers["missed_dose"]["share_left"] == pytest.approx((1 / 16, 0.5**2.4))


@pytest.mark.parametrize("half_life", [(0, 1), (-1, 1), (5, 3), (float("nan"), 1), (1, float("inf"))])
def test_bad_figures(half_life):
    with pytest.raises(UsageError):
        StatedFigures(half_life)


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(simulate)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_the_command_writes_text_and_json(run):
    text = run("tralokinumab", "--patients", "5", "--weeks", "8")
    assert text.exit_code == 0
    assert "mg/L" in text.output
    found = json.loads(run("tralokinumab", "--patients", "5", "--regimen", "300 mg q2w", "--missed", "2", "--json").output)
    assert found["regimen"]["missed_days"] == [14.0]


def test_the_rule_of_the_label_on_a_missed_dose_comes_before_the_model(run, monkeypatch):
    rules = {"missed_dose": ["Take it as soon as you notice it."]}
    monkeypatch.setattr(cli_simulate, "_with_label", lambda found, *_: msgspec.structs.replace(found, label_says=rules))
    text = run("dupilumab", "--patients", "5").output
    assert text.index("as soon as you notice") < text.index("In the model")
    assert json.loads(run("dupilumab", "--patients", "5", "--json").output)["label_says"] == rules


def test_the_command_simulates_a_disease(run):
    text = run("--disease", "atopic-dermatitis", "--drug", "lebrikizumab", "--patients", "5")
    assert text.exit_code == 0
    assert "EASI-75" in text.output
    found = json.loads(run("--disease", "atopic-dermatitis", "--drug", "dupilumab", "--patients", "5", "--json").output)
    assert set(found["easi"]) == {"placebo", "dupilumab"}
    assert found["trials"]


def test_the_command_computes_patients_of_a_file(run, tmp_path):
    file = tmp_path / "patients.json"
    file.write_text(json.dumps([{"parameters": [1.0] * 26}, {"parameters": [1.0] * 51, "easi": {"placebo": {"3": 0}}}]))
    done = json.loads(run("--parameters", str(file), "--json").output)
    assert list(done[0]) == ["parameters", "baseline", "week"]
    assert list(done[1]["easi"]["placebo"]) == ["3"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("velmoritan",),
        ("dupilumab", "--parameters", "x.json"),
        ("--parameters", "absent.json"),
        ("--disease", "atopic-dermatitis"),
        ("--disease", "gout", "--drug", "dupilumab"),
    ],
)
def test_the_command_says_what_it_needs(run, arguments):
    done = run(*arguments)
    assert isinstance(done.exception, UsageError | NotHeldError)


def test_a_brand_stands_for_the_one_ingredient_it_holds():
    assert cli_simulate._generic("Dupixent") == "dupilumab"
    assert cli_simulate._generic("dupilumab") == "dupilumab"
    assert cli_simulate._generic("no such name") == "no such name"


def test_the_command_draws_and_exports(run, tmp_path):
    picture, model = tmp_path / "a.svg", tmp_path / "a.xml"
    done = run("dupilumab", "--patients", "3", "--plot", str(picture), "--sbml", str(model))
    assert done.exit_code == 0
    assert picture.read_text().startswith("<svg")
    assert "<sbml" in model.read_text()


def test_a_picture_that_cannot_be_written_is_told(run, tmp_path):
    done = run("dupilumab", "--patients", "3", "--plot", str(tmp_path / "absent" / "a.svg"))
    assert isinstance(done.exception, UsageError)
