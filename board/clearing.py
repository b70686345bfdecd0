"""From the figures of a round to its picture: what the policy and the thresholds do not allow does not come through."""

from dataclasses import replace
from uuid import UUID

from access.terms import Length, Naming, Stage
from access.written import Written
from analysis import answer, sentences
from board import gate
from board.answered import independent
from board.answers import QUESTION
from board.clearing_items import section, todays_question
from board.clearing_views import role_received, views, who_stands_where, within
from board.clearing_weeks import among_all, both_sides, weeks
from board.house import present
from board.noticed_and_written import noticed, written_lines
from board.picture import IN_BETWEEN, Picture
from board.revealed_round import RevealedRound
from board.rivals import rivals
from db import conferences, entries, people
from db.store import Row, Transaction
from instruments import weekly_team_reaction

LATE_FROM = 3
"""Late entries are counted aloud from so many on: one late sheet would have a name."""


def cleared(tx: Transaction, standing: gate.Standing, rows: list[Row]) -> Picture:
    """The picture of the first round for this standing, from the entries that are in it (`rows`)."""
    return _shown(_revealed(tx, standing, rows))


def views_by_member(tx: Transaction, standing: gate.Standing, rows: list[Row]) -> dict[UUID, str]:
    """In which view each member in the picture stands, as far as answers of a view are told; nobody without a picture.

    Where nothing of a view is told, all stand alike.
    """
    return _stands(_revealed(tx, standing, rows))


def with_views(tx: Transaction, standing: gate.Standing, rows: list[Row]) -> tuple[Picture, dict[UUID, str]]:
    """The picture, and who stands where in it, read once."""
    revealed = _revealed(tx, standing, rows)
    return _shown(revealed), _stands(revealed)


def _shown(revealed: RevealedRound) -> Picture:
    return _picture(revealed) if _are_enough(revealed.blank) else revealed.blank


def _stands(revealed: RevealedRound) -> dict[UUID, str]:
    if not _are_enough(revealed.blank):
        return {}
    shown = revealed.tells_views()
    return {member: revealed.view_of(n) if shown else IN_BETWEEN for n, member in enumerate(revealed.reading.members)}


def _are_enough(blank: Picture) -> bool:
    return blank.recorded >= blank.needed


def _revealed(tx: Transaction, standing: gate.Standing, rows: list[Row]) -> RevealedRound:
    matter = standing.matter
    team = people.team(tx, standing.team) or {}
    answered = independent(rows, entries.revealed_ratings(tx, matter["id"], 1))
    asked = {member["member"] for member in conferences.expected(tx, matter)} | {row["member"] for row in rows}
    late = sum(row["late"] for row in rows)
    limits = present().settings
    needed = limits.threshold_spread
    blank = Picture(
        discussion=matter["id"],
        team_name=Written(team["name"]),
        time_zone=team["time_zone"],
        code=matter["code"],
        length=Length(matter["length"]),
        stage=Stage(matter["stage"]),
        conference_begins_at=matter["conference_begins_at"],
        revealed_at=matter["revealed_at"],
        naming=Naming(matter["naming"]),
        recorded=len(answered.members),
        expected=len(asked),
        enough=False,
        needed=needed,
        late=late if late >= LATE_FROM else 0,
        answer=None,
        together="",
        views=(),
        smaller_view=False,
        within="",
        question=Written(matter["question"]),
        today=None,
        feelings=(),
        positions=(),
        pull=None,
        both_sides="",
        level="",
        role=None,
        noticed=(),
        course=None,
        lines=(),
        lines_held_back=(),
        lines_from=limits.threshold_text,
        handover_from=limits.threshold_mean,
        questions=weekly_team_reaction().lines,
        rivals=(),
        standing=(),
    )
    return RevealedRound(tx, standing, answered, blank)


def _picture(of: RevealedRound) -> Picture:
    """The blank picture, filled."""
    blank, reading = of.blank, of.reading
    feelings, positions = section(of, reading.feelings), section(of, reading.positions)
    told_views, smaller = views(of)
    lines, held_back = written_lines(of.tx, of.standing, blank.recorded, of.names_ever)
    today = todays_question(of)
    told = answer(
        reading.feelings.scan,
        reading.positions.scan,
        reading.together,
        recorded=blank.recorded,
        expected=blank.expected,
        unanimity=reading.unanimity,
        different_view=reading.different_view,
        beyond_tone=reading.beyond_tone,
        smallest=reading.smallest,
        beyond_usual=reading.beyond_usual,
        stands_among_all=among_all(of),
    )
    return replace(
        blank,
        enough=True,
        answer=told,
        together=str(reading.together.kind),
        views=told_views,
        smaller_view=smaller,
        within=within(of) if told_views else "",
        today=today,
        feelings=feelings,
        positions=positions,
        pull=reading.pull,
        both_sides=both_sides(of),
        level=sentences.of_level(reading.level) or "",
        role=role_received(of),
        noticed=noticed(of.tx, blank.discussion, set(reading.members), of.instrument),
        course=weeks(of),
        lines=lines,
        lines_held_back=held_back,
        rivals=rivals(reading, _formed_a_view(of), blank.naming, least=of.limits.threshold_spread),
        standing=who_stands_where(of),
    )


def _formed_a_view(of: RevealedRound) -> int | None:
    """How many answered today's question; None where none was asked."""
    answered = of.answered.table([QUESTION])
    return int((answered == answered).sum()) if of.blank.question else None
