"""What one member answers: the sheet as it is kept in a draft, checked and handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from access.refusals import Invalid
from access.terms import EntryKind, Length, Visibility
from access.written import LINE_LIMIT, written
from db import entries
from db.store import Row, Transaction
from instruments import Instrument, Item, weekly_team_reaction

CANNOT_SAY = "cannot say"
"""What the form hands in for "can't say": a value of its own, because None cannot be told from "unanswered"."""

QUESTION = "today"
"""The key under which the answer to today's question is kept, beside the items of the instrument."""

QUESTION_LOW, QUESTION_HIGH = 1, 7

_HASTY_FROM = 10
"""From so many ratings on, a sheet with the same answer everywhere is worth a word to its author."""


@dataclass(frozen=True)
class Answers:
    """What one member answers. Scores: item key to number or CANNOT_SAY; what was not touched is absent."""

    kind: EntryKind = EntryKind.FULL
    contact: str = ""
    shift: str = ""
    scores: Mapping[str, int | str] = field(default_factory=dict)
    noticed: frozenset[str] = frozenset()
    understand: str = ""
    visibility: Visibility = Visibility.UNATTRIBUTED
    hard_to_say: str = ""
    handover: str = ""

    def as_body(self) -> dict[str, Any]:
        """The form as it is kept in a draft."""
        return {
            "kind": str(self.kind),
            "contact": self.contact,
            "shift": self.shift,
            "scores": dict(self.scores),
            "noticed": sorted(self.noticed),
            "understand": self.understand,
            "visibility": str(self.visibility),
            "hard_to_say": self.hard_to_say,
            "handover": self.handover,
        }


def as_shown(answers: Answers) -> Answers:
    """What of these answers the form still shows: who did not meet the patient hands in no feelings tapped before."""
    if answers.contact == weekly_team_reaction().no_contact:
        return Answers(EntryKind.NOT_MET, answers.contact, answers.shift, handover=answers.handover)
    return replace(answers, kind=EntryKind.FULL, handover="")


def looks_hasty(answers: Answers) -> bool:
    """Whether each scale was answered with one and the same place throughout: said to the author alone."""
    items = [item for item in weekly_team_reaction().items() if item.key in answers.scores]
    places: dict[tuple[int, int], set[int | str]] = {}
    for item in items:
        places.setdefault((item.low, item.high), set()).add(answers.scores[item.key])
    return len(items) >= _HASTY_FROM and all(len(found) == 1 for found in places.values())


def check(answers: Answers, matter: Row, *, final: bool) -> tuple[dict[str, int | None], list[tuple[str, str, str]]]:
    """Check every value against what the form offers; returns the scores to store (None: can't say) and the lines."""
    instrument = weekly_team_reaction()
    if answers.contact not in {"", *instrument.contacts} or answers.shift not in {"", *instrument.shifts}:
        raise Invalid("That contact or shift is not one the form offers.")
    if not answers.noticed <= {tick.key for tick in instrument.observations}:
        raise Invalid("An observation was ticked that the form does not offer.")
    bounds = _bounds(instrument.items(pulse=matter["length"] == Length.PULSE), matter)
    _check_scores(answers, bounds)
    lines = _lines(answers, instrument)
    if not final:
        return {}, lines
    if answers.kind is EntryKind.FULL:
        if not answers.contact or answers.contact == instrument.no_contact:
            raise Invalid("Say first how much you met this patient this week. For “not at all” the form is shorter.")
        if all(answers.scores.get(key, CANNOT_SAY) == CANNOT_SAY for key in bounds):
            raise Invalid(
                "Nothing is answered yet. If you cannot say anything this week, choose “not at all” at the top."
            )
        return {key: _number(answers.scores.get(key)) for key in bounds}, lines
    question = answers.scores.get(QUESTION)
    return ({QUESTION: _number(question)} if matter["question"] and question is not None else {}), lines


