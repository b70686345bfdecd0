"""The portraits are composed by rule from what the views answered, in words that keep a feeling ours."""

import itertools
import math

import pytest

from analysis import ItemReading, Mark
from board.portraits import portraits
from instruments import Item, weekly_team_reaction

INSTRUMENT = weekly_team_reaction()
# Words that would make a verdict of a feeling, or blame the patient for the team.
FORBIDDEN = (
    "manipulat",
    "the patient split",
    "splits us",
    "difficult",
    "borderline",
    "is irritating",
    "they are",
    "us and them",
)


def answered(mean_a: float, mean_b: float) -> ItemReading:
    return ItemReading(Mark.divides, mean_b - mean_a, mean_a, mean_b, (mean_a + mean_b) / 2, 10, 0.0, 0.0, 0.0, True)


def seen(**means: tuple[float, float]) -> list[tuple[Item, ItemReading]]:
    return [(INSTRUMENT.item(key), answered(*pair)) for key, pair in means.items()]


def test_a_portrait_says_what_its_own_view_feels_and_the_other_does_not() -> None:
    view_a, view_b = portraits(seen(fond=(3.5, 0.5), irritated=(0.5, 3.5)))
    assert "fond" in view_a.sentence
    assert "irritated" not in view_a.sentence
    assert "irritated" in view_b.sentence
    assert view_a.hardly_meets == ("irritated",)
    assert view_b.hardly_meets == ("fond",)


def test_what_both_views_feel_is_in_neither_portrait() -> None:
    for portrait in portraits(seen(worn_out=(3.2, 3.4), fond=(3.5, 0.5))):
        assert "worn out" not in str(portrait)


def test_a_feeling_below_somewhat_is_not_said_to_be_felt() -> None:
    view_a, _ = portraits(seen(fond=(1.6, 0.2)))
    assert "fond" not in view_a.sentence


def test_a_position_is_named_by_the_end_the_view_leans_to() -> None:
    view_a, view_b = portraits(seen(room_limits=(2.0, 6.0)))
    assert view_a.would == ("make room",)
    assert view_b.would == ("hold the limits",)


def test_a_view_that_stays_in_the_middle_is_given_no_position() -> None:
    view_a, _ = portraits(seen(room_limits=(4.2, 7.0)))
    assert view_a.would == ()


def test_a_view_without_a_strong_feeling_of_its_own_says_so() -> None:
    view_a, _ = portraits(seen(fond=(0.2, 3.4)))
    assert view_a.sentence == "No single feeling stands out in this view."


def test_items_whose_means_may_not_be_told_are_left_out() -> None:
    view_a, view_b = portraits([(INSTRUMENT.item("fond"), answered(math.nan, 3.0))])
    assert "fond" not in str(view_a) + str(view_b)


@pytest.mark.parametrize(
    "keys", list(itertools.combinations([item.key for item in INSTRUMENT.items() if item.portrait], 2))
)
def test_every_pair_of_feelings_makes_a_sentence_that_reads_aloud(keys: tuple[str, str]) -> None:
    view_a, _ = portraits(seen(**dict.fromkeys(keys, (3.5, 0.5))))
    sentence = view_a.sentence
    assert sentence.startswith(("Someone who ", "Someone whom "))
    assert sentence.endswith(".")
    assert "  " not in sentence
    assert "who who" not in sentence
    assert not [word for word in FORBIDDEN if word in sentence.lower()]
