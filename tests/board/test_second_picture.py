"""What a second round shows: who answered both times, nothing from which one member's answer could be worked out."""

import re
from dataclasses import fields, replace

import pytest

from access.terms import EntryKind, Naming, Round
from board import division, entries, forms, reading_ledger, second_round
from board.answers import CANNOT_SAY, QUESTION, Answers
from board.moved import Moved, SecondPicture
from demo.patterns import BALANCED, TENDER, WORN
from instruments import weekly_team_reaction
from tests.board.test_division import divided, grown, sheet
from tests.ward import answers

POSITIONS = [item.key for item in weekly_team_reaction().items(scan="positions")]


def again(ward, who, profile):
    """A sheet of the second round drawn from a profile."""
    asked = forms.form(ward.viewer(who), ward.discussion, Round.SECOND)
    drawn = sheet(profile, f"{who} again").scores
    ward.record_again(who, Answers(scores={key: drawn[key] for key in (*(item.key for item in asked.items), QUESTION)}))


def shown(ward, who="anna"):
    return second_round.picture(ward.viewer(who), ward.discussion)


def both_rounds(ward, first, second, naming=Naming.UNATTRIBUTED):
    """`first`, `second`: score on "protect first ... accept some risk" by member; the rest of each sheet is alike."""
    ward.plan_discussion(naming=naming)
    ward.open(ward.discussion)
    for who, score in first.items():
        ward.record(who, with_score(answers(2), score))
    ward.reveal()
    ward.open_second()
    for who, score in second.items():
        ward.record_again(who, with_score(Answers(scores=dict.fromkeys(POSITIONS, 2)), score))
    ward.reveal_second()


def with_score(given, score):
    return replace(given, scores={**given.scores, "protect_risk": score})


def risk(ward, who="anna"):
    return next((item for item in shown(ward, who).items if item.key == "protect_risk"), None)


# ---------------------------------------------------------------- means of the team


def test_a_line_moves_as_those_moved_who_answered_both_times_and_begins_at_the_mean_of_all(ward, store_address):
    team = grown(ward, 8)
    first = dict(zip(team, (1, 2, 3, 4, 5, 7, 7, 7), strict=True))
    both_rounds(ward, first, dict(zip(team[:5], (2, 3, 4, 5, 6), strict=True)))
    assert (risk(ward).before, risk(ward).after) == (4.5, 5.5)
    assert (shown(ward).recorded, shown(ward).both) == (5, None)
    assert shown(ward).begins_with_all


def test_where_nobody_is_missing_a_line_goes_from_the_mean_before_to_the_mean_after(ward):
    team = grown(ward, 7)
    both_rounds(ward, dict(zip(team, range(1, 8), strict=True)), dict(zip(team, (2, 3, 4, 5, 6, 7, 7), strict=True)))
    assert (risk(ward).before, risk(ward).after) == (4.0, 34 / 7)
    assert not shown(ward).begins_with_all


def test_what_those_answered_who_are_known_by_name_not_to_have_come_again_is_told_by_nothing(ward):
    """The leader sees who has recorded again. The attack: the same strips, and those away stand at one end or not."""
    team = grown(ward, 8)
    seen = []
    for away, stayed in ((7, 7, 7), (1, 1, 1, 1, 1)), ((1, 1, 1), (1, 1, 7, 7, 7)):
        there = dict(zip(team[:5], stayed, strict=True))
        both_rounds(ward, there | dict(zip(team[5:], away, strict=True)), there)
        leader = ward.viewer("leader")
        seen.append((division.picture(leader, ward.discussion).positions, shown(ward, "leader").items))
    assert seen[0] == seen[1]
    assert risk(ward).before == risk(ward).after == (5 * 1 + 3 * 7) / 8


def test_a_line_moves_no_further_than_any_of_us_could_have_moved_together(ward):
    """A change from end to end would be the first answer of each who came again: it is told as far as the three who
    said 4 could have moved, had they been among the five."""
    team = grown(ward, 8)
    both_rounds(ward, dict.fromkeys(team[:5], 1) | dict.fromkeys(team[5:], 4), dict.fromkeys(team[:5], 7))
    assert (risk(ward).before, risk(ward).after) == (17 / 8, pytest.approx(17 / 8 + 7 - (4 + 4 + 4 + 1 + 1) / 5))


@pytest.mark.parametrize(("low", "now", "end"), [(1, (6, 6, 6, 5), 7), (7, (2, 2, 2, 3), 1)])
def test_a_change_does_not_tell_who_cannot_have_answered_at_the_other_end(ward, low, now, end):
    """The attack: six said the one end and one the other; four known by name moved so far that none can be that one."""
    team = grown(ward, 7)
    first = dict.fromkeys(team[:6], low) | {team[6]: end}
    both_rounds(ward, first, dict(zip(team[:4], now, strict=True)))
    of_the_four_it_is_one = (end + 3 * low) / 4
    assert abs(risk(ward).after - risk(ward).before) <= abs(end - of_the_four_it_is_one) + 1e-9


