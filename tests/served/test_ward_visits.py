"""A phone at a ward link is sent its own form, whatever address it asks for, and not a byte of anything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from board import entries
from clock import SystemClock
from entrance.navigation import ADMINISTRATORS, MEMBERS
from tests.phones import give_pins, visit
from tests.serving import Server, served
from tests.stores import STORE_KINDS
from tests.ward import furnish_ward, ward_settings
from tests.wire import Answer, Visit

PATHS = sorted({screen.path for screen in (*MEMBERS, *ADMINISTRATORS)} | {"ward", "no-such-page"})
OTHERS = ("ben", "cleo", "dora", "leader", "deputy")
CONTACT = "This week I met this patient"
HAND_IN = "Hand in, sealed until the meeting"
NOT_FOR_A_PHONE = (
    *(f"canary{who}{where}" for who in OTHERS for where in ("sealed", "revealed")),
    "canaryannarevealed",
    "Test Ben",
    "Cleo",
    "Dora",
    "Test Leader",
    "Ward 3",
    "recorded",
    "See the division",
    "Sign-in name",
)
"""What colleagues wrote, what anna herself handed in elsewhere, names, the team, counts, ways to other pages."""


@dataclass(frozen=True)
class PhoneWard:
    """A server; anna's draft in a sealed round, her entry in a revealed one; cookies of her visits, one for a test."""

    server: Server
    cookies: list[str]
    revealed: str


@contextmanager
def _served(folder: Path, store: str) -> Iterator[PhoneWard]:
    ward = furnish_ward(ward_settings(folder, store), SystemClock())
    give_pins(ward, ("anna",))
    revealed = ward.open()
    _record(ward, (*OTHERS, "anna"), "revealed")
    ward.reveal()
    ward.plan_discussion()
    ward.open(ward.discussion)
    _record(ward, OTHERS, "sealed")
    draft = replace(ward.canary("anna").answers, understand="canaryannadraft")
    entries.keep_draft(ward.viewer("anna"), ward.discussion, 0, draft)
    cookies = [f"board_session={visit(ward, 'anna').session}" for _ in range(4)]
    ward.store.close()
    with served(folder, store=store) as server:
        yield PhoneWard(server, cookies, str(revealed))


def _record(ward, whom, where):
    for who in whom:
        ward.record(who, replace(ward.canary(who).answers, understand=f"canary{who}{where}"))


@pytest.fixture(scope="module", params=STORE_KINDS)
def phone_ward(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("phone-ward")
    if request.param == "duckdb":
        with _served(folder, "") as standing:
            yield standing
        return
    cluster = request.getfixturevalue("postgres_cluster")
    with cluster.fresh_database() as name, _served(folder, cluster.url(name)) as standing:
        yield standing


def sent(answer: Answer) -> list[str]:
    """What of all that no phone should get is among the bytes."""
    return [word for word in NOT_FOR_A_PHONE if answer.holds(word)]


def test_every_address_sends_the_own_form_and_nothing_else(phone_ward: PhoneWard) -> None:
    with Visit(phone_ward.server, phone_ward.cookies[0]) as phone:
        for path in PATHS:
            answer = phone.ask(path, f"discussion={phone_ward.revealed}&team={phone_ward.revealed}&form=plan")
            everything = [answer, phone.rerun(), *phone.heartbeat()]
            assert answer.holds("canaryannadraft"), path
            assert CONTACT in [label for _, label, _ in phone.widgets], path
            assert [sent(one) for one in everything] == [[]] * len(everything), path
            assert not [one for one in answer.elements if one.HasField("vega_lite_chart")], path
            titles = {page.page_name for message in answer.messages for page in message.navigation.app_pages}
            assert titles <= {"Record"}, path


def test_a_visit_opens_no_media_and_takes_no_upload(phone_ward: PhoneWard) -> None:
    for path in ("/media/anything.png", "/_stcore/upload_file/a/b"):
        assert phone_ward.server.fetch(path, phone_ward.cookies[0]).status == 401


def test_an_ended_visit_leaves_the_phone_empty_within_a_beat_and_opens_nothing(phone_ward: PhoneWard) -> None:
    cookie = phone_ward.cookies[1]
    with Visit(phone_ward.server, cookie) as phone:
        assert phone.ask("ward").holds("canaryannadraft")
        phone_ward.server.fetch("/auth/end", cookie)
        beats = phone.heartbeat()
        assert any("This visit is over" in beat.text for beat in beats)
        assert not any(beat.holds("canaryannadraft") for beat in beats)
    for path in PATHS:
        with Visit(phone_ward.server, cookie) as again:
            answer = again.ask(path)
            assert not answer.holds("canary")
            assert CONTACT not in [label for _, label, _ in again.widgets]


def test_handing_in_says_so_empties_the_phone_and_ends_every_other_visit(phone_ward: PhoneWard) -> None:
    cookie, other = phone_ward.cookies[2:]
    with Visit(phone_ward.server, cookie) as phone, Visit(phone_ward.server, other) as left_open:
        left_open.ask("ward")
        phone.ask("ward")
        stored = phone.press(HAND_IN)
        assert "Stored. You can put the phone away." in stored.text
        after = phone.rerun()
        beats = left_open.heartbeat()
        assert not after.holds("canaryannadraft")
        assert any("Stored" in beat.text for beat in beats)
        assert not [path for path in PATHS for answer in (phone.ask(path),) if answer.holds("canary")]
    assert "canary" not in phone_ward.server.console
