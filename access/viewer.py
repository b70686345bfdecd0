"""Who is asking: nothing but a pointer. What the pointer is worth is read from the store at every call."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Viewer:
    """Somebody with a session. Holds the token only: a bound person or role would go stale while a page is open."""

    session: str = field(repr=False)


@dataclass(frozen=True)
class Visitor:
    """Somebody without a session, at a network address (for the throttle)."""

    address: str = ""
