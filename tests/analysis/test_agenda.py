"""Several cases at one conference: a light look at each, and one false-alarm rate over all."""

import numpy as np
import pytest

from analysis import split_scan
from analysis.agenda import hangs_together, of_case
from tests.analysis.teams import divided, ordinary

BLOCKS = [n // 2 for n in range(16)]


def test_the_light_look_is_the_scans_p_with_fewer_draws():
    table = ordinary(9, seed=4)
    light = hangs_together(table, spans=[4] * 16, blocks=BLOCKS, draws=999)
    whole = split_scan(table, spans=[4] * 16, blocks=BLOCKS).p_shared
    assert light == pytest.approx(whole, abs=0.05)


def test_a_clear_division_is_seen_by_the_light_look():
    assert hangs_together(divided([0] * 5 + [1] * 5), spans=[4] * 16, blocks=BLOCKS) == 1 / 200


@pytest.mark.parametrize(("table", "p"), [(ordinary(3), None), (ordinary(9, items=4), None), (np.ones((6, 8)), 1.0)])
def test_too_few_are_no_look_and_agreement_is_no_division(table, p):
    assert hangs_together(table, spans=[4] * table.shape[1]) == p


@pytest.mark.parametrize(
    ("feelings", "positions", "p"),
    [
        (0.03, 0.04, 0.04),
        (0.01, 0.6, 0.02),
        (0.3, 0.6, 0.6),
        (None, 0.03, 0.03),
        (0.03, None, 0.03),
        (None, None, None),
    ],
)
def test_two_looks_at_a_case_are_one_figure(feelings, positions, p):
    """Both at 1 in 20 count, one alone at 1 in 40: the rule of the page (Hochberg 1988)."""
    assert of_case(feelings, positions) == p
