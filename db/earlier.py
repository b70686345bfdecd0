"""What a team has revealed so far: the discussions that a picture may be compared with."""

from uuid import UUID

from db.store import Row, Transaction

# A closed discussion changes no more: the number of its last change of stage is the version of its entries. What is put
# off or opened again later is still found as it stood at `until` in the ledger.
_REVEALED_OF_TEAM = """
    select d.id, d.team, d.patient_case, d.conference, d.length, d.instrument, d.instrument_version,
           case when d.disciplines then 'discipline' else d.naming end as naming,
           f.begins_at as conference_begins_at, g.stage, g.stage_seq, r.opened_seq, r.revealed_seq
      from discussion d
      join conference f on f.id = d.conference
      join round r on r.discussion = d.id and r.number = 1
      join (select discussion, arg_max(stage, seq) as stage, max(seq) as stage_seq
              from stage_change where seq <= $until group by discussion) g on g.discussion = d.id
     where d.team = $team and r.revealed_seq <= $until and g.stage in ('revealed', 'closed')
     order by r.opened_seq desc
"""
TODAY = 2**62


def revealed_of_team(tx: Transaction, team: UUID, until: int = TODAY) -> list[Row]:
    """The discussions of a team whose pictures could be seen at `until` in the ledger, the one opened last first."""
    return tx.rows(_REVEALED_OF_TEAM, team=team, until=until)
