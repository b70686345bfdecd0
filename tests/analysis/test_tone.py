"""What remains beyond liking a patient more or less."""

import numpy as np
import pytest

from analysis import beyond_tone, split_scan
from analysis.tone import without_tone
from benchmarks.analysis import form
from tests.analysis.teams import divided, with_gaps

TONE = np.where(np.arange(16) % 2, -1.0, 1.0)
CAMPS = [0, 1, 0, 1, 0, 1, 0, 1, 0]


def test_a_division_of_tone_alone_leaves_nothing_beyond():
    ratings = divided(CAMPS, dividing=16, gap=2.5)
    assert split_scan(ratings, spans=[4] * 16, draws=99).is_divided
    assert not beyond_tone(ratings, TONE, spans=[4] * 16, draws=99).is_divided


def test_a_division_over_other_things_remains_beyond_tone():
    across = np.repeat([1, 1, -1, -1], 4) * TONE  # as often with the tone as against it
    ratings = np.clip(2 + np.outer(np.array(CAMPS) - 0.5, across) * 2.5, 0, 4)
    ratings += np.random.default_rng(1).normal(0, 0.5, ratings.shape)
    reading = beyond_tone(ratings, TONE, spans=[4] * 16, draws=99)
    assert reading.is_divided
    assert reading.camps.tolist() == CAMPS


def test_graded_liking_seldom_leaves_anything_beyond_tone():
    left = 0
    for seed in range(20):
        ratings, _ = form.feelings(form.Team(liking=0.9), np.random.default_rng(seed))
        reading = beyond_tone(ratings, form.TONE, spans=form.FEELING_SPANS, blocks=form.DIMENSIONS, draws=39)
        left += reading.p_shared is not None and reading.p_shared <= 0.05
    assert left <= 4


def test_the_slope_on_the_tone_is_gone_and_the_gaps_stay_gaps():
    ratings = with_gaps(divided(CAMPS), 0.1)
    left = without_tone(ratings / 4, TONE)
    assert (np.isnan(left) == np.isnan(ratings)).all()
    for member in left:
        given = ~np.isnan(member)
        assert np.cov(member[given], TONE[given])[0, 1] == pytest.approx(0, abs=1e-9)


def test_items_without_a_tone_change_nothing():
    ratings = divided(CAMPS)
    np.testing.assert_allclose(without_tone(ratings, np.zeros(16)), ratings)


def test_a_tone_of_another_form_is_refused():
    with pytest.raises(ValueError, match="One tone per item"):
        beyond_tone(divided(CAMPS), [1, -1])
