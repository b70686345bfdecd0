"""Who comes later sees what begins later, unless the leader opens it; who leaves sees nothing any more."""

from datetime import timedelta

import pytest

from access.refusals import Invalid, NotFound, WrongStage
from access.terms import Role, Stage
from board import accounts, conferences, discussions, division, forms, memberships, taking_part, teams
from tests.ward import ADMINISTRATOR


def test_a_member_who_came_later_is_let_in_by_the_leaders_grant(ward):
    ward.stand_at(Stage.RECORDING)
    ward.join("gerda")
    with pytest.raises(NotFound):
        forms.form(ward.viewer("gerda"), ward.discussion)
    taking_part.grant_earlier(ward.viewer("leader"), ward.discussion, ward.member("gerda"))
    assert ward.record("gerda")
    assert (ward.name("gerda"), True) in [
        (name.text, there) for name, there in discussions.who_recorded(ward.viewer("leader"), ward.discussion)
    ]


def test_a_change_of_role_makes_nobody_come_later(ward):
    ward.stand_at(Stage.RECORDING)
    ward.set_role("anna", Role.DEPUTY)
    assert forms.form(ward.viewer("anna"), ward.discussion).answers == ward.canary("anna").answers


def test_who_leaves_the_team_has_no_way_back_to_its_discussions(ward):
    ward.stand_at(Stage.REVEALED)
    memberships.end_membership(ward.viewer("administrator"), ward.team, ward.member("anna"))
    with pytest.raises(NotFound):
        discussions.discussion(ward.viewer("anna"), ward.discussion)
    ward.set_role("anna", Role.MEMBER)
    with pytest.raises(NotFound):
        discussions.discussion(ward.viewer("anna"), ward.discussion)


def test_two_people_of_one_name_must_be_told_apart(ward):
    administrator = ward.viewer(ADMINISTRATOR)
    with pytest.raises(Invalid, match="already"):
        accounts.make_account(administrator, ward.name("anna").upper(), "another.anna")


def test_two_teams_must_be_told_apart(ward):
    with pytest.raises(Invalid, match="already"):
        teams.make_team(ward.viewer(ADMINISTRATOR), "ward 3", "Europe/Berlin")


def test_a_team_meets_once_at_a_time(ward):
    leader = ward.viewer("leader")
    begins_at = ward.clock.now() + timedelta(days=3)
    conferences.make_conference(leader, ward.team, begins_at)
    with pytest.raises(Invalid, match="already"):
        conferences.make_conference(leader, ward.team, begins_at + timedelta(seconds=20))


# ---------------------------------------------------------------- numbers that must not tell of one person


@pytest.mark.parametrize("leaver", ["anna", "dora"])
def test_who_leaves_while_it_is_recorded_leaves_no_number_behind_that_tells_whether_they_had(ward, leaver):
    """Anna has recorded, Dora has not: the numbers stay what they were for both."""
    ward.stand_at(Stage.RECORDING)
    before = discussions.discussion(ward.viewer("ben"), ward.discussion)
    ward.clock.move(minutes=5)
    memberships.end_membership(ward.viewer(ADMINISTRATOR), ward.team, ward.member(leaver))
    for seen in (
        discussions.discussion(ward.viewer("ben"), ward.discussion),
        next(one for one in discussions.discussions(ward.viewer("ben"), ward.team) if one.id == ward.discussion),
    ):
        assert (seen.recorded, seen.expected) == (before.recorded, before.expected) == (5, 7)
    assert discussions.counts(ward.viewer("ben"), ward.discussion) == (5, 7)
    ward.reveal()
    assert division.picture(ward.viewer("ben"), ward.discussion).expected == 7


def test_who_becomes_an_observer_is_still_counted_among_those_asked(ward):
    ward.stand_at(Stage.RECORDING)
    ward.clock.move(minutes=5)
    ward.set_role("dora", Role.OBSERVER)
    assert discussions.counts(ward.viewer("ben"), ward.discussion) == (5, 7)


def test_those_who_are_left_can_reveal_when_too_few_for_the_quorum_remain(ward):
    ward.stand_at(Stage.RECORDING, recorded=("leader", "ben", "cleo"), recused=("anna", "deputy", "facilitator"))
    ward.clock.move(minutes=5)
    memberships.end_membership(ward.viewer(ADMINISTRATOR), ward.team, ward.member("dora"))
    ward.reveal()
    assert discussions.discussion(ward.viewer("ben"), ward.discussion).stage is Stage.REVEALED


def test_a_late_entry_moves_no_number_and_nobodys_mark(ward):
    ward.stand_at(Stage.REVEALED)
    before = discussions.who_recorded(ward.viewer("leader"), ward.discussion)
    ward.record("cleo", late=True)
    assert discussions.discussion(ward.viewer("ben"), ward.discussion).recorded == 5
    assert discussions.counts(ward.viewer("administrator"), ward.discussion) == (5, 7)
    assert discussions.who_recorded(ward.viewer("leader"), ward.discussion) == before
    assert discussions.discussion(ward.viewer("cleo"), ward.discussion).has_recorded, "to oneself it is told"
    assert not discussions.discussion(ward.viewer("dora"), ward.discussion).has_recorded


@pytest.mark.parametrize("stage", [Stage.POSTPONED, Stage.CANCELLED])
def test_of_what_was_put_aside_no_number_is_told_but_ones_own_entry_can_be_read(ward, stage):
    ward.stand_at(stage)
    assert discussions.discussion(ward.viewer("ben"), ward.discussion).recorded == 0
    assert {one.recorded for one in discussions.discussions(ward.viewer("ben"), ward.team)} == {0}
    assert forms.form(ward.viewer("anna"), ward.discussion).handed_in == ward.canary("anna").answers
    assert not forms.form(ward.viewer("anna"), ward.discussion).may
    with pytest.raises(WrongStage):
        forms.form(ward.viewer("dora"), ward.discussion)


def test_one_leader_does_not_send_another_out(ward):
    ward.plan_discussion()
    ward.set_role("deputy", Role.LEADER)
    with pytest.raises(Invalid, match="Who leads"):
        taking_part.set_recusal(ward.viewer("deputy"), ward.discussion, ward.member("leader"), stands_back=True)
    assert discussions.discussion(ward.viewer("leader"), ward.discussion)
