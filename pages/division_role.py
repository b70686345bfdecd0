"""Role received beside own feeling: where the two part is the news, and never about one of us."""

from functools import lru_cache

from access.written import Written
from board.picture import Picture
from board.role_received import RoleReceived
from charts.chart import Chart
from charts.role_plane import Corner, role_plane
from pages.sheet import counted, is_phone, plain, quiet, show, tables
from pages.why import section


def role_received(picture: Picture) -> None:
    """How we were treated beside what we feel, in four corners; a sentence alone where numbers may not be told."""
    role = picture.role
    if role is None:
        return
    with section("How we were treated, and what we feel") as voice:
        voice.say(role.sentence)
        if not any(one.members for one in role.corners):
            return
        corners = tuple(
            Corner(one.treated, one.felt, one.members, one.parts, _names(one.names)) for one in role.corners
        )
        chart = _drawn(corners, role.of, is_phone())
        show(chart, key="role received")
        quiet(_legend(role))
        tables(("How we were treated, and what we feel", chart))


def _legend(role: RoleReceived) -> str:
    """What ink means, of how many, and who stands in no corner."""
    outside = ""
    if role.outside:
        verb = "stands" if role.outside == 1 else "stand"
        many = counted(role.outside, verb, verb).capitalize()
        outside = f" {many} in no corner: both ways at once, neither, or could not say."
    return (
        f"Each dot is one of {role.of}, dark where the two part.{outside} {role.felt}; each from “somewhat” on, on "
        "average. A week’s answers, no one’s character."
    )


def _names(names: tuple[Written, ...] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(plain(name) for name in names)


@lru_cache(maxsize=64)
def _drawn(corners: tuple[Corner, ...], of: int, narrow: bool) -> Chart:
    return role_plane(corners, of, narrow=narrow)
