"""Teams, members, memberships, accounts, sessions: the queries and the changes."""

import hashlib
import uuid
from datetime import datetime, timedelta
from uuid import UUID

from db.store import Row, Transaction

# ---------------------------------------------------------------- accounts and sessions

_SESSION = """
    select s.token_digest, s.account, s.begun_at, s.seen_at, s.ends_at as session_ends_at, s.ended_at,
           s.epoch = a.epoch as is_current, a.member, a.sign_in_name, a.must_replace, a.password_ends_at,
           a.ends_at as account_ends_at, a.disabled_at
      from session s join account a on a.id = s.account
     where s.token_digest = $digest
"""
_ACCOUNT_BY_NAME = "select * from account where sign_in_name = $name"
_ACCOUNT = "select * from account where id = $account"
_ACCOUNTS = """
    select a.id, a.sign_in_name, a.member, m.name, a.must_replace, a.password_ends_at, a.ends_at, a.disabled_at
      from account a left join member m on m.id = a.member
     order by a.sign_in_name
"""
_ADMINISTRATORS = "select count(*) as n from account where member is null"
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


# ---------------------------------------------------------------- the throttle

_TRIES = """
    select name_digest, address, outcome, happened_at from throttle
     where happened_at > $since and (name_digest = $name or address = $address)
     order by happened_at
"""
_FAILURES_OF_ALL = """
    select coalesce(sum(case outcome when 'tried' then 1 when 'came in' then -1 else 0 end), 0) as n
      from throttle where happened_at > $since
"""


def tries(tx: Transaction, name: str, address: str, since: datetime) -> list[Row]:
    """Tries of this name or from this address since then, oldest first."""
    return tx.rows(_TRIES, name=token_digest(name), address=address, since=since)


def failures_of_all(tx: Transaction, since: datetime) -> int:
    """How many tries failed since then, whoever made them: those noted, less those that came in."""
    row = tx.row(_FAILURES_OF_ALL, since=since)
    return int(row["n"]) if row else 0


def note_try(tx: Transaction, name: str, address: str, outcome: str) -> None:
    """Note a try (`tried`), a success (`came in`) or that an administrator lifted the pause (`lifted`)."""
    tx.insert(
        "throttle",
        [
            {
                "id": uuid.uuid4(),
                "name_digest": token_digest(name),
                "address": address,
                "outcome": outcome,
                "happened_at": tx.now,
            }
        ],
    )


# ---------------------------------------------------------------- teams, members, memberships

_TEAMS_OF_MEMBER = """
    select t.id, t.name, t.time_zone, t.naming, s.role
      from membership s join team t on t.id = s.team
     where s.member = $member and s.begins_at <= $now and (s.ends_at is null or s.ends_at > $now)
     order by t.name
"""
_MEMBERSHIP = """
    select s.id, s.role, s.begun_seq, s.discipline, s.shift, s.seniority, t.name as team_name
      from membership s join team t on t.id = s.team
     where s.member = $member and s.team = $team and s.begins_at <= $now and (s.ends_at is null or s.ends_at > $now)
"""
_MEMBERS = """
    select s.member, m.name, s.role, s.discipline, s.shift, s.seniority, s.begun_seq, s.begins_at, s.ends_at, s.id
      from membership s join member m on m.id = s.member
     where s.team = $team and s.begins_at <= $now and (s.ends_at is null or s.ends_at > $now)
     order by m.name
"""

_MEMBERS_EVER = """
    select s.member, m.name, s.discipline, s.shift, s.seniority
      from membership s join member m on m.id = s.member
     where s.team = $team
   qualify row_number() over (partition by s.member order by s.begins_at desc, s.begun_seq desc) = 1
"""


def add_team(tx: Transaction, name: str, time_zone: str, naming: str) -> UUID:
    """A new team."""
    team_id = uuid.uuid4()
    tx.insert("team", [{"id": team_id, "name": name, "time_zone": time_zone, "naming": naming, "created_at": tx.now}])
    return team_id


def teams(tx: Transaction) -> list[Row]:
    """All teams with the number of their present members."""
    return tx.rows(
        """
        select t.id, t.name, t.time_zone, t.naming,
               (select count(*) from membership s where s.team = t.id and s.begins_at <= $now
                   and (s.ends_at is null or s.ends_at > $now)) as members
          from team t order by t.name
    """,
        now=tx.now,
    )


def team(tx: Transaction, team_id: UUID) -> Row | None:
    """One team."""
    return tx.row("select * from team where id = $team", team=team_id)


def set_naming(tx: Transaction, team_id: UUID, naming: str) -> None:
    """The policy for discussions whose recording opens from now on."""
    # The foreign keys on team make DuckDB refuse an update that touches an indexed column; this one does not.
    tx.run("update team set naming = $naming where id = $team", team=team_id, naming=naming)


def add_member(tx: Transaction, name: str) -> UUID:
    """A new person."""
    member_id = uuid.uuid4()
    tx.insert("member", [{"id": member_id, "name": name, "created_at": tx.now}])
    return member_id


def add_membership(
    tx: Transaction,
    team_id: UUID,
    member: UUID,
    *,
    role: str,
    discipline: str,
    shift: str,
    seniority: str,
    begun_seq: int,
    begins_at: datetime,
    ends_at: datetime | None,
) -> None:
    """A person joins a team, from then to then."""
    tx.insert(
        "membership",
        [
            {
                "id": uuid.uuid4(),
                "team": team_id,
                "member": member,
                "role": role,
                "discipline": discipline,
                "shift": shift,
                "seniority": seniority,
                "begun_seq": begun_seq,
                "begins_at": begins_at,
                "ends_at": ends_at,
            }
        ],
    )


def end_membership(tx: Transaction, membership: UUID) -> None:
    """A membership ends now."""
    tx.run("update membership set ends_at = $now where id = $membership", membership=membership, now=tx.now)


def memberships_of(tx: Transaction, member: UUID) -> list[Row]:
    """The teams a member is in now, with the role in each."""
    return tx.rows(_TEAMS_OF_MEMBER, member=member, now=tx.now)


def membership(tx: Transaction, team_id: UUID, member: UUID) -> Row | None:
    """What a member is in a team now, or None."""
    return tx.row(_MEMBERSHIP, team=team_id, member=member, now=tx.now)


def members(tx: Transaction, team_id: UUID) -> list[Row]:
    """The present members of a team by name."""
    return tx.rows(_MEMBERS, team=team_id, now=tx.now)


def members_ever(tx: Transaction, team_id: UUID) -> list[Row]:
    """Everybody who is or was in a team, each with the latest membership: for what former members recorded."""
    return tx.rows(_MEMBERS_EVER, team=team_id)


def member_name(tx: Transaction, member: UUID) -> str:
    """What a member is called."""
    row = tx.row("select name from member where id = $member", member=member)
    return str(row["name"]) if row else ""


# ---------------------------------------------------------------- settings kept in the store


def setting(tx: Transaction, name: str) -> str | None:
    """A setting that belongs to the store itself, such as the mark of the demo."""
    row = tx.row("select content from setting where name = $name", name=name)
    return str(row["content"]) if row else None


def put_setting(tx: Transaction, name: str, content: str) -> None:
    """Set one; there is no way to take one back."""
    tx.insert("setting", [{"name": name, "content": content}])
