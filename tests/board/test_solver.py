"""The solver finds what can be worked out: shown on riddles that are leaks, and on the same ones mended."""

from tests.board.solver import Known, Riddle, Shown

FIVE = {who: Known(1) for who in ("anna", "ben", "cleo", "dora", "ines")}


def riddle(*pictures, people=None, own=0):
    return Riddle(pictures, dict(people or FIVE), "anna", own)


def test_every_answer_of_a_strip_but_ones_own_is_possible_for_everybody():
    assert riddle(Shown((0, 1, 3, 3, 4), 5)).possible("ben") == {1, 3, 4}


def test_an_answer_that_all_others_gave_is_everybodys():
    assert riddle(Shown((0, 3, 3, 3, 3), 5)).possible("ben") == {3}


def test_who_is_known_to_have_left_alone_is_solved():
    pictures = Shown((0, 1, 3, 3, 4), 5), Shown((0, 1, 3, 3), 4)
    people = {**{who: Known(2) for who in FIVE}, "ben": Known(1)}
    assert riddle(*pictures, people=people).possible("ben") == {4}


def test_three_who_left_by_name_and_answered_alike_are_solved():
    pictures = Shown((0, 1, 1, 1, 3, 3, 3), 7), Shown((0, 1, 1, 1), 4)
    people = {who: Known(2) for who in (*FIVE, "petra", "mira")}
    known = people | {who: Known(1) for who in ("ben", "cleo", "dora")}
    assert riddle(*pictures, people=known).possible("ben") == {3}
    unknown = dict.fromkeys(people, Known()) | {"anna": Known(2)}
    assert riddle(*pictures, people=unknown).possible("ben") == {1, 3}


def test_means_of_views_tie_no_answer_to_a_name():
    shown = Shown((0, 0, 1, 3, 4, 4), 6, (1 / 3, 11 / 3), (3, 3))
    people = {who: Known(1) for who in (*FIVE, "petra")}
    assert riddle(shown, people=people).possible("ben") == {0, 1, 3, 4}


def test_a_mean_that_no_whole_answers_make_is_refused():
    shown = Shown((0, 0, 1, 3, 4, 4), 6, (0.4, 11 / 3), (3, 3))
    assert riddle(shown, people={who: Known(1) for who in (*FIVE, "petra")}).possible("ben") == set()
