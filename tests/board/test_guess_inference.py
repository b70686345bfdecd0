"""Nobody's guess can be worked out: of those that came into the mean together, each may be any other's.

Told are the number of guesses, a mean for each item, and the mean over the items with its interval. Whoever knows the
own guess, who stands in which view and even who guessed when still finds two places or more for everybody else's,
unless all others of that batch guessed the same end of the scale.
"""

import itertools
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from access.terms import Naming
from analysis import read_guesses
from board import division, entries, guessing
from board.guessing import _rounded
from clock import SetClock
from tests.board.test_division import divided, grown
from tests.ward import FIRST_MORNING, Ward, standing_ward, ward_settings

A_FEW = settings(
    max_examples=2, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), deadline=None
)
LUCK = st.integers(0, 10**6).map(Random)
SPANS = (4, 6)
LEAST = 3


# ---------------------------------------------------------------- by exchange, through the board


@pytest.mark.parametrize("naming", [Naming.UNATTRIBUTED, Naming.NAMED])
@A_FEW
@given(luck=LUCK)
def test_whose_guess_it_is_among_those_told_together_changes_nothing_that_is_shown(
    naming: Naming, luck: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Guesses are dealt out anew within each batch, across the views: as far towards the other view as before."""
    size = luck.randint(8, 12)
    reader = luck.randrange(size)
    order = luck.sample(range(size), luck.randint(3, size))
    withdraws = luck.choice(order)
    places = {who: [luck.random() for _ in range(3)] for who in range(size)}
    batches = [[who for who in order[at : at + LEAST] if who != reader] for at in range(0, len(order), LEAST)]
    dealt = dict(places)
    for batch in batches:
        dealt |= zip(batch, [places[who] for who in luck.sample(batch, len(batch))], strict=True)
    shown = [
        lived(tmp_path_factory.mktemp("guesses"), naming, size, reader, order, given, withdraws)
        for given in (places, dealt)
    ]
    assert shown[0] == shown[1]
    assert any("apart" in seen for seen in shown[0])


def lived(folder: Path, naming: Naming, size: int, reader: int, order: list[int], places, withdraws: int) -> list[str]:
    """All that the reader is told of guesses, after each of them, a withdrawal and the close."""
    with standing_ward(ward_settings(folder), SetClock(FIRST_MORNING)) as ward:
        team = grown(ward, size)
        divided(ward, team[: size // 2], team[size // 2 :], naming)
        seen = []
        for who in order:
            guess_towards(ward, team[who], places[who])
            seen.append(told(ward, team[reader]))
        if withdraws != reader and len(order) % LEAST == 0:  # all are told: only then is it nobody's who is missing
            entries.withdraw(ward.viewer(team[withdraws]), ward.discussion)
            seen.append(told(ward, team[reader]))
        ward.close()
        return [*seen, told(ward, team[reader])]


def guess_towards(ward: Ward, who: str, shares: list[float]) -> None:
    """Guess places so far towards the other view: 0 at the end of the own view's side, 1 at the other end."""
    viewer = ward.viewer(who)
    asked = guessing.other_view(viewer, ward.discussion).asked
    if asked is None:  # stands between the views
        return
    picture = division.picture(viewer, ward.discussion)
    means = {item.key: (item.mean_a, item.mean_b) for item in picture.feelings + picture.positions}
    guessed = {}
    for item, share in zip(asked.items, shares, strict=True):
        ours, theirs = means[item.key] if asked.other == "view B" else means[item.key][::-1]
        steps = round(share * (item.high - item.low))
        guessed[item.key] = item.low + steps if theirs >= ours else item.high - steps
    guessing.guess(viewer, ward.discussion, guessed)


def told(ward: Ward, who: str) -> str:
    found = guessing.other_view(ward.viewer(who), ward.discussion)
    return repr((found.team, found.own, found.asked and found.asked.items, found.weeks))


# ---------------------------------------------------------------- by search, in the arithmetic


def shown_of(batch: list[tuple[int, ...]], spans: tuple[int, ...], near: float, apart: float, least: int) -> tuple:
    """What is told of guesses, by how far outward each lies: as `board.guessing` tells it."""
    n = len(batch)
    items = tuple(_rounded(sum(guess[item] for guess in batch) / n - near) for item in range(len(spans)))
    outward = [sum(4 * step / span for step, span in zip(guess, spans, strict=True)) / len(spans) for guess in batch]
    sums = sum(outward) - n * near, n * apart, sum(outward), sum(one * one for one in outward)
    read = read_guesses(n, *sums, least=least)
    figures = [_rounded(figure) if figure == figure else None for figure in (read.thought, read.low, read.high)]
    return n, items, read.sight, *figures


def possible(
    mine: tuple[int, ...], others: list[tuple[int, ...]], spans: tuple[int, ...], least: int
) -> list[list[set[int]]]:
    """For each other guesser and item the places that are possible by all that is told."""
    shown = shown_of([mine, *others], spans, 0.7, 1.6, least)
    sums = [sum(guess[item] for guess in others) for item in range(len(spans))]
    columns = [
        [column for column in itertools.product(range(span + 1), repeat=len(others)) if abs(sum(column) - total) < 1]
        for span, total in zip(spans, sums, strict=True)
    ]
    found = [[set() for _ in spans] for _ in others]
    for chosen in itertools.product(*columns):
        dealt = list(zip(*chosen, strict=True))
        if shown_of([mine, *dealt], spans, 0.7, 1.6, least) == shown:
            for who, guess in enumerate(dealt):
                for item, step in enumerate(guess):
                    found[who][item].add(step)
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), others=st.integers(2, 3), luck=LUCK)
def test_with_the_own_guess_known_each_other_one_has_two_places_or_more(data, others, luck):
    spans = tuple(luck.choice(SPANS) for _ in range(3))
    draw = [tuple(data.draw(st.integers(0, span)) for span in spans) for _ in range(others + 1)]
    mine, theirs = draw[0], draw[1:]
    for who, items in enumerate(possible(mine, theirs, spans, least=4)):
        for item, places in enumerate(items):
            there = {guess[item] for guess in theirs}
            assert theirs[who][item] in places
            assert len(places) > 1 or there in ({0}, {spans[item]}) or len(there) == 1, (draw, who, item)


def test_the_search_finds_a_guess_when_two_means_differ_by_it():
    """Why guesses come in together: one by one, each is the difference of two sums."""
    before, after = [(1, 2, 3), (0, 4, 2), (2, 2, 2)], (4, 0, 1)
    sums = [sum(guess[0] for guess in batch) for batch in (before, [*before, after])]
    assert sums[1] - sums[0] == after[0]
    assert possible((0, 0, 0), [(4, 4, 4), (4, 4, 4)], (4, 4, 4), least=4) == [[{4}] * 3] * 2, "what all guessed alike"
