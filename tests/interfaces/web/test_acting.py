"""The page that shows how a medicine works."""

import pytest

KEY = "zorvanimab-injection"


def test_the_label_comes_before_the_model(site):
    text = site.get(f"/medicine/{KEY}/how-it-works").text
    assert text.index("What the label says") < text.index("How fast, how long")
    assert "This is a model" in text


def test_a_label_without_a_half_life_says_so_and_computes_nothing(site):
    text = site.get("/medicine/calmadone/how-it-works").text
    assert "states no half-life" in text
    assert "<svg" not in text


@pytest.mark.parametrize(
    "query",
    [
        "weight=-5",
        "weight=nan",
        "weeks=99999",
        "missed=x",
        "missed=" + "9" * 9,
        "regimen=soon",
        "regimen=300+mg+every+-2+weeks",
        "weeks=1e9",
    ],
)
def test_what_cannot_be_computed_gets_a_clear_word(site, query):
    answer = site.get(f"/medicine/{KEY}/how-it-works?{query}")
    assert answer.status_code == 200
    assert 'role="status"' in answer.text


def test_what_was_written_comes_back_escaped(site):
    answer = site.get(f"/medicine/{KEY}/how-it-works", params={"regimen": '"><script>x</script>'})
    assert "<script>x" not in answer.text


def test_a_page_with_figures_of_a_reader_is_not_kept(site):
    answer = site.get(f"/medicine/{KEY}/how-it-works?weight=80")
    assert "noindex" in answer.text
