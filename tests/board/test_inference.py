"""Without names, nothing that is shown ties an answer to a person: proved by exchange, and by an exact search.

A leak is an answer that can be tied to a member by name by more than the strip's own unanimity (docs/security.md).
"""

import uuid
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from board.answered import Answered
from board.moved import Moved, SecondPicture
from board.picture import VIEW_A, VIEW_B, ItemAnswers, Picture
from tests.board.living import Week, lived
from tests.board.solver import A, Again, B, Known, Riddle, Shown
from tests.board.stories import IN_TIME, KEYS, Public, Story, Unseen, invented
from tests.board.test_role_received import assert_nobody_is_counted_alone

# A story takes seconds: few of them, and none shrunk.
A_FEW = settings(
    max_examples=2, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), deadline=None
)
LUCK = st.integers(0, 10**6).map(Random)


@pytest.mark.parametrize("reader", ["anna", "leader"])
@A_FEW
@given(luck=LUCK)
def test_nothing_shown_in_any_order_lets_another_members_answer_be_solved(
    reader: str, luck: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same is shown whoever has which sheet: so each answer in the strip but the own one may be anybody's."""
    nothing_is_solved(invented(luck, reader, weeks=1), luck, tmp_path_factory)


@settings(A_FEW, max_examples=1)
@given(luck=LUCK)
def test_nor_do_two_weeks_of_one_case(luck: Random, tmp_path_factory: pytest.TempPathFactory) -> None:
    nothing_is_solved(invented(luck, "deputy", weeks=2), luck, tmp_path_factory)


def nothing_is_solved(story: Story, luck: Random, factory: pytest.TempPathFactory) -> None:
    other = story.exchanged([(luck.randrange(12), luck.randrange(12)) for _ in range(12)])
    seen, weeks = lived(story, factory.mktemp("story"))
    exchanged, _ = lived(other, factory.mktemp("exchanged"))
    assert first_difference(seen, exchanged) is None
    assert_the_search_solves_nothing(story, weeks, luck.randrange(100))


def first_difference(seen: list[str], exchanged: list[str]) -> tuple[str, str] | None:
    """Where two readers of two stories were shown something else, with what stands around it."""
    for one, two in zip(seen, exchanged, strict=True):
        if one != two:
            at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
            return one[max(0, at - 150) : at + 150], two[max(0, at - 150) : at + 150]
    return None


def assert_the_search_solves_nothing(story: Story, weeks: list[Week], number: int) -> None:
    """Two items of each week, and those two that the second round asks first: of them the most is told."""
    for of_week, week in enumerate(weeks):
        shown = [picture for picture in week.pictures if picture.enough]
        assert_nobody_is_counted_alone(shown)
        items = [item.key for item in (*shown[0].feelings, *shown[0].positions)] if shown else []
        again = [item.key for _, moved in week.moved[:1] for item in moved.items if item.key in items][:2]
        for key in {*(items[(number + step) % len(items)] for step in (0, 7)), *again} if items else ():
            riddle = riddle_of(story, of_week, week, key)
            for who in riddle.people:
                if who != story.reader and riddle.people[who].pictures != 0:
                    assert_nothing_is_solved(riddle, who)


def assert_nothing_is_solved(riddle: Riddle, who: str) -> None:
    """What everybody answered alike is everybody's; else two answers stay possible, or none: known not to be there."""
    stands_in = riddle.pictures if riddle.people[who].pictures == len(riddle.pictures) else riddle.pictures[:1]
    for shown in stands_in:
        others = list(shown.answers)
        if riddle.own in others and (shown is riddle.pictures[0] or riddle.people[riddle.viewer].pictures == 2):
            others.remove(riddle.own)
        if len(set(others)) < 2:
            return
    assert len(riddle.possible(who)) != 1, (who, riddle)


def riddle_of(story: Story, number: int, week: Week, key: str) -> Riddle:
    """The item in the first picture, and in the last one when sheets have left by then; each with its second round."""
    first, *_, last = (pictures := [picture for picture in week.pictures if picture.enough])[0], pictures[-1]
    beside = [first] if last.recorded == first.recorded else [first, last]
    shown = [shown_in(picture, key, moved_beside(week, picture)) for picture in beside]
    sheets = [one for one in shown if one is not None]
    people = {}
    for who, public, does in zip(story.team, story.public, story.unseen[number], strict=True):
        people[who] = known_of(story, number, public, does, len(sheets))
    own = story.unseen[number][story.team.index(story.reader)] if story.reader in story.team else None
    score = own.sheet().scores.get(key) if own and own.comes == IN_TIME else None
    if own:
        people[story.reader] = Known(in_pictures(own, sheets, key), own.again)
    side = {VIEW_A: B, VIEW_B: A}.get(week.other)
    return Riddle(tuple(sheets), people, story.reader if own else "", score if isinstance(score, int) else None, side)


def known_of(story: Story, number: int, public: Public, does: Unseen, sheets: int) -> Known:
    """What the reader knows of somebody by name: who stands back or has left, who signs; and who has recorded."""
    by_leader = story.reader in {"leader", "deputy"}
    if number in public.stands_back:
        return Known(0, again=False)
    gone = public.leaves and number + 1 == len(story.unseen)
    again = False if gone or number not in story.second_rounds else does.again if by_leader else None
    if public.signs and does.comes == IN_TIME:
        return Known(sheets, again)
    return Known(0 if by_leader and not does.is_there else None, again)


def moved_beside(week: Week, picture: Picture) -> SecondPicture | None:
    """The second round as it was told beside this picture, or beside one of the same sheets."""
    found = [moved for at, moved in week.moved if week.pictures[at].recorded == picture.recorded]
    return found[0] if found else None


def in_pictures(own: Unseen, sheets: list[Shown], key: str) -> int:
    """In how many of the pictures the own sheet stands: its owner knows."""
    if own.comes != IN_TIME:
        return 0
    score = own.sheet().scores[key]
    if own.withdraws and len(sheets) == 2 and sheets[1].answers.count(score) < sheets[0].answers.count(score):
        return 1
    return len(sheets)


def shown_in(picture: Picture, key: str, moved: SecondPicture | None) -> Shown | None:
    found = [item for item in (*picture.feelings, *picture.positions) if item.key == key]
    return as_shown(found[0], picture, again_of(moved, found[0]) if moved else None) if found else None


def as_shown(item: ItemAnswers, picture: Picture, again: Again | None) -> Shown:
    told = item.mean_a is not None and item.mean_b is not None
    sizes = (picture.views[0].members, picture.views[1].members) if told else None
    return Shown(item.answers, picture.recorded, (item.mean_a, item.mean_b) if told else None, sizes, again)


def again_of(moved: SecondPicture, first: ItemAnswers) -> Again | None:
    """What is told of those who answered again: by how much they moved, unless the line ends where it is cut."""
    both = moved.recorded if moved.both is None else moved.both
    for item in moved.items:
        if item.key == first.key:
            lines = [(item.before, item.after), (item.before_a, item.after_a), (item.before_b, item.after_b)]
            inside = all(after is None or item.low < after < item.high for _, after in lines)
            changes = tuple(after - before for before, after in lines if before is not None and after is not None)
            known = inside and not may_be_cut(item, first.answers, both)
            return Again(both, changes=changes, scale=(item.low, item.high)) if known else None
    return None


def may_be_cut(item: Moved, first: tuple[int, ...], both: int) -> bool:
    """Whether the line ends where so many first answers, the highest or the lowest, leave no further room."""
    if item.before is None or item.after is None:
        return False
    given = sorted(first)
    ends = [
        end - sum(furthest[:many]) / many
        for many in range(1, min(both, len(given)) + 1)
        for end, furthest in ((item.low, given), (item.high, given[::-1]))
    ]
    return any(abs(item.after - item.before - end) < 1e-9 for end in ends)


@given(st.randoms(use_true_random=False), st.integers(4, 12))
def test_the_table_that_is_computed_with_does_not_depend_on_who_gave_which_sheet(luck: Random, size: int) -> None:
    """What is drawn by lot, or decided by the order of rows, is the same for the same sheets."""
    people = [uuid.UUID(int=number) for number in luck.sample(range(2**32), size)]  # nobody twice
    sheets = [{key: luck.choice((None, 0, 1, 2, 3, 4)) for key in KEYS[:6]} for _ in range(size)]
    tables = []
    for order in (people, luck.sample(people, size)):
        entries = [{"member": who} for who in order]
        ratings = [
            {"member": who, "item": key, "score": score}
            for who, sheet in zip(order, sheets, strict=True)
            for key, score in sheet.items()
        ]
        tables.append(Answered(luck.sample(entries, size), ratings).table(KEYS[:6]))
    assert np.array_equal(*tables, equal_nan=True)


# ---------------------------------------------------------------- that the search would find something


def answers(profile: str, *, comes: str = IN_TIME, seed: int = 1, withdraws: bool = False) -> Unseen:
    return Unseen(comes, profile, 0.0, seed, 0, withdraws)


def story_of(*week: Unseen, reader: str = "anna", signing: frozenset[int] = frozenset()) -> Story:
    public = tuple(Public(leaves=False, signs=place in signing) for place in range(len(week)))
    return Story(reader, public, (week,), again=False)


def test_an_exchange_that_moves_what_is_public_is_not_made() -> None:
    story = story_of(*[answers("tender", seed=n, withdraws=n == 5) for n in range(8)], signing=frozenset({5}))
    assert story.exchanged([(5, 6)]) == story
    assert story.exchanged([(6, 7)]) != story
    assert story.exchanged([(3, 7)]) == story, "the reader keeps the own sheet"


def test_a_story_with_another_answer_is_told_apart(tmp_path: Path) -> None:
    """Equality is not empty: what is shown does follow the answers."""
    story = story_of(*[answers("tender" if n % 2 else "worn", seed=n) for n in range(8)])
    other = replace(story, unseen=(story.unseen[0][:-1] + (answers("worn", seed=99),),))
    assert lived(story, tmp_path / "one")[0] != lived(other, tmp_path / "other")[0]