@pytest.mark.parametrize("away", [1, 2])
def test_nothing_is_told_of_an_item_when_one_or_two_answered_only_before(ward, away):
    """All answers stand on the page, sorted: less the mean of those who came again, the rest would be theirs."""
    team = grown(ward, 8)
    first = dict(zip(team, (1, 2, 3, 4, 5, 6, 7, 7), strict=True))
    both_rounds(ward, first, dict.fromkeys(team[: 8 - away], 4))
    assert shown(ward).enough
    assert shown(ward).items == ()
    assert shown(ward).held_back


def test_with_names_every_mean_is_told_of_those_who_answered_both_times(ward):
    team = grown(ward, 8)
    first = dict(zip(team, (1, 2, 3, 4, 5, 6, 7, 7), strict=True))
    both_rounds(ward, first, dict.fromkeys(team[:7], 4), naming=Naming.NAMED)
    assert (risk(ward).before, risk(ward).after) == (4.0, 4.0)


def test_who_could_not_say_the_second_time_is_missed_on_that_item_alone(ward):
    team = grown(ward, 7)
    second = dict.fromkeys(team, 4) | {team[0]: CANNOT_SAY}
    both_rounds(ward, dict.fromkeys(team, 3), second)
    assert risk(ward) is None
    assert {item.key for item in shown(ward).items} >= set(POSITIONS) - {"protect_risk"}
    assert shown(ward).held_back


def test_no_picture_of_two_rounds_tells_what_somebody_answered_who_came_only_once(ward):
    """The attack: two wards whose first pictures are the same, but for who gave which answer. They look the same."""
    team = grown(ward, 7)
    seen = []
    for only_before, stayed in ((7, 1), (1, 7)):
        first = dict(zip(team, (stayed, 2, 3, 4, 5, 6, only_before), strict=True))
        both_rounds(ward, first, dict.fromkeys(team[:6], 4))
        seen.append((division.picture(ward.viewer("anna"), ward.discussion).positions, shown(ward).items))
    assert seen[0] == seen[1]


def test_fewer_than_four_who_answered_both_times_show_nothing(ward):
    team = grown(ward, 8)
    both_rounds(ward, dict.fromkeys(team[:5], 3), dict.fromkeys(team[2:8], 4))
    assert (shown(ward).both, shown(ward).enough) == (None, False)
    assert (shown(ward).items, shown(ward).sentence, shown(ward).persistence) == ((), "", "")


def test_who_recorded_late_or_only_after_the_discussion_is_in_no_mean(ward):
    team = grown(ward, 7)
    ward.plan_discussion()
    ward.open(ward.discussion)
    for who in team[:5]:
        ward.record(who, answers(3))
    ward.reveal()
    ward.record(team[5], answers(7), late=True)
    ward.open_second()
    for who in team:
        ward.record_again(who, Answers(scores=dict.fromkeys(POSITIONS, 4 if who in team[:5] else 1)))
    ward.reveal_second()
    assert (risk(ward).before, risk(ward).after) == (3.0, 4.0)
    assert (shown(ward).recorded, shown(ward).both) == (7, 5)


def test_a_row_tells_means_and_nothing_of_single_members():
    told = {field.name for field in fields(Moved)} | {field.name for field in fields(SecondPicture)}
    assert not told & {"answers", "names", "views", "members", "n_a", "n_b"}


# ---------------------------------------------------------------- the two views


def divided_again(ward, tender, worn, second, naming=Naming.UNATTRIBUTED):
    """A divided first round; `second`: the profile of each member in the second."""
    divided(ward, tender, worn, naming)
    ward.open_second()
    for who, profile in second.items():
        again(ward, who, profile)
    ward.reveal_second()


def apart_before(ward):
    return sum(abs(item.before_a - item.before_b) for item in shown(ward).items if item.before_a is not None)


def apart_after(ward):
    return sum(abs(item.after_a - item.after_b) for item in shown(ward).items if item.before_a is not None)


def test_views_that_stay_as_they_were_are_still_apart(ward, store_address):
    team = grown(ward, 8)
    divided_again(ward, team[:4], team[4:], dict.fromkeys(team[:4], TENDER) | dict.fromkeys(team[4:], WORN))
    assert shown(ward).persistence == "still_apart"
    assert re.match(
        r"The two views are still apart: \d\.\d points of five apart \(9 times out of 10 between (?!0\.0)\d",
        shown(ward).sentence,
    )


def test_views_that_now_answer_alike_have_closed_or_it_cannot_be_told_and_are_never_still_apart(ward):
    team = grown(ward, 10)
    divided_again(ward, team[:5], team[5:], dict.fromkeys(team, BALANCED))
    assert shown(ward).persistence in {"closed", "cannot_tell"}
    assert apart_after(ward) < apart_before(ward) / 2


def test_the_means_of_the_views_are_told_when_three_of_each_came_again_and_nobody_is_left_over(ward):
    team = grown(ward, 8)
    divided_again(ward, team[:4], team[4:], dict.fromkeys(team, BALANCED))
    told = [item for item in shown(ward).items if item.before_a is not None]
    assert told
    for item in told:
        assert abs(item.after_a - item.after_b) < abs(item.before_a - item.before_b)


