"""The picture of a revealed round: what policy and thresholds allow is in it, and nothing else. On both stores."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from access.refusals import NotAllowed, NotFound, Sealed
from access.terms import EntryKind, Length, Naming, Role, Visibility
from board import discussions, division, entries, house, stages
from board.answers import CANNOT_SAY, QUESTION, Answers
from board.picture import Picture
from demo.patterns import BALANCED, TENDER, WORN, Profile, scores
from instruments import weekly_team_reaction
from tests.ward import Ward, answers

KEYS = (*(item.key for item in weekly_team_reaction().items()), QUESTION)
RECORDERS = ("leader", "deputy", "facilitator", "anna", "ben", "cleo", "dora")


def sheet(profile: Profile, seed: object, noise: float = 0.35) -> Answers:
    drawn = scores(profile, KEYS, noise, random.Random(str(seed)))
    return Answers(
        contact="closely",
        shift="day",
        scores={key: CANNOT_SAY if score is None else score for key, score in drawn.items()},
    )


def grown(ward: Ward, to: int) -> tuple[str, ...]:
    """A team of `to` recording members."""
    newcomers = tuple(f"newcomer {n}" for n in range(to - len(RECORDERS)))
    for who in newcomers:
        ward.join(who, Role.MEMBER)
    return RECORDERS + newcomers


def divided(
    ward: Ward,
    tender: Sequence[str],
    worn: Sequence[str],
    naming: Naming = Naming.UNATTRIBUTED,
    recused: Sequence[str] = (),
    case: UUID | None = None,
) -> UUID:
    """A revealed discussion in which these members answer tenderly and those wearily."""
    ward.plan_discussion(naming=naming, recused=recused, case=case)
    ward.open(ward.discussion)
    for who in tender:
        ward.record(who, sheet(TENDER, who))
    for who in worn:
        ward.record(who, sheet(WORN, who))
    ward.reveal()
    return ward.discussion


def picture(ward: Ward, who: str = "anna") -> Picture:
    return division.picture(ward.viewer(who), ward.discussion)


def everything(shown: Picture) -> str:
    """All that a page could draw of it."""
    return repr(shown)


def test_before_the_reveal_the_picture_is_refused_as_sealed(ward: Ward, store_address: str) -> None:
    ward.open()
    ward.record_all()
    for who in ("leader", "deputy", "anna", "observer"):
        with pytest.raises(Sealed):
            picture(ward, who)


def test_the_administrator_and_other_teams_never_see_a_picture(ward: Ward, store_address: str) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    with pytest.raises(NotAllowed):
        picture(ward, "administrator")
    with pytest.raises(NotFound):
        picture(ward, "other leader")


def test_fewer_than_four_entries_show_nothing_of_any_answer(ward: Ward) -> None:
    ward.plan_discussion(recused=("deputy", "facilitator", "cleo", "dora"))
    ward.open(ward.discussion)
    for who in ("leader", "anna", "ben"):
        ward.record(who)
    ward.reveal()
    shown = picture(ward)
    assert not shown.enough
    assert shown.answer is None
    assert (shown.feelings, shown.positions, shown.noticed, shown.lines, shown.today) == ((), (), (), (), None)


def test_a_clear_division_is_called_two_views_with_a_portrait_each(ward: Ward, store_address: str) -> None:
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    shown = picture(ward)
    assert shown.answer.feelings_at == "two views"
    assert [view.members for view in shown.views] == [4, 4]
    assert all(view.portrait and view.portrait.sentence.startswith("Someone") for view in shown.views)


def test_a_team_that_answers_alike_is_not_told_that_it_is_divided(ward: Ward) -> None:
    ward.open()
    for who in RECORDERS:
        ward.record(who, sheet(BALANCED, who, noise=0.8))
    ward.reveal()
    shown = picture(ward)
    assert shown.views == ()
    assert "No division found" in shown.answer.headline


def test_without_names_a_view_of_two_is_said_to_exist_and_nothing_more(ward: Ward) -> None:
    team = grown(ward, 9)
    divided(ward, team[:7], team[7:])
    shown = picture(ward)
    assert shown.smaller_view
    assert shown.views == ()
    assert not [
        item.key for item in shown.feelings + shown.positions if item.apart is not None or item.mean_a is not None
    ]


def test_without_names_no_name_and_no_view_of_a_person_is_in_the_picture(ward: Ward, store_address: str) -> None:
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    shown = everything(picture(ward))
    assert not [ward.name(who) for who in team if ward.name(who) in shown]
    assert not [str(ward.member(who)) for who in team if str(ward.member(who)) in shown]
    assert picture(ward).standing == ()


def test_with_names_everybody_stands_somewhere_by_name(ward: Ward, store_address: str) -> None:
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:], Naming.NAMED)
    shown = picture(ward)
    assert {one.name.text for one in shown.standing} == {ward.name(who) for who in team}
    assert {one.view for one in shown.standing} == {"view A", "view B"}
    assert all(item.names and len(item.names) == len(item.answers) for item in shown.feelings)


def test_with_names_a_view_of_two_is_told(ward: Ward) -> None:
    team = grown(ward, 9)
    divided(ward, team[:7], team[7:], Naming.NAMED)
    assert [view.members for view in picture(ward).views] == [7, 2]


def test_the_policy_is_that_of_the_opening_not_of_today(ward: Ward) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    discussion = ward.discussion
    ward.plan_discussion(naming=Naming.NAMED)
    ward.discussion = discussion
    assert picture(ward).naming is Naming.UNATTRIBUTED


def test_answers_are_sorted_so_that_their_order_says_nothing(ward: Ward) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    for item in picture(ward).feelings + picture(ward).positions:
        assert list(item.answers) == sorted(item.answers)


def test_an_item_that_fewer_than_four_could_answer_is_not_shown(ward: Ward) -> None:
    ward.open()
    for n, who in enumerate(RECORDERS):
        given = dict(answers().scores)
        if n >= 3:
            given["fond"] = CANNOT_SAY
        ward.record(who, answers(scores=given))
    ward.reveal()
    assert "fond" not in {item.key for item in picture(ward).feelings}
    assert "interested" in {item.key for item in picture(ward).feelings}


def test_the_picture_is_the_same_for_everybody_and_holds_no_own_answers(ward: Ward) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    assert picture(ward, "anna") == picture(ward, "ben") == picture(ward, "observer")


def test_own_scores_are_ones_own(ward: Ward, store_address: str) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    mine = sheet(WORN, "dora").scores
    assert division.own_scores(ward.viewer("dora"), ward.discussion) == {
        key: score for key, score in mine.items() if score != CANNOT_SAY
    }
    assert division.own_scores(ward.viewer("observer"), ward.discussion) == {}


def test_a_late_entry_stays_outside_the_picture(ward: Ward, store_address: str) -> None:
    divided(ward, RECORDERS[:3], RECORDERS[3:6])
    before = picture(ward)
    ward.record("dora", sheet(TENDER, "late"), late=True)
    after = picture(ward)
    assert after.feelings == before.feelings
    assert after.recorded == before.recorded
    assert after.late == 0, "one late sheet would have a name"


def test_not_met_and_nothing_new_are_no_answers(ward: Ward) -> None:
    ward.open()
    for who in RECORDERS[:5]:
        ward.record(who, sheet(BALANCED, who))
    ward.record("cleo", Answers(kind=EntryKind.NOT_MET, contact="not at all"))
    ward.reveal()
    assert picture(ward).recorded == 5


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        (Visibility.SELF, set()),
        (Visibility.LEADER, {"leader"}),
        (Visibility.UNATTRIBUTED, {"leader", "ben", "observer"}),
        (Visibility.NAMED, {"leader", "ben", "observer"}),
    ],
)
def test_a_line_is_read_by_those_its_author_chose(
    ward: Ward, store_address: str, visibility: Visibility, readers: set[str]
) -> None:
    ward.open()
    for who in RECORDERS[:6]:
        ward.record(who, replace(ward.canary(who, visibility=visibility).answers, understand=f"line of {who}"))
    ward.reveal()
    read_by = {who for who in ("leader", "ben", "observer") if "line of anna" in everything(picture(ward, who))}
    assert read_by == readers
    named = "Zoe-Anna" in everything(picture(ward, "ben"))
    assert named == (visibility is Visibility.NAMED)


def test_a_line_without_a_name_is_held_back_among_four(ward: Ward) -> None:
    ward.open()
    for who in RECORDERS[:4]:
        ward.record(who, replace(ward.canary(who).answers, understand="a line"))
    ward.reveal()
    assert picture(ward).lines == ()
    assert picture(ward).lines_held_back


def test_a_line_for_whoever_leads_is_held_back_among_four_and_they_are_told_so(ward: Ward, store_address: str) -> None:
    """Who has recorded is known to the leader by name: a line without one is a line of one of four."""
    ward.open()
    for who in RECORDERS[:4]:
        ward.record(who, replace(ward.canary(who, visibility=Visibility.LEADER).answers, understand=f"line of {who}"))
    ward.reveal()
    assert "line of" not in everything(picture(ward, "leader"))
    assert "understand" in picture(ward, "leader").lines_held_back
    assert "understand" not in picture(ward, "ben").lines_held_back


def test_a_late_line_for_whoever_leads_is_not_shown_for_its_author_is_known(ward: Ward, store_address: str) -> None:
    """The attack: all but Dora stood in the list at the reveal, and then there is one line more."""
    ward.open()
    for who in RECORDERS[:6]:
        ward.record(who, replace(ward.canary(who, visibility=Visibility.LEADER).answers, understand=f"line of {who}"))
    ward.reveal()
    before = picture(ward, "leader").lines
    assert len([line for line in before if line.for_leader_only]) == 6
    late = replace(ward.canary("dora", visibility=Visibility.LEADER).answers, understand="line of dora")
    ward.record("dora", late, late=True)
    assert picture(ward, "leader").lines == before


def test_what_is_hard_to_say_is_in_nobodys_picture(ward: Ward) -> None:
    ward.open()
    for who in RECORDERS:
        ward.record(who, replace(ward.canary(who).answers, hard_to_say="something hard to say"))
    ward.reveal()
    assert "something hard to say" not in everything(picture(ward, "leader"))


def test_with_names_a_withdrawn_entry_leaves_the_picture_at_once(ward: Ward) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:], Naming.NAMED)
    assert entries.withdraw(ward.viewer("dora"), ward.discussion)
    assert picture(ward).recorded == 6


def test_with_names_a_withdrawal_that_would_leave_too_few_waits_for_the_close(ward: Ward) -> None:
    divided(ward, RECORDERS[:3], RECORDERS[3:5], Naming.NAMED)
    assert not entries.withdraw(ward.viewer("anna"), ward.discussion)
    assert picture(ward).recorded == 5
    ward.close()
    assert picture(ward, "ben").recorded == 4


@pytest.mark.parametrize(("leaving", "left"), [(1, 7), (2, 7), (3, 4)])
def test_without_names_one_or_two_withdrawn_sheets_can_never_be_worked_out(
    ward: Ward, store_address: str, leaving: int, left: int
) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    before = picture(ward, "leader")
    for who in RECORDERS[-leaving:]:
        assert not entries.withdraw(ward.viewer(who), ward.discussion)
    assert picture(ward, "leader").feelings == before.feelings
    ward.close()
    assert picture(ward, "leader").recorded == left


def test_after_the_reveal_the_list_of_who_recorded_does_not_tell_who_withdrew(ward: Ward, store_address: str) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    before = discussions.who_recorded(ward.viewer("leader"), ward.discussion)
    for who in ("anna", "ben", "cleo"):
        entries.withdraw(ward.viewer(who), ward.discussion)
    assert discussions.who_recorded(ward.viewer("leader"), ward.discussion) == before
    assert discussions.discussion(ward.viewer("leader"), ward.discussion).recorded == 7
    ward.close()
    assert discussions.who_recorded(ward.viewer("leader"), ward.discussion) == before


def test_what_somebody_wrote_goes_with_the_withdrawal_though_the_figures_wait(ward: Ward, store_address: str) -> None:
    ward.open()
    for who in RECORDERS:
        ward.record(who, replace(ward.canary(who).answers, understand=f"line of {who}"))
    ward.reveal()
    entries.withdraw(ward.viewer("anna"), ward.discussion)
    assert "line of anna" not in everything(picture(ward, "ben"))
    assert "line of cleo" in everything(picture(ward, "ben"))


def test_the_answers_of_one_member_in_neither_view_cannot_be_worked_out(ward: Ward) -> None:
    """All answers, less the means of the views times their sizes, would be that member's."""
    ward.open()
    for who in RECORDERS[:3]:
        ward.record(who, sheet(TENDER, who, noise=0.2))
    for who in RECORDERS[3:6]:
        ward.record(who, sheet(WORN, who, noise=0.2))
    half = sheet(BALANCED, "dora").scores
    kept = {key: half[key] if n < 9 else CANNOT_SAY for n, key in enumerate(half)}
    ward.record("dora", Answers(contact="closely", shift="day", scores=kept))
    ward.reveal()
    shown = picture(ward)
    assert shown.views, "three against three stand apart"
    for item in (*shown.feelings, *shown.positions, shown.today):
        assert item.mean_a is None or len(item.answers) == 6


