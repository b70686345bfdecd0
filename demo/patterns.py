"""How the synthetic team answers about each synthetic case: a profile for each colleague, and noise from a seed."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

Profile = Mapping[str, float]

# Mean answers of one way of meeting a patient: feelings and roles 0 to 4, positions 1 to 7, today's question 1 to 7.
TENDER: Profile = {
    "fond": 3.2,
    "interested": 3.0,
    "sure": 2.6,
    "useful": 2.8,
    "protect": 3.4,
    "reach": 3.2,
    "powerless": 1.2,
    "worn_out": 1.8,
    "irritated": 0.5,
    "unfairly": 0.3,
    "on_edge": 0.9,
    "sad_guilty": 2.0,
    "relieved": 0.4,
    "unlike_me": 1.0,
    "role_good": 3.4,
    "role_bad": 0.5,
    "protect_risk": 2.0,
    "room_limits": 2.0,
    "patient_us": 5.6,
    "somewhere_nowhere": 2.4,
    "steered_overtakes": 5.8,
    "medication_helps": 1.6,
    "talking_helps": 3.2,
    "today": 2.0,
}
WORN: Profile = {
    "fond": 0.9,
    "interested": 2.4,
    "sure": 1.4,
    "useful": 0.8,
    "protect": 0.7,
    "reach": 0.4,
    "powerless": 3.1,
    "worn_out": 2.3,
    "irritated": 3.2,
    "unfairly": 3.0,
    "on_edge": 2.1,
    "sad_guilty": 1.8,
    "relieved": 2.9,
    "unlike_me": 1.9,
    "role_good": 0.8,
    "role_bad": 3.2,
    "protect_risk": 5.2,
    "room_limits": 6.2,
    "patient_us": 2.2,
    "somewhere_nowhere": 5.8,
    "steered_overtakes": 2.2,
    "medication_helps": 2.2,
    "talking_helps": 1.4,
    "today": 6.0,
}
BALANCED: Profile = {
    "fond": 2.2,
    "interested": 2.6,
    "sure": 2.2,
    "useful": 2.1,
    "protect": 1.8,
    "reach": 1.2,
    "powerless": 1.3,
    "worn_out": 1.4,
    "irritated": 1.0,
    "unfairly": 0.6,
    "on_edge": 0.8,
    "sad_guilty": 1.2,
    "relieved": 0.8,
    "unlike_me": 0.6,
    "role_good": 2.3,
    "role_bad": 0.9,
    "protect_risk": 3.8,
    "room_limits": 4.1,
    "patient_us": 4.0,
    "somewhere_nowhere": 3.2,
    "steered_overtakes": 4.0,
    "medication_helps": 2.4,
    "talking_helps": 2.6,
    "today": 4.0,
}
BLEAK: Profile = {
    **BALANCED,
    "fond": 0.5,
    "interested": 0.9,
    "sure": 0.8,
    "useful": 0.5,
    "protect": 0.4,
    "reach": 0.2,
    "powerless": 3.4,
    "worn_out": 3.3,
    "irritated": 3.1,
    "unfairly": 2.8,
    "on_edge": 2.9,
    "relieved": 3.2,
    "role_good": 0.7,
    "role_bad": 2.9,
    "somewhere_nowhere": 6.0,
    "talking_helps": 1.0,
}
ODD: Profile = {
    **BALANCED,
    "fond": 0.2,
    "interested": 0.4,
    "sure": 3.8,
    "useful": 0.3,
    "protect": 3.8,
    "reach": 3.9,
    "powerless": 0.2,
    "worn_out": 3.8,
    "irritated": 3.7,
    "unfairly": 0.1,
    "on_edge": 3.8,
    "sad_guilty": 3.8,
    "relieved": 3.6,
    "unlike_me": 3.9,
    "role_good": 0.1,
    "role_bad": 3.7,
    "protect_risk": 1.0,
    "room_limits": 7.0,
    "patient_us": 1.0,
    "somewhere_nowhere": 7.0,
    "steered_overtakes": 1.0,
}
_WARM = ("fond", "interested", "sure", "useful", "role_good")
_COLD = ("powerless", "worn_out", "irritated", "unfairly", "on_edge", "relieved", "role_bad")
_TURN = (0.0, 0.3, -0.3)
"""Words of one side do not all stand at one height."""
_SEVEN = ("protect_risk", "room_limits", "patient_us", "somewhere_nowhere", "steered_overtakes", "today")


def held(good: float, bad: float) -> Profile:
    """A way of meeting a patient by how much good and how much bad is held: one alone, or both at once."""
    lean = (good - bad) / 3.0  # 1: wholly the good side, -1: wholly the bad one, 0: neither more than the other
    sides = {key: mean + (TENDER[key] - WORN[key]) / 2 * lean for key, mean in BALANCED.items() if key in _SEVEN}
    return {
        **BALANCED,
        **{key: min(4.0, max(0.0, good + _TURN[n % 3])) for n, key in enumerate(_WARM)},
        **{key: min(4.0, max(0.0, bad + _TURN[n % 3])) for n, key in enumerate(_COLD)},
        **sides,
        "protect": 1.9 + 1.6 * lean,
        "reach": 1.7 + 1.6 * lean,
    }


@dataclass(frozen=True)
class Spoken:
    """What one colleague ticks and writes."""

    noticed: tuple[str, ...] = ()
    understand: str = ""


@dataclass(frozen=True)
class Pattern:
    """How a team answers about one case: the profile of each colleague by sign-in name, how noisy, and what is said."""

    profiles: Mapping[str, Profile]
    noise: float = 0.55
    spoken: Mapping[str, Spoken] = field(default_factory=dict)


def graded(names: tuple[str, ...]) -> dict[str, Profile]:
    """Ordinary graded liking: everybody on one line from warm to tired, nobody in a view of their own."""
    steps = {}
    for place, name in enumerate(names):
        shift = 1.5 * (1 - 2 * place / (len(names) - 1))
        steps[name] = {
            key: mean + (shift if key in _WARM else -shift if key in _COLD else 0) for key, mean in BALANCED.items()
        }
    return steps


def scores(profile: Profile, keys: tuple[str, ...], noise: float, lot: random.Random) -> dict[str, int | None]:
    """One sheet: the profile with noise, inside the bounds of each scale; now and then somebody cannot say (None)."""
    sheet: dict[str, int | None] = {}
    for key in keys:
        low, high, stretch = (1, 7, 1.5) if key in _SEVEN else (0, 4, 1.0)
        drawn = lot.gauss(profile[key], noise * stretch)
        sheet[key] = None if lot.random() < 0.04 else max(low, min(high, round(drawn)))
    return sheet
