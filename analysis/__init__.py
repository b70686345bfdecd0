"""Small-group division analysis: arrays in, frozen dataclasses out; also `python -m analysis ratings.csv`."""

from analysis.both_sides import BothSides, Course, Movement, both_sides, movement, team_both_sides
from analysis.items import ItemReading, Mark, descriptive_order, read_items
from analysis.lenses import Dissenters, Unanimity, dissenters, false_unanimity, level_reading
from analysis.lines import LineReading, read_lines
from analysis.power import Smallest, smallest_division
from analysis.reading import Answer, answer
from analysis.scan import FurtherSplit, SplitReading, Verdict, split_scan
from analysis.sections import Together, TogetherKind, read_together, same_views

__all__ = [
    "Answer",
    "BothSides",
    "Course",
    "Dissenters",
    "FurtherSplit",
    "ItemReading",
    "LineReading",
    "Mark",
    "Movement",
    "Smallest",
    "SplitReading",
    "Together",
    "TogetherKind",
    "Unanimity",
    "Verdict",
    "answer",
    "both_sides",
    "descriptive_order",
    "dissenters",
    "false_unanimity",
    "level_reading",
    "movement",
    "read_items",
    "read_lines",
    "read_together",
    "same_views",
    "smallest_division",
    "split_scan",
    "team_both_sides",
]
