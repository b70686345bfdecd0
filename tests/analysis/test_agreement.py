"""Description of one item, checked against values worked by hand from the definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.agreement import average_deviation, counts_of, rwg_star, two_on_each_side, van_der_eijk


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 6, 0, 0], 1.0),  # all in one category
        ([2, 2, 2, 2, 2], 0.0),  # one layer of 5 of 5 categories: U 1, 1 - 4/4 = 0
        ([3, 0, 0, 0, 3], -1.0),  # 101 three times, nothing conforms: U = -(4 x 3)/(3 x 3); x (1 - 1/4) = -1
        ([0, 3, 0, 3, 0], (3 * 2 - 4 * 1) / (3 * 3) * (1 - 1 / 4)),  # 110, 011 and 101 once each
        ([5, 0, 0, 0, 1], 2 / 6 * -1 + 4 / 6 * 1),  # a layer over both ends, then four alone
        ([0, 4, 4, 0, 0], 1 - 1 / 4),  # two neighbours: one hump
    ],
)
def test_van_der_eijks_agreement_of_worked_patterns(counts, expected):
    assert van_der_eijk(np.array(counts)) == pytest.approx(expected)


@given(st.lists(st.integers(0, 9), min_size=3, max_size=7))
def test_agreement_lies_between_two_ends_and_has_no_direction(counts):
    if sum(counts):
        agreement = van_der_eijk(np.array(counts))
        assert -1 - 1e-9 <= agreement <= 1 + 1e-9
        assert agreement == pytest.approx(van_der_eijk(np.array(counts[::-1])))


def test_average_deviation_and_rwg_of_two_ends():
    answers = np.array([0.0, 0, 0, 4, 4, 4])
    assert average_deviation(answers) == 2.0  # everyone two from the mean of 2
    assert rwg_star(answers, span=4) == pytest.approx(1 - (6 * 4 / 5) / 2)  # variance 4.8, by chance (25 - 1)/12 = 2


def test_description_without_answers_is_not_a_number():
    nobody = np.array([])
    assert np.isnan(van_der_eijk(counts_of(nobody, 4)))
    assert np.isnan(average_deviation(nobody))
    assert np.isnan(rwg_star(np.array([2.0]), 4))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([0, 0, 4, 4], True),
        ([1, 1, 1, 3, 3], True),  # half the scale of 4 apart
        ([0, 0, 0, 0, 4], False),  # one loner
        ([1, 1, 2, 2], False),
        ([0, 4], False),
    ],
)
def test_two_members_on_each_side_are_needed_to_call_an_item_divided(answers, expected):
    assert two_on_each_side(np.array(answers, dtype=float), span=4) is expected


def test_counts_start_at_the_lowest_answer_seen():
    assert counts_of(np.array([-3.0, 3.0, 3.0]), span=6).tolist() == [1, 0, 0, 0, 0, 0, 2]


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 4), st.integers(0, 4))
def test_a_copied_member_of_the_larger_side_never_lowers_agreement(many, few, here, there):
    larger, smaller = max(many, few), min(many, few)
    before = np.array([here] * larger + [there] * smaller, dtype=float)
    after = np.append(before, here)
    assert van_der_eijk(counts_of(after, 4)) >= van_der_eijk(counts_of(before, 4)) - 1e-9
    assert average_deviation(after) <= average_deviation(before) + 1e-9
