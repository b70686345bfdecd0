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


def test_what_neither_view_feels_much_is_not_what_one_of_them_misses() -> None:
    view_a, _ = portraits(seen(irritated=(0.2, 1.6), fond=(3.4, 0.4)))
    assert view_a.hardly_meets == ()


def test_a_view_beside_the_middle_is_given_no_side() -> None:
    view_a, view_b = portraits(seen(room_limits=(4.4, 6.4), fond=(3.4, 0.4)))
    assert view_a.would == ()
    assert view_b.would == ("hold the limits",)


def test_what_a_view_would_do_and_what_it_finds_are_told_apart() -> None:
    view_a, view_b = portraits(seen(room_limits=(2.0, 6.0), somewhere_nowhere=(2.0, 6.0), fond=(3.4, 0.4)))
    assert (view_a.would, view_a.finds) == (("make room",), ("we are getting somewhere",))
    assert (view_b.would, view_b.finds) == (("hold the limits",), ("we are getting nowhere",))


def test_what_helps_is_found_by_the_view_that_finds_it_and_not_denied_by_the_other() -> None:
    view_a, view_b = portraits(seen(talking_helps=(3.4, 0.6), fond=(3.4, 0.4)))
    assert view_a.finds == ("talking and relationship help here now",)
    assert view_b.finds == ()


def test_views_that_feel_alike_are_told_apart_by_what_they_would_do_and_it_stands_once() -> None:
    view_a, view_b = portraits(seen(fond=(2.4, 2.6), room_limits=(2.0, 6.0), protect_risk=(2.0, 6.0)))
    assert view_a.sentence == "What we feel is much alike; this view would make room and protect first."
    assert view_b.sentence == "What we feel is much alike; this view would hold the limits and accept some risk."
    assert view_a.would == view_b.would == ()


def test_views_that_feel_alike_and_would_do_alike_are_told_apart_by_what_they_find() -> None:
    view_a, _ = portraits(seen(fond=(2.4, 2.6), somewhere_nowhere=(2.0, 6.0)))
    assert view_a.sentence == "What we feel is much alike; this view finds that we are getting somewhere."
    assert view_a.finds == ()


def test_a_view_that_leans_to_no_side_where_the_other_does_says_so() -> None:
    view_a, _ = portraits(seen(fond=(2.4, 2.6), room_limits=(4.0, 6.0)))
    assert view_a.sentence == "What we feel is much alike; this view leans to no side."


def test_what_has_an_or_of_its_own_is_set_apart_and_the_longest_comes_last() -> None:
    view_a, _ = portraits(seen(on_edge=(3.9, 0.2), irritated=(3.7, 0.2), sad_guilty=(3.5, 0.2)))
    assert view_a.sentence == "Someone with whom we feel irritated, sad or guilty, and on edge or afraid."
    view_a, _ = portraits(seen(reach=(3.9, 0.2), fond=(3.5, 0.2)))
    assert view_a.sentence == "Someone whom we are fond of and feel able to reach when others could not."


def test_views_that_differ_in_a_feeling_are_never_said_to_feel_alike() -> None:
    for portrait in portraits(seen(fond=(0.2, 3.4), room_limits=(2.0, 6.0))):
        assert "alike" not in portrait.sentence


def test_clauses_stand_in_the_order_in_which_they_are_read_best() -> None:
    view_a, _ = portraits(seen(powerless=(3.9, 0.2), role_bad=(3.7, 0.2), protect=(3.5, 0.2)))
    assert view_a.sentence == (
        "Someone whom we want to protect, to whom we seem bad or useless, and with whom we feel powerless."
    )


def test_every_item_has_its_words_for_a_portrait() -> None:
    for item in INSTRUMENT.items(scan="feelings"):
        view_a, _ = portraits(seen(**{item.key: (3.5, 0.5)}))
        assert item.portrait in view_a.sentence
    for item in INSTRUMENT.items(scan="positions"):
        _, high = portraits([*seen(fond=(2.0, 2.0)), (item, answered(item.low + 0.5, item.high - 0.5))])
        assert "alike" in high.sentence
        assert item.portrait_verb in {"would", "finds"}
        assert (item.short_high or item.short) in high.sentence


def test_items_whose_means_may_not_be_told_are_left_out() -> None:
    view_a, view_b = portraits([(INSTRUMENT.item("fond"), answered(math.nan, 3.0))])
    assert "fond" not in str(view_a) + str(view_b)


@pytest.mark.parametrize(
    "keys", list(itertools.combinations([item.key for item in INSTRUMENT.items() if item.portrait], 2))
)
def test_every_pair_of_feelings_makes_a_sentence_that_reads_aloud(keys: tuple[str, str]) -> None:
    view_a, _ = portraits(seen(**dict.fromkeys(keys, (3.5, 0.5))))
    sentence = view_a.sentence
    assert sentence.startswith(("Someone whom we ", "Someone to whom we seem ", "Someone with whom we feel "))
    assert sentence.endswith(".")
    assert "  " not in sentence
    assert "who who" not in sentence
    assert len(sentence) < 130, "it is read aloud in one breath"
    assert not [word for word in FORBIDDEN if word in sentence.lower()]


UNTOLD = (math.nan, math.nan)


def test_what_is_not_told_of_some_feelings_is_never_said_to_be_alike_or_not_to_stand_out() -> None:
    view_a, view_b = portraits(seen(fond=(2.4, 2.6), irritated=UNTOLD, room_limits=(2.0, 6.0)))
    assert view_a.sentence == view_b.sentence == "Of the feelings that are told, none stands out in this view."
    assert (view_a.would, view_b.would) == (("make room",), ("hold the limits",))


def test_a_view_of_whose_feelings_nothing_is_told_says_just_that() -> None:
    view_a, _ = portraits(seen(fond=UNTOLD, irritated=UNTOLD, room_limits=(2.0, 6.0)))
    assert view_a.sentence == "What this view feels is not told."
    assert view_a.would == ("make room",)


def test_a_position_that_is_not_told_leaves_the_feelings_to_speak() -> None:
    view_a, _ = portraits(seen(fond=(0.2, 3.4), room_limits=UNTOLD))
    assert view_a.sentence == "No single feeling stands out in this view."
