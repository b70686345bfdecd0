"""See through the other view: who is asked, what is told of a guess, and to whom. On both stores."""

import uuid
from dataclasses import fields, replace

import pytest

from access.refusals import Changed, Invalid, NotAllowed, NotFound, Sealed, WrongStage
from access.terms import EntryKind, Length, Naming, Stage, Visibility
from board import division, entries, guessing, memberships, reading_ledger, second_round, stages
from board.answers import Answers
from clock import SetClock
from db import guesses as stored
from demo.patterns import BALANCED, TENDER, WORN
from tests.board.test_division import RECORDERS, divided, grown, sheet
from tests.ward import ADMINISTRATOR, FIRST_MORNING, standing_ward, ward_settings

OUTSIDE = ("administrator", "other leader", "other member")


@pytest.fixture
def team(ward):
    """Eight who record; four stand in each view of the revealed discussion spoken of."""
    there = grown(ward, 8)
    divided(ward, there[:4], there[4:])
    return there


def other_view(ward, who):
    return guessing.other_view(ward.viewer(who), ward.discussion)


def asked(ward, who):
    return other_view(ward, who).asked


def keys(ward, who):
    return [item.key for item in asked(ward, who).items]


def guess(ward, who, place):
    """Somebody guesses this place everywhere."""
    guessing.guess(ward.viewer(who), ward.discussion, dict.fromkeys(keys(ward, who), place))


def guess_all(ward, whom, place=3):
    for who in whom:
        guess(ward, who, place)


def team_told(ward, who="observer"):
    return other_view(ward, who).team


# ---------------------------------------------------------------- who is asked, and what


def test_each_who_stands_in_a_view_is_asked_for_the_other_one(ward, team, store_address):
    views = {who: asked(ward, who).other for who in team}
    assert set(views.values()) == {"view A", "view B"}
    assert {views[who] for who in team[:4]} | {views[who] for who in team[4:]} == {"view A", "view B"}
    assert len({views[who] for who in team[:4]}) == 1


def test_the_three_items_on_which_the_page_shows_the_views_furthest_apart_are_asked(ward, team):
    shown = division.picture(ward.viewer("anna"), ward.discussion)
    items = shown.feelings + shown.positions
    widest = sorted((-item.apart / (item.high - item.low), n) for n, item in enumerate(items))
    assert keys(ward, "anna") == [items[n].key for _, n in widest[:3]]
    assert keys(ward, "dora") == keys(ward, "anna")


def test_who_did_not_record_who_came_late_and_who_did_not_meet_the_patient_are_not_asked(ward):
    there = grown(ward, 11)
    ward.plan_discussion()
    ward.open(ward.discussion)
    for n, who in enumerate(there[:8]):
        ward.record(who, sheet(TENDER if n < 4 else WORN, who))
    ward.record(there[8], Answers(EntryKind.NOT_MET, contact="not at all"))
    ward.reveal()
    ward.record(there[9], sheet(TENDER, there[9]), late=True)
    assert asked(ward, "anna")
    for who in (*there[8:], "observer"):
        assert asked(ward, who) is None, who
        with pytest.raises(NotAllowed):
            guessing.guess(ward.viewer(who), ward.discussion, dict.fromkeys(keys(ward, "anna"), 2))


def test_who_stands_between_the_views_is_not_asked(ward):
    there = grown(ward, 11)
    ward.plan_discussion()
    ward.open(ward.discussion)
    for n, who in enumerate(there):
        profile = TENDER if n < 4 else WORN if n < 8 else BALANCED
        ward.record(who, sheet(profile, who, noise=0.2))
    ward.reveal()
    shown = division.picture(ward.viewer("anna"), ward.discussion)
    placed = sum(view.members for view in shown.views)
    assert sum(asked(ward, who) is not None for who in there) == (placed if _tells(shown) else 0)


def _tells(shown):
    return sum(item.mean_a is not None for item in shown.feelings + shown.positions) >= 3


