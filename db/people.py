"""Teams, members and memberships."""

import uuid
from datetime import datetime
from uuid import UUID

from access.terms import Naming
from db.store import Row, Transaction

_TEAMS_OF_MEMBER = """
    select t.id, t.name, t.time_zone, s.role
      from membership s join team t on t.id = s.team
     where s.member = $member and s.begins_at <= $now and (s.ends_at is null or s.ends_at > $now)
     order by t.name
"""

_MEMBERSHIP = """
    select s.id, s.role, s.begun_seq, s.discipline, s.shift, s.seniority
      from membership s
     where s.member = $member and s.team = $team and s.begins_at <= $now and (s.ends_at is null or s.ends_at > $now)
"""

_MEMBERS = """
    select s.member, m.name, s.role, s.discipline, s.shift, s.seniority, s.begun_seq, s.begins_at, s.ends_at
      from membership s join member m on m.id = s.member
     where s.team = $team and s.begins_at <= $now and (s.ends_at is null or s.ends_at > $now)
     order by m.name
"""

# A change of a membership ends one row and begins the next: what held at a time is what ended first after it.
_MEMBERS_SINCE = """
    select s.member, m.name, s.discipline, s.shift, s.seniority
      from membership s join member m on m.id = s.member
     where s.team = $team and (s.ends_at is null or s.ends_at >= $since)
   qualify row_number() over (partition by s.member order by s.ends_at nulls last, s.begins_at) = 1
"""

_EVERY_MEMBERSHIP = """
    select s.member, m.name, s.role, s.discipline, s.shift, s.seniority, s.begun_seq, s.begins_at, s.ends_at
      from membership s join member m on m.id = s.member
     where s.team = $team and s.begins_at <= $now
     order by m.name
"""


def add_team(tx: Transaction, name: str, time_zone: str, naming: str) -> UUID:
    """A new team."""
    team_id = uuid.uuid4()
    shown = naming_columns(naming)
    tx.insert("team", [{"id": team_id, "name": name, "time_zone": time_zone, **shown, "created_at": tx.now}])
    return team_id


def teams(tx: Transaction) -> list[Row]:
    """All teams with the number of their present members."""
    return tx.rows(
        """
        select t.id, t.name, t.time_zone, case when t.disciplines then 'discipline' else t.naming end as naming,
               (select count(*) from membership s where s.team = t.id and s.begins_at <= $now
                   and (s.ends_at is null or s.ends_at > $now)) as members
          from team t order by t.name
    """,
        now=tx.now,
    )


def team(tx: Transaction, team_id: UUID) -> Row | None:
    """One team."""
    return tx.row(
        "select id, name, time_zone, created_at, case when disciplines then 'discipline' else naming end as naming "
        "from team where id = $team",
        team=team_id,
    )


def set_naming(tx: Transaction, team_id: UUID, naming: str) -> None:
    """The policy for discussions whose recording opens from now on."""
    # The foreign keys on team make DuckDB refuse an update that touches an indexed column; this one does not.
    tx.run(
        "update team set naming = $naming, disciplines = $disciplines where id = $team",
        team=team_id,
        **naming_columns(naming),
    )


def naming_columns(naming: str) -> Row:
    """How a naming policy is stored: the one by discipline is the one without names, and disciplines beside it."""
    by_discipline = naming == Naming.DISCIPLINE
    return {"naming": Naming.UNATTRIBUTED if by_discipline else naming, "disciplines": by_discipline}


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


def members_since(tx: Transaction, team_id: UUID, since: datetime) -> list[Row]:
    """Everybody who was in a team then or came later, each as then: what is changed afterwards changes no picture."""
    return tx.rows(_MEMBERS_SINCE, team=team_id, since=since)


def every_membership(tx: Transaction, team_id: UUID) -> list[Row]:
    """All memberships of a team by name, those that are over too: several where a role or discipline changed."""
    return tx.rows(_EVERY_MEMBERSHIP, team=team_id, now=tx.now)


def member_name(tx: Transaction, member: UUID) -> str:
    """What a member is called."""
    row = tx.row("select name from member where id = $member", member=member)
    return str(row["name"]) if row else ""
