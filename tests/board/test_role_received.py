"""Role received beside own feeling: each sheet in its region, and no number of one or two in any way of counting."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.terms import Length, Naming
from access.written import Written
from board import division, entries
from board.answers import CANNOT_SAY
from board.picture import Picture
from board.role_received import AGAINST, BAD, BOTH, CORNERS, GOOD, LITTLE, OPEN, WARM, regions, told
from demo.patterns import TENDER, WORN, Profile
from instruments import weekly_team_reaction
from tests.board.test_division import RECORDERS, divided, grown, picture, pulse, sheet
from tests.ward import Ward

ITEMS = weekly_team_reaction().items(scan="feelings")
QUIET = {"fond": 0, "protect": 0, "irritated": 0, "unfairly": 0, "on_edge": 0, "role_good": 0, "role_bad": 0}
GOOD_YET_AFRAID = {"role_good": 4, "irritated": 2, "unfairly": 1, "on_edge": 4}
TREATED_WELL: Profile = {**TENDER, **QUIET, "role_good": 3.6, "fond": 3.4, "protect": 3.4}
WELL_YET_AFRAID: Profile = {**TENDER, **QUIET, "role_good": 3.6, "irritated": 3.0, "unfairly": 2.6, "on_edge": 3.4}
TREATED_BADLY: Profile = {**WORN, **QUIET, "role_bad": 3.6, "irritated": 3.4, "unfairly": 3.4, "on_edge": 3.0}


def region(**answers: float):
    row = [float((QUIET | answers).get(item.key, 0)) for item in ITEMS]
    return regions(np.array([row]), ITEMS)[0]


# ---------------------------------------------------------------- which region


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"role_good": 3, "fond": 2, "protect": 2}, (GOOD, WARM)),
        (GOOD_YET_AFRAID, (GOOD, AGAINST)),
        ({"role_bad": 2, "fond": 4}, (BAD, WARM)),
        ({"role_bad": 4, "irritated": 3, "unfairly": 3}, (BAD, AGAINST)),
        ({"role_good": 2, "role_bad": 2, "fond": 4}, BOTH),
        ({"role_good": 3, "fond": 4, "irritated": 4, "on_edge": 4}, BOTH),
        ({"fond": 4, "protect": 4}, LITTLE),
        ({"role_good": 4}, LITTLE),
    ],
)
def test_a_sheet_lies_where_it_says(answers, where) -> None:
    assert region(**answers) == where


@pytest.mark.parametrize("missing", [{"role_good": np.nan}, {"irritated": np.nan, "on_edge": np.nan}])
def test_a_sheet_that_does_not_say_enough_lies_nowhere(missing) -> None:
    assert region(**{"role_good": 3, "fond": 4, "protect": 4} | missing) == OPEN


def test_one_of_three_unanswered_feelings_leaves_the_rest_to_speak() -> None:
    assert region(role_good=3, irritated=4, unfairly=4, on_edge=np.nan) == (GOOD, AGAINST)


# ---------------------------------------------------------------- what may be told

WHERE = st.sampled_from([*CORNERS, CORNERS[0], CORNERS[3], CORNERS[3], BOTH, LITTLE, OPEN])
TEAMS = st.lists(st.tuples(WHERE, st.sampled_from(["view A", "view B"])), min_size=4, max_size=16)


def cleared(found, groups=(), names=None, *, open_sheets=False, items=ITEMS):
    return told(found, items, groups, names, least=3, spread=4, open_sheets=open_sheets)


def counted(plane) -> dict:
    """Every number that the plane tells, with the regions that it counts."""
    numbers = {frozenset({(one.treated, one.felt)}): one.members for one in plane.corners}
    more = ({BOTH}, plane.both), ({LITTLE}, plane.little), ({BOTH, LITTLE, OPEN}, plane.outside)
    return numbers | {frozenset(which): number for which, number in more if number is not None}


def assert_nobody_is_counted_alone(pictures: list[Picture]) -> None:
    """In no picture, and in nothing that two pictures of one week differ by, does a number of one or two stand."""
    planes = [picture.role for picture in pictures if picture.role and picture.naming is Naming.UNATTRIBUTED]
    for plane in planes:
        for number in counted(plane).values():
            assert number not in {1, 2}
            assert plane.of - number not in {1, 2}
    assert len({repr(plane) for plane in planes}) <= 1


@given(TEAMS)
def test_what_is_told_and_what_is_left_of_it_holds_nobody_or_three_in_every_view(team) -> None:
    found, views = [where for where, _ in team], [view for _, view in team]
    plane = cleared(found, [views])
    for which, number in counted(plane).items() if plane else ():
        assert number == sum(where in which for where in found)
        for view in ("view A", "view B"):
            here = Counter(where in which for where, of in team if of == view)
            assert not {here[True], here[False]} & {1, 2}


@given(TEAMS)
def test_no_two_numbers_differ_by_one_or_two(team) -> None:
    """Numbers of regions that lie inside one another, and all that answered: their differences are numbers, too."""
    plane = cleared([where for where, _ in team])
    if plane:
        numbers = counted(plane) | {frozenset((*CORNERS, BOTH, LITTLE, OPEN)): plane.of}
        for small, few in numbers.items():
            for large, many in numbers.items():
                assert not (small < large and 0 < many - few < 3)


def test_one_alone_in_a_corner_hides_all_numbers() -> None:
    plane = cleared([(GOOD, WARM)] * 5 + [(BAD, AGAINST)] * 3 + [(GOOD, AGAINST)])
    assert plane.corners == ()
    assert (plane.both, plane.little, plane.outside) == (None, None, None)
    assert "too small to be counted" in plane.sentence


def test_one_alone_outside_the_corners_hides_them() -> None:
    assert cleared([(GOOD, WARM)] * 5 + [(BAD, AGAINST)] * 3 + [BOTH]).corners == ()


def test_two_of_both_among_four_outside_are_not_counted_on_their_own() -> None:
    plane = cleared([(GOOD, WARM)] * 5 + [BOTH] * 2 + [LITTLE] * 2)
    assert (plane.both, plane.little, plane.outside) == (None, None, 4)
    assert "both at once, in how we were treated" not in plane.sentence


def test_a_corner_that_one_of_the_other_view_shares_is_not_counted() -> None:
    found = [(GOOD, WARM)] * 5 + [(BAD, AGAINST)] * 3
    assert cleared(found, [["view A"] * 5 + ["view B"] * 3]).corners
    assert cleared(found, [["view A"] * 4 + ["view B"] * 4]).corners == ()


def test_too_few_sheets_say_nothing_at_all() -> None:
    assert cleared([(GOOD, WARM)] * 3 + [OPEN] * 4) is None


def test_one_who_could_not_say_is_not_given_away_by_who_could() -> None:
    """From the strips it is known how many could not say what; not that it was one and the same sheet."""
    assert cleared([(GOOD, WARM)] * 5 + [(BAD, AGAINST)] * 3 + [OPEN]).corners == ()
    plane = cleared([(GOOD, WARM)] * 5 + [(BAD, AGAINST)] * 3 + [OPEN, BOTH, BOTH])
    assert (plane.outside, plane.both, plane.of) == (3, None, 11)


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([(GOOD, WARM)] * 5 + [(BAD, AGAINST)] * 3, "As we were treated, so we feel, on average: nobody was treated"),
        (
            [(GOOD, WARM)] * 5 + [(GOOD, AGAINST)] * 4,
            "Four of nine were treated as someone good and yet feel irritated or afraid, on average.",
        ),
        (
            [(BAD, WARM)] * 3 + [(BAD, AGAINST)] * 4,
            "Three of seven were treated as someone bad and yet feel warm, on average.",
        ),
        (
            [BOTH] * 6,
            "Of those who could say, nobody was treated in one way only and feels in one way only. "
            "All six hold both at once",
        ),
    ],
)
def test_the_sentence_tells_what_parts_and_of_how_many(found, said) -> None:
    assert cleared(found).sentence.startswith(said)


def test_that_one_strong_feeling_beside_two_weak_ones_is_not_there_is_never_said() -> None:
    """Irritated 4, and neither unfairly treated nor on edge: 1.3 on average, while the strip shows the 4."""
    assert region(role_good=3, fond=3, protect=3, irritated=4) == (GOOD, WARM)
    said = cleared([(GOOD, WARM)] * 5 + [(BAD, AGAINST)] * 3).sentence
    assert "on average" in said
    assert "feels only irritated or afraid" in said
    assert said.endswith("A single feeling may still say otherwise.")


def test_the_feelings_named_are_those_that_were_asked() -> None:
    found = [(GOOD, WARM)] * 5 + [(GOOD, AGAINST)] * 4
    full, short = cleared(found), cleared(found, items=weekly_team_reaction().items(scan="feelings", pulse=True))
    assert (
        full.felt
        == "Warm: fond, wanting to protect; irritated or afraid: irritated, unfairly treated, on edge or afraid"
    )
    assert short.felt == "Warm: fond"
    assert "afraid" not in repr(short)
    assert [one.parts for one in short.corners] == [False, True, True, False]


def test_of_one_member_it_is_said_in_the_singular() -> None:
    found = [(GOOD, WARM)] * 7 + [(GOOD, AGAINST), BOTH]
    said = cleared(found, names=[Written("Zoe")] * 9, open_sheets=True).sentence
    assert said.startswith("One of nine was treated as someone good and yet feels irritated or afraid, on average.")
    assert "One of nine holds both at once" in said


def test_where_treatment_and_feeling_part_a_question_is_left_and_no_verdict() -> None:
    sentence = cleared([(GOOD, WARM)] * 5 + [(GOOD, AGAINST)] * 4).sentence
    assert sentence.endswith("That is worth a question, and a verdict on nobody.")


def test_nobody_is_named_without_names_and_everybody_stands_in_the_corner_with_them() -> None:
    found = [(GOOD, WARM), (BAD, AGAINST), (GOOD, WARM), LITTLE]
    named = cleared(found, names=[Written(name) for name in ("Zoe", "Ben", "Anna", "Dora")], open_sheets=True)
    assert [name.text for name in named.corners[0].names] == ["Anna", "Zoe"]
    assert "Zoe" not in named.sentence
    assert cleared(found) == replace(cleared(found), corners=())


# ---------------------------------------------------------------- on the ward


def as_treated(ward: Ward, *parts: tuple[Profile, int], naming: Naming = Naming.UNATTRIBUTED) -> Picture:
    """A revealed discussion: so many members answer after each profile, nobody with can't say."""
    team = grown(ward, sum(many for _, many in parts))
    ward.plan_discussion(naming=naming)
    ward.open(ward.discussion)
    profiles = [profile for profile, many in parts for _ in range(many)]
    for who, profile in zip(team, profiles, strict=True):
        given = sheet(profile, who, noise=0.2)
        scores = {key: 2 if score == CANNOT_SAY else score for key, score in given.scores.items()}
        ward.record(who, replace(given, scores=scores))
    ward.reveal()
    return picture(ward)


