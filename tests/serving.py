"""The real server, started as an administrator would start it, on loopback with a data folder of its own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPMessage
from pathlib import Path

from tests.stores import free_port

ROOT = Path(__file__).resolve().parent.parent
_SECONDS_TO_START = 120  # the demo is made at its first start: half a minute on two busy cores
_SECONDS_TO_STOP = 20


@dataclass(frozen=True)
class Reply:
    """What the server answered to one HTTP request; redirects are not followed."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def cookies(self) -> dict[str, str]:
        """Cookies that this answer sets, by name; the value alone, without attributes."""
        pairs = (line.split(";")[0].partition("=") for line in self.headers.get_all("set-cookie", []))
        return {name.strip(): value for name, _, value in pairs}


@dataclass
class Server:
    """A running board: where it answers, what it wrote to its console, and its process."""

    port: int
    log: Path
    data_folder: Path
    process: "subprocess.Popen[bytes]" = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def console(self) -> str:
        """All that the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def fetch(
        self, path: str, cookie: str = "", method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Reply:
        """Ask for one path. `cookie` is the header as a browser sends it: "name=value; other=value"."""
        asked = urllib.request.Request(self.url + path, data=body, method=method, headers=headers)
        if cookie:
            asked.add_header("Cookie", cookie)
        try:
            with _opener.open(asked, timeout=20) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refused:  # 3xx and 4xx are answers too
            with refused:
                return Reply(refused.code, refused.headers, refused.read())

    def stop(self) -> int:
        """Ask the server to end, as a service manager does; return its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """End it at once, as a power cut would: kill -9."""
        self.process.kill()
        return self.process.wait(timeout=_SECONDS_TO_STOP)


class NotStarted(Exception):
    """The server ended or stayed silent instead of serving; the message is what it printed."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Leave the redirect to the test that wants to see it."""


# No proxy of the machine may stand between a test and loopback.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


@contextmanager
def served(folder: Path, app: Path = ROOT / "app.py", **settings: object) -> Iterator[Server]:
    """Serve the board with its data in `folder`; settings by name: `demo=True`, `store=url`.

    Raises
    ------
    NotStarted
        If the server ends by itself, as it must with a wrong key or a damaged file.
    """
    server = start(folder, app, **settings)
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        server.stop()


def start(folder: Path, app: Path = ROOT / "app.py", **settings: object) -> Server:
    """Start the server and return at once; the caller ends it."""
    port = free_port()
    given = {"data_folder": folder / "data", "key_file": folder / "keys" / "board.key", **settings}
    log = folder / f"server-{port}.log"
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(app), *flags]
    with log.open("wb") as console:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(folder, given),
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
        )
    return Server(port, log, Path(str(given["data_folder"])), process)


def _environment(home: Path, given: dict[str, object]) -> dict[str, str]:
    """A newcomer's environment: no setting of this machine, no Streamlit file of this account."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("BOARD_", "STREAMLIT_"))}
    named = {f"BOARD_{name.upper()}": str(value) for name, value in given.items()}
    return {**ours, "HOME": str(home), "PYTHONUNBUFFERED": "1", **named}


def _wait_until_healthy(server: Server) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise NotStarted(server.console)
        try:
            reply = server.fetch("/api/health")
            # Streamlit answers any unknown path with its page: that is not our health route.
            if reply.status == 200 and reply.headers.get_content_type() != "text/html":
                return
        except OSError:
            pass  # not listening yet
        time.sleep(0.1)
    raise NotStarted(f"No answer from /api/health in {_SECONDS_TO_START} s.\n{server.console}")
