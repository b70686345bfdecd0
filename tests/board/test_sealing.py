"""The seal: until the reveal nobody gets anything of anybody else's answers out of any function of the board.

Everything that each viewer can be told is collected, walked through and searched: for texts that only one entry holds,
for the pattern of one member's scores, and for one member's ticks. On both stores.
"""

import uuid
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum

import pytest

from access.refusals import NotSignedIn, Refusal
from access.terms import EntryKind, Naming, Round, Stage, Visibility
from access.viewer import Viewer
from access.written import Written
from board import discussions, division, entries, forms, pulse, signing_in, stages
from db import entries as stored
from tests.board.deeds import DEEDS
from tests.ward import RECORDING, WARD_3, answers

READERS = (*WARD_3, "administrator", "other leader", "other member", "nobody")
FEW = ("leader", "deputy", "dora", "observer", "administrator", "other leader")
"""One of each kind, where nobody's own entry is looked for."""
# A pattern this long is no coincidence: the ends of it are the fourteen feelings.
LONG_ENOUGH = 6


# ---------------------------------------------------------------- all that somebody can be told


def viewer(ward, who):
    return Viewer("no such session") if who == "nobody" else ward.viewer(who)


def told(ward, who):
    """All that the board's reading functions tell this person about the discussion, its team and its conference."""
    asking = viewer(ward, who)
    matter = discussions.discussion(ward.viewer("leader"), ward.discussion)
    places = {"discussion": matter.id, "team": matter.team, "conference": matter.conference}
    answered = {"pulse.version": pulse.version(asking), "signing_in.who": signing_in.who(asking)}
    for deed in DEEDS:
        if deed.reads:
            try:
                answered[deed.name] = deed.call(asking, places.get(deed.target), None)
            except Refusal as refusal:
                answered[deed.name] = (type(refusal).__name__, str(refusal))
    return answered


def plain(value):
    """A result as lists, dictionaries and bare values, whatever it was made of."""
    if is_dataclass(value) and not isinstance(value, Written):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Written):
        return value.text
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(held) for key, held in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(held) for held in value), key=repr)
    if isinstance(value, (list, tuple)):
        return [plain(held) for held in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, (uuid.UUID, datetime)) else value


def rows_of_numbers(value):
    """Every row of numbers inside: the numbers of a list, of a dictionary, or of one field over a list of records."""
    if isinstance(value, dict):
        yield [held for held in value.values() if is_number(held)]
        for held in value.values():
            yield from rows_of_numbers(held)
    if isinstance(value, list):
        yield [held for held in value if is_number(held)]
        records = [held for held in value if isinstance(held, dict)]
        for name in records[0] if records else ():
            yield [record[name] for record in records if is_number(record.get(name))]
        for held in value:
            yield from rows_of_numbers(held)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def inside(pattern, row):
    return any(tuple(row[at : at + len(pattern)]) == pattern for at in range(len(row) - len(pattern) + 1))


def ticks(value):
    """Every list of words inside, to be compared with somebody's ticks."""
    if isinstance(value, list) and value and all(isinstance(held, str) for held in value):
        yield frozenset(value)
    for held in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from ticks(held)


def found_of(canary, results):
    """What of this canary is in the results: texts, scores, ticks."""
    shown = plain(results)
    dead = [text for text in canary.strings if text in repr(results) or text in repr(shown)]
    scores = canary.scores
    patterns = [scores[at : at + LONG_ENOUGH] for at in range(len(scores) - LONG_ENOUGH + 1)]
    rows = [row for row in rows_of_numbers(shown) if len(row) >= LONG_ENOUGH]
    dead += ["scores"] if any(inside(pattern, row) for pattern in patterns for row in rows) else []
    dead += ["ticks"] if any(canary.answers.noticed == held for held in ticks(shown)) else []
    return dead


# ---------------------------------------------------------------- before the reveal