def test_a_nameless_line_among_signed_ones_is_held_back(ward: Ward) -> None:
    ward.open()
    for who in RECORDERS:
        visibility = Visibility.UNATTRIBUTED if who == "dora" else Visibility.NAMED
        ward.record(who, replace(ward.canary(who, visibility=visibility).answers, understand=f"line of {who}"))
    ward.reveal()
    assert "line of dora" not in everything(picture(ward))
    assert picture(ward).lines_held_back


def test_a_signed_line_withdrawn_does_not_uncover_somebody_elses_nameless_one(ward: Ward, store_address: str) -> None:
    ward.open()
    for who in RECORDERS[:5]:
        visibility = Visibility.NAMED if who == "anna" else Visibility.UNATTRIBUTED
        ward.record(who, replace(ward.canary(who, visibility=visibility).answers, understand=f"line of {who}"))
    ward.reveal()
    assert "line of ben" not in everything(picture(ward))
    assert not entries.withdraw(ward.viewer("anna"), ward.discussion)
    assert "line of anna" not in everything(picture(ward))
    assert "line of ben" not in everything(picture(ward)), "four are left who could have written it"


def test_a_line_of_who_comes_back_late_after_a_withdrawal_took_effect_is_read(ward: Ward, store_address: str) -> None:
    divided(ward, RECORDERS[:3], RECORDERS[3:5], Naming.NAMED)
    assert not entries.withdraw(ward.viewer("anna"), ward.discussion)
    ward.close()
    stages.reopen(ward.viewer("leader"), ward.discussion, "one more thing")
    ward.record("anna", replace(sheet(TENDER, 1), understand="after all", visibility=Visibility.NAMED), late=True)
    assert "after all" in everything(picture(ward, "ben"))
    entries.withdraw(ward.viewer("anna"), ward.discussion)
    assert "after all" not in everything(picture(ward, "ben"))


