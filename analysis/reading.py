"""From figures to the sentences of the division page, each with the rule by which it was chosen.

Words of the ward: view A and view B, never a name, never a cause, never "the patient split the team".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.lenses import Unanimity
from analysis.power import Smallest
from analysis.scan import SplitReading, Verdict
from analysis.sections import Together, TogetherKind
from analysis.sentences import of_agenda, of_usual_answers
from analysis.wording import chance, listed, number, sentence

LEAST_TO_EXCLUDE = 6  # placed members; with fewer, finding nothing says nothing
FEEL, DO = "in what we feel", "in what we would do"

RULE_OF_CHANCE = (
    "Feelings and positions are each compared with ordinary differences: everybody stays as far from the team as they "
    "are, but whether above or below it is drawn by lot, many times. A division is reported when both stand out more "
    "clearly than 19 in 20 of these, or one alone more clearly than 39 in 40."
)
RULE_OF_TWO_VIEWS = (
    "Two views are reported only when a gradual range from one end to the other would fall into two clumps like these "
    "less than 1 time in 20."
)
RULE_OF_DEGREE = (
    "A gradual range is reported when two views of the same strength would lie so evenly less than 1 time in 20."
)
RULE_OF_SIX = "With fewer than six members who answered seven in ten questions, finding nothing says nothing."

_UNDECIDED = "Whether these are two views or a gradual range cannot be told from these answers."
_UNANIMITY = {
    Unanimity.all_negative: "Everyone's feelings are mostly hard ones. "
    "A team that agrees can also be turning away together.",
    Unanimity.all_special: "Everyone feels a special tie. "
    "A team that agrees can also be looking past something together.",
    Unanimity.all_cannot_say: "Everyone left half of the questions about feelings and roles open. "
    "What a whole team cannot say is worth a question.",
}
_DIFFERENT_VIEW = (
    "At least one sheet of answers differs from all others. It may hold something the others do not see, or be chance."
)


_TONE_ALONE = (
    "What hangs together in our feelings is their tone: some of us feel warmer and some cooler. "
    "Beyond that no common difference was found."
)


_NOT_DECLARED = (TogetherKind.neither, TogetherKind.cannot_tell)


@dataclass(frozen=True)
class Answer:
    """The first screen of the division page.

    headline : the answer in one sentence. how_sure : how sure it is. rule : why this sentence was chosen.
    beside : further sentences to show below (a lone different view, unanimity); may be empty.
    feelings_at, positions_at : where each section stands on the ladder, in keeping with the headline: "none found",
        "cannot tell", "gradual" or "two views".
    """

    headline: str
    how_sure: str
    rule: str
    beside: tuple[str, ...] = ()
    feelings_at: str = "cannot tell"
    positions_at: str = "cannot tell"


@dataclass(frozen=True)
class _Section:
    """One section's reading and how the page calls it."""

    reading: SplitReading
    where: str


def answer(
    feelings: SplitReading,
    positions: SplitReading,
    together: Together,
    *,
    recorded: int,
    expected: int,
    unanimity: Sequence[Unanimity] = (),
    different_view: bool = False,
    smallest: Smallest | None = None,
    beyond_tone: SplitReading | None = None,
    beyond_usual: bool = False,
    stands_among_all: bool | None = None,
) -> Answer:
    """Say whether the team is divided, and how sure that is.

    recorded, expected : members who recorded before the reveal, and who could have.
    unanimity : from `false_unanimity`.
    different_view : one sheet differs from all others (`dissenters`); it is said without saying whose.
    smallest : from `smallest_division`, for the sentence about what would have been seen.
    beyond_tone : of the feelings; adds a sentence when their differences hang together in tone alone.
    beyond_usual : the feelings were compared with the members' usual answers.
    stands_among_all : from `divided_cases`, whether this case stays divided among all of its conference; None = it
        was the only one. Said only where the headline speaks of a division.
    """
    felt, argued = _Section(feelings, FEEL), _Section(positions, DO)
    match together.kind:
        case TogetherKind.felt_and_argued:
            main = _divided_in_both(felt, argued, together, recorded)
        case TogetherKind.felt_not_voiced | TogetherKind.felt:
            main = _divided_in_one(felt, argued, recorded)
        case TogetherKind.argued_not_felt | TogetherKind.argued:
            main = _divided_in_one(argued, felt, recorded)
        case TogetherKind.neither:
            main = _not_divided(felt, argued, recorded, expected, smallest)
        case TogetherKind.cannot_tell:
            main = _cannot_tell(felt, argued, recorded, expected)
    beside = [_UNANIMITY[kind] for kind in unanimity] + [_DIFFERENT_VIEW] * different_view
    if _in_tone_alone(feelings, beyond_tone):
        beside.insert(0, _TONE_ALONE)
    declared = declared_views(feelings, positions, together)
    headline, how_sure, rule = main
    added = [of_usual_answers()] * beyond_usual
    if stands_among_all is not None and together.kind not in _NOT_DECLARED:
        added.append(of_agenda(stands_among_all))
    return Answer(
        headline,
        " ".join([how_sure, *added]),
        rule,
        beside=tuple(beside),
        feelings_at=_rung(feelings, "feelings" in declared),
        positions_at=_rung(positions, "positions" in declared),
    )


