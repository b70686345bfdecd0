"""Which discipline stands beside an answer: one that three share, while what is left is three too or nothing."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.terms import DISCIPLINES, Naming, Role
from board import division, entries, memberships
from board.answers import CANNOT_SAY
from board.labels import widened
from board.picture import Picture
from demo.patterns import BALANCED
from tests.board.test_division import divided, grown, sheet
from tests.ward import ADMINISTRATOR, Ward, answers

TEAMS = st.lists(st.sampled_from(DISCIPLINES[:5] + DISCIPLINES[-1:]), min_size=3, max_size=12)


@given(TEAMS)
def test_every_label_stands_for_three_or_more_and_never_for_another_discipline(team: list[str]) -> None:
    told = widened(team, 3)
    assert all(size >= 3 for size in Counter(told).values())
    assert all(label in {was, "other"} for was, label in zip(team, told, strict=True))


@given(TEAMS, st.randoms(use_true_random=False))
def test_the_labels_do_not_depend_on_the_order_of_the_team(team: list[str], luck) -> None:
    turned = luck.sample(team, len(team))
    assert dict(zip(team, widened(team, 3), strict=True)) == dict(zip(turned, widened(turned, 3), strict=True))


@pytest.mark.parametrize(
    ("team", "told"),
    [
        ({"nursing": 4, "psychology": 3}, {"nursing": 4, "psychology": 3}),
        ({"nursing": 4, "psychology": 3, "psychiatry": 1}, {"nursing": 4, "other": 4}),
        ({"nursing": 4, "psychology": 2, "psychiatry": 1}, {"nursing": 4, "other": 3}),
        ({"nursing": 5, "psychology": 2}, {"other": 7}),
        ({"nursing": 3, "psychiatry": 3, "psychology": 3, "other": 2}, {"psychiatry": 3, "psychology": 3, "other": 5}),
    ],
)
def test_what_would_be_left_for_one_or_two_takes_the_smallest_discipline_with_it(
    team: dict[str, int], told: dict[str, int]
) -> None:
    assert Counter(widened([what for what, size in team.items() for _ in range(size)], 3)) == told


def by_discipline(ward: Ward, to: int = 9) -> Picture:
    """Five nurses and four others, in a round by discipline."""
    team = grown(ward, to)
    divided(ward, team[: to // 2], team[to // 2 :], Naming.DISCIPLINE)
    return division.picture(ward.viewer("anna"), ward.discussion)


def test_by_discipline_each_answer_bears_a_label_of_three_or_more_and_no_name(ward: Ward, store_address: str) -> None:
    shown = by_discipline(ward)
    labels = [Counter(item.labels) for item in shown.feelings + shown.positions if item.labels]
    assert Counter({"nursing": 5, "other": 4}) in labels
    assert all(size >= 3 for one in labels for size in one.values())
    assert not [name for name in ("Zoe", "Test Ben", "Cleo") if name in repr(shown)]
    assert all(item.names is None and item.views is None for item in shown.feelings + shown.positions)


def test_labels_are_sorted_within_one_value_so_that_their_order_says_nothing(ward: Ward) -> None:
    shown = by_discipline(ward)
    for item in shown.feelings + shown.positions:
        pairs = list(zip(item.answers, item.labels or (), strict=False))
        assert pairs == sorted(pairs)


def test_an_item_that_two_of_a_discipline_answered_bears_no_label_and_is_on_no_sheet(ward: Ward) -> None:
    team = grown(ward, 9)
    ward.plan_discussion(naming=Naming.DISCIPLINE)
    ward.open(ward.discussion)
    silent = [who for who in team if who in {"anna", "cleo", "newcomer 0"}]
    for who in team:
        given = sheet(BALANCED, who, noise=0.5)
        ward.record(who, replace(given, scores=given.scores | {"fond": CANNOT_SAY if who in silent else 2}))
    ward.reveal()
    shown = division.picture(ward.viewer("anna"), ward.discussion)
    items = shown.feelings + shown.positions
    assert {item.key: item.labels for item in items}["fond"] is None
    place = [item.key for item in items].index("fond")
    assert {one.scores[place] for one in shown.standing} == {None}
    assert any(item.labels for item in items)


def test_a_place_on_the_map_says_nothing_of_an_answer_that_no_sheet_tells(ward: Ward, store_address: str) -> None:
    team = grown(ward, 9)
    silent, given = ("anna", "cleo", "newcomer 0"), dict(zip(team, (0, 4, 1, 3, 2, 0, 4, 1, 3), strict=True))
    told = []
    for turned in (False, True):
        of = given | {"leader": given["ben"], "ben": given["leader"]} if turned else given
        ward.plan_discussion(naming=Naming.DISCIPLINE)
        ward.open(ward.discussion)
        for who in team:
            rest = sheet(BALANCED, who, noise=0.5)
            ward.record(who, replace(rest, scores=rest.scores | {"fond": CANNOT_SAY if who in silent else of[who]}))
        ward.reveal()
        told.append(division.picture(ward.viewer("anna"), ward.discussion))
    assert [item.answers for item in told[0].feelings] == [item.answers for item in told[1].feelings]
    assert told[0].standing == told[1].standing, "who of the two answered what is told by nothing else"


def test_without_names_and_with_them_no_discipline_stands_beside_an_answer(ward: Ward) -> None:
    team = grown(ward, 9)
    for naming in (Naming.UNATTRIBUTED, Naming.NAMED):
        divided(ward, team[:4], team[4:], naming)
        shown = division.picture(ward.viewer("anna"), ward.discussion)
        assert all(item.labels is None for item in shown.feelings + shown.positions)
        assert "nursing" not in repr(shown.feelings + shown.positions)


@pytest.mark.parametrize(("members", "sheets"), [(4, 0), (5, 5), (9, 9)])
def test_whole_sheets_are_shown_from_five_on_by_place_and_answers_alone(ward: Ward, members: int, sheets: int) -> None:
    team = grown(ward, 9)[:members]
    ward.plan_discussion(naming=Naming.DISCIPLINE)
    ward.open(ward.discussion)
    for who in team:
        ward.record(who, answers(1 + team.index(who) % 3))
    ward.reveal()
    shown = division.picture(ward.viewer("anna"), ward.discussion).standing
    assert len(shown) == sheets
    assert {one.name.text for one in shown} <= {""}
    assert list(shown) == sorted(shown, key=lambda one: (one.view, one.x, one.y, one.scores))


def test_a_view_of_two_hides_the_sheets_that_would_show_it(ward: Ward) -> None:
    team = grown(ward, 9)
    divided(ward, team[:7], team[7:], Naming.DISCIPLINE)
    shown = division.picture(ward.viewer("anna"), ward.discussion)
    assert shown.smaller_view
    assert shown.standing == ()


def test_a_discipline_changed_afterwards_moves_no_label(ward: Ward, store_address: str) -> None:
    before = by_discipline(ward)
    ward.clock.move(hours=1)
    memberships.set_membership(
        ward.viewer(ADMINISTRATOR),
        ward.team,
        ward.member("anna"),
        role=Role.MEMBER,
        discipline="psychology",
        shift="day",
        seniority="in training",
    )
    after = division.picture(ward.viewer("ben"), ward.discussion)
    assert [item.labels for item in after.feelings] == [item.labels for item in before.feelings]


def test_by_discipline_withdrawn_figures_wait_for_the_close(ward: Ward) -> None:
    before = by_discipline(ward)
    assert not entries.withdraw(ward.viewer("dora"), ward.discussion)
    assert division.picture(ward.viewer("anna"), ward.discussion).feelings == before.feelings


def test_differences_are_followed_along_what_the_policy_shows(ward: Ward) -> None:
    team = grown(ward, 9)
    told = {}
    for naming in Naming:
        divided(ward, team[:4], team[4:], naming)
        shown = division.picture(ward.viewer("anna"), ward.discussion)
        told[naming] = {rival.title: "Not looked at" not in rival.known for rival in shown.rivals}
    assert [told[naming]["Professional role"] for naming in Naming] == [False, True, True]
    assert [told[naming]["Seniority"] for naming in Naming] == [False, False, True]
    assert [told[naming]["Shift"] for naming in Naming] == [False, False, True]
