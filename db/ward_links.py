"""Ward links, the tries at them, and the short sessions they open: tables of their own, beside ordinary sessions.

A token of a ward session is in no row of `session`: whoever asks for a session finds none.
"""

import uuid
from datetime import datetime, timedelta
from uuid import UUID

from db.sessions import token_digest
from db.store import Row, Transaction

_SESSION = """
    select s.token_digest, s.account, s.discussion, s.round, s.seen_at, s.ends_at as session_ends_at, s.ended_at,
           s.handed_in, s.epoch = a.epoch as is_current, a.member, a.sign_in_name, a.must_replace, a.password_ends_at,
           a.ends_at as account_ends_at, a.disabled_at, l.recalled_at
      from ward_session s
      join account a on a.id = s.account
      join ward_link l on l.id = s.link
     where s.token_digest = $digest
"""
_LINKS = """
    select l.id, l.member, m.name, l.made_at, l.ends_at
      from ward_link l left join member m on m.id = l.member
     where l.discussion = $discussion and l.round = $round and l.recalled_at is null and l.ends_at > $now
     order by l.made_at
"""
_ACCOUNT_OF = "select sign_in_name from account where member = $member"


def add(
    tx: Transaction, token: str, discussion: UUID, round_number: int, *, member: UUID | None, ends_at: datetime
) -> UUID:
    """A new link to one round; with a member it is theirs alone and opens once."""
    link_id = uuid.uuid4()
    tx.insert(
        "ward_link",
        [
            {
                "id": link_id,
                "token_digest": token_digest(token),
                "discussion": discussion,
                "round": round_number,
                "member": member,
                "made_at": tx.now,
                "ends_at": ends_at,
                "used_at": None,
                "recalled_at": None,
            }
        ],
    )
    return link_id


def link(tx: Transaction, token: str) -> Row | None:
    """The link of this token, whatever has become of it."""
    return tx.row("select * from ward_link where token_digest = $digest", digest=token_digest(token))


def link_by_id(tx: Transaction, link_id: UUID) -> Row | None:
    """One link."""
    return tx.row("select * from ward_link where id = $link", link=link_id)


def links(tx: Transaction, discussion: UUID, round_number: int) -> list[Row]:
    """The links to a round, neither over nor taken back. Not whether one was used: that would tell who recorded."""
    return tx.rows(_LINKS, discussion=discussion, round=round_number, now=tx.now)


def recall(tx: Transaction, link_id: UUID) -> None:
    """Take a link back; the sessions that it opened end with it."""
    tx.run("update ward_link set recalled_at = $now where id = $link", link=link_id, now=tx.now)


def recall_all(tx: Transaction, discussion: UUID) -> None:
    """Take back every link to a discussion: it is put off, and when it is taken up again they open nothing."""
    tx.run(
        "update ward_link set recalled_at = $now where discussion = $discussion and recalled_at is null",
        discussion=discussion,
        now=tx.now,
    )


def use(tx: Transaction, link_id: UUID) -> None:
    """A link for one member was opened: it does not open again."""
    tx.run("update ward_link set used_at = $now where id = $link", link=link_id, now=tx.now)


def sign_in_name_of(tx: Transaction, member: UUID) -> str:
    """The sign-in name of a member's account, or nothing."""
    row = tx.row(_ACCOUNT_OF, member=member)
    return str(row["sign_in_name"]) if row else ""


def wrong_tries(tx: Transaction, link_id: UUID, name: str) -> int:
    """How often a PIN for this name was wrong at this link, from wherever."""
    row = tx.row(
        "select wrong from ward_try where link = $link and name_digest = $name", link=link_id, name=token_digest(name)
    )
    return int(row["wrong"]) if row else 0


def note_wrong(tx: Transaction, link_id: UUID, name: str, change: int) -> None:
    """One wrong try more, or one less when it turned out right."""
    key = {"link": link_id, "name": token_digest(name)}
    if tx.row("select 1 from ward_try where link = $link and name_digest = $name", **key) is None:
        tx.insert("ward_try", [{"link": link_id, "name_digest": key["name"], "wrong": change}])
        return
    tx.run(
        "update ward_try set wrong = wrong + $change where link = $link and name_digest = $name", change=change, **key
    )


def add_ticket(tx: Transaction, link_id: UUID, account: Row, token: str, lasts: timedelta) -> None:
    """A ticket: lets the phone that just gave the right PIN fetch its cookie, once."""
    tx.insert(
        "ward_ticket",
        [
            {
                "token_digest": token_digest(token),
                "link": link_id,
                "account": account["id"],
                "epoch": account["epoch"],
                "ends_at": tx.now + lasts,
            }
        ],
    )


def take_ticket(tx: Transaction, token: str) -> Row | None:
    """Redeem a ticket (link, account, epoch): gone afterwards, whether or not it was still good."""
    digest = token_digest(token)
    found = tx.row("select link, account, epoch, ends_at from ward_ticket where token_digest = $digest", digest=digest)
    tx.run("delete from ward_ticket where token_digest = $digest", digest=digest)
    return found if found and found["ends_at"] > tx.now else None


def begin_session(tx: Transaction, opened: Row, account: Row, token: str, lasts: timedelta) -> None:
    """Store a new session for the round of the link `opened`, by the digest of its token."""
    tx.insert(
        "ward_session",
        [
            {
                "token_digest": token_digest(token),
                "link": opened["id"],
                "account": account["id"],
                "epoch": account["epoch"],
                "discussion": opened["discussion"],
                "round": opened["round"],
                "begun_at": tx.now,
                "seen_at": tx.now,
                "ends_at": tx.now + lasts,
                "ended_at": None,
                "handed_in": False,
            }
        ],
    )


def session(tx: Transaction, token: str) -> Row | None:
    """The ward session of this token with its account and link, or None; whether it is live is for the caller."""
    return tx.row(_SESSION, digest=token_digest(token))


def touch_session(tx: Transaction, digest: str) -> None:
    """Note that somebody did something in this session."""
    tx.run("update ward_session set seen_at = $now where token_digest = $digest", digest=digest, now=tx.now)


def end_session(tx: Transaction, token: str) -> None:
    """End one session, if there is one of this token."""
    tx.run(
        "update ward_session set ended_at = $now where token_digest = $digest and ended_at is null",
        digest=token_digest(token),
        now=tx.now,
    )


def end_sessions_of(tx: Transaction, account: UUID) -> None:
    """End all that an account has open by ward links, or could open with a ticket it holds."""
    tx.run("delete from ward_ticket where account = $account", account=account)
    tx.run(
        "update ward_session set ended_at = $now where account = $account and ended_at is null",
        account=account,
        now=tx.now,
    )


def handed_in(tx: Transaction, account: UUID, discussion: UUID, round_number: int) -> None:
    """The entry is in: every session by which it could have been written ends."""
    tx.run(
        "update ward_session set ended_at = $now, handed_in = true where account = $account "
        "and discussion = $discussion and round = $round and ended_at is null",
        account=account,
        discussion=discussion,
        round=round_number,
        now=tx.now,
    )