def test_the_search_finds_what_is_there(ward):
    """A search that finds nothing proves nothing: in their author's own results the canaries sing."""
    ward.stand_at(Stage.RECORDING)
    own = {who: found_of(ward.canary(who), told(ward, who)) for who in RECORDING[:5]}
    assert all(len(found) == 5 for found in own.values()), own


def test_until_the_reveal_nobody_is_told_a_score_a_text_or_a_tick_of_anybody_else(ward, store_address):
    ward.plan_discussion(naming=Naming.NAMED)  # the policy that shows most, once it is revealed
    ward.open(ward.discussion)
    for who in RECORDING[:5]:
        ward.record(who, ward.canary(who, visibility=Visibility.NAMED).answers)
    drafted = ward.canary("cleo").answers
    entries.keep_draft(ward.viewer("cleo"), ward.discussion, 0, drafted)
    for reader in READERS:
        results = told(ward, reader)
        leaks = {who: found_of(ward.canary(who), results) for who in RECORDING[:6] if who != reader}
        assert not any(leaks.values()), (reader, leaks)


@pytest.mark.parametrize("stage", [Stage.POSTPONED, Stage.CANCELLED])
def test_what_was_not_revealed_stays_sealed_when_the_discussion_is_postponed_or_cancelled(ward, stage):
    ward.stand_at(stage, naming=Naming.NAMED)
    for reader in FEW:
        results = told(ward, reader)
        leaks = {who: found_of(ward.canary(who), results) for who in RECORDING[:5] if who != reader}
        assert not any(leaks.values()), (reader, leaks)


def test_revising_and_withdrawing_before_the_reveal_let_nothing_out(ward):
    ward.stand_at(Stage.RECORDING)
    entries.withdraw(ward.viewer("anna"), ward.discussion)
    ward.record("ben", answers(3, understand="a second thought"))
    for reader in ("ben", *FEW):
        results = told(ward, reader)
        assert found_of(ward.canary("anna"), results) == []
        assert found_of(ward.canary("ben"), results) == []
        assert ("a second thought" in repr(results)) == (reader == "ben")


def test_before_the_reveal_the_sql_itself_finds_nothing(ward, store_address):
    ward.stand_at(Stage.RECORDING)
    assert all_revealed(ward) == [[], [], [], []]
    ward.reveal()
    assert [bool(rows) for rows in all_revealed(ward)] == [True] * 4


def test_the_reveal_of_the_first_round_does_not_open_the_second(ward, store_address):
    ward.stand_at(Stage.REVEALED)

    def second_round(tx):
        seq = tx.record("the test", "opened the second round")
        tx.insert(
            "round",
            [
                {
                    "discussion": ward.discussion,
                    "number": 2,
                    "opened_seq": seq,
                    "opened_at": tx.now,
                    "revealed_seq": None,
                    "revealed_at": None,
                }
            ],
        )
        stored.add_entry(
            tx,
            discussion=ward.discussion,
            round_number=2,
            member=ward.member("anna"),
            kind=EntryKind.FULL,
            late=False,
            contact="closely",
            shift="day",
            request=uuid.uuid4(),
            seq=seq,
            scores={"fond": 4},
            noticed=["secret"],
            lines=[("understand", "named", "second thoughts")],
        )

    ward.store.atomic(second_round)
    assert all_revealed(ward, 2) == [[], [], [], []]
    assert "second thoughts" not in repr([told(ward, reader) for reader in ("leader", "dora")])


def test_until_its_own_reveal_nobody_is_told_a_score_of_anybody_elses_second_sheet(ward, store_address):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING, naming=Naming.NAMED)  # the policy that shows most
    ward.open_second(recorded=RECORDING[:5])
    birds = second_canaries(ward)
    entries.keep_draft(ward.viewer("cleo"), ward.discussion, 0, birds["cleo"].answers, Round.SECOND)
    for reader in READERS:
        results = told(ward, reader)
        leaks = {who: found_of(birds[who], results) for who in RECORDING[:6] if who != reader}
        assert not any(leaks.values()), (reader, leaks)
        sings = found_of(birds[reader], results) if reader in RECORDING[:6] else ["scores"]
        assert sings == ["scores"], reader


