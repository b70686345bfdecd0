"""Whether a division stands out among all cases of its conference: each case looked at is a chance of a false alarm."""

from functools import lru_cache

from analysis import divided_cases
from analysis.agenda import hangs_together, of_case, p_of_case
from board.readings import Reading
from board.sheets import Before, Sheets
from instruments import weekly_team_reaction


def stands_among_all(reading: Reading, before: Before) -> bool | None:
    """Whether this case stays divided when the others of its conference count as looks; None when it is the only one.

    It follows what is revealed at the conference, so it may change until its last case is.
    """
    if not before.beside:
        return None
    own = p_of_case(reading.feelings.scan, reading.positions.scan)
    return divided_cases([own, *map(_p, before.beside)])[0]


@lru_cache(maxsize=512)
def _p(sheets: Sheets) -> float | None:
    return of_case(*(_p_of_section(sheets, scan) for scan in ("feelings", "positions")))


def _p_of_section(sheets: Sheets, scan: str) -> float | None:
    items = weekly_team_reaction().items(scan=scan, pulse=sheets.is_pulse)
    return hangs_together(
        sheets.of(sheets.members, [item.key for item in items]),
        spans=[float(item.high - item.low) for item in items],
        blocks=[item.dimension for item in items],
    )
