"""Reads an item set from TOML and checks it; a fault is named with its place, so that a hospital can mend it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_SCANS = {"feelings", "positions"}
_SIDES = {"met", "did"}
_POLES = {"", "good", "bad"}


class InstrumentRefused(Exception):
    """The file is not a usable item set; the message names the place and the fault."""


@dataclass(frozen=True)
class Item:
    """One rating. Unipolar items have a wording; bipolar ones two ends. `low` and `high` bound the stored score."""

    key: str
    wording: str
    low_end: str
    high_end: str
    heading: str
    dimension: str
    pole: str
    """`good` or `bad` where the feeling counts towards tone and both-sides, else empty."""
    in_pulse: bool
    section: str
    scan: str
    low: int
    high: int
    short: str
    short_low: str
    short_high: str
    called: str
    portrait_verb: str
    portrait: str
    """Verb and portrait complete "Someone ..."; a position has only the verb, `would` or `finds`."""

    @property
    def bipolar(self) -> bool:
        """Whether the item stands between two ends."""
        return bool(self.low_end)

    @property
    def name(self) -> str:
        """How the item is named in a chart or a table."""
        return self.called or self.wording or f"{self.low_end} … {self.high_end}"


@dataclass(frozen=True)
class Section:
    """Items asked under one title, on one scale."""

    key: str
    title: str
    scan: str
    low: int
    high: int
    anchors: tuple[str, ...]
    cannot: str
    shuffled: bool
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Observation:
    """One tick under "noticed", by anyone, oneself included. `side`: what we met, or what we did."""

    key: str
    wording: str
    side: str
    safety: bool


@dataclass(frozen=True)
class Instrument:
    """One version of an item set."""

    key: str
    version: str
    title: str
    note: str
    source: str
    licence: str
    contact_question: str
    contacts: tuple[str, ...]
    no_contact: str
    shift_question: str
    shifts: tuple[str, ...]
    sections: tuple[Section, ...]
    observations: tuple[Observation, ...]
    lines: Mapping[str, str]
    safety_line: str
    second_round: tuple[str, str]
    """The keys of the two feelings asked in a second round unless others divided the team most."""

    def items(self, *, pulse: bool = False, scan: str | None = None) -> tuple[Item, ...]:
        """The items in the form's order; of the pulse only, or of one scan only, when asked."""
        return tuple(
            item
            for section in self.sections
            for item in section.items
            if (item.in_pulse or not pulse) and scan in {None, item.scan}
        )

    def item(self, key: str) -> Item:
        """The item of this key. Raises KeyError."""
        return {item.key: item for item in self.items()}[key]


@cache
def weekly_team_reaction() -> Instrument:
    """The item set that ships with the board."""
    return load(_FOLDER / "weekly_team_reaction.toml")


def load(path: Path) -> Instrument:
    """Read and check one item set.

    Raises
    ------
    InstrumentRefused
        With the place in the file and the fault.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise InstrumentRefused(f"{path.name}: {fault}") from fault
    return _instrument(_Place(path.name, raw))


class _Place:
    """A table of the file together with where it stands, so that every fault names its place."""

    def __init__(self, where: str, table: Mapping[str, Any]) -> None:
        self.where = where
        self._table = table
        self._asked: set[str] = set()

    def text(self, name: str, default: str | None = None) -> str:
        """A text; required when there is no default."""
        return str(self._of(name, str, default)).strip()

    def number(self, name: str) -> int:
        """A whole number."""
        return int(self._of(name, int, None))

    def yes(self, name: str) -> bool:
        """True or false; false when absent."""
        return bool(self._of(name, bool, False))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of one text or more."""
        found = self._of(name, list, None)
        if not found or not all(isinstance(text, str) and text for text in found):
            raise InstrumentRefused(f"{self.where}: `{name}` must be a list of texts, none of them empty")
        return tuple(found)

    def one(self, name: str) -> "_Place":
        """A table inside this one."""
        return _Place(f"{self.where}, [{name}]", self._of(name, dict, None))

    def several(self, name: str) -> "list[_Place]":
        """An array of tables inside this one, at least one."""
        found = self._of(name, list, None)
        if not found or not all(isinstance(table, dict) for table in found):
            raise InstrumentRefused(f"{self.where}: `{name}` must be one table or more, [[...]]")
        return [_Place(f"{self.where}, {name} {n}", table) for n, table in enumerate(found, start=1)]

    def choice(self, name: str, allowed: set[str], default: str | None = None) -> str:
        """A text out of a closed list."""
        found = self.text(name, default)
        if found not in allowed:
            raise InstrumentRefused(f"{self.where}: `{name}` is {found!r}, it must be one of {sorted(allowed - {''})}")
        return found

    def finish(self) -> None:
        """Refuse what nobody asked for: a misspelt name would otherwise be lost silently."""
        unknown = sorted(set(self._table) - self._asked)
        if unknown:
            raise InstrumentRefused(f"{self.where}: `{unknown[0]}` is not known here")

    def _of(self, name: str, kind: type, default: Any) -> Any:
        self._asked.add(name)
        found = self._table.get(name, default)
        if found is None:
            raise InstrumentRefused(f"{self.where}: `{name}` is missing")
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise InstrumentRefused(f"{self.where}: `{name}` must be {_KINDS[kind]}")
        return found


