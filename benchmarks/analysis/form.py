"""Teams who fill in the board's own form, with and without a division: what the calibration is measured on.

Sixteen feelings and roles received on five points with floors, seven positions; members differ in level and
spread, carry a mood over the words of one dimension (halo), like the patient more or less, and cannot say now
and then.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis import SplitReading, split_scan

Floats = NDArray[np.float64]

DIMENSIONS = (
    *("warmth", "warmth", "competence", "competence", "special", "special", "helpless", "helpless"),
    *("anger", "anger", "distress", "distress", "distance", "foreign", "role", "role"),
)
TONE = np.array([1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, 0, 1, -1], dtype=np.float64)
USUAL_FEELING = np.where(TONE > 0, 2.0, 0.9)  # negative words are rarely marked: a floor
FEELING_SPANS = np.full(16, 4.0)
POSITION_SPANS = np.array([6, 6, 6, 6, 6, 4, 4], dtype=np.float64)
POSITION_KEYS = np.array([1, -1, 1, -1, 1, -1, 1], dtype=np.float64)


@dataclass(frozen=True)
class Team:
    """How a simulated team answers; gaps and standard deviations in points of a five-point scale."""

    members: int = 9
    smaller: int = 0  # members of the smaller camp; 0 = nobody stands apart
    gap: float = 0.0
    items: int = 10  # dividing feelings
    liking: float = 0.0  # loading of graded liking on every word with a tone
    halo: float = 0.4
    cannot_say: float = 0.12
    noise: float = 0.8
    level: float = 0.4
    spread: float = 0.25


@dataclass(frozen=True, eq=False)
class Words:
    """What one case evokes in everyone (mean of each feeling), and the feelings that divide."""

    means: Floats
    dividing: NDArray[np.int64]

    @staticmethod
    def drawn(rng: np.random.Generator) -> "Words":
        """A case drawn by lot; the dividing feelings in the order in which they would be taken."""
        return Words(USUAL_FEELING + rng.normal(0, 0.5, 16), rng.permutation(np.flatnonzero(TONE)))


def feelings(
    team: Team,
    rng: np.random.Generator,
    *,
    words: Words | None = None,
    camp: NDArray[np.int64] | None = None,
    habit: Floats | None = None,
) -> tuple[Floats, NDArray[np.int64]]:
    """Answers to the 16 feelings, (n_members, 16) of 0 to 4 and NaN, and the true camps.

    words, camp : the same in every round of one case. habit : (n_members, 16) usual departures from the team.
    """
    camp = _camps(team, rng) if camp is None else camp
    words = Words.drawn(rng) if words is None else words
    order = {name: number for number, name in enumerate(dict.fromkeys(DIMENSIONS))}
    number = np.array([order[name] for name in DIMENSIONS])
    direction = np.zeros(16)
    direction[words.dividing[: team.items]] = TONE[words.dividing[: team.items]]
    latent = words.means + _person(team, 16, rng) + (0 if habit is None else habit)
    latent = latent + rng.normal(0, team.halo, (team.members, len(order)))[:, number]
    latent = latent + team.liking * rng.normal(size=(team.members, 1)) * TONE
    latent = latent + team.gap * np.outer(camp - 0.5, direction)
    return _answers(_stretched(latent, team, rng), 4.0, team, rng), camp


def positions(
    team: Team, rng: np.random.Generator, camp: NDArray[np.int64] | None = None
) -> tuple[Floats, NDArray[np.int64]]:
    """Answers to the seven positions in their own units (0-6 or 0-4) and NaN, and the true camps."""
    camp = _camps(team, rng) if camp is None else camp
    latent = 2.0 + rng.normal(0, 0.5, 7) + _person(team, 7, rng)
    latent = latent + team.liking * rng.normal(size=(team.members, 1)) * POSITION_KEYS
    latent = latent + team.gap * np.outer(camp - 0.5, POSITION_KEYS)
    five = _stretched(latent, team, rng) / 4.0
    return _answers(five * POSITION_SPANS, POSITION_SPANS, team, rng), camp


def scan(
    section: str, team: Team, rng: np.random.Generator, draws: int = 199
) -> tuple[SplitReading, NDArray[np.int64]]:
    """Scan one simulated section ("feelings" or "positions") as the board does; the reading and the true camps."""
    if section == "feelings":
        ratings, camp = feelings(team, rng)
        return split_scan(ratings, spans=FEELING_SPANS, blocks=DIMENSIONS, draws=draws), camp
    ratings, camp = positions(team, rng)
    return split_scan(ratings, spans=POSITION_SPANS, draws=draws), camp


def _camps(team: Team, rng: np.random.Generator) -> NDArray[np.int64]:
    return rng.permutation((np.arange(team.members) < team.smaller).astype(np.int64))


def _person(team: Team, n_items: int, rng: np.random.Generator) -> Floats:
    return rng.normal(0, team.level, (team.members, 1)) + rng.normal(0, team.noise, (team.members, n_items))


def _stretched(latent: Floats, team: Team, rng: np.random.Generator) -> Floats:
    return 2.0 + np.exp(rng.normal(0, team.spread, (team.members, 1))) * (latent - 2.0)


def _answers(latent: Floats, highest: Floats | float, team: Team, rng: np.random.Generator) -> Floats:
    answers = np.clip(np.rint(latent), 0, highest)
    answers[rng.random(answers.shape) < team.cannot_say] = np.nan
    return np.asarray(answers, dtype=np.float64)
