"""Beside one picture: other weeks of the case and other cases of the team, only as each of their policies allows."""

import random
import re
from dataclasses import replace
from uuid import UUID

import pytest

from access.terms import EntryKind, Naming, Role
from board import division, entries, stages
from board.answers import Answers
from board.course import moved
from board.earlier import before_of
from board.picture import Picture
from db import conferences as stored
from demo.patterns import BALANCED, TENDER, WORN, held, scores
from instruments import weekly_team_reaction
from tests.board.test_beforehand import MEMBERS, sheets
from tests.board.test_division import KEYS, RECORDERS, everything, grown, picture, pulse, sheet
from tests.ward import Ward

ONE_SIDED = (held(3.4, 0.3), held(0.3, 3.4))
BOTH_SIDES = held(2.7, 2.6)


def met(ward: Ward, case: UUID, tender, worn=(), *, profiles=(TENDER, WORN), naming=None, noise=0.35, **more) -> UUID:
    """One week of a case: recorded by these members, revealed and closed, a week later."""
    ward.plan_discussion(case=case, naming=naming, **more)
    ward.open(ward.discussion)
    for profile, members in zip(profiles, (tender, worn), strict=True):
        for who in members:
            ward.record(who, sheet(profile, f"{ward.clock.now()} {who}", noise))
    ward.reveal()
    ward.close()
    ward.clock.move(days=7)
    return ward.discussion


def of(ward: Ward, discussion: UUID, who: str = "anna") -> Picture:
    return division.picture(ward.viewer(who), discussion)


def gathered(ward: Ward, discussion: UUID):
    """What the picture of this discussion is compared with."""
    return ward.store.look(lambda tx: before_of(tx, stored.discussion(tx, discussion)))


def other_cases(ward: Ward, team, how_many: int = 3, naming=None) -> list[UUID]:
    return [met(ward, ward.case(f"case {n}"), team, profiles=(BALANCED, WORN), naming=naming) for n in range(how_many)]


# ---------------------------------------------------------------- what earlier answers may be used


def test_only_whole_forms_from_before_the_reveal_that_were_not_withdrawn_are_used_elsewhere(
    ward: Ward, store_address: str
) -> None:
    ward.plan_discussion(naming=Naming.NAMED)
    ward.open(ward.discussion)
    for who in RECORDERS[:5]:
        ward.record(who, sheet(BALANCED, who))
    ward.record("cleo", Answers(kind=EntryKind.NOT_MET, contact="not at all"))
    ward.reveal()
    ward.record("dora", sheet(WORN, "late"), late=True)
    entries.withdraw(ward.viewer("leader"), ward.discussion)
    ward.close()
    later = met(ward, ward.case("another"), RECORDERS, naming=Naming.NAMED)
    (used,) = gathered(ward, later).others
    assert set(used.members) == {ward.member(who) for who in RECORDERS[1:5]}


def test_what_too_few_recorded_for_a_picture_is_used_nowhere(ward: Ward) -> None:
    ward.plan_discussion(recused=RECORDERS[3:])
    ward.open(ward.discussion)
    for who in RECORDERS[:3]:
        ward.record(who, sheet(BALANCED, who))
    ward.reveal()
    ward.close()
    assert gathered(ward, met(ward, ward.case("another"), RECORDERS)).others == ()


def test_the_picture_of_an_old_discussion_does_not_move_with_newer_ones(ward: Ward, store_address: str) -> None:
    case = ward.case()
    old = met(ward, case, RECORDERS[:4], RECORDERS[4:])
    before = of(ward, old)
    met(ward, case, RECORDERS, profiles=(BALANCED, WORN))
    other_cases(ward, RECORDERS)
    assert of(ward, old) == before


def test_a_discussion_opened_earlier_but_revealed_later_does_not_move_the_picture(ward: Ward) -> None:
    ward.plan_discussion()
    slow = ward.open(ward.discussion)
    quick = met(ward, ward.case("another"), RECORDERS[:4], RECORDERS[4:])
    before = of(ward, quick)
    for who in RECORDERS:
        ward.record(who, sheet(BALANCED, who), discussion=slow)
    ward.reveal(slow)
    assert of(ward, quick) == before
    assert gathered(ward, quick).others == ()


def revealed(ward: Ward, case: UUID, sheets: dict[str, Answers]) -> UUID:
    """A discussion that is revealed and not closed yet, so that it can still be put off."""
    ward.plan_discussion(case=case)
    ward.open(ward.discussion)
    for who, given in sheets.items():
        ward.record(who, given)
    ward.reveal()
    return ward.discussion


