"""The disease models against the published program, an independent solver, and their limits."""

import json

import numpy as np
import pytest

from plainlabel.action import disease_ad, disease_saureus
from plainlabel.action.reference_patients import computed
from plainlabel.action.simulate_disease import disease_simulation, intervention
from plainlabel.action.virtual_patients import distribution
from plainlabel.errors import PlainLabelError, UsageError


def differences(found, expected):
    """Yields the relative difference (absolute below 1) of every number, whose places must be the same."""
    if isinstance(expected, dict):
        assert list(found) == list(expected)
        for key in expected:
            yield from differences(found[key], expected[key])
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            yield from differences(one, other)
    else:
        yield abs(found - expected) / max(1.0, abs(expected))


@pytest.mark.shared
@pytest.mark.parametrize("model", ["ad", "saureus"])
def test_every_reference_patient_from_parameters_alone(shared, model):
    expected = json.loads((shared / "action" / f"{model}_reference_patients.json").read_text())
    found = computed([{"parameters": patient["parameters"]} for patient in expected])
    assert len(expected) == 30
    assert max(differences(found, expected)) < 1e-3
    assert computed(expected[0]) == computed(expected[:1])[0]


@pytest.mark.shared
@pytest.mark.parametrize(("model", "short"), [("atopic_dermatitis", "ad"), ("staphylococcus_aureus", "saureus")])
def test_the_distributions_are_the_published_ones(shared, model, short):
    held = distribution(model)
    for name, values in (("mu", held.mean_log), ("sigma", held.sd_log)):
        published = [float(line) for line in (shared / "action" / f"{short}_{name}.csv").read_text().split()]
        assert list(values) == [abs(value) if name == "sigma" else value for value in published]


def test_random_patients_of_the_eczema_model_against_scipy():
    """The equations written a second time, as rates of change, and solved by another method."""
    integrate = pytest.importorskip("scipy.integrate")
    held = distribution("atopic_dermatitis")
    parameters = held.draw(3, np.random.default_rng(5))
    start = disease_ad.baseline(parameters)
    found = disease_ad.treat(parameters, start, [intervention("dupilumab")], (1, 4, 24))[0]
    for at in range(3):
        k = dict(zip(held.names, parameters[:, at], strict=True))
        solved = integrate.solve_ivp(
            eczema_slopes, (0, 24), start[:, at], args=(k,), method="Radau", t_eval=(1, 4, 24), rtol=1e-9, atol=1e-10
        )
        assert np.allclose(found[at], disease_ad.easi(solved.y), rtol=2e-4)


def eczema_slopes(_, y, k):
    s, p, th1, th2, th17, th22, il4, il13, il17, il22, il31, ifn, tslp, ox = y
    i4, i13 = 0.01 * il4, 0.01 * il13
    slowed = (1 + k["b1"] * i4) * (1 + k["b2"] * i13) * (1 + k["b3"] * il17) * (1 + k["b4"] * il22) * (1 + k["b5"] * il31)
    cleared = (1 + k["d4"] * p) * (1 + k["d5"] * il17) * (1 + k["d6"] * il22) * (1 + k["d7"] * ifn)
    n = 4 + k["k9"] * ifn + k["k10"] * i4
    loss = k["d9"] / (1 + k["b9"] * ox)
    return [
        (1 - s) * (k["k1"] + k["k2"] * il22 + k["k3"]) / slowed - s * (k["d1"] * (1 + k["d3"] * p) + k["d2"] * il31),
        k["d8"] / (1 + k["b6"] * s) - p * (cleared / ((1 + k["b7"] * i4) * (1 + k["b8"] * i13)) + k["d8"]),
        k["k5"] * p * (1 + k["k9"] * ifn) / n - loss * th1,
        k["k6"] * p * (1 + k["k10"] * i4) / n - loss * th2,
        k["k7"] * p / n - loss * th17,
        k["k8"] * p / n - loss * th22,
        k["k11"] * th2 + k["k12"] - k["d10"] * il4,
        k["k13"] * th2 + k["k14"] - k["d11"] * il13,
        k["k15"] * th17 + k["k16"] - k["d12"] * il17,
        k["k17"] * th22 + k["k18"] - k["d13"] * il22,
        k["k19"] * th2 + k["k20"] - k["d14"] * il31,
        k["k21"] * th1 + k["k22"] - k["d15"] * ifn,
        k["k23"] * p + k["k24"] - k["d16"] * tslp,
        k["k25"] * tslp + k["k26"] - k["d17"] * ox,
    ]


def test_what_a_patient_brings_along_stays_with_it():
    brought = {"name": "one", "notes": {"a": [1]}, "parameters": [1.0] * 26}
    done = computed([brought])[0]
    assert {name: done[name] for name in brought} == brought
    assert list(done["week"]) == list(disease_saureus.SERIES)


def test_parameters_beyond_what_can_be_computed_end_with_a_word():
    with pytest.raises(PlainLabelError, match="Check the parameters"):
        computed([{"parameters": [1e9] * 51}])


def test_a_draw_has_the_published_distribution_in_every_parameter():
    held = distribution("atopic_dermatitis")
    logs = np.log(held.draw(1000, np.random.default_rng(3)))
    assert np.allclose(logs.mean(axis=1), held.mean_log, atol=1e-6)
    assert np.allclose(logs.std(axis=1), held.sd_log, rtol=0.005)
    between = np.corrcoef(logs) - np.eye(len(held.names))
    assert np.abs(between).max() < 0.15