def test_what_one_heard_at_handover_is_held_back_because_it_is_known_who_was_away(ward: Ward) -> None:
    away = Answers(kind=EntryKind.NOT_MET, contact="not at all", handover="they say it was loud")
    ward.open()
    for who in RECORDERS[:6]:
        ward.record(who, sheet(BALANCED, who))
    ward.record("dora", away)
    ward.reveal()
    assert "loud" not in everything(picture(ward))


def test_becoming_leader_and_reading_what_is_for_the_leader_leaves_a_line_of_its_own(ward: Ward) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    picture(ward, "ben")
    ward.set_role("ben", Role.LEADER)
    picture(ward, "ben")
    lines = ward.store.look(lambda tx: tx.rows("select matter from ledger where kind = 'reading' order by seq"))
    assert [row["matter"].endswith("as leader") for row in lines] == [False, True]


def pulse(ward: Ward, tender: Sequence[str], worn: Sequence[str], case: UUID | None = None) -> Picture:
    ward.plan_discussion(length=Length.PULSE, case=case)
    ward.open(ward.discussion)
    asked = {item.key for item in weekly_team_reaction().items(pulse=True)} | {QUESTION}
    for profile, members in ((TENDER, tender), (WORN, worn)):
        for who in members:
            full = sheet(profile, who)
            ward.record(who, replace(full, scores={key: full.scores[key] for key in asked}))
    ward.reveal()
    return picture(ward)


