"""For the owner of the server, at its console while the board is stopped: `python -m board.operator COMMAND`.

The settings are those of the board: the same environment, the same folder to start from. Each command says
what it did; the exit code is 0 when it was done, 1 when something is wrong, 2 when nothing could be tried.
"""

import argparse
import fcntl
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from access import passwords
from board.accounts import FIRST_PASSWORD_LASTS
from clock import SystemClock
from db import accounts, throttle
from db.ledger import Chain, Line
from db.opening import StartRefused, open_store, read_key
from db.store import Store, Transaction
from settings import Settings, SettingsRefused, read_settings

DONE, WRONG, REFUSED = 0, 1, 2
_OWNER = "the owner of the server"


class CannotDo(Exception):
    """The command was understood and cannot be done; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        if asked.command == "reset-administrator":
            print(reset_administrator(settings, asked.name))
        elif asked.command == "verify":
            print(verify(settings))
        else:
            print(restore(settings, asked.file))
    except CannotDo as fault:
        print(fault, file=sys.stderr)
        return WRONG
    except (SettingsRefused, StartRefused) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return DONE


def reset_administrator(settings: Settings, sign_in_name: str) -> str:
    """Give an administrator a new first password, open the account again and end its sessions."""
    first = passwords.first_password()
    digest = passwords.digest(first)

    def work(tx: Transaction) -> datetime:
        account = accounts.account_named(tx, sign_in_name.strip().casefold())
        if account is None or account["member"] is not None:
            raise CannotDo(_nobody_of_that_name(tx, sign_in_name))
        ends = tx.now + FIRST_PASSWORD_LASTS
        accounts.set_password(tx, account["id"], digest, must_replace=True, ends_at=ends)
        accounts.set_disabled(tx, account["id"], disabled=False)
        accounts.set_account_end(tx, account["id"], None)
        throttle.note_try(tx, account["sign_in_name"], "", "lifted")
        tx.record(_OWNER, "gave an administrator a new first password", matter=str(account["id"]))
        return ends

    with _opened(settings) as store:
        ends = store.atomic(work, checkpoint=True)
    return (
        f"The first password of {sign_in_name.strip()} is {first}\n"
        f"It ends on {_moment(ends)} and is replaced at the first sign-in."
    )


def verify(settings: Settings) -> str:
    """Check that the key fits the store and that no line of the ledger is missing or was changed."""
    with _opened(settings) as store:
        last = _checked_ledger(store, settings)
    return f"The key fits and the ledger is whole: {last.seq} lines, the last of {_moment(last.happened_at)}."


def restore(settings: Settings, backup: Path) -> str:
    """Check a backup and put it in the store's place; the present file is kept beside it."""
    if settings.store:
        raise CannotDo("The board keeps its data in PostgreSQL: bring a backup back with PostgreSQL’s own pg_restore.")
    if not backup.is_file() or backup.stat().st_size == 0:
        raise CannotDo(f"There is no backup at {backup}. Nothing was changed.")
    with _alone_with(settings.store_file):
        aside = replace(settings, data_folder=settings.data_folder / "restore-in-the-making")
        shutil.rmtree(aside.data_folder, ignore_errors=True)
        try:
            last = _checked_copy(aside, backup)
            kept = _swap_in(aside.store_file, settings.store_file)
        finally:
            shutil.rmtree(aside.data_folder, ignore_errors=True)
    said = f"Brought back: {last.seq} lines in the ledger, the last of {_moment(last.happened_at)}."
    return f"{said}\nThe file that was there is kept as {kept}." if kept else said


def _checked_copy(aside: Settings, backup: Path) -> Line:
    aside.data_folder.mkdir(mode=0o700, parents=True)
    shutil.copyfile(backup, aside.store_file)
    try:
        with _opened(aside) as store:
            return _checked_ledger(store, aside)
    except (StartRefused, CannotDo) as fault:
        raise CannotDo(f"The backup {backup} was not brought back; the store is as it was. {fault}") from fault


def _checked_ledger(store: Store, settings: Settings) -> Line:
    chain = Chain(read_key(settings, store_exists=True))
    broken, last = store.look(lambda tx: (chain.first_broken(tx), chain.head(tx)))
    if broken is not None:
        raise CannotDo(
            f"The ledger is not whole: line {broken} is missing or was changed by hand. "
            "Keep the file as it is, and bring back the last backup that verifies."
        )
    return last


def _swap_in(checked: Path, place: Path) -> Path | None:
    """Put the checked file into its place; return where the one that was there is now."""
    kept = None
    if place.exists():
        kept = _free_name(place)
        place.rename(kept)
        for beside in (".wal", ".blocks"):  # what was not folded in yet belongs to that file, and would ruin this one
            file = place.with_name(f"{place.name}{beside}")
            if file.exists():
                file.rename(kept.with_name(f"{kept.name}{beside}"))
    checked.rename(place)
    return kept


def _free_name(place: Path) -> Path:
    wanted = place.with_name(f"{place.name}.before-restore")
    number = 2
    while wanted.exists():
        wanted = place.with_name(f"{place.name}.before-restore-{number}")
        number += 1
    return wanted


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    if not settings.store and not settings.store_file.exists():
        raise CannotDo(
            f"There is no store at {settings.store_file}. Run this where the board is started, with its settings."
        )
    store = open_store(settings, SystemClock())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _alone_with(store_file: Path) -> Iterator[None]:
    """Hold the store's side file, as the running board does, without opening the store: it may be damaged."""
    store_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with store_file.with_suffix(".lock").open("a", encoding="ascii") as side_file:
        try:
            fcntl.flock(side_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise CannotDo("The board is running on this store. Stop it first, then bring the backup back.") from fault
        yield


def _nobody_of_that_name(tx: Transaction, sign_in_name: str) -> str:
    names = [row["sign_in_name"] for row in accounts.accounts(tx) if row["member"] is None]
    there = f"There is {', '.join(names)}." if names else "Start the board and set it up with the code on its console."
    return f"There is no administrator called {sign_in_name.strip()}. {there}"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m board.operator", description="For the owner of the server, while the board is stopped."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    reset = commands.add_parser("reset-administrator", help="give an administrator a new first password")
    reset.add_argument("name", help="the administrator’s sign-in name")
    commands.add_parser("verify", help="check the key and that the ledger is whole")
    back = commands.add_parser("restore", help="check a backup and put it in the store’s place")
    back.add_argument("file", type=Path, help="the backup")
    return parser


if __name__ == "__main__":
    sys.exit(main())
