"""The advice of warnings, and the headed paragraphs of old labels, on invented labels."""

import pytest

from plainlabel.facts.kinds import Warning_
from plainlabel.facts.source import Source
from plainlabel.facts.warning import warnings


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Monitor toes. Discontinue ZORFAN if a toe is lost.", ("monitor", "stop")),
        ("Avoid use of live vaccines.", ("avoid_live_vaccines",)),
        ("Withhold ZORFAN and resume at a reduced dose.", ("interrupt", "reduce_dose")),
        ("Test the ears prior to starting ZORFAN. Advise patients to call.", ("test_before", "counsel")),
        ("Women should use effective contraception.", ("contraception",)),
        ("Toe decay led to discontinuation in 3% of people.", ()),
        ("Do not abruptly discontinue ZORFAN.", ()),
        ("Monitoring the toes with a ruler is not useful and is not recommended. Stop ZORFAN then.", ("stop",)),
    ],
)
def test_advice(label, section, text, advice):
    parent = section("43685-7", number="5", title="WARNINGS AND PRECAUTIONS")
    child = section(None, text, number="5.1", title="Toe Decay", parent="43685-7")
    assert [fact.value for fact in warnings(Source(label(parent, child)))] == [Warning_("5.1", "Toe Decay", advice)]


def test_headed_paragraphs_of_an_old_label(label, section):
    sections = (
        section("34071-1", "Toe Decay: Toes should be monitored. Ear Loss The ears may fall.", title="WARNINGS"),
        section(
            "42232-9",
            "Nose Drip: Noses may drip. Drug Interactions: Morfan adds to it. Morfan Cream: It may itch.",
            title="PRECAUTIONS",
        ),
    )
    assert [fact.value for fact in warnings(Source(label(*sections)))] == [
        Warning_(None, "Toe Decay", ("monitor",)),
        Warning_(None, "Ear Loss"),
        Warning_(None, "Nose Drip"),
    ]


def test_alerts_of_an_over_the_counter_label(label, section):
    sections = (
        section("55105-1", "Toe softener", title="Purpose"),
        section(
            "34071-1",
            "Toe Melting warning: Toes may melt. Ear alert: Ears may ring. Reye's syndrome: Children. Keep dry.",
            title="Warnings",
        ),
    )
    found = [fact.value for fact in warnings(Source(label(*sections)))]
    assert found == [Warning_("alert", "Toe Melting"), Warning_("alert", "Ear"), Warning_("alert", "Reye's syndrome")]
