"""Sealed means: nothing of anybody else's entry is among the bytes that reach a browser, on any page, in any role."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from access.terms import Naming, Visibility
from board.answers import Answers
from clock import SystemClock
from tests.serving import Server, served
from tests.stores import STORE_KINDS
from tests.ward import ADMINISTRATOR, RECORDING, WARD_3, WARD_7, furnish_ward, short_answers, ward_settings
from tests.wire import Answer, Visit

INSIDE = tuple(WARD_3)
OUTSIDE = (*WARD_7, ADMINISTRATOR)


@dataclass(frozen=True)
class ServedWard:
    """A server with discussions still sealed, revealed without names and with them, before and after a second round."""

    server: Server
    cookies: dict[str, str]
    sealed: UUID
    revealed: UUID
    named: UUID
    again: UUID
    """Revealed with names, its second round recorded by all and still sealed."""
    moved: UUID
    """Revealed without names, its second round too."""
    _asked: dict[tuple[str, UUID], dict[str, Answer]] = field(default_factory=dict)

    def everything(self, who: str, discussion: UUID) -> dict[str, Answer]:
        """What every page of this person's navigation sends about a discussion: first run, rerun and heartbeat."""
        if (who, discussion) not in self._asked:
            self._asked[who, discussion] = self._ask(who, discussion)
        return self._asked[who, discussion]

    def _ask(self, who: str, discussion: UUID) -> dict[str, Answer]:
        with Visit(self.server, self.cookies[who]) as visit:
            first = visit.ask()
            paths = [page.url_pathname for message in first.messages for page in message.navigation.app_pages]
            assert len(paths) >= 3, "the navigation lists this person's pages"
            sent = {"": first}
            for path in paths:
                page = visit.ask(path, f"discussion={discussion}")
                assert not page.problems, (path, page.problems)
                sent[path] = _joined(page, visit.rerun(), *visit.heartbeat())
            return sent


def marked(answers: Answers, who: str, where: str) -> Answers:
    """The answers with texts that stand nowhere else: `understand`, `hard_to_say`, `handover`."""
    return replace(
        answers,
        understand=canary("understand", who, where),
        hard_to_say=canary("hard", who, where),
        handover=canary("handover", who, where),
    )


def canary(kind: str, who: str, where: str) -> str:
    """A word that one person wrote in one place only."""
    return f"canary{kind}{who.replace(' ', '')}{where}"


def second_thoughts(who: str) -> Answers:
    """All at one end but anna, who is at the other: means that no first round has, and one sheet that stands out."""
    return short_answers(7 if who == "anna" else 1, today=7 if who == "anna" else 1)


@contextmanager
def _served_ward(folder: Path, store: str) -> Iterator[ServedWard]:
    ward = furnish_ward(ward_settings(folder, store), SystemClock())
    ids = {}
    conference = ward.conference()
    for where in ("revealed", "named", "again", "moved", "sealed"):
        naming = Naming.NAMED if where in {"named", "again"} else Naming.UNATTRIBUTED
        ids[where] = ward.plan_discussion(naming=naming, conference=conference)
        ward.open(ids[where])
        for who in RECORDING:
            visibility = Visibility.LEADER if who == "dora" else Visibility.UNATTRIBUTED
            ward.record(who, marked(ward.canary(who, visibility=visibility).answers, who, where))
        if where != "sealed":
            ward.reveal(ids[where])
        if where in {"again", "moved"}:
            ward.open_second(discussion=ids[where])
            for who in RECORDING:
                ward.record_again(who, second_thoughts(who), discussion=ids[where])
        if where == "moved":
            ward.reveal_second(ids[where])
    everybody = (*INSIDE, *OUTSIDE)
    cookies = {who: f"board_session={ward.new_session(who).session}" for who in everybody}
    ward.store.close()
    with served(folder, store=store) as server:
        yield ServedWard(server, cookies, **ids)


@pytest.fixture(scope="module", params=STORE_KINDS)
def ward_served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedWard]:
    """One served ward for this file, on each store."""
    folder = tmp_path_factory.mktemp("served-ward")
    if request.param == "duckdb":
        with _served_ward(folder, "") as standing:
            yield standing
        return
    cluster = request.getfixturevalue("postgres_cluster")
    with cluster.fresh_database() as name, _served_ward(folder, cluster.url(name)) as standing:
        yield standing


@pytest.mark.parametrize("who", [*INSIDE, *OUTSIDE])
def test_before_the_reveal_no_byte_of_anybody_elses_words_is_sent(ward_served: ServedWard, who: str) -> None:
    pages = ward_served.everything(who, ward_served.sealed)
    others = [other for other in RECORDING if other != who]
    sent = {
        (path, kind, other)
        for path, answer in pages.items()
        for other in others
        for kind in ("understand", "hard", "handover")
        if answer.holds(canary(kind, other, "sealed"))
    }
    assert sent == set()


