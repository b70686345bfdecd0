"""Who is in the synthetic team. Every surname says that the person is none."""

from dataclasses import dataclass

from access.terms import Role


@dataclass(frozen=True)
class Colleague:
    """One synthetic colleague."""

    name: str
    sign_in_name: str
    role: Role
    discipline: str
    shift: str
    seniority: str


ADMINISTRATOR = "office"
TEAM = "Ward Example"
COLLEAGUES = (
    Colleague("Ines Sample", "ines", Role.LEADER, "psychiatry", "day", "over five years"),
    Colleague("Tomas Mockup", "tomas", Role.DEPUTY, "psychology", "day", "over five years"),
    Colleague("Mira Placeholder", "mira", Role.FACILITATOR, "social work", "day", "up to five years"),
    Colleague("Jonah Specimen", "jonah", Role.MEMBER, "psychiatry", "day", "in training"),
    Colleague("Wei Pattern", "wei", Role.MEMBER, "occupational therapy", "day", "over five years"),
    Colleague("Rosa Template", "rosa", Role.MEMBER, "creative therapies", "day", "up to five years"),
    Colleague("Petra Dummy", "petra", Role.MEMBER, "nursing", "day", "over five years"),
    Colleague("Amir Testcase", "amir", Role.MEMBER, "nursing", "evening", "up to five years"),
    Colleague("Lotte Fiction", "lotte", Role.MEMBER, "nursing", "evening", "over five years"),
    Colleague("Samuel Invented", "samuel", Role.MEMBER, "psychiatry", "night", "up to five years"),
    Colleague("Ole Madeup", "ole", Role.MEMBER, "nursing", "night", "in training"),
)
LEADER = COLLEAGUES[0].sign_in_name