_KINDS = {str: "a text", int: "a whole number", bool: "true or false", list: "a list", dict: "a table"}


def _instrument(place: _Place) -> Instrument:
    contact, lines, safety = place.one("contact"), place.one("lines"), place.one("safety")
    again = place.one("second_round")
    found = Instrument(
        key=place.text("key"),
        version=place.text("version"),
        title=place.text("title"),
        note=place.text("note"),
        source=place.text("source"),
        licence=place.text("licence"),
        contact_question=contact.text("question"),
        contacts=contact.texts("answers"),
        no_contact=contact.text("none"),
        shift_question=contact.text("shift_question"),
        shifts=contact.texts("shifts"),
        sections=tuple(_section(section) for section in place.several("section")),
        observations=tuple(_observation(tick) for tick in place.several("observation")),
        lines={kind: lines.text(kind) for kind in ("understand", "hard_to_say", "handover")},
        safety_line=safety.text("line"),
        second_round=_two_feelings(again),
    )
    for part in (place, contact, lines, safety, again):
        part.finish()
    _check_whole(place.where, found)
    return found


def _two_feelings(place: _Place) -> tuple[str, str]:
    feelings = place.texts("feelings")
    if len(feelings) != 2 or feelings[0] == feelings[1]:
        raise InstrumentRefused(f"{place.where}: `feelings` must be two different items")
    return feelings[0], feelings[1]


def _section(place: _Place) -> Section:
    low, high = place.number("low"), place.number("high")
    scale = place.text("scale")
    if scale != f"{low}-{high}" or not low < high:
        raise InstrumentRefused(f"{place.where}: `scale` says {scale!r}, but low and high are {low} and {high}")
    key, scan = place.text("key"), place.choice("scan", _SCANS)
    section = Section(
        key=key,
        title=place.text("title"),
        scan=scan,
        low=low,
        high=high,
        anchors=place.texts("anchors"),
        cannot=place.text("cannot"),
        shuffled=place.yes("shuffled"),
        items=tuple(_item(item, key, scan, low, high) for item in place.several("item")),
    )
    place.finish()
    return section


def _item(place: _Place, section: str, scan: str, low: int, high: int) -> Item:
    item = Item(
        key=place.text("key"),
        wording=place.text("wording", ""),
        low_end=place.text("low_end", ""),
        high_end=place.text("high_end", ""),
        heading=place.text("heading", ""),
        dimension=place.text("dimension"),
        pole=place.choice("pole", _POLES, ""),
        in_pulse=place.yes("pulse"),
        section=section,
        scan=scan,
        low=low,
        high=high,
        short=place.text("short", ""),
        short_low=place.text("short_low", ""),
        short_high=place.text("short_high", ""),
        called=place.text("called", ""),
        portrait_verb=place.text("portrait_verb", ""),
        portrait=place.text("portrait", ""),
    )
    place.finish()
    if bool(item.wording) == bool(item.low_end) or bool(item.low_end) != bool(item.high_end):
        raise InstrumentRefused(f"{place.where}: give either `wording`, or both `low_end` and `high_end`")
    if not (item.short or (item.short_low and item.short_high)):
        raise InstrumentRefused(f"{place.where}: `short` is missing (or `short_low` and `short_high`)")
    return item


def _observation(place: _Place) -> Observation:
    tick = Observation(
        key=place.text("key"),
        wording=place.text("wording"),
        side=place.choice("side", _SIDES),
        safety=place.yes("safety"),
    )
    place.finish()
    return tick


def _check_whole(where: str, instrument: Instrument) -> None:
    keys = [item.key for item in instrument.items()] + [tick.key for tick in instrument.observations]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise InstrumentRefused(f"{where}: the key {twice[0]!r} stands twice")
    if instrument.no_contact not in instrument.contacts:
        raise InstrumentRefused(f"{where}, [contact]: `none` must be one of the answers")
    if not instrument.items(pulse=True):
        raise InstrumentRefused(f"{where}: no item is marked `pulse = true`")
    for key in instrument.second_round:
        if key not in {item.key for item in instrument.items(pulse=True, scan="feelings")}:
            raise InstrumentRefused(f"{where}, [second_round]: {key!r} must be a feeling of the pulse")