def test_nothing_done_to_an_earlier_discussion_afterwards_moves_a_picture(ward: Ward, store_address: str) -> None:
    """The attack: one case less, and a member has no habit any more, falls into the other view, and is what moved."""
    team, leader = grown(ward, 10), ward.viewer("leader")
    ben = team[5]
    earlier = []
    for n in range(4):
        gone = {ben} if n == 3 else set()
        sheets = {who: sheet(WORN if who == ben else BALANCED, f"{n} {who}", 0.5) for who in team if who not in gone}
        earlier.append(revealed(ward, ward.case(f"case {n}"), sheets))
    sides = {who: sheet(TENDER if n < 5 else WORN, f"now {who}") for n, who in enumerate(team)}
    this = revealed(ward, ward.case("now"), sides)
    before = of(ward, this, "leader")
    assert before.views
    assert "what each of us usually answers" in before.answer.how_sure
    stages.postpone(leader, earlier[0], "later")
    assert of(ward, this, "leader") == before
    stages.take_up(leader, earlier[0], ward.conference())
    stages.cancel(leader, earlier[1], "discharged")
    assert of(ward, this, "leader") == before
    for who in team[:3]:
        entries.withdraw(ward.viewer(who), earlier[2])
    ward.close(earlier[2])
    assert len(gathered(ward, earlier[2]).now[0].members) == 7, "they have left"
    assert of(ward, this, "leader") == before


def test_an_earlier_week_that_is_put_off_is_shown_no_more_and_moves_no_view(ward: Ward) -> None:
    team, case = grown(ward, 9), ward.case()
    last = revealed(ward, case, {who: sheet((TENDER, WORN)[n > 4], f"last {who}") for n, who in enumerate(team)})
    this = revealed(ward, case, {who: sheet((TENDER, WORN)[n > 4], f"this {who}") for n, who in enumerate(team)})
    before = of(ward, this)
    assert len(before.course.weeks) == 2
    stages.postpone(ward.viewer("leader"), last, "later")
    assert of(ward, this) == replace(before, course=None)


# ---------------------------------------------------------------- usual answers


def test_feelings_are_compared_with_usual_answers_once_three_other_cases_are_behind(
    ward: Ward, store_address: str
) -> None:
    first, *_ = other_cases(ward, RECORDERS)
    fourth = met(ward, ward.case("the fourth"), RECORDERS, profiles=(WORN, WORN))
    assert "what each of us usually answers" not in of(ward, first).answer.how_sure
    assert of(ward, first).pull is None
    shown = of(ward, fourth)
    assert "what each of us usually answers" in shown.answer.how_sure
    shorts = {
        pole: {item.short for item in weekly_team_reaction().items() if item.pole == pole} for pole in ("good", "bad")
    }
    assert shown.pull.more
    assert set(shown.pull.more) <= shorts["bad"]
    assert set(shown.pull.less) & shorts["good"]


def test_everybody_who_may_see_a_picture_sees_the_same_one_beside_other_cases(ward: Ward) -> None:
    """One stood back from another case, one has joined since and was let in: neither changes the comparison."""
    other_cases(ward, RECORDERS[:6], 2)
    ward.plan_discussion(case=ward.case("without dora"), recused=("dora",))
    ward.open(ward.discussion)
    for who in RECORDERS[:6]:
        ward.record(who, sheet(BALANCED, who))
    ward.reveal()
    ward.close()
    ward.join("newcomer", Role.MEMBER)
    now = met(ward, ward.case("now"), RECORDERS)
    assert "usually answers" in of(ward, now).answer.how_sure
    assert of(ward, now, "dora") == of(ward, now, "newcomer") == of(ward, now, "observer") == of(ward, now)


def test_answers_promised_to_no_name_do_not_shape_a_picture_with_names(ward: Ward) -> None:
    other_cases(ward, RECORDERS)
    named = met(ward, ward.case("by name"), RECORDERS, naming=Naming.NAMED)
    assert "usually" not in of(ward, named).answer.how_sure
    assert of(ward, named).pull is None


# ---------------------------------------------------------------- the weeks of a case


def test_the_weeks_of_a_case_stand_side_by_side_with_what_moved(ward: Ward, store_address: str) -> None:
    team, case = grown(ward, 9), ward.case()
    first = met(ward, case, team[:5], team[5:], profiles=ONE_SIDED)
    met(ward, ward.case("something else"), team)
    second = met(ward, case, team, profiles=(BOTH_SIDES, WORN))
    assert of(ward, first).course is None
    course = of(ward, second).course
    assert [week.members for week in course.weeks] == [9, 9]
    assert course.weeks[0].apart > 1.5 > course.weeks[1].apart
    assert course.weeks[0].both < 0 < course.weeks[1].both
    assert course.moved == "The views came closer, and good and bad are held together more than before: integrating."