def test_without_two_views_nobody_is_asked(ward):
    ward.open()
    for who in RECORDERS:
        ward.record(who, sheet(BALANCED, who, noise=0.8))
    ward.reveal()
    assert [asked(ward, who) for who in RECORDERS] == [None] * len(RECORDERS)


def test_of_a_view_of_two_nothing_is_asked_without_names(ward):
    there = grown(ward, 9)
    divided(ward, there[:7], there[7:])
    assert [asked(ward, who) for who in there] == [None] * 9
    divided(ward, there[:7], there[7:], Naming.NAMED)
    assert all(asked(ward, who) for who in there)


@pytest.mark.parametrize("stage", [Stage.RECORDING, Stage.CLOSED])
def test_a_guess_is_given_after_the_reveal_and_before_the_close(ward, team, stage):
    places = dict.fromkeys(keys(ward, "anna"), 2)
    ward.close() if stage is Stage.CLOSED else ward.stand_at(stage)
    with pytest.raises(WrongStage):
        guessing.guess(ward.viewer("anna"), ward.discussion, places)
    if stage is Stage.RECORDING:
        with pytest.raises(Sealed):
            other_view(ward, "anna")


def test_once_opened_again_who_has_not_guessed_may(ward, team):
    guess(ward, "ben", 2)
    ward.close()
    assert asked(ward, "anna") is None
    stages.reopen(ward.viewer("leader"), ward.discussion, "one more thing")
    guess(ward, "anna", 2)
    assert asked(ward, "ben") is None
    assert other_view(ward, "anna").own


def test_who_stands_back_and_other_teams_find_nothing(ward):
    there = grown(ward, 9)
    divided(ward, there[:4], there[4:8], recused=[there[8]])
    for who in (there[8], "other leader"):
        with pytest.raises(NotFound):
            other_view(ward, who)
        with pytest.raises(NotFound):
            guessing.guess(ward.viewer(who), ward.discussion, {})


# ---------------------------------------------------------------- one try


def test_a_guess_is_given_once_and_never_changed(ward, team, store_address):
    guess(ward, "anna", 1)
    assert asked(ward, "anna") is None
    before = other_view(ward, "anna").own
    with pytest.raises(NotAllowed, match="You have guessed already"):
        guessing.guess(ward.viewer("anna"), ward.discussion, dict.fromkeys(keys(ward, "ben"), 4))
    assert other_view(ward, "anna").own == before
    assert [one.guessed for one in before] == [1, 1, 1]


def test_a_place_off_the_scale_missing_or_of_another_item_is_refused_and_nothing_kept(ward, team):
    three = keys(ward, "anna")
    viewer = ward.viewer("anna")
    for given in ({}, dict.fromkeys(three[:2], 2), dict.fromkeys(three, 9), dict.fromkeys(three, -1)):
        with pytest.raises(Invalid):
            guessing.guess(viewer, ward.discussion, given)
    with pytest.raises(Changed):
        guessing.guess(viewer, ward.discussion, dict.fromkeys([*three, "worn_out"], 2))
    assert asked(ward, "anna")
    assert other_view(ward, "anna").own == ()


def test_the_own_guess_stands_beside_what_the_other_view_answers(ward, team, store_address):
    shown = division.picture(ward.viewer("anna"), ward.discussion)
    means = {item.key: {"view A": item.mean_a, "view B": item.mean_b} for item in shown.feelings + shown.positions}
    guess(ward, "anna", 1)
    for after in (Stage.REVEALED, Stage.CLOSED):
        if after is Stage.CLOSED:
            ward.close()
        for one in other_view(ward, "anna").own:
            ours = "view A" if one.other == "view B" else "view B"
            assert (one.theirs, one.ours) == (means[one.item.key][one.other], means[one.item.key][ours])
            assert one.sentence.startswith(f"You placed {one.other} ")


# ---------------------------------------------------------------- nobody else's


