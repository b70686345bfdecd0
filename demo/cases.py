"""The synthetic cases: who meets whom in which way, what the leader asks, and how each goes on from time to time."""

from dataclasses import dataclass

from access.terms import Length, Naming
from board.agenda import AgendaWords
from demo.patterns import BALANCED, BLEAK, ODD, TENDER, WORN, Pattern, Profile, Spoken, graded, held
from demo.people import COLLEAGUES

NAMES = tuple(colleague.sign_in_name for colleague in COLLEAGUES)

ASKS_EVERYBODY = "a young man who asks at every shift"
KNOWN_BEFORE = "a woman everybody knows from before"
SAYS_LITTLE = "a man who says little"
FOURTH_TIME = "a woman back for the fourth time"
GOING_HOME = "a man two weeks before going home"
GROWN_TOGETHER = "a woman who paints at night"
FALLEN_SILENT = "a man with many complaints"
BY_PROFESSION = "a young woman whose tablets were changed"

_SPOKEN = {
    "rosa": Spoken(
        ("someone_else", "same_request"),
        "When we are alone in the studio this is somebody who listens. "
        "I do not recognise the person from the handover.",
    ),
    "tomas": Spoken(("all_good_bad",), "I notice how much I want to be the one who gets through."),
    "amir": Spoken(
        ("same_request", "rule_bent", "someone_else"),
        "I said no, and an hour later it was a yes from somebody else. After that my no is worth nothing.",
    ),
    "lotte": Spoken(("same_request", "broke_openly", "all_good_bad"), "I go home angry and ashamed of being angry."),
    "samuel": Spoken(
        ("same_request", "secret", "rule_bent"),
        "At night there is nobody to ask. By day it sounds like another patient.",
    ),
    "petra": Spoken(("same_request", "broke_quietly")),
    "mira": Spoken(("someone_else",)),
}


@dataclass(frozen=True)
class Case:
    """One synthetic patient: how the team answers each time (the last pattern goes on), and the agenda's words."""

    times: tuple[Pattern, ...]
    reason: str
    news: str
    question: tuple[str, str, str] = ("", "", "")
    naming: Naming = Naming.UNATTRIBUTED

    def pattern(self, time: int) -> Pattern:
        """How the team answers at this time, counted from 0."""
        return self.times[min(time, len(self.times) - 1)]

    def words(self, length: Length = Length.FOCUS) -> AgendaWords:
        """What the leader writes on the agenda."""
        return AgendaWords(length, self.reason, self.news, *self.question)


def _parted(one: Profile, view: tuple[str, ...], other: Profile, noise: float = 0.5) -> Pattern:
    return Pattern({name: one if name in view else other for name in NAMES}, noise)


def _all(profile: Profile, noise: float = 0.5) -> Pattern:
    return Pattern(dict.fromkeys(NAMES, profile), noise)


_TENDER_VIEW = ("ines", "tomas", "mira", "jonah", "wei", "rosa")
_NEAR_HER = ("tomas", "rosa", "petra", "lotte", "samuel")
_TAKEN_BY_HIM = ("mira", "wei", "amir", "ines", "ole")
_NURSES = tuple(colleague.sign_in_name for colleague in COLLEAGUES if colleague.discipline == "nursing")

CASES = {
    ASKS_EVERYBODY: Case(
        (
            Pattern(
                {name: TENDER if name in _TENDER_VIEW else WORN for name in NAMES},
                spoken=_SPOKEN,
            ),
        ),
        "We answer the same request differently, and would like to understand why.",
        "Two nights of little sleep, and one good talk.",
        ("weekend leave", "let go", "hold"),
    ),
    KNOWN_BEFORE: Case(
        (Pattern(graded(NAMES), noise=0.5),),
        "Some of us have known her for years. Does that help, or does it stand in the way?",
        "Back on the ward since the weekend.",
    ),
    SAYS_LITTLE: Case(
        (Pattern({name: ODD if name == "wei" else BALANCED for name in NAMES}, noise=0.5),),
        "We hear little from him, and little about him from each other.",
        "He came to every meal this week, and to no group.",
    ),
    FOURTH_TIME: Case(
        (_all(BLEAK),),
        "Fourth stay within a year. What have we not tried?",
        "Two plans were begun and dropped.",
        ("the next two weeks", "try something new", "stay the course"),
    ),
    GOING_HOME: Case(
        (_all(BALANCED, noise=0.8),),
        "Two weeks before discharge: what is still missing?",
        "The flat is ready. The first evening there went well.",
        ("the date of discharge", "keep it", "put it off"),
    ),
    GROWN_TOGETHER: Case(
        (
            _parted(held(3.2, 0.4), _NEAR_HER, held(0.4, 3.2)),
            _parted(held(2.9, 1.2), _NEAR_HER, held(1.2, 2.9)),
            _all(held(2.7, 2.6), noise=0.4),
        ),
        "By night and by day she seems to be two people.",
        "She gave one picture away and tore another one up.",
    ),
    FALLEN_SILENT: Case(
        (
            _parted(held(3.2, 0.4), _TAKEN_BY_HIM, held(0.4, 3.2), noise=0.4),
            _parted(held(3.2, 0.4), _TAKEN_BY_HIM, held(0.4, 3.2), noise=0.4),
            _all(held(0.4, 3.2), noise=0.4),
        ),
        "Every complaint is taken up by one of us and sent back by another.",
        "Three complaints in writing, two of them about us.",
    ),
    BY_PROFESSION: Case(
        (_parted(held(0.9, 2.6), _NURSES, held(2.7, 0.9)),),
        "Nights and days tell different stories about the new tablets.",
        "The dose was raised a second time.",
        ("the new tablets", "give them time", "change them again"),
        Naming.DISCIPLINE,
    ),
}
