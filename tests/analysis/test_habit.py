"""Habit, pull and reaction taken apart; usual answers; agendas."""

import numpy as np
import pytest

from analysis import divided_cases, take_apart, usual_answers


def entries(table, weeks=1, noise=0.0, seed=0):
    """Every member's score of every case, several weeks over, as (values, member, case)."""
    rng = np.random.default_rng(seed)
    members, cases = table.shape
    who, what = np.divmod(np.tile(np.arange(table.size), weeks), cases)
    return table[who, what] + rng.normal(0, noise, len(who)), who, what


HABIT = np.array([1.0, 0.0, -1.0])
PULL = np.array([0.5, -0.5, 1.0, -1.0])


def test_an_additive_team_comes_apart_into_habit_and_pull_and_nothing_else():
    parts = take_apart(*entries(2 + HABIT[:, None] + PULL), n_members=3, n_cases=4)
    np.testing.assert_allclose(parts.habit, HABIT, atol=1e-6)
    np.testing.assert_allclose(parts.pull, PULL, atol=1e-6)
    np.testing.assert_allclose(parts.beyond_usual, np.tile(PULL, (3, 1)), atol=1e-6)
    assert parts.shares[2] == pytest.approx(0.0, abs=1e-6)


def test_a_reaction_to_one_case_is_found_after_three_weeks_and_not_before():
    table = 2 + HABIT[:, None] + PULL
    table[0, 2] += 2.0
    for weeks, known in ((2, False), (3, True)):
        parts = take_apart(*entries(table, weeks=weeks, noise=0.1), n_members=3, n_cases=4)
        assert bool(np.isfinite(parts.reaction[0, 2])) is known
    assert parts.reaction[0, 2] == np.nanmax(parts.reaction)


def test_there_is_no_habit_below_three_cases():
    values, who, what = entries(2 + HABIT[:, None] + PULL)
    kept = ~((who == 1) & (what >= 2))
    parts = take_apart(values[kept], who[kept], what[kept], n_members=3, n_cases=4)
    assert np.isnan(parts.habit[1])
    assert np.isnan(parts.beyond_usual[1]).all()
    assert np.isfinite(parts.as_said[1, :2]).all()
    assert np.isfinite(parts.habit[[0, 2]]).all()


def test_as_said_stands_beside_beyond_usual_so_that_chronic_harshness_stays_in_sight():
    parts = take_apart(*entries(2 + HABIT[:, None] + PULL), n_members=3, n_cases=4)
    assert parts.as_said[0].mean() - parts.as_said[2].mean() == pytest.approx(2.0)
    assert parts.beyond_usual[0].mean() - parts.beyond_usual[2].mean() == pytest.approx(0.0, abs=1e-6)


def test_a_habit_is_shrunk_when_much_is_noise():
    rng = np.random.default_rng(4)
    table = 2 + 0.5 * HABIT[:, None] + rng.normal(0, 1.5, (3, 4))
    parts = take_apart(*entries(table), n_members=3, n_cases=4)
    plain = table.mean(1) - table.mean()
    assert (np.abs(parts.habit) < np.abs(plain) + 1e-12).all()


def test_cannot_say_is_no_answer_and_nobody_said_is_unknown():
    parts = take_apart([np.nan, 2.0], [0, 1], [0, 0], n_members=2, n_cases=2)
    assert np.isnan(parts.as_said[0, 0])
    assert np.isnan(parts.pull[1])


def test_an_empty_team_has_no_parts():
    parts = take_apart([], [], [], n_members=0, n_cases=0)
    assert parts.shares == (0.0, 0.0, 0.0)


def test_entries_of_unknown_members_are_refused():
    with pytest.raises(ValueError, match="numbered from 0"):
        take_apart([1.0], [3], [0], n_members=3, n_cases=1)
    with pytest.raises(ValueError, match="one value, one member"):
        take_apart([1.0, 2.0], [0], [0], n_members=3, n_cases=1)


def test_usual_answers_are_known_from_three_cases_and_shrunk():
    rng = np.random.default_rng(1)
    trait = rng.normal(0, 1, (6, 8))
    trait -= trait.mean(0)
    past = 2 + trait + rng.normal(0, 0.7, (5, 6, 8))
    past[2:, 0] = np.nan
    usual = usual_answers(past)
    assert np.isnan(usual[0]).all()
    found = usual[1:] - np.nanmean(past, axis=(0, 1))
    assert np.corrcoef(found.ravel(), trait[1:].ravel())[0, 1] > 0.8
    assert np.abs(found).mean() < np.abs(np.nanmean(past[:, 1:] - np.nanmean(past, 1, keepdims=True), 0)).mean()


def test_without_earlier_cases_nothing_is_usual():
    assert np.isnan(usual_answers(np.zeros((0, 3, 2)))).all()
    with pytest.raises(ValueError, match="stack"):
        usual_answers(np.zeros((3, 2)))


def test_an_agenda_of_many_cases_asks_more_of_each():
    """Six cases: the smallest p must reach .05/6 = .0083, the two smallest .0167."""
    assert divided_cases([0.008, 0.2, 0.4, None, 0.5, 0.6, 0.9]) == (True, *[False] * 6)
    assert divided_cases([0.02, 0.2, 0.4, 0.5, 0.6, 0.9]) == (False,) * 6
    assert divided_cases([0.04]) == (True,)
    assert divided_cases([]) == ()
