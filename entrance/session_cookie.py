"""The cookie that holds the session token: its name, how it is set and cleared, whom it stands for."""

from collections.abc import Mapping
from datetime import timedelta

from starlette.responses import Response

from access.viewer import Viewer
from board.house import present

_LINK_STAYS = timedelta(minutes=10)


def name() -> str:
    """What the cookie is called. Behind TLS the browser itself keeps it to this host (`__Host-`)."""
    return "__Host-board_session" if _is_secure() else "board_session"


def viewer_of(cookies: Mapping[str, str]) -> Viewer:
    """The viewer a browser claims to be; whether the claim holds is decided in every call of `board/`."""
    return Viewer(cookies.get(name(), ""))


def give(answer: Response, token: str, lasts: timedelta | None = None) -> None:
    """Hand a browser its session: out of reach of scripts, and never sent along from another site."""
    _give(answer, name(), token, lasts or present().settings.absolute)


def take_back(answer: Response) -> None:
    """Let a browser forget its session."""
    _take_back(answer, name())


def link_of(cookies: Mapping[str, str]) -> str:
    """The token of the ward link by which a browser says it came; nothing when by none."""
    return cookies.get(_link_name(), "")


def give_link(answer: Response, token: str) -> None:
    """Keep a ward link's token for as long as somebody needs to type a PIN."""
    _give(answer, _link_name(), token, _LINK_STAYS)


def take_link_back(answer: Response) -> None:
    """Let a browser forget the link: it was used."""
    _take_back(answer, _link_name())


def _give(answer: Response, cookie: str, token: str, lasts: timedelta) -> None:
    answer.set_cookie(
        cookie,
        token,
        max_age=int(lasts.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
        secure=_is_secure(),
    )


def _take_back(answer: Response, cookie: str) -> None:
    answer.delete_cookie(cookie, path="/", httponly=True, samesite="strict", secure=_is_secure())


def _link_name() -> str:
    return "__Host-board_link" if _is_secure() else "board_link"


def _is_secure() -> bool:
    return bool(present().settings.public_address)
