"""A thousand made-up questions: none may raise, all keep the contract."""

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainlabel.answers.answer import answer
from plainlabel.answers.contract import Answer

WORDS = st.sampled_from(
    [
        "is",
        "what",
        "can",
        "does",
        "how",
        "Zorvexa",
        "Calmidol",
        "Suprexin",
        "montalin",
        "xanax",
        "alcohol",
        "dose",
        "side",
        "effects",
        "of",
        "in",
        "with",
        "and",
        "or",
        "the",
        "<b>",
        "</script>",
        "';",
        "DROP",
        "TABLE",
        "labels;",
        "--",
        "\x00",
        "\u202e",
        "💊",
        "overdose",
        "stop",
        "pregnant",
        "5",
        "year",
        "old",
        "mg",
        "(",
        ")",
        "[",
        "*",
        "?",
        "+",
        "\\",
        "|",
        "^",
        "$",
        "{}",
        "@",
        "ø",
        "lactose",
        "immunosuppressant",
        "used",
        "for",
        "fridge",
        "./../",
        "%s",
        "%n",
        "{0}",
        "NaN",
        "-1",
        "你好",
        "доза",
        "kill",
        "vaccine",
        "look",
        "like",
    ]
)
TEXT = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=14).map(" ".join))


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXT)
def test_any_text_gets_an_answer(full, text):
    made = answer(text, full)
    assert made.summary
    again = msgspec.json.decode(msgspec.json.encode(made), type=Answer)
    assert again == made


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXT)
def test_any_text_gets_an_answer_from_facts(facts, text):
    assert answer(text, facts).summary


def test_very_long_texts_are_bounded(full):
    assert answer("Zorvexa " * 12_000, full).summary
    assert answer("(" * 99_999, full).summary
    assert answer("<" * 99_999, full).summary
    assert answer("is " * 33_000, full).summary
