"""The sentences of the division page: what a leader reads, and never reads."""

import itertools

import numpy as np
import pytest

from analysis import (
    Smallest,
    SplitReading,
    Together,
    TogetherKind,
    Unanimity,
    Verdict,
    answer,
    read_together,
)

NINE = (0, 1, 0, 1, 0, 1, 0, 1, 0)


def reading(verdict, p_shared=0.005, p_camps=None, members=9, between=0):
    camps = np.array((NINE * 3)[:members])
    none = np.zeros(members, dtype=bool)
    if verdict is Verdict.too_few:
        return SplitReading(None, None, verdict, np.full(members, -1), np.full(members, np.nan), none, ~none)
    p_camps = p_camps if p_camps is not None else (0.04 if verdict is Verdict.camps else 0.4)
    return SplitReading(p_shared, p_camps, verdict, camps, np.ones(members), np.arange(members) < between, none)


def said(feelings, positions, recorded=9, expected=9, **more):
    return answer(feelings, positions, read_together(feelings, positions), recorded=recorded, expected=expected, **more)


CAMPS = reading(Verdict.camps)
SHARED = reading(Verdict.shared_disagreement)
GRADED = reading(Verdict.gradient)
NONE = reading(Verdict.no_division, 0.4)
TOO_FEW = reading(Verdict.too_few)


def test_two_views_in_feelings_and_in_positions():
    answered = said(reading(Verdict.camps, between=1), CAMPS)
    assert answered.headline == (
        "The team is divided: two views of this patient stand apart, both in what we feel and in what we would do."
    )
    assert answered.how_sure == (
        "Ordinary differences between colleagues would look like this less than 1 time in 20. "
        "Eight of nine members stand clearly in one of the two views, one in between."
    )


def test_two_views_in_feelings_only():
    answered = said(CAMPS, NONE)
    assert answered.headline == ("The team is divided in what we feel: two views of this patient stand apart.")
    assert answered.how_sure.endswith("In what we would do no division was found.")


def test_two_views_in_positions_only():
    answered = said(NONE, CAMPS)
    assert answered.headline.startswith("The team is divided in what we would do:")
    assert answered.how_sure.endswith("In what we feel no division was found.")


def test_a_shared_disagreement_leaves_open_whether_there_are_two_views():
    answered = said(SHARED, SHARED)
    assert answered.headline == (
        "Our differences about this patient hang together, both in what we feel and in what we would do."
    )
    assert "cannot be told" in answered.how_sure
    assert "divided" not in answered.headline


def test_one_section_of_two_views_is_enough_when_the_other_parts_the_same_members():
    assert "two views of this patient stand apart" in said(CAMPS, SHARED).headline


def test_one_section_of_two_views_is_not_enough_when_the_other_parts_other_members():
    other = SplitReading(**{**vars(SHARED), "camps": np.array([0, 0, 0, 0, 0, 1, 1, 1, 1])})
    answered = said(CAMPS, other)
    assert "hang together" in answered.headline
    assert "But who stands together is not the same in both." in answered.how_sure


def test_a_gradual_range_is_a_matter_of_degree():
    answered = said(GRADED, NONE)
    assert answered.headline == "We differ by degree in what we feel: a gradual range, not two views."
    assert "divided" not in answered.headline


def test_no_division_is_no_proof_of_agreement():
    answered = said(NONE, NONE, smallest=Smallest(2.0, 10, 16))
    assert answered.headline == "No division found: our differences are of the ordinary kind."
    assert answered.how_sure == (
        "This is not proof that we agree. With nine members, two views 2.0 points apart "
        "on ten of 16 questions would have been seen 4 times out of 5."
    )
    assert said(NONE, NONE).how_sure == "This is not proof that we agree."


def test_five_members_are_not_enough_to_say_that_there_is_no_division():
    five = reading(Verdict.no_division, 0.4, members=5)
    answered = said(five, five, recorded=5)
    assert answered.headline == "Not enough data yet to say whether the team is divided."
    assert answered.how_sure == (
        "Five of nine gave the whole form before the reveal. "
        "With five, ordinary differences and a division look alike; "
        "from six on the board can begin to tell them apart."
    )


def test_too_few_answers_in_both_sections():
    answered = said(TOO_FEW, TOO_FEW, recorded=3)
    assert answered.headline == "Not enough data yet to say whether the team is divided."
    assert answered.how_sure.startswith("Three of nine gave the whole form before the reveal.")


def test_a_division_beside_a_section_with_too_few_answers_is_told_with_that_gap():
    answered = said(CAMPS, TOO_FEW)
    assert answered.headline.startswith("The team is divided in what we feel")
    assert answered.how_sure.endswith("In what we would do there are not enough answers to say.")


