"""Regimens from words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainlabel.action.regimens import MAX_DOSES, MAX_WEEKS, regimen
from plainlabel.errors import UsageError


def told(words, weeks=12, **changes):
    return [(dose.day, dose.dose_mg) for dose in regimen(words, weeks, **changes).doses]


@pytest.mark.parametrize(
    ("words", "doses"),
    [
        ("600 mg then 300 mg every 2 weeks", [(0, 600), (14, 300), (28, 300)]),
        ("600 mg then 300 mg q2w", [(0, 600), (14, 300), (28, 300)]),
        ("600 mg, 300 mg every other week", [(0, 600), (14, 300), (28, 300)]),
        ("70 mg (two 35 mg pens), followed by 35 mg every two weeks", [(0, 70), (14, 35), (28, 35)]),
        ("300 mg weekly", [(0, 300), (7, 300), (14, 300), (21, 300), (28, 300)]),
        ("300 mg qw stopped after week 2", [(0, 300), (7, 300), (14, 300)]),
        ("500 mg at weeks 0 and 2 then 250 mg every 2 weeks", [(0, 500), (14, 500), (28, 250)]),
        ("0.5 g once", [(0, 500)]),
        ("250 mcg every 4 weeks", [(0, 0.25), (28, 0.25)]),
        ("600 mg then 300 mg q2w, missed dose 2", [(0, 600), (28, 300)]),
        ("600 mg then 300 mg q2w, dose 2 missed", [(0, 600), (28, 300)]),
        ("600 mg then 300 mg q2w, missed the second dose", [(0, 600), (28, 300)]),
        ("600 mg then 300 mg q2w, missed the 2nd dose", [(0, 600), (28, 300)]),
        ("600 mg then 300 mg every second week", [(0, 600), (14, 300), (28, 300)]),
        ("600 mg then 300 mg q2w, skipped week 2", [(0, 600), (28, 300)]),
        ("600 mg then 300 mg q2w; dose 2 is 5 days late", [(0, 600), (19, 300), (28, 300)]),
        ("600 mg then 300 mg q2w; dose 2 is 10 days late, new schedule", [(0, 600), (24, 300)]),
        ("300 mg every 2 weeks for 4 weeks then 300 mg every 3 weeks", [(0, 300), (14, 300), (28, 300)]),
        ("300 mg weekly for 2 doses then 100 mg every 2 weeks", [(0, 300), (7, 300), (14, 100), (28, 100)]),
    ],
)
def test_words_become_doses(words, doses):
    assert told(words, 5) == doses


def test_short_intervals():
    assert told("5 mg twice daily", 1 / 7) == [(0, 5), (0.5, 5)]
    assert told("5 mg bid", 1 / 7) == [(0, 5), (0.5, 5)]
    assert len(told("5 mg every 8 hours", 1)) == 21
    assert len(told("15 mg once daily for 10 days", 4)) == 10


def test_changes_given_as_numbers():
    assert told("300 mg q2w", 8, missed=(2,), stop_week=5) == [(0, 300), (28, 300)]
    assert regimen("300 mg q2w", 8, missed=(2,)).missed_days == (14.0,)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "hello",
        "-5 mg daily",
        "0 mg daily",
        "NaN mg daily",
        "inf mg daily",
        "300 mg every 2 weeks every 4 weeks",
        "300 mg every 0 weeks",
        "300 mg every -2 weeks",
        "3 mg/kg weekly",
        "300 mg 600 mg weekly",
        "600 mg then 300 mg",
        "300 mg weekly then 300 mg every 2 weeks",
        "300 mg q2w, missed dose 900",
        "300 mg q2w, missed dose 2, dose 2 is 3 days late",
        "300 mg q2w, stopped after week 4, stopped after week 8",
        "1e999 mg daily",
        "300 mg q2w, missed some",
        "300 mg q2w, missed dose 2.5",
        "300 mg q2w, missed dose 0",
        "300 mg q2w, dose 2.5 is 3 days late",
        "300 mg q2w, stopped last spring",
        "300 mg q2w, a late dose",
    ],
)
def test_bad_words_get_a_clear_error(words):
    with pytest.raises(UsageError) as caught:
        regimen(words, 12)
    assert len(str(caught.value)) > 15


@pytest.mark.parametrize("weeks", [0, -1, 10_000, MAX_WEEKS + 1, float("nan"), float("inf")])
def test_horizons_out_of_range(weeks):
    with pytest.raises(UsageError):
        regimen("300 mg q2w", weeks)


def test_too_many_doses():
    with pytest.raises(UsageError, match="doses"):
        regimen("5 mg every 1 hour", 520)


_FIGURES = st.one_of(st.sampled_from("two 0 1 2 3.5 -4 1e9 999999999999 NaN inf half 1e400".split()), st.floats().map(str))  # noqa: SIM905
_PARTS = st.one_of(
    *(
        st.builds(pattern.format, _FIGURES, _FIGURES)
        for pattern in (
            "{} mg", "{} g", "{} mg/kg", "every {} weeks", "every {} hours", "at weeks {} and {}", "for {} doses", "missed dose {}",
            "skipped week {}", "dose {} is {} days late", "stopped after week {}", "until {} days",
        )
    ),
    st.sampled_from(["q2w", "daily", "once", "new schedule", "prn", "the third dose", ""]),
    st.text(max_size=8),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PARTS, max_size=8), st.sampled_from([" ", " then ", ", ", "; "]), st.sampled_from([1, 16, MAX_WEEKS]))
def test_words_put_together_at_random_are_a_regimen_or_an_error(parts, between, weeks):
    try:
        found = regimen(between.join(parts), weeks)
    except UsageError:
        return
    days = [dose.day for dose in found.doses]
    assert days == sorted(days)
    assert len(days) <= MAX_DOSES
    assert all(0 < dose.dose_mg <= 100_000 and 0 <= dose.day < 7 * weeks for dose in found.doses)


@given(st.text(max_size=60))
def test_any_text_is_a_regimen_or_an_error(text):
    try:
        found = regimen(text, 4)
    except UsageError:
        return
    assert all(0 < dose.dose_mg <= 100_000 and 0 <= dose.day < 28 for dose in found.doses)


@pytest.mark.parametrize("words", ["300 mg q2w, missed dose 2.5", "300 mg q2w, dose 1.5 is 5 days late"])
def test_there_is_no_half_of_a_dose_number(words):
    with pytest.raises(UsageError, match="no dose number"):
        regimen(words, 8)
