"""Every computed sentence of *Division* opens its published rule where it stands; what is said otherwise is plain."""

import re
from dataclasses import replace

import pytest

from access.terms import Naming
from board.rules import behind
from demo.patterns import BALANCED, BLEAK, ODD, TENDER, WORN, graded, held
from pages.why import WHY
from tests.board.test_division import RECORDERS, divided, grown, sheet
from tests.board.test_role_received import TREATED_WELL, WELL_YET_AFRAID, as_treated
from tests.board.test_weeks_and_cases import met, other_cases
from tests.pages.test_division import division, words  # noqa: F401 - the fixture opens the page

PLAIN = (
    "For understanding the patient and ourselves.",
    "Not every division is a split.",
    "Each dot is one of",
    "gave the whole form before the reveal. With fewer than",
    "What helps now: talk about it.",
    "And a little less close",
    "Nothing was ticked.",
    "Thirty seconds, before you look on",
    # Of these the board says under its own heading what it knows, beside the rule.
    "What I would like the others to understand",
)
"""What the page says without having computed anything."""


def alone(ward):
    grown(ward, 8)
    divided(ward, RECORDERS[:4], RECORDERS[4:])


def undivided(ward):
    ward.open()
    for who in RECORDERS:
        ward.record(who, replace(sheet(BALANCED, who, noise=0.8), noticed=frozenset({"secret"}), understand="a line"))
    ward.reveal()


def with_names(ward):
    team = grown(ward, 9)
    divided(ward, team[:6], team[6:], Naming.NAMED)


def by_discipline(ward):
    team = grown(ward, 9)
    divided(ward, team[:5], team[5:], Naming.DISCIPLINE)


def smaller(ward):
    team = grown(ward, 9)
    divided(ward, team[:7], team[7:])


def too_few(ward):
    ward.open()
    for who in RECORDERS[:5]:
        ward.record(who, sheet(BALANCED, who))
    ward.reveal()


def of_one_mind(ward):
    ward.open()
    for who in RECORDERS:
        ward.record(who, sheet(BLEAK, who, noise=0.3))
    ward.reveal()


def one_apart(ward):
    team = grown(ward, 9)
    ward.open()
    for who in team:
        ward.record(who, sheet(ODD if who == "dora" else BALANCED, who, noise=0.4))
    ward.reveal()


def by_degree(ward):
    team = grown(ward, 12)
    profiles = graded(team)
    ward.open()
    for who in team:
        ward.record(who, sheet(profiles[who], who, noise=0.5))
    ward.reveal()


def parted_in_treatment(ward):
    as_treated(ward, (TREATED_WELL, 5), (WELL_YET_AFRAID, 4))


def weeks(ward):
    team, case = grown(ward, 9), ward.case()
    met(ward, case, team[:5], team[5:], profiles=(held(3.4, 0.3), held(0.3, 3.4)))
    met(ward, case, team, profiles=(held(2.7, 2.6), WORN))


def usual(ward):
    other_cases(ward, RECORDERS)
    met(ward, ward.case("the fourth"), RECORDERS, profiles=(TENDER, WORN))


def talked_over(ward):
    team = grown(ward, 9)
    divided(ward, team[:5], team[5:])
    ward.open_second(recorded=team)
    ward.reveal_second()


WARDS = (
    alone,
    undivided,
    with_names,
    by_discipline,
    smaller,
    too_few,
    of_one_mind,
    one_apart,
    by_degree,
    parted_in_treatment,
    weeks,
    usual,
    talked_over,
)


def said(app):
    """The paragraphs of the page that end like a sentence, without what is folded away and the words of people."""
    folded = [part.value for fold in app.expander for part in fold.markdown]
    for part in app.markdown:
        if part.value in folded:
            folded.remove(part.value)
            continue
        text = re.sub(r":(small|gray|material)(/\w+:)?|[\[\]]", "", part.value).strip()
        if text.endswith("."):
            yield text


def opened(app):
    """All that opens under "Why am I seeing this?"."""
    return "\n".join(part.value for fold in app.expander if fold.label == WHY for part in fold.markdown)


@pytest.mark.parametrize("lived", WARDS, ids=lambda lived: lived.__name__)
def test_every_sentence_of_the_page_opens_its_rule(ward, division, lived):  # noqa: F811
    lived(ward)
    app = division("leader")
    assert words(app)
    rules = opened(app)
    for sentence in [app.title[0].value, *(part.value for part in app.subheader), *said(app)]:
        told = behind([sentence])
        computed = sentence.endswith(".") and not any(plain in sentence for plain in PLAIN)
        assert told or not computed, f"no rule stands behind: {sentence}"
        assert [rule.shown for rule in told if f"**{rule.shown}**" not in rules] == [], sentence


def test_rules_of_what_is_not_said_are_not_opened(ward, division):  # noqa: F811
    undivided(ward)
    rules = opened(division())
    assert "none found" in rules
    assert "two views* on the ladder" not in rules
    assert "a smaller view exists" not in rules


def test_the_line_to_the_rules_is_one_for_each_section_and_closed(ward, division):  # noqa: F811
    alone(ward)
    app = division()
    lines = [fold for fold in app.expander if fold.label == WHY]
    assert 4 <= len(lines) <= len(app.header) + 3
    assert not [fold for fold in lines if fold.proto.expanded]