def test_one_section_that_only_just_stands_out_is_left_open():
    answered = said(reading(Verdict.shared_disagreement, 0.04), NONE)
    assert answered.headline == "It cannot be told yet whether the team is divided."


def test_a_lone_different_view_is_said_without_saying_whose():
    (beside,) = said(NONE, NONE, different_view=True).beside
    assert beside.startswith("At least one sheet of answers differs from all others.")


@pytest.mark.parametrize(
    ("feelings", "beyond", "told"),
    [
        (SHARED, NONE, True),
        (GRADED, NONE, True),
        (CAMPS, NONE, True),
        (SHARED, SHARED, False),
        (SHARED, TOO_FEW, False),
        (NONE, NONE, False),
        (SHARED, None, False),
    ],
)
def test_tone_alone_is_told_only_when_feelings_hang_together_and_nothing_remains_beyond(feelings, beyond, told):
    beside = said(feelings, NONE, beyond_tone=beyond).beside
    assert any("tone" in text for text in beside) is told


@pytest.mark.parametrize("kind", list(Unanimity))
def test_unanimity_is_said_beside_the_answer(kind):
    (beside,) = said(NONE, NONE, unanimity=[kind]).beside
    assert beside.startswith("Everyone")


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.001, "less than 1 time in 100"), (0.01, "less than 1 time in 100"), (0.011, "1 time in 20")],
)
def test_how_sure_goes_by_the_figure_in_words(p, words):
    both = reading(Verdict.camps, p, p)
    assert words in said(both, both).how_sure


EVERY = [reading(v, p, members=m) for v in Verdict for p in (0.01, 0.04) for m in (4, 9)]


@pytest.mark.parametrize(("feelings", "positions"), list(itertools.product(EVERY, EVERY)))
def test_every_answer_is_whole_sentences_without_a_p_value_or_a_blaming_word(feelings, positions):
    if len(feelings.camps) != len(positions.camps):
        return
    answered = said(feelings, positions, unanimity=list(Unanimity), different_view=True)
    for text in (answered.headline, answered.how_sure, answered.rule, *answered.beside):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
        for word in ("split", "p =", "p<", "camp", "None", "nan", "significan", "dissent", "outlier"):
            assert word not in text


def test_each_kind_of_togetherness_has_its_answer():
    for kind in TogetherKind:
        answered = answer(CAMPS, CAMPS, Together(kind), recorded=9, expected=9)
        assert answered.headline
        assert answered.rule


def test_a_comparison_with_usual_answers_is_said_whatever_the_answer():
    for feelings in (CAMPS, NONE, GRADED):
        answered = said(feelings, NONE, beyond_usual=True)
        assert answered.how_sure.endswith("Our feelings were compared with what each of us usually answers.")
    assert "usually" not in said(CAMPS, NONE).how_sure


@pytest.mark.parametrize(
    ("stays", "words"),
    [
        (True, "It holds, too, when all cases"),
        (False, "of several cases one may look like this by chance."),
        (None, ""),
    ],
)
def test_the_other_cases_of_a_conference_are_counted_where_a_division_is_told(stays, words):
    assert words in said(CAMPS, CAMPS, stands_among_all=stays).how_sure
    assert "conference" not in said(NONE, NONE, stands_among_all=stays).how_sure


def test_all_members_are_not_all_where_somebody_answered_too_little_to_be_placed():
    nine_of_ten = said(CAMPS, CAMPS, recorded=10, expected=10).how_sure
    assert "All nine members who answered enough stand clearly in one of the two views." in nine_of_ten
    between = said(reading(Verdict.camps, between=1), CAMPS, recorded=10, expected=10).how_sure
    assert "Eight of nine members who answered enough stand clearly in one of the two views, one in between." in between


def test_what_would_have_been_seen_is_told_for_those_who_answered_the_feelings():
    """The gap was looked up for them, however many more answered the positions."""
    aside = np.arange(9) == 8
    felt = SplitReading(**{**vars(NONE), "camps": np.where(aside, -1, NONE.camps), "set_aside": aside})
    assert felt.n_placed == 8
    assert "With eight members, two views 2.0 points apart" in said(felt, NONE, smallest=Smallest(2.0, 10, 16)).how_sure


def test_questions_left_open_are_those_that_were_looked_at():
    (beside,) = said(NONE, NONE, unanimity=[Unanimity.all_cannot_say]).beside
    assert beside.startswith("Everyone left half of the questions about feelings and roles open.")