def check_second(answers: Answers, matter: Row, asked: Sequence[str], *, final: bool) -> dict[str, int | None]:
    """Check a sheet of the second round, which holds scores of the items `asked` and nothing else; returns them."""
    if answers != Answers(scores=answers.scores):
        raise Invalid("The second round asks for nothing but ratings. Nothing was stored; hand it in again.")
    instrument = weekly_team_reaction()
    bounds = _bounds([instrument.item(key) for key in asked], matter)
    _check_scores(answers, bounds)
    if final and all(answers.scores.get(key, CANNOT_SAY) == CANNOT_SAY for key in bounds):
        raise Invalid("Nothing is answered yet. Without an answer there is nothing to hand in.")
    return {key: _number(answers.scores.get(key)) for key in bounds}


def _bounds(items: Sequence[Item], matter: Row) -> dict[str, tuple[int, int]]:
    bounds = {item.key: (item.low, item.high) for item in items}
    return bounds | ({QUESTION: (QUESTION_LOW, QUESTION_HIGH)} if matter["question"] else {})


def _check_scores(answers: Answers, bounds: Mapping[str, tuple[int, int]]) -> None:
    for key, score in answers.scores.items():
        low, high = bounds.get(key, (0, -1))
        is_number = isinstance(score, int) and not isinstance(score, bool)
        if key not in bounds or (score != CANNOT_SAY and not (is_number and low <= int(score) <= high)):
            raise Invalid("An answer is not one the form offers. Nothing was stored; choose it again.")


def _number(score: int | str | None) -> int | None:
    return score if isinstance(score, int) else None


def _lines(answers: Answers, instrument: Instrument) -> list[tuple[str, str, str]]:
    typed = (
        ("understand", str(Visibility(answers.visibility)), answers.understand),
        ("hard_to_say", str(Visibility.SELF), answers.hard_to_say),
        ("handover", str(Visibility.UNATTRIBUTED), answers.handover),
    )
    clean = [
        (kind, visibility, written(text, f"“{instrument.lines[kind]}”", limit=LINE_LIMIT).text)
        for kind, visibility, text in typed
    ]
    return [line for line in clean if line[2]]


def question_item(matter: Row) -> Item:
    """Today's question of a discussion as one more item between two ends."""
    return Item(
        key=QUESTION,
        wording="",
        low_end=matter["question_low"],
        high_end=matter["question_high"],
        heading="",
        dimension=QUESTION,
        pole="",
        in_pulse=True,
        section=QUESTION,
        scan=QUESTION,
        low=QUESTION_LOW,
        high=QUESTION_HIGH,
        short="",
        short_low="",
        short_high="",
        called="",
        portrait_verb="",
        portrait="",
    )


def from_body(body: Mapping[str, Any]) -> Answers:
    """The answers as a draft kept them."""
    return Answers(
        kind=EntryKind(body["kind"]),
        contact=body["contact"],
        shift=body["shift"],
        scores=dict(body["scores"]),
        noticed=frozenset(body["noticed"]),
        understand=body["understand"],
        visibility=Visibility(body["visibility"]),
        hard_to_say=body["hard_to_say"],
        handover=body["handover"],
    )


def from_entry(tx: Transaction, entry: Row) -> Answers:
    """The answers of one entry of the asker's own."""
    ratings, ticks, lines = entries.own_answers(tx, entry["discussion"], entry["id"])
    texts = {row["kind"]: row["body"] for row in lines}
    shown = {row["kind"]: Visibility(row["visibility"]) for row in lines}
    return Answers(
        kind=EntryKind(entry["kind"]),
        contact=entry["contact"] or "",
        shift=entry["shift"] or "",
        scores={row["item"]: CANNOT_SAY if row["score"] is None else row["score"] for row in ratings},
        noticed=frozenset(row["observation"] for row in ticks),
        understand=texts.get("understand", ""),
        visibility=shown.get("understand", Visibility.UNATTRIBUTED),
        hard_to_say=texts.get("hard_to_say", ""),
        handover=texts.get("handover", ""),
    )
