"""Every cell of the policy is run on a real store: each deed, by each role, at each stage.

What is expected is typed in tests/access/cells.py from the design. A deed that is permitted is undone again.
"""

import uuid
from collections import defaultdict
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from access import passwords
from access.policy import Action
from access.refusals import NotAllowed, NotFound, NotSignedIn, Refusal, Sealed, WrongStage
from access.terms import Role, Round, SecondStage, Stage
from access.viewer import Viewer
from board import (
    accounts,
    agenda,
    cases,
    conferences,
    discussions,
    guessing,
    memberships,
    signing_in,
    stages,
    taking_part,
    ward_links,
)
from clock import SetClock
from tests.access.cells import SIGNED_IN, WHILE_SECOND, may
from tests.board.deeds import (
    ASKED_BY_ANYBODY,
    DEEDS,
    INNER_MODULES,
    VISITOR_FUNCTIONS,
    WITHOUT_A_PERSON,
    WORDS,
    asks_as,
    public_functions,
)
from tests.board.test_division import divided
from tests.ward import ADDRESS, FIRST_MORNING, PASSWORD, standing_ward, ward_settings

RECORDED = ("leader", "deputy", "facilitator", "anna", "ben", "cleo", "emil", "fritz")
FOUR = ("ben", "cleo", "emil", "fritz")

# Who asks, and what the design calls them. Two are members of the team and still outsiders to a discussion.
WHO = {
    "visitor": Role.VISITOR,
    "administrator": Role.ADMINISTRATOR,
    "other leader": Role.OUTSIDER,
    "dora": Role.MEMBER,
    "gerda": Role.MEMBER,
    "observer": Role.OBSERVER,
    "anna": Role.MEMBER,
    "facilitator": Role.FACILITATOR,
    "deputy": Role.DEPUTY,
    "leader": Role.LEADER,
}
RECUSED, LATER = "dora", "gerda"


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """A ward with one discussion at each stage, everybody's session, and every deed undone as soon as it is done."""
    with standing_ward(ward_settings(tmp_path_factory.mktemp("policy")), SetClock(FIRST_MORNING)) as ward:
        for who in ("emil", "fritz"):
            ward.join(who)
        two_views = divided(ward, RECORDED[:4], RECORDED[4:], recused=[RECUSED])
        guessed = [item.key for item in guessing.other_view(ward.viewer("anna"), two_views).asked.items]
        at = {stage: ward.stand_at(stage, recorded=RECORDED, recused=[RECUSED]) for stage in Stage}
        without_entry = at | {Stage.REVEALED: ward.stand_at(Stage.REVEALED, recorded=FOUR, recused=[RECUSED])}
        second = {Stage.REVEALED: ward.stand_at(Stage.REVEALED, recorded=RECORDED, recused=[RECUSED])}
        ward.open_second(recorded=RECORDED)
        second[Stage.CLOSED] = ward.stand_at(Stage.REVEALED, recorded=RECORDED, recused=[RECUSED])
        ward.open_second(recorded=RECORDED)
        ward.close()
        second_revealed = ward.stand_at(Stage.REVEALED, recorded=RECORDED, recused=[RECUSED])
        ward.open_second(recorded=RECORDED)
        ward.reveal_second()
        ward.join(LATER)
        viewers = {who: ward.viewer(who) for who in WHO if who != "visitor"} | {"visitor": Viewer("no such session")}
        open_again = second[Stage.REVEALED]
        other, elsewhere = ward.viewer("other leader"), ward.other_team
        found = SimpleNamespace(
            other_case=cases.make_case(other, elsewhere, "elsewhere").id,
            other_conference=conferences.make_conference(other, elsewhere, FIRST_MORNING).id,
            ward=ward,
            at=at,
            without_entry=without_entry,
            second=at | second,
            second_revealed=second_revealed,
            two_views=at | {Stage.REVEALED: two_views},
            guessed=guessed,
            viewers=viewers,
            team=ward.team,
            case=ward.case(),
            conference=ward.conference(),
            account=ward.persons["emil"].account,
            member=ward.member("emil"),
            later=ward.member(LATER),
            link=ward_links.make(viewers["leader"], at[Stage.RECORDING]).id,
            second_link=defaultdict(
                uuid.uuid4, {open_again: ward_links.make(viewers["leader"], open_again, Round.SECOND).id}
            ),
        )
        with undoing(ward.store), quick_passwords():
            yield found


class _Undone(Exception):
    """Rolls back what was done well."""


