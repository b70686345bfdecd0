"""What a second round asks: the positions, and the two feelings that divided the first round most.

The choice is made from the cleared picture alone, from nothing that the division page does not show the whole team:
the form cannot tell more than the page does. Published in docs/reading.md.
"""

from access.terms import Length
from board.picture import ItemAnswers, Picture
from board.portraits import APART
from instruments import weekly_team_reaction


def asked_again(shown: Picture) -> tuple[str, ...]:
    """The keys of the items, two feelings first: feelings before positions, so that they are not rationalised."""
    positions = weekly_team_reaction().items(scan="positions", pulse=shown.length is Length.PULSE)
    return (*two_feelings(shown), *(item.key for item in positions))


def two_feelings(shown: Picture) -> tuple[str, str]:
    """The widest feeling and the widest of another kind; two fixed ones where not so many may be told to divide."""
    feelings = [item for item in shown.feelings if item.section == "feelings" and _share(item) >= APART]
    widest_of: dict[str, ItemAnswers] = {}
    for item in sorted(feelings, key=_share, reverse=True):
        widest_of.setdefault(weekly_team_reaction().item(item.key).dimension, item)
    widest = list(widest_of.values())
    return (widest[0].key, widest[1].key) if len(widest) > 1 else weekly_team_reaction().second_round


def _share(item: ItemAnswers) -> float:
    return (item.apart or 0.0) / (item.high - item.low)
