"""What a naming policy hides is in no byte of the division page: chart data, tooltips, tables, their downloads."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest

from access.terms import DISCIPLINES, Naming, Role
from clock import SystemClock
from demo.patterns import TENDER, WORN
from tests.board.test_division import sheet
from tests.serving import Server, served
from tests.ward import RECORDING, Ward, furnish_ward, ward_settings
from tests.wire import Answer, Visit

TEAM = (*RECORDING, "gerda", "hanno")
"""Nine: five nurses, two psychologists, one psychiatrist, one social worker."""
FIRST_NAMES = ("Zoe", "Adam", "Dora", "Test Ben", "Gerda", "Hanno", "Test Deputy", "Test Facilitator")
READERS = ("leader", "anna", "observer")


@dataclass(frozen=True)
class Served:
    """A server with one revealed discussion for each policy, all with the same sheets."""

    server: Server
    ward: Ward
    cookies: dict[str, str]
    ids: dict[Naming, UUID]
    _asked: dict[tuple[str, Naming], Answer] = field(default_factory=dict)

    def division(self, who: str, naming: Naming) -> Answer:
        """Everything the division page sends this reader: first run, rerun and heartbeat."""
        if (who, naming) not in self._asked:
            with Visit(self.server, self.cookies[who]) as visit:
                visit.ask()
                sent = [visit.ask("division", f"discussion={self.ids[naming]}"), visit.rerun(), *visit.heartbeat()]
            assert not [problem for one in sent for problem in one.problems]
            self._asked[who, naming] = Answer(
                b"".join(one.raw for one in sent), [message for one in sent for message in one.messages]
            )
        return self._asked[who, naming]

    def layers(self, who: str, naming: Naming) -> list[dict]:
        """The layers of all charts, with their data."""
        specs = [
            json.loads(element.vega_lite_chart.spec)
            for element in self.division(who, naming).elements
            if element.HasField("vega_lite_chart")
        ]
        assert specs, "the page has charts"
        return [layer for spec in specs for layer in spec.get("layer", [])]


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("naming")
    ward = furnish_ward(ward_settings(folder), SystemClock())
    for who in TEAM[7:]:
        ward.join(who, Role.MEMBER)
    ids = {}
    for naming in Naming:
        ids[naming] = ward.plan_discussion(naming=naming)
        ward.open(ids[naming])
        for place, who in enumerate(TEAM):
            ward.record(who, sheet(TENDER if place < 5 else WORN, who))
        ward.reveal(ids[naming])
    cookies = {who: f"board_session={ward.new_session(who).session}" for who in READERS}
    ward.store.close()
    with served(folder) as server:
        yield Served(server, ward, cookies, ids)


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("naming", [Naming.UNATTRIBUTED, Naming.DISCIPLINE])
def test_where_no_names_are_shown_no_byte_names_anybody(board: Served, who: str, naming: Naming) -> None:
    sent = board.division(who, naming)
    assert not [name for name in FIRST_NAMES if sent.holds(name)]


@pytest.mark.parametrize("who", READERS)
def test_under_no_policy_an_id_of_a_member_is_sent(board: Served, who: str) -> None:
    for naming in Naming:
        sent = board.division(who, naming)
        assert not [one for one in TEAM if sent.holds(str(board.ward.member(one)))]


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("naming", [Naming.UNATTRIBUTED, Naming.DISCIPLINE])
def test_only_a_discipline_that_three_share_is_sent_and_only_by_discipline(
    board: Served, who: str, naming: Naming
) -> None:
    sent = board.division(who, naming)
    told = {discipline for discipline in DISCIPLINES[:-1] if sent.holds(discipline)}
    assert told == ({"nursing"} if naming is Naming.DISCIPLINE else set())


@pytest.mark.parametrize("who", READERS)
def test_without_names_no_sheet_no_map_and_nothing_beside_an_answer_is_sent(board: Served, who: str) -> None:
    layers = board.layers(who, Naming.UNATTRIBUTED)
    assert not {layer.get("name") for layer in layers} & {"named answers", "members", "hulls", "cells"}
    dots = [row for layer in layers if layer.get("name") == "answers" for row in layer["data"]["values"]]
    assert dots
    assert {key for row in dots for key in row} == {"at", "place", "step", "y"}
    assert not [words for words in ("Every answer", "by discipline", "who stands") if holds_a_table(board, who, words)]


def holds_a_table(board: Served, who: str, words: str) -> bool:
    return board.division(who, Naming.UNATTRIBUTED).holds(words)


@pytest.mark.parametrize("who", READERS)
def test_by_discipline_dots_tell_label_and_answer_and_marks_of_the_map_nothing_but_their_view(
    board: Served, who: str
) -> None:
    layers = board.layers(who, Naming.DISCIPLINE)
    cells = [row for layer in layers if layer.get("name") == "answers" for row in layer["data"]["values"]]
    dots = [row for row in cells if "text" not in row]
    assert {row["label"] for row in dots if "label" in row} == {"nursing", "other"}
    assert {key for row in dots for key in row} == {"at", "place", "step", "y", "label", "answer"}
    marks = [row for layer in layers if layer.get("name") == "members" for row in layer["data"]["values"]]
    assert {key for row in marks if "view" in row for key in row} == {"at", "y", "view"}
    assert {row["text"] for row in marks if "text" in row} == {str(n) for n in range(1, 10)}


def test_by_discipline_the_sheets_stand_in_an_order_of_their_answers(board: Served) -> None:
    """Neither in the order of joining nor of names: the first column belongs to whoever answered so."""
    layers = board.layers("anna", Naming.DISCIPLINE)
    marks = next(layer for layer in layers if layer.get("name") == "members" and "view" in layer["data"]["values"][0])
    across = [row["at"] for row in marks["data"]["values"] if row["view"] == "view A"]
    assert across == sorted(across)


@pytest.mark.parametrize("naming", list(Naming))
def test_ones_own_answers_are_sent_to_oneself_alone(board: Served, naming: Naming) -> None:
    assert own_marks(board, "anna", naming) != own_marks(board, "leader", naming)
    assert own_marks(board, "anna", naming)
    assert own_marks(board, "observer", naming) == []
    assert not board.division("observer", naming).holds("your own")


def own_marks(board: Served, who: str, naming: Naming) -> list[tuple[float, float]]:
    return [
        (row["at"], row["y"])
        for layer in board.layers(who, naming)
        if layer.get("name") == "own"
        for row in layer["data"]["values"]
    ]


def test_with_names_they_are_sent(board: Served) -> None:
    """What the absences above are measured by."""
    sent = board.division("observer", Naming.NAMED)
    assert [name for name in FIRST_NAMES if sent.holds(name)] == list(FIRST_NAMES)