def test_nobody_else_is_told_of_a_guess_by_anything(ward, team, store_address):
    """Before three have guessed the page is the same for everybody else as without any."""
    others = [who for who in (*team, "observer", *OUTSIDE) if who != "anna"]
    before = {who: all_told(ward, who) for who in others}
    guess(ward, "anna", 1)
    assert {who: all_told(ward, who) for who in others} == before


def all_told(ward, who):
    """What is told about guesses, the discussion's picture and the deeds of the team; a refusal by its kind."""
    viewer = ward.viewer(who)
    doors = (
        lambda: guessing.other_view(viewer, ward.discussion),
        lambda: division.picture(viewer, ward.discussion),
        lambda: [line for line in reading_ledger.lines_about_team(viewer, ward.team) if line.kind != "reading"],
        lambda: reading_ledger.all_deeds(viewer),
    )
    return [_answered(door) for door in doors]


def _answered(door):
    try:
        return door()
    except Exception as refusal:
        return type(refusal).__name__


def test_the_ledger_has_the_deed_for_its_author_alone_and_no_place(ward, team, store_address):
    guess(ward, "anna", 1)
    own = [line for line in reading_ledger.own_lines(ward.viewer("anna")) if "guessed" in str(line)]
    assert len(own) == 1
    assert "guessed" not in repr(reading_ledger.lines_about_team(ward.viewer("leader"), ward.team))
    assert "guessed" not in repr(reading_ledger.all_deeds(ward.viewer(ADMINISTRATOR)))
    stored = ward.store.look(lambda tx: tx.rows("select what, matter from ledger where what like 'guessed%'"))
    assert stored == [{"what": "guessed how the other view answers", "matter": str(ward.discussion)}]


@pytest.mark.parametrize("naming", list(Naming))
def test_no_policy_shows_who_guessed_or_a_guess_of_one_view(ward, naming, store_address):
    there = grown(ward, 8)
    divided(ward, there[:4], there[4:], naming)
    guess_all(ward, there[:3])
    told = team_told(ward)
    assert {field.name for field in fields(told)} == {"items", "guesses", "sentence"}
    for who in there:
        name, member = ward.name(who), str(ward.member(who))
        assert name not in repr(told)
        assert member not in repr(other_view(ward, "observer"))


def test_everybody_is_told_the_same_of_the_team(ward, team):
    guess_all(ward, team[2:6])
    assert len({repr(team_told(ward, who)) for who in (*team, "observer")}) == 1


def test_reading_the_teams_mean_leaves_one_line_whether_one_is_asked_or_not(ward, team, store_address):
    guess_all(ward, team[:3])
    readers = ("observer", team[0], team[7])  # reads along, has guessed, is still asked
    for who in readers:
        for _ in range(2):
            other_view(ward, who)
    lines = ward.store.look(lambda tx: tx.rows("select who from ledger where what like 'read how the other%'"))
    assert sorted(row["who"] for row in lines) == sorted(str(ward.persons[who].account) for who in readers)


# ---------------------------------------------------------------- the team's mean


def test_the_teams_mean_is_told_from_three_guesses_on_and_moves_by_three(ward, team, store_address):
    told = []
    for who in team:
        guess(ward, who, 2)
        told.append(team_told(ward))
    assert [one and one.guesses for one in told] == [None, None, 3, 3, 3, 6, 6, 6]
    assert told[2] == told[3] == told[4]
    ward.close()
    assert team_told(ward) == told[-1], "two are not enough to be added at the close"


def test_the_teams_mean_is_how_far_the_views_were_thought_apart(ward, team):
    shown = division.picture(ward.viewer("anna"), ward.discussion)
    means = {item.key: item for item in shown.feelings + shown.positions}
    three = keys(ward, "anna")
    guess_all(ward, team[:3], place=3)  # all in one view
    (one,) = {other_view(ward, who).own[0].other for who in team[:3]}
    for item in team_told(ward).items:
        asked_of = means[item.item.key]
        ours, theirs = (asked_of.mean_a, asked_of.mean_b) if one == "view B" else (asked_of.mean_b, asked_of.mean_a)
        towards = 1 if theirs > ours else -1
        assert item.thought == pytest.approx(towards * (3 - ours), abs=0.051)
        assert item.apart == pytest.approx(asked_of.apart, abs=0.051)
    assert [item.item.key for item in team_told(ward).items] == three