@pytest.mark.parametrize("who", ["leader", "anna"])
def test_before_the_reveal_ones_own_words_are_on_ones_own_form(ward_served: ServedWard, who: str) -> None:
    record = ward_served.everything(who, ward_served.sealed)["record"]
    assert record.holds(canary("understand", who, "sealed"))
    assert record.holds(canary("hard", who, "sealed"))


@pytest.mark.parametrize("who", INSIDE)
def test_before_the_reveal_the_division_page_sends_no_chart(ward_served: ServedWard, who: str) -> None:
    division = ward_served.everything(who, ward_served.sealed)["division"]
    assert not [element for element in division.elements if element.HasField("vega_lite_chart")]
    assert division.holds("sealed") or division.holds("Sealed")


@pytest.mark.parametrize("who", ["leader", "deputy", "anna", "observer"])
def test_after_the_reveal_the_team_reads_what_was_opened_to_it(ward_served: ServedWard, who: str) -> None:
    division = ward_served.everything(who, ward_served.revealed)["division"]
    assert division.holds(canary("understand", "ben", "revealed"))
    assert [element for element in division.elements if element.HasField("vega_lite_chart")]


@pytest.mark.parametrize("who", INSIDE)
def test_what_is_hard_to_say_and_what_is_for_the_leader_stay_so_after_the_reveal(
    ward_served: ServedWard, who: str
) -> None:
    pages = ward_served.everything(who, ward_served.revealed)
    for other in RECORDING:
        if other != who:
            assert not [path for path, answer in pages.items() if answer.holds(canary("hard", other, "revealed"))]
    reads_doras_line = any(answer.holds(canary("understand", "dora", "revealed")) for answer in pages.values())
    assert reads_doras_line == (who in {"leader", "dora"})


@pytest.mark.parametrize("who", [*INSIDE, *OUTSIDE])
def test_until_its_own_reveal_no_page_sends_a_slope_or_a_word_of_the_second_round(
    ward_served: ServedWard, who: str
) -> None:
    pages = ward_served.everything(who, ward_served.again)
    sent = [path for path, answer in pages.items() if answer.holds("After the discussion") or slopes(answer)]
    assert sent == []


@pytest.mark.parametrize("who", ["leader", "ben", "observer"])
def test_after_its_reveal_the_second_round_is_sent_as_means_and_ones_own_alone(
    ward_served: ServedWard, who: str
) -> None:
    """Anna answered 7 and the six others 1: the mean 13/7 is there, her sheet and name are not."""
    division = ward_served.everything(who, ward_served.moved)["division"]
    drawn = slopes(division)
    assert drawn
    after = {row["mean"] for chart in drawn for row in layer_of(chart, "ends of all")}
    assert round(13 / 7, 1) in after
    names = {layer["name"] for chart in drawn for layer in chart["layer"]}
    assert not names & {"answers", "named answers"}
    assert ("own movement" in names) == (who != "observer")
    assert not division.holds("Zoe")


def slopes(answer: Answer) -> list[dict[str, Any]]:
    """The specs of all slopes that were sent."""
    charts = [element for element in answer.elements if element.HasField("vega_lite_chart")]
    specs = [json.loads(element.vega_lite_chart.spec) for element in charts]
    return [spec for spec in specs if "slopes" in spec.get("usermeta", {})]


def layer_of(chart: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of one layer; none where it is not drawn."""
    return [row for layer in chart["layer"] if layer["name"] == name for row in layer["data"]["values"]]


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("which", ["revealed", "named"])
def test_after_the_reveal_nobody_outside_the_team_reads_anything(ward_served: ServedWard, who: str, which: str) -> None:
    pages = ward_served.everything(who, getattr(ward_served, which))
    sent = {
        (path, other)
        for path, answer in pages.items()
        for other in RECORDING
        if answer.holds(canary("understand", other, which))
    }
    assert sent == set()


@pytest.mark.parametrize("who", ["leader", "anna", "observer"])
def test_without_names_no_colleague_is_named_on_the_division_page(ward_served: ServedWard, who: str) -> None:
    division = ward_served.everything(who, ward_served.revealed)["division"]
    assert not [name for name in ("Zoe", "Cleo", "Dora", "Test Ben") if division.holds(name)]


def test_with_names_the_division_page_names_who_stands_where(ward_served: ServedWard) -> None:
    division = ward_served.everything("ben", ward_served.named)["division"]
    assert division.holds("Cleo")


def test_only_leader_and_deputy_are_sent_who_has_recorded(ward_served: ServedWard) -> None:
    told = {who for who in INSIDE if ward_served.everything(who, ward_served.sealed)["conference"].holds("Cleo")}
    assert told == {"leader", "deputy"}


def test_no_log_line_holds_what_people_wrote(ward_served: ServedWard) -> None:
    ward_served.everything("leader", ward_served.revealed)
    assert "canary" not in ward_served.server.console


def _joined(*answers: Answer) -> Answer:
    return Answer(
        b"".join(answer.raw for answer in answers), [message for answer in answers for message in answer.messages]
    )
