"""Small-group division analysis: arrays in, frozen dataclasses out; also `python -m analysis ratings.csv`.

Usable on its own. The division page shows what comes of all of it but `pooled`, `movers` and anybody's own habit or
reaction; `board/` reads rows of the store into these arrays and says which figure becomes which sentence.
"""

from analysis import sentences
from analysis.agenda import divided_cases
from analysis.both_sides import BothSides, Course, Movement, both_sides, movement, team_both_sides
from analysis.change import Gap, Persistence, SecondRound, debiased_gap, movers, pooled, second_round
from analysis.guesses import Guess, Placed, Sight, Thought, read_guess, read_guesses
from analysis.habit import TakenApart, take_apart, usual_answers
from analysis.items import ItemReading, Mark, descriptive_order, read_items
from analysis.lenses import Dissenters, Unanimity, dissenters, false_unanimity, level_reading
from analysis.lines import LineReading, read_lines
from analysis.power import Smallest, smallest_division
from analysis.reading import Answer, answer, declared_views
from analysis.scan import FurtherSplit, SplitReading, Verdict, split_scan
from analysis.sections import Together, TogetherKind, read_together, same_views
from analysis.tone import beyond_tone

__all__ = [
    "sentences",
    "Answer",
    "BothSides",
    "Course",
    "Dissenters",
    "FurtherSplit",
    "Gap",
    "Guess",
    "ItemReading",
    "LineReading",
    "Mark",
    "Movement",
    "Persistence",
    "Placed",
    "SecondRound",
    "Sight",
    "Smallest",
    "SplitReading",
    "TakenApart",
    "Thought",
    "Together",
    "TogetherKind",
    "Unanimity",
    "Verdict",
    "answer",
    "beyond_tone",
    "both_sides",
    "declared_views",
    "debiased_gap",
    "descriptive_order",
    "dissenters",
    "divided_cases",
    "false_unanimity",
    "level_reading",
    "movement",
    "movers",
    "pooled",
    "read_guess",
    "read_guesses",
    "read_items",
    "read_lines",
    "read_together",
    "same_views",
    "second_round",
    "smallest_division",
    "split_scan",
    "take_apart",
    "team_both_sides",
    "usual_answers",
]
