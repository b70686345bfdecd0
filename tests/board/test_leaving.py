"""Withdrawn sheets leave a picture without names only so that none of them, and none that stays, can be worked out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.terms import EntryKind, Naming, Visibility
from board import division, entries, stages
from board.answers import Answers
from board.leaving import together
from board.picture import Picture
from demo.patterns import BALANCED, TENDER, WORN
from tests.board.test_division import RECORDERS, divided, grown, sheet
from tests.ward import Ward


@given(
    st.sets(st.integers(0, 11)),
    st.lists(st.lists(st.sampled_from("abc"), min_size=12, max_size=12), min_size=1, max_size=3),
)
def test_of_every_group_none_or_three_leave_and_none_or_three_stay(asked: set[int], parted: list[list[str]]) -> None:
    told_apart = [dict(enumerate(groups)) for groups in parted]
    going = together(asked, told_apart, 3)
    assert going <= asked
    for groups in told_apart:
        for name in set(groups.values()):
            members = {member for member, group in groups.items() if group == name}
            leave, stay = len(members & going), len(members - going)
            assert leave == 0 or leave >= 3
            assert leave == 0 or stay == 0 or stay >= 3


def test_all_who_may_leave_together_do() -> None:
    assert together({0, 1, 2}, [dict.fromkeys(range(7), "all")], 3) == {0, 1, 2}
    assert together({0, 1, 2}, [dict(enumerate("aaabbbb"))], 3) == {0, 1, 2}
    assert together({0, 1, 2}, [dict(enumerate("aaaabbbb"))], 3) == set(), "the fourth of the view would be left alone"


def after_the_close(ward: Ward, leaving: tuple[str, ...]) -> Picture:
    for who in leaving:
        assert not entries.withdraw(ward.viewer(who), ward.discussion)
    ward.close()
    return division.picture(ward.viewer("leader"), ward.discussion)


def test_two_sheets_and_one_who_did_not_meet_the_patient_are_two_sheets(ward: Ward, store_address: str) -> None:
    """Three withdrawals, but the two pictures would differ by two sheets."""
    team = grown(ward, 8)
    ward.open()
    for who in team[:7]:
        ward.record(who, sheet(BALANCED, who))
    ward.record(team[7], Answers(kind=EntryKind.NOT_MET, contact="not at all"))
    ward.reveal()
    assert after_the_close(ward, (*team[5:7], team[7])).recorded == 7


def test_who_signed_a_line_is_known_to_have_withdrawn_and_stays_in_the_figures(ward: Ward, store_address: str) -> None:
    """The line that vanished names them: three alike who left by name would be solved."""
    ward.open()
    for who in RECORDERS:
        visibility = Visibility.NAMED if who == "dora" else Visibility.UNATTRIBUTED
        ward.record(who, replace(sheet(BALANCED, who), understand=f"line of {who}", visibility=visibility))
    ward.reveal()
    assert after_the_close(ward, ("ben", "cleo", "dora")).recorded == 7


def test_three_of_a_view_of_four_do_not_leave_the_fourth_alone(ward: Ward) -> None:
    """The view's mean less those who left would be the whole sheet of the one who stays."""
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    assert len(division.picture(ward.viewer("leader"), ward.discussion).views) == 2
    assert after_the_close(ward, team[5:8]).recorded == 8


def test_once_sheets_have_left_no_answer_of_a_view_is_told(ward: Ward) -> None:
    """Two means before and two after would be the answers of whoever left one view alone."""
    team = grown(ward, 12)
    divided(ward, team[:6], team[6:])
    shown = after_the_close(ward, team[9:])
    assert shown.recorded == 9
    assert not [item.key for item in shown.feelings + shown.positions if item.mean_a is not None]
    assert not [view for view in shown.views if view.portrait is not None]


def test_sheets_leave_once(ward: Ward) -> None:
    team = grown(ward, 12)
    divided(ward, team[:6], team[6:])
    after_the_close(ward, team[9:])
    stages.reopen(ward.viewer("leader"), ward.discussion, "one more")
    assert after_the_close(ward, team[6:9]).recorded == 9


@pytest.mark.parametrize("naming", [Naming.UNATTRIBUTED, Naming.DISCIPLINE])
def test_three_who_share_nothing_told_of_them_leave_together(ward: Ward, naming: Naming) -> None:
    team = grown(ward, 10)
    ward.plan_discussion(naming=naming)
    ward.open(ward.discussion)
    for who in team:
        ward.record(who, sheet(BALANCED, who, noise=0.9))
    ward.reveal()
    assert after_the_close(ward, team[7:]).recorded == 7


def test_by_discipline_those_who_leave_are_three_of_each_label_or_none(ward: Ward) -> None:
    """Nurses are five of nine here: two of them and one other would show what two nurses answered."""
    team = grown(ward, 9)
    ward.plan_discussion(naming=Naming.DISCIPLINE)
    ward.open(ward.discussion)
    for who in team:
        ward.record(who, sheet(BALANCED, who, noise=0.9))
    ward.reveal()
    assert after_the_close(ward, ("anna", "cleo", "dora")).recorded == 9


def test_with_names_all_withdrawals_that_waited_leave_at_the_close(ward: Ward) -> None:
    divided(ward, RECORDERS[:3], RECORDERS[3:5], Naming.NAMED)
    assert after_the_close(ward, ("anna",)).recorded == 4


def test_tender_and_worn_are_two_views_here(ward: Ward) -> None:
    """What the tests above rest on."""
    team = grown(ward, 8)
    ward.open()
    for who in team:
        ward.record(who, sheet(TENDER if who in team[:4] else WORN, who))
    ward.reveal()
    assert [view.members for view in division.picture(ward.viewer("anna"), ward.discussion).views] == [4, 4]
