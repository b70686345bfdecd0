"""Other explanations for what the answers show, each with what the board knows of it. Not every division is a split."""

from collections.abc import Mapping
from dataclasses import dataclass

from access.terms import Naming
from analysis import LineReading
from board.readings import Reading

_NOT_RECORDED = "Not recorded here. Ask one another."
_NOT_TOLD = "Not looked at without names: whose answers they are could be worked out. Ask one another."


@dataclass(frozen=True)
class Rival:
    """One rival explanation; `known` is what the answers say about it, or that they say nothing."""

    title: str
    known: str
    is_urgent: bool = False

    @property
    def is_unrecorded(self) -> bool:
        """Whether the answers say nothing about it."""
        return self.known in {_NOT_RECORDED, _NOT_TOLD}


def rivals(reading: Reading, formed_a_view: int | None, naming: Naming, *, least: int) -> tuple[Rival, ...]:
    """The rival explanations in their fixed order.

    `formed_a_view`: how many answered today's question, None when there was none. `least`: nothing is told of fewer.
    """
    along = {line.attribute: line for line in reading.lines}
    return (
        Rival("Different information or exposure", _line(along.get("contact"), "how much each of us met the patient")),
        Rival("Professional role", _along_who(along, "discipline", naming)),
        Rival("Shift", _along_who(along, "shift", naming)),
        Rival("Seniority", _along_who(along, "seniority", naming)),
        Rival("Real clinical uncertainty", _uncertainty(formed_a_view, len(reading.members), least)),
        Rival("Real danger or injury", _NOT_RECORDED, is_urgent=True),
        Rival("Unsafe staffing", _NOT_RECORDED, is_urgent=True),
        Rival("Workload", _worn_out(reading, least)),
        Rival("Moral distress", _NOT_RECORDED),
        Rival("Old conflict in the team", _NOT_RECORDED),
        Rival("Bias: gender, culture, diagnosis", _NOT_RECORDED),
    )


def _along_who(along: Mapping[str, LineReading], attribute: str, naming: Naming) -> str:
    """What is known of each of us by name is looked at only as far as the policy shows it."""
    told = naming is Naming.NAMED or (naming is Naming.DISCIPLINE and attribute == "discipline")
    return _line(along.get(attribute), attribute) if told else _NOT_TOLD


def _line(line: LineReading | None, words: str) -> str:
    if line is None or line.p_family is None:
        return f"Too few to tell whether our differences follow {words}."
    if line.follows:
        return f"Our differences follow {words}, more than chance would (less than 1 time in 20)."
    return f"No sign that our differences follow {words}."


def _uncertainty(formed: int | None, members: int, least: int) -> str:
    if formed is None:
        return _NOT_RECORDED
    if formed < least:
        return f"Fewer than {least} of {members} have formed a view on today’s question."
    return f"{formed} of {members} have formed a view on today’s question."


def _worn_out(reading: Reading, least: int) -> str:
    for item, figures in zip(reading.feelings.items, reading.feelings.by_item, strict=True):
        if item.key == "worn_out":
            stands = f"“Worn out” stands at {figures.mean:.1f} of 4 in the team as a whole."
            return stands if figures.n >= least else "Too few answered “worn out” to say where it stands."
    return _NOT_RECORDED