def declared_views(feelings: SplitReading, positions: SplitReading, together: Together) -> tuple[str, ...]:
    """The sections in which two views are said to stand apart: "feelings", "positions", both or none.

    The first named is the one whose camps are the views. What is declared here is what the headline says.
    """
    camps = {"feelings": feelings.verdict is Verdict.camps, "positions": positions.verdict is Verdict.camps}
    match together.kind:
        case TogetherKind.felt_and_argued:
            apart = [name for name, stand_apart in camps.items() if stand_apart]
            if len(apart) == 2 or (apart and together.same_views):
                return (*apart, *(name for name in camps if name not in apart))
            return ()
        case TogetherKind.felt_not_voiced | TogetherKind.felt:
            return ("feelings",) if camps["feelings"] else ()
        case TogetherKind.argued_not_felt | TogetherKind.argued:
            return ("positions",) if camps["positions"] else ()
        case _:
            return ()


def _rung(reading: SplitReading, is_declared: bool) -> str:
    if is_declared:
        return "two views"
    return {Verdict.no_division: "none found", Verdict.gradient: "gradual"}.get(reading.verdict, "cannot tell")


def _in_tone_alone(feelings: SplitReading, beyond_tone: SplitReading | None) -> bool:
    """Whether the feelings hang together, perhaps by degree, and nothing does once tone is taken out."""
    hang_together = feelings.is_divided or feelings.verdict is Verdict.gradient
    return hang_together and beyond_tone is not None and beyond_tone.verdict is Verdict.no_division


def _divided_in_both(felt: _Section, argued: _Section, together: Together, recorded: int) -> tuple[str, str, str]:
    rule = f"{RULE_OF_CHANCE} {RULE_OF_TWO_VIEWS}"
    readings = (felt.reading, argued.reading)
    apart = [reading for reading in readings if reading.verdict is Verdict.camps]
    differently = " But who stands together is not the same in both." if together.same_views is False else ""
    if len(apart) == 2 or (apart and together.same_views):
        return (
            f"The team is divided: two views of this patient stand apart, both {FEEL} and {DO}.",
            f"{_chance(reading.p_camps for reading in apart)} {_placing(apart[0], recorded)}{differently}",
            rule,
        )
    return (
        f"Our differences about this patient hang together, both {FEEL} and {DO}.",
        f"{_chance(reading.p_shared for reading in readings)} {_UNDECIDED}{differently}",
        rule,
    )


def _divided_in_one(divided: _Section, other: _Section, recorded: int) -> tuple[str, str, str]:
    rule = f"{RULE_OF_CHANCE} {RULE_OF_TWO_VIEWS}"
    reading = divided.reading
    if reading.verdict is Verdict.camps:
        return (
            f"The team is divided {divided.where}: two views of this patient stand apart.",
            f"{_chance([reading.p_camps])} {_placing(reading, recorded)} {_contrast(other)}",
            rule,
        )
    return (
        f"Our differences about this patient hang together {divided.where}.",
        f"{_chance([reading.p_shared])} {_UNDECIDED} {_contrast(other)}",
        rule,
    )


