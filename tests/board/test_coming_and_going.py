"""Who comes later sees what begins later, unless the leader opens it; who leaves sees nothing any more."""

import pytest

from access.refusals import NotFound
from access.terms import Role, Stage
from board import administration, conferences, entries


def test_a_member_who_came_later_is_let_in_by_the_leaders_grant(ward):
    ward.stand_at(Stage.RECORDING)
    ward.join("gerda")
    with pytest.raises(NotFound):
        entries.form(ward.viewer("gerda"), ward.discussion)
    conferences.grant_earlier(ward.viewer("leader"), ward.discussion, ward.member("gerda"))
    assert ward.record("gerda")
    assert (ward.name("gerda"), True) in [
        (name.text, there) for name, there in conferences.who_recorded(ward.viewer("leader"), ward.discussion)
    ]


def test_a_change_of_role_makes_nobody_come_later(ward):
    ward.stand_at(Stage.RECORDING)
    ward.set_role("anna", Role.DEPUTY)
    assert entries.form(ward.viewer("anna"), ward.discussion).answers == ward.canary("anna").answers


def test_who_leaves_the_team_has_no_way_back_to_its_discussions(ward):
    ward.stand_at(Stage.REVEALED)
    administration.end_membership(ward.viewer("administrator"), ward.team, ward.member("anna"))
    with pytest.raises(NotFound):
        conferences.discussion(ward.viewer("anna"), ward.discussion)
    ward.set_role("anna", Role.MEMBER)
    with pytest.raises(NotFound):
        conferences.discussion(ward.viewer("anna"), ward.discussion)
