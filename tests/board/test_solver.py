"""The solver finds what can be worked out: shown on riddles that are leaks, and on the same ones mended."""

from tests.board.solver import A, Again, B, Known, Riddle, Shown

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


# ---------------------------------------------------------------- a second round


def moved(mean, both, *, away, by_name=True, answers=(0, 1, 3, 3, 4)):
    """Five sheets, and the mean before of those who came again; `away`: who did not, known by name or not."""
    people = {who: Known(1, who not in away if by_name else None) for who in FIVE}
    return riddle(Shown(answers, len(answers), again=Again(both, (mean,))), people=people)


def test_who_alone_is_known_not_to_have_come_again_is_solved():
    assert moved(7 / 4, 4, away={"ben"}).possible("ben") == {4}


def test_who_came_again_is_only_known_not_to_be_that_one():
    assert moved(7 / 4, 4, away={"ben"}).possible("cleo") == {1, 3}


def test_of_two_who_did_not_come_again_nothing_is_solved():
    assert moved(6 / 3, 3, away={"ben", "cleo"}).possible("ben") == {1, 3, 4}


def test_the_mean_of_a_view_that_came_again_is_a_sum_too():
    shown = Shown((0, 0, 1, 3, 4, 4), 6, (1 / 3, 11 / 3), (3, 3), again=Again(5, (8 / 5, 1 / 3, 7 / 2)))
    people = {who: Known(1, who != "ben") for who in (*FIVE, "petra")}
    assert riddle(shown, people=people).possible("ben") == {4}


def test_by_how_much_those_who_came_again_moved_ties_nothing_to_who_did_not():
    """Their second answers stand nowhere: so many sums of first answers make the same change."""
    people = {who: Known(1, who != "ben") for who in FIVE}
    for change in (-1.0, 0.0, 0.5):
        shown = Shown((0, 1, 3, 3, 4), 5, again=Again(4, changes=(change,)))
        assert riddle(shown, people=people).possible("ben") == {1, 3, 4}


def test_a_change_from_one_end_of_the_scale_to_the_other_is_everybodys():
    people = {who: Known(1, who != "ben") for who in FIVE}
    shown = Shown((0, 0, 0, 0, 3), 5, again=Again(4, changes=(4.0,)))
    assert riddle(shown, people=people).possible("cleo") == {0, 3}, "one of those who came again may have left it out"
    three = Shown((0, 0, 0, 0, 3), 5, again=Again(4, changes=(15 / 4,)))
    assert riddle(three, people=people).possible("ben") == {3}


def test_which_view_one_counts_in_oneself_is_used():
    shown = Shown((0, 0, 0, 4, 4, 4), 6, (0.0, 4.0), (3, 3))
    people = {who: Known(1) for who in (*FIVE, "petra")}
    assert Riddle((shown,), people, "anna", 0, A).possible("ben") == {0, 4}
    assert Riddle((shown,), people, "anna", 0, B).possible("ben") == set(), "nobody in view B said 0"
