"""The e-mail address for reminders: set by its owner, seen by the owner and who runs the accounts, nobody else."""

from access.policy import Action
from access.refusals import Invalid
from access.viewer import Viewer
from access.written import Written
from board import gate
from board.house import present
from db import addresses as kept
from db.store import Transaction
from settings import is_mail_address


def own_address(viewer: Viewer) -> Written:
    """Where the viewer gets reminders; empty for nowhere."""

    def work(tx: Transaction) -> Written:
        return Written(kept.address(tx, gate.in_account(tx, viewer, Action.SET_OWN_ADDRESS).account))

    return present().store.look(work)


def set_own_address(viewer: Viewer, address: str) -> None:
    """Set the own address, or take it out (empty). Raises Invalid when it is none."""
    clean = clean_address(address)

    def work(tx: Transaction) -> None:
        somebody = gate.in_account(tx, viewer, Action.SET_OWN_ADDRESS)
        if clean == kept.address(tx, somebody.account):
            return
        kept.put_address(tx, somebody.account, clean)
        tx.record(somebody.who, "changed the e-mail address" if clean else "took the e-mail address out")

    present().store.atomic(work)


def is_asked_for() -> bool:
    """Whether this board sends mail at all: otherwise no address is asked for."""
    return bool(present().settings.smtp_host)


def clean_address(address: str) -> str:
    """An address as it is kept, empty for none. Raises Invalid for what a mail server would not take."""
    clean = address.strip()
    if clean and not is_mail_address(clean):
        raise Invalid("This is not an e-mail address: one name, one @ and the server’s name, without spaces.")
    return clean
