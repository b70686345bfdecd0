"""The answers to each item as they may be shown, today's question among them."""

import numpy as np
from numpy.typing import NDArray

from analysis import ItemReading, Mark
from analysis.agreement import average_deviation
from board.answers import QUESTION, question_item
from board.picture import ItemAnswers
from board.readings import Scanned
from board.revealed_round import RevealedRound
from instruments import Item


def section(of: RevealedRound, scanned: Scanned) -> tuple[ItemAnswers, ...]:
    """The items of one section that enough answered."""
    return tuple(
        _item(of, item, scanned.ratings[:, n], scanned.by_item[n])
        for n, item in enumerate(scanned.items)
        if of.may_spread(scanned.by_item[n].n)
    )


def todays_question(of: RevealedRound) -> ItemAnswers | None:
    """The leader's question; None without one, or when too few have formed a view on it."""
    column = of.answered.table([QUESTION])[:, 0]
    if not of.blank.question or not of.may_spread(int((column == column).sum())):
        return None
    sides = of.reading.sides
    told = [column[(sides == side) & (column == column)] if sides is not None else column[:0] for side in (0, 1)]
    means = [float(part.mean()) if len(part) else float("nan") for part in told]
    given = column[column == column]
    plain = ItemReading(
        mark=Mark.cannot_tell,
        gap=means[1] - means[0],
        mean_a=means[0],
        mean_b=means[1],
        mean=float(given.mean()),
        n=len(given),
        agreement=float("nan"),
        ad=average_deviation(given),
        rwg_star=float("nan"),
        two_on_each_side=False,
    )
    return _item(of, question_item(of.standing.matter), column, plain)


def _item(of: RevealedRound, item: Item, column: NDArray[np.float64], reading: ItemReading) -> ItemAnswers:
    given = sorted((int(score), n) for n, score in enumerate(column) if score == score)
    beside = of.labels_of([n for _, n in given])
    labelled = sorted(zip([score for score, _ in given], beside, strict=True)) if beside else None
    tells = of.may_tell_views(column)
    return ItemAnswers(
        key=item.key,
        name=item.name,
        low_end=item.low_end,
        high_end=item.high_end,
        low=item.low,
        high=item.high,
        answers=tuple(score for score, _ in given),
        mean=reading.mean if len(given) >= of.limits.threshold_mean else None,
        mean_a=reading.mean_a if tells else None,
        mean_b=reading.mean_b if tells else None,
        apart=abs(reading.gap) if tells else None,
        mark=str(reading.mark if tells else Mark.cannot_tell),
        closeness=reading.ad / (item.high - item.low),
        section=item.section,
        names=tuple(of.name(n) for _, n in given) if of.named else None,
        views=tuple(of.view_of(n) for _, n in given) if of.named else None,
        labels=tuple(label for _, label in labelled) if labelled else None,
    )