def test_one_view_that_fell_silent_is_not_called_integration(ward: Ward) -> None:
    team, case = grown(ward, 9), ward.case()
    met(ward, case, team[:5], team[5:], profiles=ONE_SIDED)
    met(ward, case, (), team, profiles=ONE_SIDED)
    assert "one view may have gone quiet" in picture(ward).course.moved


def test_a_team_that_never_stood_apart_is_not_measured_by_a_distance(ward: Ward) -> None:
    case = ward.case()
    for _ in range(2):
        met(ward, case, RECORDERS, profiles=(BALANCED, WORN), noise=0.8)
    assert picture(ward).course is None


def test_the_distance_of_a_week_with_a_view_of_two_is_held_back_then_and_later(ward: Ward) -> None:
    team, case = grown(ward, 9), ward.case()
    small = met(ward, case, team[:7], team[7:], noise=0.2)
    met(ward, case, team[:5], team[5:])
    assert of(ward, small).smaller_view
    held_back, told = picture(ward).course.weeks
    assert held_back.held_back
    assert (held_back.apart, held_back.apart_low, held_back.apart_high) == (None, None, None)
    assert told.apart is not None
    assert picture(ward).course.moved == ""


def test_with_names_a_view_of_two_has_its_distance(ward: Ward) -> None:
    team, case = grown(ward, 9), ward.case()
    for _ in range(2):
        met(ward, case, team[:7], team[7:], naming=Naming.NAMED, noise=0.2)
    assert [week.held_back for week in picture(ward).course.weeks] == [False, False]


@pytest.mark.parametrize(("last", "now"), [(Naming.UNATTRIBUTED, Naming.NAMED), (Naming.NAMED, Naming.UNATTRIBUTED)])
def test_each_week_is_told_by_its_own_policy_and_what_moved_by_the_closer_of_both(ward: Ward, last, now) -> None:
    team, case = grown(ward, 9), ward.case()
    met(ward, case, team[:7], team[7:], naming=last, noise=0.2)
    met(ward, case, team[:7], team[7:], naming=now, noise=0.2)
    course = picture(ward).course
    assert [week.held_back for week in course.weeks] == [policy is Naming.UNATTRIBUTED for policy in (last, now)]
    assert course.moved == ""


def test_who_stood_back_last_time_or_came_since_does_not_see_that_week(ward: Ward, store_address: str) -> None:
    team, case = grown(ward, 9), ward.case()
    met(ward, case, team[:5], team[5:8], recused=team[8:])
    ward.join("newcomer", Role.MEMBER)
    met(ward, case, team[:5], team[5:])
    assert len(picture(ward, "anna").course.weeks) == 2
    assert picture(ward, "observer") == picture(ward, "anna")
    for who in (team[8], "newcomer"):
        assert picture(ward, who).course is None


def test_a_week_hidden_from_one_leaves_the_others_as_they_are(ward: Ward) -> None:
    team, case = grown(ward, 9), ward.case()
    met(ward, case, team[:5], team[5:8], recused=team[8:])
    met(ward, case, team[:5], team[5:])
    met(ward, case, team[:5], team[5:])
    whole, less = picture(ward, "anna").course, picture(ward, team[8]).course
    assert less.weeks == whole.weeks[1:]
    assert less.moved == whole.moved


def test_a_pulse_between_makes_all_weeks_be_measured_on_what_was_asked_every_time(ward: Ward) -> None:
    team, case = grown(ward, 9), ward.case()
    met(ward, case, team[:5], team[5:])
    pulse(ward, team[:5], team[5:], case=case)
    assert len(picture(ward).course.weeks) == 2


def test_eight_weeks_are_told_and_no_more(ward: Ward) -> None:
    case = ward.case()
    for _ in range(9):
        met(ward, case, RECORDERS[:3], RECORDERS[3:6], noise=0.2)
    assert len(picture(ward).course.weeks) == 8


# ---------------------------------------------------------------- the attacker with two weeks


def exact_sheets(ward: Ward, team) -> dict[str, Answers]:
    """One sheet for each, drawn once: an attacker's dream is that nobody changes a mind between two weeks."""
    drawn = {}
    for n, who in enumerate(team):
        lot = random.Random(who)
        profile = ONE_SIDED[n % 2]
        given = scores(profile, KEYS, 0.6, lot)
        given = {key: 2 if score is None else score for key, score in given.items()}
        drawn[who] = Answers(contact="closely", shift="day", scores=given)
    return drawn


