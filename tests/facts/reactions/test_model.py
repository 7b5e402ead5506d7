"""The tagger adds up what training named, and keeps the sums."""

import time

from plainlabel.facts.reactions.features import features
from plainlabel.facts.reactions.model import Model, shipped, spans_of
from plainlabel.facts.reactions.tokens import Tokens

STEPS = dict.fromkeys((a + b for a in "OBI" for b in "OBI"), 0.0)


def test_scores_are_the_sums_of_the_weights_of_the_features_training_sees():
    model = shipped()
    for text in ("Nausea", "Rash, pruritus and (rarely) increased ALT 12%", "   Weight decreased   8   2"):
        tokens = Tokens(text)
        begin, inside = model.scores(tokens, "w")
        for at, names in enumerate(features(tokens, "w")):
            weights = [model._weights[name] for name in names if name in model._weights]
            assert abs(begin[at] - sum(weight[0] for weight in weights)) < 1e-9
            assert abs(inside[at] - sum(weight[1] for weight in weights)) < 1e-9


def test_the_likeliest_reading_is_found():
    model = Model({"0w=dry": (2.0, -9.0), "0w=mouth": (-1.0, 2.0), "0w=or": (-5.0, -5.0)}, STEPS)
    assert model.scored(Tokens("dry mouth or dry"), "a").spans() == [(0, 2), (3, 4)]


def test_outside_scored_lower_finds_more():
    model = Model({"0w=dry": (-1.0, -9.0)}, STEPS)
    scored = model.scored(Tokens("dry"), "a")
    assert scored.spans() == []
    assert scored.spans(-2.0) == [(0, 1)]


def test_tags_become_spans():
    assert spans_of([0, 1, 2, 1, 0, 2]) == [(1, 3), (3, 4), (5, 6)]


def test_a_long_segment_takes_linear_time():
    text = "nausea, " * 4000
    start = time.perf_counter()
    assert len(shipped().scored(Tokens(text), "a").spans()) > 1000
    assert time.perf_counter() - start < 2
