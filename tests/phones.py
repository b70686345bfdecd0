"""Phones on a ward: PINs, links, and visits by them, for tests."""

from collections.abc import Sequence
from functools import cache

from access import passwords
from access.terms import Round
from access.viewer import Viewer, Visitor
from board import ward_links, ward_visits
from db import pins
from tests.ward import Ward

PIN = "294837"
"""Everybody's PIN on a ward where PINs were given."""
PHONE = Visitor("10.0.3.9")


def give_pins(ward: Ward, whom: Sequence[str]) -> None:
    """These have a PIN, without the time of hashing it for each."""
    accounts = [ward.persons[who].account for who in whom]
    ward.store.atomic(lambda tx: [pins.put_pin(tx, account, _digest()) for account in accounts])


def team_link(ward: Ward, of_round: Round = Round.FIRST) -> str:
    """The token of a new link for everybody, to the discussion spoken of."""
    return ward_links.make(ward.viewer("leader"), ward.discussion, of_round).token


def ticket(ward: Ward, who: str, token: str, pin: str = PIN) -> str:
    """What somebody's phone gets for the PIN at this link."""
    return ward_visits.come_in(PHONE, token, ward.persons[who].sign_in_name, pin)


def visit(ward: Ward, who: str, token: str = "", of_round: Round = Round.FIRST) -> Viewer:
    """Somebody at a link, as a viewer: through the PIN and the ticket."""
    session = ward_visits.redeem(ticket(ward, who, token or team_link(ward, of_round)))
    assert session
    return Viewer(session)


@cache
def _digest() -> str:
    return passwords.digest(PIN)