def test_treated_as_someone_good_yet_afraid_is_the_news(ward: Ward, store_address: str) -> None:
    shown = as_treated(ward, (TREATED_WELL, 5), (WELL_YET_AFRAID, 4)).role
    assert [(one.members, one.parts) for one in shown.corners] == [(5, False), (4, True), (0, True), (0, False)]
    assert shown.sentence.startswith(
        "Four of nine were treated as someone good and yet feel irritated or afraid, on av"
    )
    assert all(one.names is None for one in shown.corners)


def test_one_who_is_treated_otherwise_is_never_counted_alone(ward: Ward) -> None:
    shown = as_treated(ward, (TREATED_WELL, 6), (TREATED_BADLY, 1)).role
    assert shown.corners == ()
    assert "too small to be counted" in shown.sentence


def test_with_names_the_one_is_counted_and_named(ward: Ward) -> None:
    shown = as_treated(ward, (TREATED_WELL, 6), (TREATED_BADLY, 1), naming=Naming.NAMED).role
    assert [one.members for one in shown.corners] == [6, 0, 0, 1]
    assert [name.text for name in shown.corners[3].names] == [ward.name("dora")]
    assert ward.name("dora") not in shown.sentence


def test_where_whole_sheets_are_shown_without_a_name_they_can_be_counted(ward: Ward) -> None:
    shown = as_treated(ward, (TREATED_WELL, 5), (TREATED_BADLY, 4), naming=Naming.DISCIPLINE)
    assert shown.standing
    assert [one.members for one in shown.role.corners] == [5, 0, 0, 4]
    assert all(one.names is None for one in shown.role.corners)


def test_once_sheets_have_left_nothing_of_it_is_told(ward: Ward) -> None:
    before = as_treated(ward, (TREATED_WELL, 4), (TREATED_BADLY, 3))
    assert before.role.corners
    for who in RECORDERS[-3:]:
        entries.withdraw(ward.viewer(who), ward.discussion)
    ward.close()
    after = division.picture(ward.viewer("leader"), ward.discussion)
    assert after.recorded == 4
    assert after.role is None


def test_a_pulse_has_its_plane_from_what_it_asks(ward: Ward) -> None:
    team = grown(ward, 8)
    shown = pulse(ward, team[:4], team[4:])
    assert shown.length is Length.PULSE
    assert shown.role is not None


def test_no_name_and_no_id_is_in_it_without_names(ward: Ward) -> None:
    team = grown(ward, 8)
    divided(ward, team[:4], team[4:])
    shown = repr(picture(ward).role)
    assert not [who for who in team if ward.name(who) in shown or str(ward.member(who)) in shown]
