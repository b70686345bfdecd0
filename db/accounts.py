"""Accounts: sign-in names, password digests, how long they open."""

import uuid
from datetime import datetime
from uuid import UUID

from db.store import Row, Transaction

_ACCOUNT_BY_NAME = "select * from account where sign_in_name = $name"

_ACCOUNT = "select * from account where id = $account"

_ACCOUNTS = """
    select a.id, a.sign_in_name, a.member, m.name, a.must_replace, a.password_ends_at, a.ends_at, a.disabled_at, e.email
      from account a
      left join member m on m.id = a.member
      left join address e on e.account = a.id
     order by a.sign_in_name
"""

_ADMINISTRATORS = "select count(*) as n from account where member is null"


def account_named(tx: Transaction, sign_in_name: str) -> Row | None:
    """The account with this sign-in name."""
    return tx.row(_ACCOUNT_BY_NAME, name=sign_in_name)


def account(tx: Transaction, account_id: UUID) -> Row | None:
    """One account."""
    return tx.row(_ACCOUNT, account=account_id)


def accounts(tx: Transaction) -> list[Row]:
    """All accounts with the names of their members; administrators have no member."""
    return tx.rows(_ACCOUNTS)


def has_administrator(tx: Transaction) -> bool:
    """Whether the first administrator was made."""
    row = tx.row(_ADMINISTRATORS)
    return bool(row and row["n"])


def add_account(
    tx: Transaction,
    sign_in_name: str,
    password_digest: str,
    *,
    member: UUID | None,
    must_replace: bool,
    password_ends_at: datetime | None,
    ends_at: datetime | None,
) -> UUID:
    """A new account; without a member it is an administrator's."""
    account_id = uuid.uuid4()
    tx.insert(
        "account",
        [
            {
                "id": account_id,
                "member": member,
                "sign_in_name": sign_in_name,
                "password_digest": password_digest,
                "must_replace": must_replace,
                "password_ends_at": password_ends_at,
                "ends_at": ends_at,
                "disabled_at": None,
                "epoch": 1,
                "created_at": tx.now,
            }
        ],
    )
    return account_id


def set_password(
    tx: Transaction, account_id: UUID, password_digest: str, *, must_replace: bool, ends_at: datetime | None
) -> None:
    """A new password. The epoch rises: every session begun before it is over."""
    tx.run(
        "update account set password_digest = $digest, must_replace = $must_replace, password_ends_at = $ends_at, "
        "epoch = epoch + 1 where id = $account",
        account=account_id,
        digest=password_digest,
        must_replace=must_replace,
        ends_at=ends_at,
    )


def set_disabled(tx: Transaction, account_id: UUID, *, disabled: bool) -> None:
    """Close or reopen an account; closing ends its sessions."""
    tx.run(
        "update account set disabled_at = $moment, epoch = epoch + 1 where id = $account",
        account=account_id,
        moment=tx.now if disabled else None,
    )


def set_account_end(tx: Transaction, account_id: UUID, ends_at: datetime | None) -> None:
    """The moment from which the account no longer opens."""
    tx.run("update account set ends_at = $ends_at where id = $account", account=account_id, ends_at=ends_at)