@contextmanager
def undoing(store):
    """Every unit runs to its end and is rolled back: hundreds of deeds on one store, each from the same beginning."""
    real = store.atomic

    def atomic(work, *, checkpoint=False):
        results = []

        def tried(tx):
            results.append(work(tx))
            raise _Undone

        try:
            real(tried, checkpoint=checkpoint)
        except _Undone:
            return results[-1]

    store.atomic = atomic
    try:
        yield
    finally:
        store.atomic = real


@contextmanager
def quick_passwords():
    """Hashing takes a quarter of a second and is tested elsewhere."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "digest", lambda password: f"digest of {password}")
        patched.setattr(passwords, "matches", lambda password, stored: password == PASSWORD)
        yield


def outcome(deed, viewer, target, there):
    """None when it was done, else the class of the refusal."""
    try:
        deed.call(viewer, target, there)
    except Refusal as refusal:
        return type(refusal)
    return None


def expected(deed, who, stage):
    """None where the design says yes, else the refusal: who is not signed in, who may not know of it, who may not."""
    role = WHO[who]
    if role is Role.VISITOR:
        return NotSignedIn
    if deed.target and role is Role.OUTSIDER:
        return NotFound
    away = who == RECUSED or (who == LATER and stage is not Stage.PLANNED)
    if deed.target == "discussion" and away:
        return NotFound
    if not deed.target and role is not Role.ADMINISTRATOR:
        role = Role.OUTSIDER  # of no team in particular
    return None if may(deed.action, role, stage) or drafted_late(deed, role, stage) else NotAllowed


def drafted_late(deed, role, stage):
    """A draft is kept after the reveal too: towards the late entry."""
    return deed.name == "entries.keep_draft" and may(Action.RECORD_LATE, role, stage)


def places_of(deed, there):
    """The discussions at each stage that this deed needs."""
    if deed.of_two_views:
        return there.two_views
    if deed.of_round is Round.SECOND:
        return there.second
    return there.without_entry if deed.without_entry else there.at


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_each_deed_is_done_or_refused_for_each_role_at_each_stage_as_the_design_says(there, deed):
    wrong = []
    for stage in Stage if deed.target == "discussion" else (None,):
        places = places_of(deed, there)
        target = places[stage] if stage else getattr(there, deed.target, None)
        for who in WHO:
            wanted, came = expected(deed, who, stage), outcome(deed, there.viewers[who], target, there)
            right = came is None if wanted is None else came is not None and issubclass(came, wanted)
            if not right:
                wrong.append(f"{who} while {stage}: {came and came.__name__}, not {wanted and wanted.__name__}")
    assert wrong == []


def test_what_belongs_to_the_second_round_is_refused_to_everybody_while_it_stands_otherwise(there):
    """The leader may all of it at this stage; a second round not opened, open already, or over, says no."""
    leader = there.viewers["leader"]
    standing = {
        SecondStage.NOT_OPENED: there.at[Stage.REVEALED],
        SecondStage.RECORDING: there.second[Stage.REVEALED],
        SecondStage.REVEALED: there.second_revealed,
    }
    for deed in (deed for deed in DEEDS if deed.action in WHILE_SECOND):
        for second, discussion in standing.items():
            came = outcome(deed, leader, discussion, there)
            assert came is (None if second in WHILE_SECOND[deed.action] else WrongStage), (deed.name, second)
    assert discussions.discussion(leader, there.second_revealed).second.recorded == len(RECORDED)


def test_before_the_reveal_the_division_is_refused_as_sealed(there):
    for stage in (Stage.PLANNED, Stage.RECORDING):
        for deed in (deed for deed in DEEDS if deed.action is Action.SEE_DIVISION):
            assert outcome(deed, there.viewers["leader"], there.at[stage], there) is Sealed


def test_the_deeds_were_undone_and_left_no_trace(there):
    """Otherwise one cell would have prepared the next."""
    seen = {stage: discussions.discussion(there.viewers["leader"], there.at[stage]).stage for stage in Stage}
    assert seen == {stage: stage for stage in Stage}
    assert discussions.counts(there.viewers["leader"], there.at[Stage.RECORDING])[0] == len(RECORDED)


# ---------------------------------------------------------------- nothing is forgotten


def test_every_function_that_takes_a_viewer_stands_in_a_cell():
    listed = {deed.function for deed in DEEDS} | set(ASKED_BY_ANYBODY)
    forgotten = [
        name for name, function in public_functions().items() if asks_as(function) is Viewer and function not in listed
    ]
    assert forgotten == []


def test_every_other_public_function_of_the_board_is_known_to_need_nobody():
    unknown = [
        name
        for name, function in public_functions().items()
        if asks_as(function) is not Viewer
        and name.partition(".")[0] not in INNER_MODULES
        and name not in WITHOUT_A_PERSON | VISITOR_FUNCTIONS
    ]
    assert unknown == []
    assert sorted(VISITOR_FUNCTIONS) == [
        "signing_in.set_up",
        "signing_in.try_password",
        "ward_visits.come_in",
        "ward_visits.needs_a_name",
    ]


def test_every_action_of_the_policy_is_asked_for_by_some_deed():
    asked = {deed.action for deed in DEEDS} | {Action.SET_UP, Action.SIGN_IN, Action.SIGN_OUT, Action.OPEN_LINK}
    assert asked == set(Action)


def test_what_anybody_may_ask_answers_with_nothing_without_a_session(there):
    for function in ASKED_BY_ANYBODY:
        assert function(Viewer("no such session")) is None
    for who in WHO:
        if who != "visitor":
            assert signing_in.who(there.viewers[who]).name.text == there.ward.name(who)


def test_the_first_administrator_is_made_once(there):
    code = there.ward.house.set_up_code
    with pytest.raises(NotAllowed):
        signing_in.set_up(ADDRESS, code, "second", "seven brown kettles under the bridge")


# ---------------------------------------------------------------- foreign and unknown


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.target], ids=lambda deed: deed.name)
def test_foreign_and_unknown_ids_are_refused_alike_and_in_the_same_words(there, deed):
    stage = next(iter(deed_stages(deed)), None)
    real = places_of(deed, there)[stage] if stage else getattr(there, deed.target)
    asked = [("other leader", real)]
    asked += [(who, uuid.uuid4()) for who in ("other leader", "leader", "observer", "administrator")]
    if deed.target == "discussion":
        asked += [(RECUSED, real), (RECUSED, uuid.uuid4())]
    refusals = set()
    for who, target in asked:
        with pytest.raises(Refusal) as refusal:
            deed.call(there.viewers[who], target, there)
        refusals.add((type(refusal.value), str(refusal.value), refusal.value.sentence))
    assert refusals == {(NotFound, NotFound.sentence, NotFound.sentence)}


def deed_stages(deed):
    return [stage for stage in Stage if deed.target == "discussion" and may(deed.action, Role.LEADER, stage)]


SECOND_IDS = {
    "a foreign case on the agenda": lambda leader, admin, at, ward, foreign: agenda.plan(
        leader, ward.conference(), foreign, WORDS
    ),
    "a foreign conference for a postponed discussion": lambda leader, admin, at, ward, foreign: stages.take_up(
        leader, at[Stage.POSTPONED], foreign
    ),
    "somebody of another team stands back": lambda leader, admin, at, ward, foreign: taking_part.set_recusal(
        leader, at[Stage.PLANNED], foreign, stands_back=True
    ),
    "an earlier discussion for somebody of another team": lambda leader, admin, at, ward, foreign: (
        taking_part.grant_earlier(leader, at[Stage.CLOSED], foreign)
    ),
    "an account that is none is renewed": lambda leader, admin, at, ward, foreign: accounts.renew_password(
        admin, foreign
    ),
    "an account that is none is closed": lambda leader, admin, at, ward, foreign: accounts.set_account_open(
        admin, foreign, is_open=False
    ),
    "a membership of nobody is ended": lambda leader, admin, at, ward, foreign: memberships.end_membership(
        admin, ward.team, foreign
    ),
}


@pytest.mark.parametrize("what", SECOND_IDS)
def test_a_second_id_from_elsewhere_is_refused_like_one_that_does_not_exist(there, what):
    ward = there.ward
    elsewhere = {"a foreign case": there.other_case, "a foreign conference": there.other_conference}
    named = [known for phrase, known in elsewhere.items() if phrase in what]
    for asked in (uuid.uuid4(), *(named or [ward.member("other member")])):
        with pytest.raises(NotFound):
            SECOND_IDS[what](there.viewers["leader"], there.viewers["administrator"], there.at, ward, asked)


def test_recused_and_later_members_do_not_find_the_discussion_on_any_list(there):
    for who in (RECUSED, LATER):
        viewer = there.viewers[who]
        listed = {seen.id for seen in discussions.discussions(viewer, there.team)}
        assert listed & set(there.at.values()) == ({there.at[Stage.PLANNED]} if who == LATER else set())


def test_everybody_signed_in_has_an_account_of_their_own(there):
    assert {WHO[who] for who in WHO} == SIGNED_IN | {Role.VISITOR}