def test_the_means_of_the_views_are_kept_back_whoever_of_them_is_away(ward):
    """The attack: who is away is known by name, and lines that are there or not would tell in which view they stand."""
    team = grown(ward, 11)
    for away in ((8, 9, 10), (4, 9, 10), (3, 9, 10), (1, 2, 3)):
        divided_again(ward, team[:5], team[5:], {who: BALANCED for n, who in enumerate(team) if n not in away})
        items = shown(ward).items
        assert items
        assert all(item.before_a is None and item.after_b is None for item in items)


def test_whether_the_views_are_still_apart_is_told_or_not_whoever_is_away(ward):
    """The attack: of three against five one is away, known by name. "Too few" would tell that it is of the three."""
    team = grown(ward, 8)
    said = set()
    for away in (0, 5):
        again_then = {who: TENDER if n < 3 else WORN for n, who in enumerate(team) if n != away}
        divided_again(ward, team[:3], team[3:], again_then)
        assert division.picture(ward.viewer("leader"), ward.discussion).views
        said.add(shown(ward, "leader").sentence)
    assert said == {"Too few of us have recorded again to tell whether the views are still apart."}
    assert shown(ward).persistence == ""


def test_with_three_left_of_the_smaller_view_in_any_case_the_distance_is_told(ward):
    team = grown(ward, 8)
    for away in (0, 5):
        again_then = {who: TENDER if n < 4 else WORN for n, who in enumerate(team) if n != away}
        divided_again(ward, team[:4], team[4:], again_then)
        assert shown(ward).persistence == "still_apart"


def test_with_names_too_few_of_one_view_is_said(ward):
    team = grown(ward, 9)
    there = dict.fromkeys((*team[:5], team[5]), BALANCED)
    divided_again(ward, team[:5], team[5:], there, naming=Naming.NAMED)
    assert "Too few of one view" in shown(ward).sentence
    assert "points of five" not in shown(ward).sentence
    assert shown(ward).persistence == ""


@pytest.mark.parametrize(("naming", "told"), [(Naming.UNATTRIBUTED, None), (Naming.NAMED, 7)])
def test_how_many_were_there_both_times_does_not_tell_who_gave_the_short_form(ward, naming, told):
    """The attack: seven whole forms, seven counted both times; so who is known not to be there again gave none."""
    team = grown(ward, 8)
    ward.plan_discussion(naming=naming)
    ward.open(ward.discussion)
    for who in team[:7]:
        ward.record(who, answers(3))
    ward.record(team[7], Answers(EntryKind.NOT_MET, contact="not at all"))
    ward.reveal()
    ward.open_second()
    for who in team[:7]:
        ward.record_again(who, Answers(scores=dict.fromkeys(POSITIONS, 4)))
    ward.reveal_second()
    assert shown(ward, "leader").both == told


def test_of_a_smaller_view_nothing_is_told_without_names(ward):
    team = grown(ward, 9)
    divided_again(ward, team[:7], team[7:], dict.fromkeys(team, BALANCED))
    assert "smaller view" in shown(ward).sentence
    assert "points of five" not in shown(ward).sentence
    assert shown(ward).persistence == ""
    assert all(item.before_a is None for item in shown(ward).items)


def test_without_two_views_there_is_no_distance_to_look_at_again(ward):
    team = grown(ward, 7)
    both_rounds(ward, dict.fromkeys(team, 3), dict.fromkeys(team, 4))
    assert "no two views" in shown(ward).sentence


# ---------------------------------------------------------------- one's own, and who reads


def test_own_movement_is_ones_own_only(ward, store_address):
    team = grown(ward, 7)
    first = dict(zip(team, range(1, 8), strict=True))
    both_rounds(ward, first, dict(zip(team, range(7, 0, -1), strict=True)))
    for who in team:
        own = second_round.own_scores(ward.viewer(who), ward.discussion)
        assert own["protect_risk"] == (first[who], 8 - first[who])
    assert second_round.own_scores(ward.viewer("observer"), ward.discussion) == {}


def test_reading_it_leaves_one_line_in_the_ledger(ward):
    team = grown(ward, 7)
    both_rounds(ward, dict.fromkeys(team, 3), dict.fromkeys(team, 4))
    for _ in range(3):
        shown(ward, "anna")
    lines = reading_ledger.own_lines(ward.viewer("anna"))
    assert [line.what for line in lines].count("read the second round") == 1


def test_sheets_that_leave_the_first_round_at_the_close_leave_nobodys_movement_behind(ward):
    """Three withdraw, one of whom came again: with that one gone, the means of both times would be less one sheet."""
    team = grown(ward, 12)
    first = dict(zip(team, (1, 2, 3, 4, 5, 6, 7, 1, 4, 7, 2, 3), strict=True))
    both_rounds(ward, first, dict.fromkeys(team[:7], 4))
    before = risk(ward)
    assert before is not None
    for who in (team[0], team[7], team[8]):
        entries.withdraw(ward.viewer(who), ward.discussion)
    ward.close()
    assert risk(ward) == before
