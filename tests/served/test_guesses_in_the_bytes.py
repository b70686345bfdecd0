"""A guess is sealed for good: of the bytes of all pages nobody else gets anything of it but a mean of three."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from clock import SystemClock
from tests.board.test_division import divided, grown
from tests.board.test_guessing import guess, guess_all
from tests.serving import Server, served
from tests.stores import STORE_KINDS
from tests.ward import ADMINISTRATOR, WARD_7, furnish_ward, ward_settings
from tests.wire import Answer, Visit

OWN = "You placed view "
TEAM = "**The team.** Three of us thought the two views"
DEED = "uessed how the other view answers"  # begins with a capital where it is one's own


@dataclass(frozen=True)
class Guessed:
    """A server with two discussions: in one anna alone has guessed, in the other she and two more."""

    server: Server
    cookies: dict[str, str]
    team: tuple[str, ...]
    alone: UUID
    told: UUID

    def everything(self, who: str, discussion: UUID) -> dict[str, Answer]:
        """What every page of this person's navigation sends about a discussion."""
        with Visit(self.server, self.cookies[who]) as visit:
            first = visit.ask()
            paths = [page.url_pathname for message in first.messages for page in message.navigation.app_pages]
            assert len(paths) >= 3, "the navigation lists this person's pages"
            sent = {path: visit.ask(path, f"discussion={discussion}") for path in paths}
            assert not [page.problems for page in sent.values() if page.problems]
            return sent


@contextmanager
def _served_guesses(folder: Path, store: str) -> Iterator[Guessed]:
    ward = furnish_ward(ward_settings(folder, store), SystemClock())
    team = grown(ward, 8)
    discussions = {}
    for where, guessers in (("alone", ["anna"]), ("told", ["anna", "cleo", team[7]])):
        discussions[where] = divided(ward, team[:4], team[4:])
        guess(ward, guessers[0], 1)
        guess_all(ward, guessers[1:], 2)
    everybody = (*team, "observer", *WARD_7, ADMINISTRATOR)
    cookies = {who: f"board_session={ward.new_session(who).session}" for who in everybody}
    ward.store.close()
    with served(folder, store=store) as server:
        yield Guessed(server, cookies, team, **discussions)


@pytest.fixture(scope="module", params=STORE_KINDS)
def guessed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guessed]:
    folder = tmp_path_factory.mktemp("served-guesses")
    if request.param == "duckdb":
        with _served_guesses(folder, "") as standing:
            yield standing
        return
    cluster = request.getfixturevalue("postgres_cluster")
    with cluster.fresh_database() as name, _served_guesses(folder, cluster.url(name)) as standing:
        yield standing


def rings(answer: Answer) -> list[list[dict[str, Any]]]:
    """The own marks of every chart that bears means and no answers: those of guesses."""
    specs = [json.loads(one.vega_lite_chart.spec) for one in answer.elements if one.HasField("vega_lite_chart")]
    layers = [{layer["name"]: layer["data"]["values"] for layer in spec["layer"]} for spec in specs]
    return [one["own"] for one in layers if "own" in one and "means" in one and "answers" not in one]


def test_ones_own_guess_is_sent_to_oneself(guessed: Guessed) -> None:
    pages = guessed.everything("anna", guessed.alone)
    assert pages["division"].holds(OWN)
    assert sum(len(marks) for marks in rings(pages["division"])) == 3
    assert pages["ledger"].holds(DEED)


@pytest.mark.parametrize("who", ["leader", "deputy", "ben", "observer", "other leader", ADMINISTRATOR])
def test_one_guess_alone_sends_nothing_to_anybody_else_on_any_page(guessed: Guessed, who: str) -> None:
    pages = guessed.everything(who, guessed.alone)
    for path, answer in pages.items():
        assert not answer.holds(OWN), path
        assert not answer.holds("**The team.**"), path
        assert not rings(answer), path
        assert not answer.holds(DEED), path


@pytest.mark.parametrize("who", ["cleo", "anna", "observer"])
def test_three_guesses_are_sent_as_one_mean_to_who_has_guessed_or_is_not_asked(guessed: Guessed, who: str) -> None:
    division = guessed.everything(who, guessed.told)["division"]
    assert division.holds(TEAM)
    assert division.holds(OWN) == (who != "observer")
    assert not [name for name in ("Zoe", "Cleo", "Dora", "Test Ben") if division.holds(name)]


def test_who_is_still_asked_is_sent_no_mean(guessed: Guessed) -> None:
    division = guessed.everything("ben", guessed.told)["division"]
    assert division.holds("Only you see your guess.")
    assert not division.holds(TEAM)


@pytest.mark.parametrize("who", ["other leader", "other member", ADMINISTRATOR])
def test_nobody_outside_the_team_is_sent_anything_of_guesses(guessed: Guessed, who: str) -> None:
    for path, answer in guessed.everything(who, guessed.told).items():
        assert not answer.holds("See through the other view"), path
        assert not answer.holds(TEAM), path
        assert not answer.holds(DEED), path