@pytest.mark.parametrize("end", ["closed", "postponed", "cancelled"])
def test_a_second_round_that_is_not_revealed_stays_sealed_when_the_discussion_ends(ward, end):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING, naming=Naming.NAMED)
    ward.open_second(recorded=RECORDING[:5])
    birds = second_canaries(ward)
    leader = ward.viewer("leader")
    if end == "closed":
        ward.close()
    else:
        (stages.postpone if end == "postponed" else stages.cancel)(leader, ward.discussion, "")
    assert all_revealed(ward, 2) == [[], [], [], []]
    for reader in FEW:
        results = told(ward, reader)
        leaks = {who: found_of(birds[who], results) for who in RECORDING[:5] if who != reader}
        assert not any(leaks.values()), (reader, leaks)


def test_before_its_reveal_the_sql_itself_finds_nothing_of_the_second_round(ward, store_address):
    ward.stand_at(Stage.REVEALED)
    ward.open_second(recorded=RECORDING[:4])
    assert all_revealed(ward, 2) == [[], [], [], []]
    ward.reveal_second()
    assert [bool(rows) for rows in all_revealed(ward, 2)] == [True, True, False, False]  # it holds no ticks, no lines


def test_after_its_reveal_no_policy_shows_the_second_sheet_of_one_member(ward):
    for naming in Naming:
        ward.stand_at(Stage.REVEALED, recorded=RECORDING, naming=naming)
        ward.open_second(recorded=RECORDING)
        birds = second_canaries(ward)
        ward.reveal_second()
        for reader in WARD_3:
            results = told(ward, reader)
            leaks = {who: found_of(birds[who], results) for who in RECORDING if who != reader}
            assert not any(leaks.values()), (naming, reader, leaks)


def second_canaries(ward):
    """The second sheets, each with the scores of its member alone, in the order the form asks."""
    asked = {who: forms.form(ward.viewer(who), ward.discussion, Round.SECOND).items for who in RECORDING}
    return {who: ward.second_canary(who, [item.key for item in items]) for who, items in asked.items()}


def all_revealed(ward, number=1):
    asked = (stored.revealed_entries, stored.revealed_ratings, stored.revealed_noticed, stored.revealed_lines)
    return [ward.store.look(lambda tx, of=of: of(tx, ward.discussion, number)) for of in asked]


# ---------------------------------------------------------------- only the count moves


