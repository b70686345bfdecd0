"""The ward of the tests is furnished as it says: on both stores, with people who can come in, and with canaries."""

import pytest

from access.terms import Role, Stage
from board import discussions, forms, signing_in
from tests.ward import RECORDING, WARD_3


def test_a_ward_stands_on_either_store_with_a_team_of_eight_and_one_beside_it(ward, store_address):
    teams = {role.role for who in WARD_3 for role in signing_in.who(ward.viewer(who)).teams}
    assert teams == {Role.LEADER, Role.DEPUTY, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER}
    assert signing_in.who(ward.viewer("other leader")).teams[0].team == ward.other_team
    assert signing_in.who(ward.viewer("administrator")).is_administrator


def test_a_persons_password_opens_the_door_of_the_ward(ward):
    assert signing_in.who(ward.sign_in("anna")).name.text == ward.name("anna")


@pytest.mark.parametrize("stage", Stage)
def test_a_ward_brings_a_discussion_to_the_stage_asked_for(ward, stage):
    ward.stand_at(stage)
    assert discussions.discussion(ward.viewer("leader"), ward.discussion).stage is stage


def test_every_canary_is_a_form_of_its_own_that_the_board_takes(ward):
    ward.open()
    ward.record_all()
    assert ward.recorded() == len(RECORDING)
    canaries = [ward.canary(who) for who in RECORDING]
    assert len({canary.scores for canary in canaries}) == len(RECORDING)
    assert len({canary.strings for canary in canaries}) == len(RECORDING)
    assert forms.form(ward.viewer("anna"), ward.discussion).answers == ward.canary("anna").answers


def test_a_session_of_the_ward_is_kept_while_it_is_fresh_and_renewed_after(ward):
    first = ward.viewer("ben")
    assert ward.viewer("ben") == first
    ward.clock.move(hours=1)
    assert ward.viewer("ben") != first
    assert signing_in.who(ward.viewer("ben"))
