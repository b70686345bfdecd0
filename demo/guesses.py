"""After a reveal the synthetic team guesses how the other view answers: as people do, at the far end or near it."""

import random
from collections.abc import Mapping
from uuid import UUID

from access.viewer import Viewer
from board import division, guessing

_SEED = 5
_SHORT_OF_THE_END = (0, 0, 1)
"""Steps from the far end of the scale, drawn by lot: most place the others at its very end."""


def guess_the_other_view(viewers: Mapping[str, Viewer], discussion: UUID, time: int) -> None:
    """Let everybody who is asked guess: the end of the scale that lies further from the own answer, or nearly so.

    time: how often the case was discussed by then; the lot hangs on it.
    """
    for name, viewer in viewers.items():
        asked = guessing.other_view(viewer, discussion).asked
        if asked is None:
            continue
        own = division.own_scores(viewer, discussion)
        lot = random.Random(f"{_SEED} {time} {name}")  # noqa: S311 - synthetic guesses from a seed
        guessed = {}
        for item in asked.items:
            middle, short = (item.low + item.high) / 2, lot.choice(_SHORT_OF_THE_END)
            guessed[item.key] = item.high - short if own.get(item.key, item.low) < middle else item.low + short
        guessing.guess(viewer, discussion, guessed)
