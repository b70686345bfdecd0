"""Sentences for the readings below the answer, usable on their own; the division page says what it shows with them."""

from analysis.both_sides import BothSides, Course, Movement
from analysis.change import Gap, Persistence, SecondRound
from analysis.guesses import Guess, Placed, Sight, Thought
from analysis.items import ItemReading, Mark
from analysis.lines import LineReading
from analysis.scan import FALSE_ALARM, SplitReading
from analysis.wording import chance, listed, number, sentence

MOSTLY_ONE_SIDE, BOTH_AT_ONCE = 0.0, 1.0
"""Bounds of both-sides: good and bad each "a little" felt make 1, one "somewhat" without the other makes -1."""

_MARKS = {
    Mark.divides: "Divides the two views.",
    Mark.common_ground: "Common ground: both views lie within a quarter of the scale, 9 times out of 10.",
    Mark.cannot_tell: "Cannot tell from these answers.",
}
_AWAY = {Placed.further: "further away", Placed.closer: "closer"}
_SIGHTS = {
    Sight.about: "We took them to be about as far apart as they are.",
    Sight.further: "We took them to be further apart than they are.",
    Sight.closer: "We took them to be closer together than they are.",
    Sight.cannot_tell: "Whether we see them further apart or closer together than they are cannot be told.",
    Sight.too_few: "Not enough data yet to say more.",
}
RULES_OF_ITEMS = (
    "An item divides when it separates two views that were found without it; of all items so marked, about one in ten "
    "may be wrong. Common ground is more than not dividing: both views must surely lie close together."
)
RULE_OF_LINES = (
    "The differences are compared with those when the labels are dealt out by lot, over all lines at once. "
    "Groups of fewer than three are left out. A line is where the difference runs, never why."
)


def of_item(item: ItemReading) -> str:
    """What can be said about one item."""
    return _MARKS[item.mark]


def of_lines(lines: tuple[LineReading, ...]) -> str:
    """Along which lines the differences run; says so when none could be looked at."""
    followed = [line for line in lines if line.follows]
    others = [line.attribute for line in lines if line.p_family is not None and not line.follows]
    if not followed and not others:
        return "No line could be looked at: each needs two groups of three or more."
    if not followed:
        return sentence(f"the differences follow no line that was looked at: not {_or(others)}")
    along = listed([line.attribute for line in followed])
    weakest = max(line.p_family or 0.0 for line in followed)
    apart = f"; they do not follow {_or(others)}" if others else ""
    return sentence(f"the differences follow {along} (by chance {chance(weakest)}){apart}")


def of_second_round(read: SecondRound) -> str:
    """What became of the two views."""
    if read.persistence is Persistence.still_apart:
        return f"The two views are still apart: {_points(read.now)}."
    if read.persistence is Persistence.closed:
        return "The two views of the first round now lie close together."
    return "Whether the two views have come together cannot be told from the second round."


def of_gap(gap: Gap) -> str:
    """The distance between the views at one moment, with its interval and the members it rests on."""
    if gap.points != gap.points:
        return "Not enough data yet for the distance between the views."
    return sentence(f"the views lie {_points(gap)}, from {number(gap.n_a + gap.n_b)} members")


def of_movement(moved: Movement) -> str:
    """Integration against conformity."""
    match moved.course:
        case Course.integration:
            return "The views came closer, and good and bad are held together more than before: integrating."
        case Course.conformity:
            return "The views came closer, but good and bad are held apart as before: one view may have gone quiet."
        case Course.apart if moved.distance_low > 0:
            return "The views stand further apart than last time."
        case Course.apart:
            return "The views have not come closer."
        case Course.cannot_tell:
            return "Whether the views came closer cannot be told from so few answers."


def of_both_sides(team: BothSides) -> str:
    """How far a team holds good and bad at once, on average; judged by the whole interval, never by the mean alone.

    A mean counts nobody: five of nine may hold neither side alone where four hold one wholly.
    """
    if team.n < 2:
        return "Not enough data yet to say how far we hold good and bad at once."
    if team.high < MOSTLY_ONE_SIDE:
        return "On average we hold one side of this patient at a time, the good or the bad, more than both."
    if team.low > BOTH_AT_ONCE:
        return "On average we hold good and bad at once."
    return "Whether we hold good and bad at once or one side at a time, on average, cannot be told."


def of_usual_answers() -> str:
    """Said where a scan was made of what goes beyond the members' usual answers."""
    return "Our feelings were compared with what each of us usually answers."


def of_agenda(stays: bool) -> str:
    """Whether a division stands when the other cases of the conference are counted as looks of their own."""
    if stays:
        return "It holds, too, when all cases of this conference are counted together."
    return (
        "Counted together with the other cases of this conference it does not stand out: "
        "of several cases one may look like this by chance."
    )


def of_level(p: float | None) -> str | None:
    """The level lens, only when it has something to say."""
    if p is None or p > FALSE_ALARM:
        return None
    return (
        "Some of us mark everything more strongly. This may be a habit of marking or a real difference of opinion; "
        "the numbers cannot tell."
    )


def of_further_splits(reading: SplitReading) -> str | None:
    """A division inside one view, only when there is one."""
    within = [f"view {'AB'[further.within]}" for further in reading.further_splits]
    return sentence(f"within {listed(within)} there is a further division") if within else None


def of_guess(guess: Guess, view: str) -> str:
    """Where somebody placed the other view (`view`), said to that person alone."""
    match guess.placed:
        case Placed.about:
            return f"You placed {view} about where it is."
        case Placed.behind:
            return f"You placed {view} on the far side of your own view; it lies the other way."
        case placed:
            return f"You placed {view} {guess.off:.1f} steps {_AWAY[placed]} than it is."


def of_guesses(read: Thought) -> str:
    """How far apart the views were thought to be and are, and what several guesses together say."""
    figure = _towards(read.thought, " points of five apart")
    if read.sight is not Sight.too_few:
        figure += f" (9 times out of 10 between {_towards(read.low)} and {_towards(read.high)})"
    thought = sentence(f"{number(read.guesses)} of us thought the two views {figure}; they are {read.apart:.1f} apart")
    return f"{thought} {_SIGHTS[read.sight]}"


def of_movers(count: int) -> str | None:
    """How many changed view since last time; never who. Nothing is said when none surely did."""
    if count <= 0:
        return None
    return sentence(f"{number(count)} of us now {'stands' if count == 1 else 'stand'} in the other view than last time")


def _points(gap: Gap) -> str:
    return f"{gap.points:.1f} points of five apart (9 times out of 10 between {gap.low:.1f} and {gap.high:.1f})"


def _towards(points: float, unit: str = "") -> str:
    """A distance that may lie on the far side of the own view: never below nothing, which nobody can be apart."""
    figure = round(points, 1)
    return f"{abs(figure):.1f}{unit}{' the other way round' if figure < 0 else ''}"


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
