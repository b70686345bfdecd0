"""The policy's table is the design's, cell by cell, and what is not in it is refused."""

import pytest

from access.policy import TABLE, Action, ever_permits, permits, permits_second
from access.terms import Role, SecondStage, Stage
from tests.access.cells import CELLS, WHILE_SECOND, may


@pytest.mark.parametrize("action", Action)
def test_the_policy_permits_what_the_design_does_and_nothing_else(action):
    wrong = [
        (role, stage)
        for role in Role
        for stage in (None, *Stage)
        if permits(action, role, stage) != may(action, role, stage)
    ]
    assert wrong == []


def test_every_action_has_its_cells_in_design_and_policy():
    assert set(CELLS) == set(Action) == set(TABLE)


@pytest.mark.parametrize("action", Action)
def test_what_belongs_to_the_second_round_asks_where_it_stands_and_nothing_else_does(action):
    permitted = {second for second in SecondStage if permits_second(action, second)}
    assert permitted == WHILE_SECOND.get(action, set(SecondStage))


@pytest.mark.parametrize("action", Action)
def test_somebody_who_never_may_is_told_so_and_not_that_the_stage_is_wrong(action):
    for role in Role:
        assert ever_permits(action, role) == any(role in roles for roles in CELLS[action].values())


def test_an_administrator_reads_no_content_and_a_visitor_or_outsider_nothing_of_a_team():
    of_content = {action for action in Action for stage in Stage if may(action, Role.ADMINISTRATOR, stage)}
    assert of_content == {Action.SEE_COUNT}
    for role in (Role.VISITOR, Role.OUTSIDER):
        assert not any(permits(action, role, stage) for action in Action for stage in Stage)
    assert not any(permits(action, Role.OUTSIDER) for action in Action if "team" in action.value)


def test_nobody_at_all_sees_a_division_before_the_reveal():
    assert not any(
        permits(Action.SEE_DIVISION, role, stage)
        for role in Role
        for stage in (Stage.PLANNED, Stage.RECORDING, Stage.POSTPONED, Stage.CANCELLED)
    )


def test_an_unheard_of_action_is_refused():
    assert not permits("read everything", Role.LEADER, Stage.REVEALED)