def test_the_population_responds_as_published():
    found = disease_simulation("atopic-dermatitis", "dupilumab", patients=1000)
    assert found.patients == 1000
    assert found.easi_75_percent["dupilumab"][16] == pytest.approx(64, abs=3)
    assert found.easi_75_percent["placebo"][16] == pytest.approx(21, abs=3)
    assert {trial.value for trial in found.trials if trial.endpoint == "EASI-75" and trial.week == 16} == {51, 44}
    assert "hypothesis" in found.warnings[0]


def test_every_trial_that_the_model_can_be_held_against_has_the_models_figure_beside_it():
    found = disease_simulation("atopic-dermatitis", "dupilumab", patients=200)
    for trial in found.trials:
        modelled = trial.endpoint in ("EASI change", "EASI-75") and trial.week <= 24
        assert (trial.model is not None) == (trial.model_placebo is not None) == modelled
    first = next(trial for trial in found.trials if trial.endpoint == "EASI-75" and trial.week == 16)
    assert first.model == pytest.approx(found.easi_75_percent["dupilumab"][16], abs=0.05)


@pytest.mark.parametrize("seed", range(1, 5))
def test_other_seeds_say_the_same_of_the_population(seed):
    """What 20,000 patients give is 64.1 and 23.4 percent; a population of 1,000 stays within three of its standard deviations."""
    found = disease_simulation("atopic-dermatitis", "dupilumab", patients=1000, seed=seed)
    assert found.easi_75_percent["dupilumab"][16] == pytest.approx(64.1, abs=3.3)
    assert found.easi_75_percent["placebo"][16] == pytest.approx(23.4, abs=2.7)


def test_full_concentration_comes_near_the_published_inhibition_and_says_it_is_an_addition():
    found = disease_simulation("atopic-dermatitis", "dupilumab", patients=60, words="600 mg then 300 mg q2w")
    published, linked = (found.easi["dupilumab"]["p50"], next(found.easi[name]["p50"] for name in found.easi if "addition" in name))
    assert linked[16] == pytest.approx(published[16], rel=0.1)
    assert any("addition" in line for line in found.assumptions)


def test_stopping_lets_the_disease_return():
    found = disease_simulation("atopic-dermatitis", "dupilumab", patients=60, words="600 mg once")
    linked = next(found.easi[name]["p50"] for name in found.easi if "addition" in name)
    assert linked[24] > linked[4] * 1.1


def test_a_linked_course_with_the_published_block_is_the_published_course():
    parameters = distribution("atopic_dermatitis").draw(5, np.random.default_rng(2))
    start, weeks = disease_ad.baseline(parameters), [1.0, 8.0]
    stretches = [disease_ad.Stretch(day / 7, np.full(5, 0.99), np.full(5, 0.99)) for day in range(1, 57)]
    acting = disease_ad.treatment([disease_ad.Intervention("linked")], 5)
    linked = disease_ad.easi(disease_ad.run(parameters, start, acting, weeks, stretches))
    assert np.allclose(linked, disease_ad.treat(parameters, start, [intervention("dupilumab")], weeks)[0], rtol=1e-4)


def test_bacteria_never_go_below_nothing():
    parameters = distribution("staphylococcus_aureus").draw(40, np.random.default_rng(8))
    start = disease_saureus.baseline(parameters)
    assert np.all(start[1:3] >= 0)
    assert np.all(start[1:3] <= 7)
    for series in disease_saureus.treat(parameters, start, 0.99).values():
        assert np.all(np.isfinite(series))


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "patients",
        [1],
        [{}],
        [{"parameters": [1, 2]}],
        [{"parameters": [float("nan")] * 26}],
        [{"parameters": [-1.0] * 26}],
        [{"parameters": ["a"] * 26}],
        [{"parameters": ["1.0"] * 26}],
        [{"parameters": [True] * 26}],
        [{"parameters": [None] * 26}],
        [{"parameters": [[1.0]] * 26}],
        [{"parameters": [1e300] * 51}],
        [{"parameters": dict.fromkeys(range(26), 1.0)}],
        {"patients": [{"parameters": [1.0] * 26}]},
        [{"parameters": [1.0] * 51, "easi": {"velmoritan": {"1": 0}}}],
        [{"parameters": [1.0] * 51, "easi": {"placebo": {"99999": 0}}}],
        [{"parameters": [1.0] * 51, "easi": {"placebo": {"soon": 0}}}],
    ],
)
def test_bad_patients_get_a_clear_error(data):
    with pytest.raises(UsageError):
        computed(data)


@pytest.mark.parametrize(
    ("disease", "drug", "changes"),
    [
        ("gout", "dupilumab", {}),
        ("atopic-dermatitis", "velmoritan", {}),
        ("atopic-dermatitis", "", {}),
        ("atopic-dermatitis", "nemolizumab", {"words": "30 mg q4w"}),
        ("atopic-dermatitis", "dupilumab", {"patients": 0}),
        ("atopic-dermatitis", "dupilumab", {"patients": 10**9}),
        ("atopic-dermatitis", "dupilumab", {"patients": 2001, "words": "600 mg then 300 mg q2w"}),
        ("atopic-dermatitis", "dupilumab", {"words": "nothing"}),
        ("atopic-dermatitis", "dupilumab", {"words": "300 mg q2w", "weight_kg": float("nan")}),
    ],
)
def test_bad_questions_to_the_disease_model(disease, drug, changes):
    with pytest.raises(UsageError):
        disease_simulation(disease, drug, **{"patients": 3, **changes})