def test_a_pulse_without_a_division_says_so_and_does_not_ask_for_more_members(ward: Ward, store_address: str) -> None:
    team = grown(ward, 8)
    shown = pulse(ward, team, ())
    assert shown.answer.headline.startswith("No division found")
    assert "not enough answers to say" in shown.answer.how_sure
    assert "of 16 questions" not in shown.answer.how_sure, "a pulse asks eight"
    assert (shown.answer.feelings_at, shown.answer.positions_at) == ("none found", "cannot tell")


def test_a_divided_pulse_shows_the_views_that_its_headline_speaks_of(ward: Ward) -> None:
    team = grown(ward, 10)
    shown = pulse(ward, team[:5], team[5:])
    says_two_views = "two views" in shown.answer.headline
    assert says_two_views == (shown.answer.feelings_at == "two views") == bool(shown.views)
    assert "hang together" in shown.answer.headline or says_two_views


def test_reading_leaves_one_line_in_the_ledger_for_each_reader_and_state(ward: Ward, store_address: str) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:], Naming.NAMED)

    def lines() -> int:
        return ward.store.look(lambda tx: len(tx.rows("select seq from ledger where kind = 'reading'")))

    for _ in range(3):
        picture(ward, "anna")
    assert lines() == 1
    picture(ward, "ben")
    assert lines() == 2
    entries.withdraw(ward.viewer("dora"), ward.discussion)
    picture(ward, "anna")
    assert lines() == 3


