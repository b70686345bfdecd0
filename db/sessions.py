"""Sessions, and the tickets that let a browser fetch its cookie; stored by the digests of their tokens."""

import hashlib
from datetime import timedelta
from uuid import UUID

from db.store import Row, Transaction

_SESSION = """
    select s.token_digest, s.account, s.begun_at, s.seen_at, s.ends_at as session_ends_at, s.ended_at,
           s.epoch = a.epoch as is_current, a.member, a.sign_in_name, a.must_replace, a.password_ends_at,
           a.ends_at as account_ends_at, a.disabled_at
      from session s join account a on a.id = s.account
     where s.token_digest = $digest
"""

_OPEN_SESSIONS = """
    select s.token_digest, s.begun_at, s.seen_at from session s join account a on a.id = s.account
     where s.account = $account and s.ended_at is null and s.ends_at > $now and s.seen_at > $used_since
       and s.epoch = a.epoch
     order by s.begun_at
"""


def token_digest(token: str) -> str:
    """How a session token or a ticket is stored: it cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def session(tx: Transaction, token: str) -> Row | None:
    """The session of this token with its account, or None; whether it is live is for the caller to judge."""
    return tx.row(_SESSION, digest=token_digest(token))


def end_sessions_of_member(tx: Transaction, member: UUID) -> None:
    """End what a member has open: the role changed, so whoever holds the cookie signs in again."""
    tx.run("update account set epoch = epoch + 1 where member = $member", member=member)


def begin_session(tx: Transaction, account_id: UUID, epoch: int, token: str, lasts: timedelta) -> None:
    """Store a new session by the digest of its token."""
    tx.insert(
        "session",
        [
            {
                "token_digest": token_digest(token),
                "account": account_id,
                "epoch": epoch,
                "begun_at": tx.now,
                "seen_at": tx.now,
                "ends_at": tx.now + lasts,
                "ended_at": None,
            }
        ],
    )


def touch_session(tx: Transaction, digest: str) -> None:
    """Note that somebody did something in this session."""
    tx.run(
        "update session set seen_at = $now where token_digest = $digest and ended_at is null", digest=digest, now=tx.now
    )


def end_session(tx: Transaction, digest: str) -> None:
    """End one session."""
    tx.run(
        "update session set ended_at = $now where token_digest = $digest and ended_at is null",
        digest=digest,
        now=tx.now,
    )


def open_sessions(tx: Transaction, account_id: UUID, idle: timedelta) -> list[Row]:
    """Sessions of an account that still open something: not ended, not too old, used within `idle`, of this epoch."""
    return tx.rows(_OPEN_SESSIONS, account=account_id, now=tx.now, used_since=tx.now - idle)


def add_ticket(tx: Transaction, account_id: UUID, token: str, lasts: timedelta) -> None:
    """A ticket: lets the browser that just gave the right password fetch its cookie, once."""
    tx.insert("ticket", [{"token_digest": token_digest(token), "account": account_id, "ends_at": tx.now + lasts}])


def take_ticket(tx: Transaction, token: str) -> UUID | None:
    """Redeem a ticket: gone afterwards, whether or not it was still good."""
    found = tx.row("select account, ends_at from ticket where token_digest = $digest", digest=token_digest(token))
    tx.run("delete from ticket where token_digest = $digest", digest=token_digest(token))
    return found["account"] if found and found["ends_at"] > tx.now else None