def _contrast(other: _Section) -> str:
    """What the section that is not divided shows."""
    match other.reading.verdict:
        case Verdict.too_few:
            return sentence(f"{other.where} there are not enough answers to say")
        case Verdict.gradient:
            return sentence(f"{other.where} we differ by degree")
        case _:
            return sentence(f"{other.where} no division was found")


def _not_divided(
    felt: _Section, argued: _Section, recorded: int, expected: int, smallest: Smallest | None
) -> tuple[str, str, str]:
    graded = [section for section in (felt, argued) if section.reading.verdict is Verdict.gradient]
    if graded:
        return (
            f"We differ by degree {listed([s.where for s in graded])}: a gradual range, not two views.",
            f"{_chance(s.reading.p_shared for s in graded)} Two views apart would rarely look so even.",
            f"{RULE_OF_CHANCE} {RULE_OF_DEGREE}",
        )
    placed = max(s.reading.n_placed for s in (felt, argued) if s.reading.verdict is not Verdict.too_few)
    if placed < LEAST_TO_EXCLUDE:
        return _not_enough(placed, recorded, expected)
    unread = [section for section in (felt, argued) if section.reading.verdict is Verdict.too_few]
    beside = "".join(" " + _contrast(section) for section in unread)
    return (
        "No division found: our differences are of the ordinary kind.",
        f"This is not proof that we agree.{beside}{_would_have_seen(felt.reading.n_placed, smallest)}",
        RULE_OF_CHANCE,
    )


def _would_have_seen(placed: int, smallest: Smallest | None) -> str:
    """`placed`: of whom the gap holds, those who answered enough of the feelings."""
    if smallest is None:
        return ""
    return (
        f" With {number(placed)} members, two views {smallest.gap:.1f} points apart "
        f"on {number(smallest.items)} of {number(smallest.of_items)} questions "
        "would have been seen 4 times out of 5."
    )


def _not_enough(placed: int, recorded: int, expected: int) -> tuple[str, str, str]:
    recorded_of = sentence(f"{number(recorded)} of {number(expected)} gave the whole form before the reveal")
    few = number(placed) if placed == recorded or placed == 0 else f"{number(placed)} who answered enough"
    ordinary = "ordinary differences and a division look alike; from six on the board can begin to tell them apart."
    with_few = f"With {few}, {ordinary}" if placed else sentence(f"with so few answers, {ordinary}")
    return "Not enough data yet to say whether the team is divided.", f"{recorded_of} {with_few}", RULE_OF_SIX


def _cannot_tell(felt: _Section, argued: _Section, recorded: int, expected: int) -> tuple[str, str, str]:
    divided = [section for section in (felt, argued) if section.reading.is_divided]
    if not divided:
        placed = max(felt.reading.n_placed, argued.reading.n_placed)
        return _not_enough(placed, recorded, expected)
    return (
        "It cannot be told yet whether the team is divided.",
        f"{sentence(f'{divided[0].where} our differences hang together more than usual')} "
        "But we looked in two places, feelings and positions; looking twice, ordinary differences show something "
        "like this more than 1 time in 20.",
        RULE_OF_CHANCE,
    )


def _chance(p: Iterable[float | None]) -> str:
    """How sure, by the weaker of the figures."""
    weakest = max(value for value in p if value is not None)
    return f"Ordinary differences between colleagues would look like this {chance(weakest)}."


def _placing(reading: SplitReading, recorded: int) -> str:
    """How many stand clearly in one view: counts, never who. Nobody is placed who answered too little."""
    between = int(reading.between.sum())
    clear = reading.n_placed - between
    members = "members" if reading.n_placed == recorded else "members who answered enough"
    if not between:
        return f"All {number(reading.n_placed)} {members} stand clearly in one of the two views."
    verb = "stands" if clear == 1 else "stand"
    return sentence(
        f"{number(clear)} of {number(reading.n_placed)} {members} {verb} clearly in one of the two views, "
        f"{number(between)} in between"
    )
