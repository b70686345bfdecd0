"""See through the other view: one guess of how the other view answers, and how far off several guesses were.

A guess is sealed like an entry, for good: its author reads it, everybody else the mean of several. Guesses come into
that mean together, never fewer than a mean needs: two means that differ by one guess would tell it.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from access.policy import Action, permits
from access.refusals import Changed, Invalid, NotAllowed
from access.terms import RECORDING_ROLES, Naming, Round, Stage
from access.viewer import Viewer
from analysis import Thought, read_guess, read_guesses
from analysis.sentences import of_guess, of_guesses
from board import gate
from board.attendance import attendance
from board.clearing import with_views
from board.course import DECIMALS
from board.earlier import MOST_WEEKS
from board.guessed import Asked, GuessedWeek, OtherView, OwnGuess, TeamsGuess, ThoughtApart
from board.house import present
from board.noted import noted
from board.picture import VIEW_A, VIEW_B, ItemAnswers
from db import earlier, entries, guesses, ledger
from db.store import Row, Transaction
from instruments import weekly_team_reaction

ITEMS = 3
"""So many are guessed: the ones that part the views most. Half a minute."""
_OTHER = {VIEW_A: VIEW_B, VIEW_B: VIEW_A}
_READ = "read how the other view was guessed"


def other_view(viewer: Viewer, discussion: UUID) -> OtherView:
    """What this person may guess or has guessed, and the team's mean. Reading that leaves one line in the ledger.

    Raises Sealed before the reveal, like `division.picture`.
    """

    def look(tx: Transaction) -> tuple[OtherView, gate.Standing, str]:
        standing = gate.in_discussion(tx, viewer, Action.SEE_DIVISION, discussion)
        team = _teams(tx, standing.matter)
        found = OtherView(
            asked=_asked(tx, standing) if gate.permits_now(Action.GUESS, standing.role, standing.matter) else None,
            own=_own(tx, standing),
            team=team,
            needed=present().settings.threshold_mean,
            weeks=_weeks(tx, standing),
        )
        matter = f"{discussion} as of {guesses.last_told(tx, discussion)}" if team or found.weeks else ""
        # For everybody alike, whatever the page draws: a missing line would tell who is asked to guess.
        return found, standing, matter

    return noted(_READ, look)


def guess(viewer: Viewer, discussion: UUID, guessed: Mapping[str, int]) -> None:
    """Give the own guess: a place on the scale of each item asked, by its key. Once; it is never changed.

    Raises
    ------
    NotAllowed
        For who has guessed already, and who stands in no view that is told.
    Changed
        When the picture has moved on and asks something else by now.
    Invalid
        When a place is missing, or not on its scale.
    """

    def work(tx: Transaction) -> None:
        standing = gate.in_discussion(tx, viewer, Action.GUESS, discussion)
        if guesses.has_guessed(tx, discussion, standing.member):
            raise NotAllowed("You have guessed already. A guess is given once, before one looks on.")
        place = _place(tx, standing)
        if place is None:
            raise NotAllowed("There is nothing to guess here for you.")
        other, items = place
        if guessed.keys() - {item.key for item in items}:
            raise Changed("The picture has moved on meanwhile, and nothing was kept. Here is what it asks now.")
        rows = [_row(item, other, guessed.get(item.key)) for item in items]
        seq = tx.record(standing.person.who, ledger.GUESSED, matter=str(discussion), team=standing.team)
        guesses.add_guess(tx, discussion, standing.member, other, rows, seq)
        waiting = guesses.waiting(tx, discussion)
        if len(waiting) >= present().settings.threshold_mean:
            guesses.let_into_the_mean(tx, discussion, waiting, seq)

    present().store.atomic(work, checkpoint=True)


# ---------------------------------------------------------------- one's own


def _asked(tx: Transaction, standing: gate.Standing) -> Asked | None:
    if guesses.has_guessed(tx, standing.matter["id"], standing.member):
        return None
    place = _place(tx, standing)
    if place is None:
        return None
    instrument = weekly_team_reaction()
    anchors = next(section.anchors for section in instrument.sections if len(section.anchors) > 1)
    return Asked(place[0], tuple(instrument.item(item.key) for item in place[1]), anchors)


def _place(tx: Transaction, standing: gate.Standing) -> tuple[str, tuple[ItemAnswers, ...]] | None:
    """The other view, and the items to guess; None for who stands in no view that is told, or has withdrawn."""
    discussion = standing.matter["id"]
    mine = entries.own(tx, discussion, Round.FIRST, standing.member)
    if mine is None or mine["withdrawn"] or mine["late"]:
        return None
    rows = entries.revealed_entries(tx, discussion, Round.FIRST)
    shown, stands = with_views(tx, standing, rows)
    other = _OTHER.get(stands.get(standing.member, ""))
    if other is None:
        return None
    items = _to_guess((*shown.feelings, *shown.positions), guesses.asked(tx, discussion))
    return (other, items) if items else None


def _to_guess(shown: Sequence[ItemAnswers], before: Sequence[str]) -> tuple[ItemAnswers, ...]:
    """The three on which the page shows the views furthest apart; the same for everybody from the first guess on."""
    told = {item.key: item for item in shown if item.mean_a is not None and item.mean_b is not None}
    widest = sorted(told.values(), key=lambda item: -(item.apart or 0.0) / (item.high - item.low))[:ITEMS]
    keys = before or [item.key for item in widest]
    return tuple(told[key] for key in keys) if len(keys) == ITEMS and told.keys() >= set(keys) else ()


def _row(item: ItemAnswers, other: str, guessed: int | None) -> Row:
    """One item of a guess as it is stored."""
    if guessed is None or not item.low <= guessed <= item.high:
        raise Invalid("Give a place on the scale for each of the three: a guess may be wrong.")
    means = {VIEW_A: item.mean_a, VIEW_B: item.mean_b}
    ours, theirs = means[_OTHER[other]], means[other]
    return {"item": item.key, "guessed": guessed, "low": item.low, "high": item.high, "ours": ours, "theirs": theirs}


def _own(tx: Transaction, standing: gate.Standing) -> tuple[OwnGuess, ...]:
    if standing.role not in RECORDING_ROLES or not _may_be_told(tx, standing.matter):
        return ()
    return tuple(
        OwnGuess(
            item=weekly_team_reaction().item(row["item"]),
            other=row["other"],
            guessed=row["guessed"],
            ours=row["ours"],
            theirs=row["theirs"],
            sentence=of_guess(read_guess(row["guessed"], row["ours"], row["theirs"]), row["other"]),
        )
        for row in guesses.own(tx, standing.matter["id"], standing.member)
    )


# ---------------------------------------------------------------- the team's


def _may_be_told(tx: Transaction, discussion: Row) -> bool:
    """Not once withdrawn sheets have left a picture without names: the means of its views are told no more, either."""
    return discussion["naming"] == Naming.NAMED or not entries.has_been_left(tx, discussion["id"], Round.FIRST)


def _teams(tx: Transaction, discussion: Row) -> TeamsGuess | None:
    read = _together(tx, discussion)
    if read is None:
        return None
    rows = guesses.by_item(tx, discussion["id"], present().settings.threshold_mean)
    items = tuple(
        ThoughtApart(
            weekly_team_reaction().item(row["item"]),
            _rounded(row["thought"] / row["guesses"]),
            _rounded(row["apart"] / row["guesses"]),
        )
        for row in rows
    )
    return TeamsGuess(items, read.guesses, of_guesses(read))


def _together(tx: Transaction, discussion: Row) -> Thought | None:
    """The guesses of a discussion, read; None where nothing may be told of them."""
    limits = present().settings
    sums = guesses.together(tx, discussion["id"], limits.threshold_mean)
    if sums is None or not _may_be_told(tx, discussion):
        return None
    return read_guesses(
        int(sums["guesses"]),
        # To where the order in which a store adds up no longer shows.
        *(round(float(sums[name]), 9) for name in ("thought", "apart", "outward", "outward_squared")),
        least=limits.threshold_spread,
    )


def _weeks(tx: Transaction, standing: gate.Standing) -> tuple[GuessedWeek, ...]:
    """The weeks of this case up to this one that this person may see, each by itself: nobody's is the difference."""
    matter, guessed = standing.matter, guesses.told_of_team(tx, standing.team)
    if len(guessed) < 2:
        return ()
    taking_part = attendance(tx, standing.team)
    rows = [
        row
        for row in earlier.revealed_of_team(tx, standing.team)
        if row["id"] in guessed
        and row["patient_case"] == matter["patient_case"]
        and row["opened_seq"] <= matter["opened_seq"]
    ][:MOST_WEEKS]
    seen = [
        row
        for row in reversed(rows)
        if permits(Action.SEE_DIVISION, taking_part.role(standing.member, row), Stage(row["stage"]))
    ]
    told = [(row, read) for row in seen if (read := _together(tx, row)) is not None]
    return tuple(_week(row, read) for row, read in told) if len(told) > 1 else ()


def _week(row: Row, read: Thought) -> GuessedWeek:
    sure = read.low == read.low
    return GuessedWeek(
        met_at=row["conference_begins_at"],
        guesses=read.guesses,
        thought=_rounded(read.thought),
        low=_rounded(read.low) if sure else None,
        high=_rounded(read.high) if sure else None,
        apart=_rounded(read.apart),
    )


def _rounded(figure: float) -> float:
    # First to where the order of a sum no longer shows, as above; adding nothing makes a zero of minus zero.
    return round(round(figure, 6), DECIMALS) + 0.0
