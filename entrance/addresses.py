"""Which addresses the board goes to and answers to: only its own."""

from urllib.parse import quote, urlencode, urlsplit

from board.house import present

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def within(wanted: str) -> str:
    """The wanted path when it leads to a page of this board, else the first page."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/auth/", "/_stcore/")):
        return "/"
    if "\\" in wanted or any(ord(letter) < 33 or ord(letter) == 127 for letter in wanted):
        return "/"
    return wanted


def page(path: str, query: dict[str, list[str]] | dict[str, str]) -> str:
    """The address of a page of the board with its query, relative to the host."""
    asked = urlencode(query, doseq=True)
    return within(f"/{quote(path)}?{asked}" if asked else f"/{quote(path)}")


def is_own_host(host: str) -> bool:
    """Whether a request was addressed to this board: the public address, or this computer when none is set.

    A foreign name that was made to point here (DNS rebinding) is not ours.
    """
    public = present().settings.public_address
    if public:
        return host.lower() == urlsplit(public).netloc.lower()
    return (urlsplit(f"//{host}").hostname or "") in _LOOPBACK


def is_own_origin(origin: str, host: str) -> bool:
    """Whether a websocket was opened by a page of this board. Browsers always say; silence is refused."""
    public = present().settings.public_address
    if public:
        return origin.lower() == public.lower().rstrip("/")
    return is_own_host(host) and origin.lower() in {f"http://{host}".lower(), f"https://{host}".lower()}


def is_this_computer(address: str) -> bool:
    """Whether a visitor sits at the computer that serves the board."""
    return address in _LOOPBACK