def differences(before, after, path=""):
    """The places at which two results differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        places = before.keys() | after.keys()
        return {place for name in places for place in differences(before.get(name), after.get(name), f"{path}/{name}")}
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return {place for one, other in zip(before, after, strict=True) for place in differences(one, other, path)}
    return set() if before == after else {path}


THE_COUNT = {
    "/pulse.version",
    "/discussions.discussion/recorded",
    "/discussions.discussions/recorded",
    "/discussions.on_agenda/recorded",
    "/discussions.counts",
    "/turnout.turnout/recorded",
    "/home.home/steps/discussion/recorded",
    "/home.home/entries/discussion/recorded",
    "/home.home/lately/discussion/recorded",
}
BY_NAME_AGAIN = {"/discussions.who_recorded in the second round", "/reminders.reminder in the second round/missing"}
THE_SECOND_COUNT = {
    "/pulse.version",
    "/discussions.discussion/second/recorded",
    "/discussions.discussions/second/recorded",
    "/discussions.on_agenda/second/recorded",
    "/home.home/steps/discussion/second/recorded",
    "/home.home/entries/discussion/second/recorded",
    "/home.home/lately/second/recorded",
}


def test_when_somebody_hands_in_nothing_moves_for_others_but_the_count(ward, store_address):
    ward.stand_at(Stage.RECORDING, recorded=("leader", "anna"))
    others = ("anna", *FEW)
    before = {who: plain(told(ward, who)) for who in others}
    ward.clock.move(minutes=1)
    ward.record("ben", ward.canary("ben").answers)
    for who in others:
        moved = differences(before[who], without_now(plain(told(ward, who)), before[who]))
        by_name = {"/discussions.who_recorded", "/reminders.reminder/missing"} if who in {"leader", "deputy"} else set()
        assert moved <= THE_COUNT | by_name, who
        if who in WARD_3:
            assert {"/discussions.discussion/recorded", "/discussions.counts"} <= moved
    assert discussions.counts(ward.viewer("administrator"), ward.discussion) == (3, 7)


def test_when_somebody_hands_in_a_second_sheet_nothing_moves_for_others_but_its_count(ward, store_address):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING)
    ward.open_second(recorded=("leader", "anna"))
    others = ("anna", *FEW)
    before = after_all_have_read(ward, others)
    ward.clock.move(minutes=1)
    ward.record_again("ben")
    for who in others:
        moved = differences(before[who], without_now(plain(told(ward, who)), before[who]))
        by_name = BY_NAME_AGAIN if who in {"leader", "deputy"} else set()
        assert moved <= THE_SECOND_COUNT | by_name, who
        if who in WARD_3:
            assert "/discussions.discussion/second/recorded" in moved


def test_a_second_draft_moves_nothing_for_others_at_all(ward):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING)
    ward.open_second()
    before = after_all_have_read(ward, FEW)
    entries.keep_draft(ward.viewer("cleo"), ward.discussion, 0, second_canaries(ward)["cleo"].answers, Round.SECOND)
    for who in FEW:
        assert differences(before[who], plain(told(ward, who))) == set(), who


def after_all_have_read(ward, readers):
    """What each is told once everybody's reading of the first round stands in the ledger: that is a line, once."""
    for who in readers:
        told(ward, who)
    return {who: plain(told(ward, who)) for who in readers}


def without_now(after, before):
    """The first page says what time it is; that moves by itself."""
    if isinstance(after["home.home"], dict):
        after["home.home"]["now"] = before["home.home"]["now"]
    return after


def test_a_draft_moves_nothing_for_others_at_all(ward):
    ward.stand_at(Stage.RECORDING)
    before = {who: plain(told(ward, who)) for who in FEW}
    entries.keep_draft(ward.viewer("cleo"), ward.discussion, 0, ward.canary("cleo").answers)
    for who in FEW:
        assert differences(before[who], plain(told(ward, who))) == set(), who


def test_the_order_of_handing_in_cannot_be_told_from_anything(ward):
    """The same entries in two orders and at other times: everything but ids, codes and versions is the same."""

    def recorded_in(order):
        ward.plan_discussion()
        ward.open(ward.discussion)
        for who in order:
            ward.clock.move(seconds=40)
            ward.record(who)
        return [deed_results(ward, reader) for reader in ("leader", "deputy", "observer", "administrator")]

    assert recorded_in(("cleo", "anna", "leader")) == recorded_in(("leader", "anna", "cleo"))


def deed_results(ward, reader):
    """What is told about this one discussion, without what names it."""
    told_now = told(ward, reader)
    seen = plain(
        {
            name: told_now[name]
            for name in (
                "discussions.discussion",
                "discussions.counts",
                "discussions.who_recorded",
                "discussions.on_agenda",
            )
        }
    )
    for held in (seen["discussions.discussion"], *seen["discussions.on_agenda"]):
        if isinstance(held, dict):
            for name in ("id", "conference", "code", "conference_begins_at"):
                held[name] = "its own"
    return seen


def test_who_has_recorded_is_told_by_name_in_alphabetical_order_without_a_time(ward):
    ward.stand_at(Stage.RECORDING, recorded=("leader", "anna", "cleo"))
    for reader in ("leader", "deputy"):
        listed = discussions.who_recorded(ward.viewer(reader), ward.discussion)
        assert [(name.text, there) for name, there in listed] == [
            ("Test Adam-Cleo", True),
            ("Test Ben", False),
            ("Test Deputy", False),
            ("Test Dora", False),
            ("Test Facilitator", False),
            ("Test Leader", True),
            ("Test Zoe-Anna", True),
        ]


