"""Who comes later sees what begins later, unless the leader opens it; who leaves sees nothing any more."""

from datetime import timedelta

import pytest

from access.refusals import Invalid, NotFound
from access.terms import Role, Stage
from board import accounts, conferences, discussions, forms, memberships, taking_part, teams
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