def test_three_guesses_have_a_mean_and_not_enough_data_for_more(ward, team):
    guess_all(ward, team[:3])
    assert "Not enough data yet to say more." in team_told(ward).sentence
    guess_all(ward, team[3:6])
    assert "9 times out of 10" in team_told(ward).sentence


@pytest.mark.parametrize("threshold", [4, 5])
def test_a_raised_threshold_asks_for_more_guesses_at_once(tmp_path, threshold):
    settings = replace(ward_settings(tmp_path), threshold_mean=threshold)
    with standing_ward(settings, SetClock(FIRST_MORNING)) as ward:
        there = grown(ward, 10)
        divided(ward, there[:5], there[5:])
        told = []
        for who in there:
            guess(ward, who, 2)
            told.append(team_told(ward))
    numbers = [one.guesses if one else 0 for one in told]
    assert numbers == [n // threshold * threshold for n in range(1, 11)]


# ---------------------------------------------------------------- withdrawing and leaving


def test_a_withdrawn_entry_takes_a_guess_out_that_is_not_told_yet(ward, team, store_address):
    guess_all(ward, team[:2])
    entries.withdraw(ward.viewer(team[0]), ward.discussion)
    assert other_view(ward, team[0]).own == ()
    assert asked(ward, team[0]) is None
    guess(ward, team[2], 3)
    assert team_told(ward) is None, "two are left"
    guess(ward, team[3], 3)
    assert team_told(ward).guesses == 3


def test_a_guess_that_is_told_stays_nameless_in_the_mean_when_its_entry_is_withdrawn(ward, team, store_address):
    """The mean before, less the mean after, would be the guess; with names, too: no policy names a guess."""
    guess_all(ward, team[:3])
    before = team_told(ward)
    entries.withdraw(ward.viewer(team[0]), ward.discussion)
    assert team_told(ward) == before
    assert other_view(ward, team[0]).own == ()
    ward.close()
    assert team_told(ward) == before


def test_with_names_the_mean_stands_still_too_when_a_sheet_leaves_at_once(ward):
    there = grown(ward, 9)
    divided(ward, there[:4], there[4:], Naming.NAMED)
    guess_all(ward, there[:3])
    before = team_told(ward)
    assert entries.withdraw(ward.viewer(there[0]), ward.discussion), "it leaves the picture now"
    assert team_told(ward) == before


def test_once_sheets_have_left_a_picture_without_names_nothing_is_told_of_guesses(ward):
    there = grown(ward, 12)
    divided(ward, there[:6], there[6:])
    guess_all(ward, there[:3])
    for who in there[3:6]:
        entries.withdraw(ward.viewer(who), ward.discussion)
    ward.close()
    shown = division.picture(ward.viewer("anna"), ward.discussion)
    assert shown.recorded == 9, "three have left"
    for who in (there[0], "observer"):
        assert other_view(ward, who).team is None
        assert other_view(ward, who).own == ()


def test_who_left_the_team_after_guessing_stays_in_the_mean_without_a_name(ward, team):
    guess_all(ward, team[:2])
    memberships.end_membership(ward.viewer(ADMINISTRATOR), ward.team, ward.member(team[0]))
    guess(ward, team[2], 3)
    assert team_told(ward).guesses == 3


def test_the_items_stay_those_of_the_first_guess(ward):
    """Otherwise a mean could rest on fewer guesses than are counted."""
    there = grown(ward, 9)
    divided(ward, there[:4], there[4:], Naming.NAMED)
    first = keys(ward, there[0])
    guess(ward, there[0], 3)
    entries.withdraw(ward.viewer(there[8]), ward.discussion)
    still = [asked(ward, who) for who in there[1:8]]
    assert all(one is None or [item.key for item in one.items] == first for one in still)


def test_the_second_round_moves_no_guess(ward, team):
    guess_all(ward, team[:3])
    before = other_view(ward, "anna")
    ward.open_second(recorded=team)
    guess_all(ward, team[4:5])
    ward.reveal_second()
    assert second_round.picture(ward.viewer("anna"), ward.discussion).enough
    assert other_view(ward, "anna").team == before.team


def test_a_pulse_has_its_three_items_too(ward):
    there = grown(ward, 8)
    ward.plan_discussion(length=Length.PULSE)
    ward.open(ward.discussion)
    for n, who in enumerate(there):
        given = sheet(TENDER if n < 4 else WORN, who)
        pulse = ward.canary(who, pulse=True).answers.scores
        ward.record(who, Answers(contact="closely", shift="day", scores={key: given.scores[key] for key in pulse}))
    ward.reveal()
    if division.picture(ward.viewer("anna"), ward.discussion).views:
        assert len(keys(ward, "anna")) == 3


# ---------------------------------------------------------------- over the weeks


def test_weeks_with_a_told_mean_stand_side_by_side_for_who_may_see_them(ward, store_address):
    there = grown(ward, 9)
    case = ward.case()
    for week, place in enumerate((4, 2, 3)):
        recused = [there[8]] if week == 0 else []
        divided(ward, there[:4], there[4:8], recused=recused, case=case)
        if week != 1:
            guess_all(ward, there[:4], place)
        assert other_view(ward, "observer").weeks == () if week < 2 else True
        if week < 2:
            ward.close()
            ward.clock.move(days=7)
    first, last = other_view(ward, "observer").weeks
    assert first.met_at < last.met_at
    assert (first.guesses, last.guesses) == (3, 3)
    assert first.low is None
    assert other_view(ward, there[8]).weeks == (), "stood back from the first"


def test_an_earlier_page_shows_no_later_week(ward):
    there = grown(ward, 8)
    case = ward.case()
    earlier = divided(ward, there[:4], there[4:], case=case)
    guess_all(ward, there[:3])
    ward.close()
    ward.clock.move(days=7)
    divided(ward, there[:4], there[4:], case=case)
    guess_all(ward, there[:3])
    assert len(other_view(ward, "anna").weeks) == 2
    assert guessing.other_view(ward.viewer("anna"), earlier).weeks == ()


# ---------------------------------------------------------------- stored


def test_the_sql_itself_finds_nothing_below_the_least(ward, team, store_address):
    guess_all(ward, team[:2])
    look = ward.store.look
    assert look(lambda tx: stored.together(tx, ward.discussion, 1)) is None
    guess(ward, team[2], 3)
    assert look(lambda tx: stored.together(tx, ward.discussion, 3))["guesses"] == 3
    assert look(lambda tx: stored.together(tx, ward.discussion, 4)) is None
    assert look(lambda tx: stored.by_item(tx, ward.discussion, 4)) == []


def test_what_is_asked_of_others_guesses_names_no_member(ward, team):
    guess_all(ward, team[:6])
    for rows in (
        ward.store.look(lambda tx: stored.by_item(tx, ward.discussion, 3)),
        [ward.store.look(lambda tx: stored.together(tx, ward.discussion, 3))],
    ):
        assert not any(isinstance(value, uuid.UUID) for row in rows for value in row.values())


def test_a_line_signed_or_not_makes_no_difference(ward):
    there = grown(ward, 8)
    ward.plan_discussion()
    ward.open(ward.discussion)
    for n, who in enumerate(there):
        answers = sheet(TENDER if n < 4 else WORN, who)
        ward.record(who, replace(answers, understand="a line", visibility=Visibility.NAMED))
    ward.reveal()
    assert all(asked(ward, who) for who in there)