def test_rival_explanations_stand_beside_every_picture_with_what_the_board_knows(ward: Ward) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    shown = picture(ward).rivals
    assert {"Real danger or injury", "Unsafe staffing"} == {rival.title for rival in shown if rival.is_urgent}
    assert all(rival.known.endswith(".") for rival in shown)


def test_an_unknown_discussion_and_a_foreign_one_answer_alike(ward: Ward) -> None:
    divided(ward, RECORDERS[:4], RECORDERS[4:])
    said = set()
    for wanted in (ward.discussion, uuid.uuid4()):
        with pytest.raises(NotFound) as refusal:
            division.picture(ward.viewer("other member"), wanted)
        said.add(refusal.value.sentence)
    assert len(said) == 1


def known(shown: Picture, title: str) -> str:
    return next(rival.known for rival in shown.rivals if rival.title == title)


def with_scores(ward: Ward, **given: Sequence[int | str]) -> Picture:
    """A revealed discussion in which these items were answered so, one answer a member."""
    ward.plan_discussion()
    ward.open(ward.discussion)
    for n, who in enumerate(RECORDERS):
        ward.record(who, answers(scores=answers().scores | {key: scores[n] for key, scores in given.items()}))
    ward.reveal()
    return picture(ward)


def test_that_most_are_uncertain_is_what_the_board_knows_of_real_uncertainty(ward: Ward) -> None:
    assert known(with_scores(ward), "Real clinical uncertainty") == "7 of 7 have formed a view on today’s question."
    shown = with_scores(ward, **{QUESTION: [4, 4, *[CANNOT_SAY] * 5]})
    assert shown.today is None
    assert known(shown, "Real clinical uncertainty") == "Fewer than 4 of 7 have formed a view on today’s question."


def test_the_mean_of_worn_out_is_told_from_as_many_answers_on_as_the_house_asks_for(ward: Ward) -> None:
    worn_out = [3, 3, 3, 3, *[CANNOT_SAY] * 3]
    assert known(with_scores(ward, worn_out=worn_out), "Workload").startswith("“Worn out” stands at 3.0 of 4")
    ward.house = house.furnish(ward.store, ward.clock, replace(ward.house.settings, threshold_spread=5))
    assert known(picture(ward), "Workload") == "Too few answered “worn out” to say where it stands."


def test_how_close_answers_lie_is_reckoned_from_their_mean_for_every_item_and_for_todays_question(ward: Ward) -> None:
    spread = [1, 1, 1, 1, 1, 1, 7]
    shown = with_scores(ward, **{QUESTION: spread, "room_limits": spread})
    (limits,) = (item for item in shown.positions if item.key == "room_limits")
    from_mean = (6 * (13 / 7 - 1) + (7 - 13 / 7)) / 7 / 6
    assert limits.closeness == pytest.approx(from_mean)
    assert shown.today.closeness == pytest.approx(from_mean)
