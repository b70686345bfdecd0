"""What stands beside one week's answers: other cases of the conference, other weeks of the case, both sides."""

from access.policy import Action, permits
from analysis import TogetherKind, sentences
from board.attendance import attendance
from board.course import Course, both_sides_of, course
from board.revealed_round import RevealedRound
from board.several import stands_among_all


def among_all(of: RevealedRound) -> bool | None:
    """Whether a division stands among all cases of its conference; None where none is told, or there was no other."""
    nothing_declared = of.reading.together.kind in {TogetherKind.neither, TogetherKind.cannot_tell}
    return None if nothing_declared else stands_among_all(of.reading, of.before)


def both_sides(of: RevealedRound) -> str:
    """How far the team holds good and bad at once; empty where too few can be told of."""
    found = both_sides_of(of.reading.feelings.ratings, of.reading.feelings.items)
    return sentences.of_both_sides(found) if of.may_spread(found.n) else ""


def weeks(of: RevealedRound) -> Course | None:
    """The weeks of this case that this person may see; each as its own policy and the thresholds allow."""
    if not of.before.weeks:
        return None
    taking_part, member = attendance(of.tx, of.standing.team), of.standing.member
    stages = of.before.shown_today
    hidden = {
        week.discussion["id"]
        for week in of.before.weeks
        if week.discussion["id"] not in stages
        or not permits(Action.SEE_DIVISION, taking_part.role(member, week.discussion), stages[week.discussion["id"]])
    }
    return course(
        of.before,
        hidden,
        felt_apart="feelings" in of.declared,
        least=of.limits.threshold_mean,
        spread=of.limits.threshold_spread,
    )