def test_no_figure_of_a_week_changes_with_who_is_there_another_week(ward: Ward) -> None:
    """A mean over those who came both times, beside the mean over all, would be the answer of the one who did not."""
    team = grown(ward, 10)
    same = exact_sheets(ward, team)
    case = ward.case()
    for members in (team, team[:9], team):
        ward.plan_discussion(case=case)
        ward.open(ward.discussion)
        for who in members:
            ward.record(who, same[who])
        ward.reveal()
        ward.close()
        ward.clock.move(days=7)
    first, without_one, last = picture(ward).course.weeks
    assert (first.members, without_one.members, last.members) == (10, 9, 10)
    assert [getattr(first, name) for name in FIGURES] == [getattr(last, name) for name in FIGURES]


FIGURES = ("apart", "apart_low", "apart_high", "both", "both_low", "both_high")


def test_what_moved_is_told_in_words_alone_and_figures_are_rounded(ward: Ward) -> None:
    """The change is computed over those who were there both times: any figure of it could be solved for a newcomer."""
    team, case = grown(ward, 9), ward.case()
    met(ward, case, team[:5], team[5:8], profiles=ONE_SIDED)
    met(ward, case, team, profiles=(BOTH_SIDES, WORN))
    course = picture(ward).course
    assert course.moved
    assert not re.search(r"\d", course.moved)
    for week in course.weeks:
        for name in FIGURES:
            figure = getattr(week, name)
            assert figure is None or figure == round(figure, 1)


def test_what_moved_needs_three_of_each_view_in_both_weeks(ward: Ward) -> None:
    """Two who came back and hold one view would be told what became of the two of them."""
    team, case = grown(ward, 10), ward.case()
    met(ward, case, team[:5], team[5:8], profiles=ONE_SIDED)
    met(ward, case, team[:5], (*team[6:8], *team[8:]), profiles=ONE_SIDED)
    course = picture(ward).course
    assert len(course.weeks) == 2
    assert course.moved == ""


@pytest.mark.parametrize(("views", "told"), [((3, 6), False), ((4, 5), True)])
def test_whether_what_moved_is_told_does_not_follow_who_was_not_there_last_time(views, told) -> None:
    """The attack: Ben is known not to have been there, and of three against six the three would be two without him."""
    small, _ = views
    parted = [0] * small + [1] * (9 - small)
    now = sheets(seed=7, parted=parted)
    for away in (0, 8):
        left = [n for n in range(9) if n != away]
        last = sheets(seed=8, members=tuple(MEMBERS[n] for n in left), parted=[parted[n] for n in left])
        assert (moved(last, now, [now], least=3) is not None) is told


def test_nor_who_was_there_last_time_alone() -> None:
    parted = [0, 0, 0, 1, 1, 1, 1, 1, 1]
    last = sheets(seed=7, parted=parted)
    for away in (0, 8):
        left = [n for n in range(9) if n != away]
        now = sheets(seed=8, members=tuple(MEMBERS[n] for n in left))
        assert moved(last, now, [last], least=3) is None


def test_nobody_is_named_or_counted_among_those_who_moved(ward: Ward) -> None:
    team, case = grown(ward, 9), ward.case()
    met(ward, case, team[:5], team[5:])
    met(ward, case, (*team[:4], team[8]), team[4:8])
    shown = everything(picture(ward))
    assert not [who for who in team if ward.name(who) in shown or str(ward.member(who)) in shown]
    assert "other view than last time" not in shown


# ---------------------------------------------------------------- several cases at one conference


def test_a_division_is_weighed_among_all_cases_of_its_conference(ward: Ward, store_address: str) -> None:
    team, conference = grown(ward, 8), ward.conference()
    alone = met(ward, ward.case("alone"), team[:4], team[4:])
    first = met(ward, ward.case("one"), team[:4], team[4:], conference=conference)
    assert "conference" not in of(ward, alone).answer.how_sure
    assert "conference" not in of(ward, first).answer.how_sure
    met(ward, ward.case("two"), team, profiles=(BALANCED, WORN), conference=conference)
    assert "all cases of this conference are counted together" in of(ward, first).answer.how_sure


def test_a_conference_is_not_spoken_of_where_no_division_is_told(ward: Ward) -> None:
    conference = ward.conference()
    for name in ("one", "two"):
        met(ward, ward.case(name), RECORDERS, profiles=(BALANCED, WORN), noise=0.8, conference=conference)
    assert "conference" not in picture(ward).answer.how_sure
