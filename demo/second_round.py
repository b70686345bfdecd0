"""One talk that moved something: the synthetic team records again after it, and the second round is revealed."""

import random
import uuid
from collections.abc import Mapping
from uuid import UUID

from access.terms import Round
from access.viewer import Viewer
from board import entries, forms, second_round
from board.answers import CANNOT_SAY, QUESTION, Answers
from demo.patterns import BALANCED, Profile, scores

_SEED = 4
_NEARER = {"positions": 0.7, "feelings": 0.25, "today": 0.6}
"""How far each section moves towards the middle view: what we would do sooner than what we feel."""


def talk_it_over(
    leader: Viewer, viewers: Mapping[str, Viewer], discussion: UUID, before: Mapping[str, Profile]
) -> None:
    """Open the second round of a revealed discussion, record for everybody, reveal it. `before`: how each answered."""
    second_round.open_recording(leader, discussion)
    for name, profile in before.items():
        form = forms.form(viewers[name], discussion, Round.SECOND)
        sections = {item.key: item.scan for item in form.items} | ({QUESTION: QUESTION} if form.question else {})
        nearer = {key: _moved(profile[key], BALANCED[key], _NEARER[scan]) for key, scan in sections.items()}
        lot = random.Random(f"{_SEED} {name}")  # noqa: S311 - synthetic answers from a seed
        drawn = scores(nearer, tuple(sections), 0.45, lot)
        given = {key: CANNOT_SAY if score is None else score for key, score in drawn.items()}
        request = uuid.uuid5(uuid.NAMESPACE_OID, f"{discussion} {name} again")
        entries.submit(viewers[name], discussion, request, Answers(scores=given), Round.SECOND)
    second_round.reveal(leader, discussion)


def _moved(mean: float, towards: float, share: float) -> float:
    return mean + share * (towards - mean)
