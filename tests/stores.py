"""Stores to test on: a fresh DuckDB file or a fresh database in a throw-away PostgreSQL cluster on loopback.

A test that asks for `store_address` runs once on each; what holds must hold on both.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

STORE_KINDS = ("duckdb", pytest.param("postgres", marks=pytest.mark.pg))
# Speed instead of durability: these databases live for one test.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL that trusts everybody on 127.0.0.1, and the programs that came with it."""

    programs: Path
    port: int

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def tell(self, *statements: str) -> str:
        """Run statements one by one, each outside a transaction; return what they print, unadorned."""
        asked = [part for statement in statements for part in ("-c", statement)]
        program = str(self.programs / "psql")
        done = subprocess.run(
            [program, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *asked, self.url("postgres")],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"PostgreSQL refused {statements}: {done.stderr}")
        return done.stdout.strip()

    @contextmanager
    def fresh_database(self, template: str = "template0") -> Iterator[str]:
        """Name a new database made from `template`; drop it afterwards, whoever is still connected."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self.tell(f"create database {name} template {template}")
        try:
            yield name
        finally:
            self.tell(f"drop database {name} with (force)")


def find_programs() -> Path | None:
    """Return the folder with initdb, postgres and psql (Debian keeps them off the PATH), or None."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)  # the newest first
    for folder in folders:
        if all((folder / program).exists() for program in ("initdb", "postgres", "psql")):
            return folder
    return None


def free_port() -> int:
    """Return a port of this computer that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def running_cluster(programs: Path) -> Iterator[Cluster]:
    """Make a cluster in a temporary folder, serve it on loopback, end it by its own process."""
    # PostgreSQL refuses to run as root; the folder then belongs to the account that Debian made for it.
    owner = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="board-postgres-"))
    try:
        if owner:
            shutil.chown(folder, owner, owner)
        _initialise(programs, folder / "cluster", owner)
        cluster = Cluster(programs, free_port())
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                _serve(programs, folder, cluster.port),
                cwd=folder,
                user=owner,
                group=owner,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            _wait_until_it_answers(cluster, server, folder / "log")
            yield cluster
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing here is worth a checkpoint
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, cluster: Path, owner: str | None) -> None:
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(
        [str(programs / "initdb"), "-D", str(cluster), *options],
        cwd=cluster.parent,
        user=owner,
        group=owner,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr}")


def _serve(programs: Path, folder: Path, port: int) -> list[str]:
    fast = [part for setting in _FAST for part in ("-c", setting)]
    return [
        str(programs / "postgres"),
        "-D",
        str(folder / "cluster"),
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-k",
        str(folder),
        *fast,
    ]


def _wait_until_it_answers(cluster: Cluster, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        try:
            cluster.tell("select 1")
        except RuntimeError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One PostgreSQL for the whole run of tests."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with running_cluster(programs) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    with postgres_cluster.fresh_database() as name:
        yield postgres_cluster.url(name)


@pytest.fixture(params=STORE_KINDS)
def store_kind(request: pytest.FixtureRequest) -> str:
    """The word "duckdb", then "postgres": the test runs once on each store."""
    return str(request.param)


@pytest.fixture
def store_address(store_kind: str, request: pytest.FixtureRequest) -> str:
    """What the setting `store` says: empty for the DuckDB file, else a postgresql:// address."""
    return str(request.getfixturevalue("postgres_url")) if store_kind == "postgres" else ""
