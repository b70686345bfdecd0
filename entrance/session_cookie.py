"""The cookie that holds the session token: its name, how it is set and cleared, whom it stands for."""

from collections.abc import Mapping

from starlette.responses import Response

from access.viewer import Viewer
from board.house import present


def name() -> str:
    """What the cookie is called. Behind TLS the browser itself keeps it to this host (`__Host-`)."""
    return "__Host-board_session" if _is_secure() else "board_session"


def viewer_of(cookies: Mapping[str, str]) -> Viewer:
    """The viewer a browser claims to be; whether the claim holds is decided in every call of `board/`."""
    return Viewer(cookies.get(name(), ""))


def give(answer: Response, token: str) -> None:
    """Hand a browser its session: out of reach of scripts, and never sent along from another site."""
    seconds = int(present().settings.absolute.total_seconds())
    answer.set_cookie(name(), token, max_age=seconds, path="/", httponly=True, samesite="strict", secure=_is_secure())


def take_back(answer: Response) -> None:
    """Let a browser forget its session."""
    answer.delete_cookie(name(), path="/", httponly=True, samesite="strict", secure=_is_secure())


def _is_secure() -> bool:
    return bool(present().settings.public_address)