# ---------------------------------------------------------------- after the reveal


def pictured(ward, who):
    return division.picture(ward.viewer(who), ward.discussion)


def test_after_the_reveal_lines_are_told_as_their_authors_chose(ward, store_address):
    ward.plan_discussion(naming=Naming.UNATTRIBUTED)
    ward.open(ward.discussion)
    chosen = dict(zip(RECORDING, [*Visibility, *Visibility], strict=False))
    for who, visibility in chosen.items():
        ward.record(who, ward.canary(who, visibility=visibility).answers)
    ward.reveal()
    for reader in WARD_3:
        shown = repr(pictured(ward, reader))
        for who, visibility in chosen.items():
            understand, hard_to_say, handover = ward.canary(who).strings
            to_leader = reader == "leader" and visibility is Visibility.LEADER
            assert (understand in shown) == (visibility in {Visibility.UNATTRIBUTED, Visibility.NAMED} or to_leader)
            assert hard_to_say not in shown
        named = {line.by.text for line in pictured(ward, reader).lines if line.by}
        assert named == {ward.name(who) for who, visibility in chosen.items() if visibility is Visibility.NAMED}


def test_what_is_hard_to_say_stays_with_its_author_for_ever(ward, store_address):
    ward.stand_at(Stage.CLOSED, naming=Naming.NAMED)
    hard = {who: ward.canary(who).answers.hard_to_say for who in RECORDING[:5]}
    for reader in ("anna", *FEW):
        shown = repr(told(ward, reader))
        assert {who for who, line in hard.items() if line in shown} == ({reader} & hard.keys())
    assert not any(row["visibility"] == "self" for row in all_revealed(ward)[3])


def test_without_names_no_picture_holds_the_row_of_one_member(ward):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING, naming=Naming.UNATTRIBUTED)
    for reader in WARD_3:
        results = {"picture": pictured(ward, reader)}
        for who in RECORDING:
            assert not {"scores", "ticks"} & set(found_of(ward.canary(who), results)), (reader, who)
            name = ward.name(who)
            assert name not in repr(results)


def test_outside_the_team_nothing_is_told_after_the_reveal_either(ward):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING, naming=Naming.NAMED)
    for reader in ("administrator", "other leader", "other member", "nobody"):
        results = told(ward, reader)
        assert not any(found_of(ward.canary(who), results) for who in RECORDING), reader


def test_own_answers_beside_the_picture_are_ones_own_only(ward):
    ward.stand_at(Stage.REVEALED, recorded=RECORDING)
    for who in RECORDING:
        own = division.own_scores(ward.viewer(who), ward.discussion)
        assert own == {key: score for key, score in ward.canary(who).answers.scores.items() if isinstance(score, int)}
    assert division.own_scores(ward.viewer("observer"), ward.discussion) == {}
    with pytest.raises(NotSignedIn):
        division.own_scores(Viewer("no such session"), ward.discussion)


def test_with_fewer_than_four_independent_entries_a_picture_holds_no_answer(ward):
    """Quorum needs four or all: a team of three reveals three, and is shown none of them."""
    ward.plan_discussion(recused=["cleo", "dora", "facilitator", "deputy"], naming=Naming.NAMED)
    ward.open(ward.discussion)
    for who in ("leader", "anna", "ben"):
        ward.record(who, ward.canary(who, visibility=Visibility.NAMED).answers)
    ward.reveal()
    for reader in ("leader", "anna", "observer"):
        picture = pictured(ward, reader)
        assert not picture.enough
        assert (picture.recorded, picture.needed) == (3, 4)
        others = [who for who in ("leader", "anna", "ben") if who != reader]
        assert not any(found_of(ward.canary(who), {"picture": picture}) for who in others)
