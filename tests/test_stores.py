"""The fixtures that give stores: every other test on PostgreSQL rests on them."""

import importlib.metadata
from pathlib import Path

import duckdb
import pytest

from tests.stores import running_cluster


def attached(address):
    """A DuckDB connection that uses the PostgreSQL database, by the signed extension of its wheel."""
    package = importlib.metadata.distribution("duckdb-extension-postgres-scanner")
    binary = next(package.locate_file(f) for f in package.files if f.suffix == ".duckdb_extension")
    connection = duckdb.connect()
    connection.execute(f"load '{binary}'")
    connection.execute(f"attach '{address}' as board (type postgres)")
    connection.execute("use board")
    return connection


@pytest.mark.pg
def test_a_database_is_writable_by_attached_duckdb(postgres_url):
    with attached(postgres_url) as connection:
        connection.execute("create table chair (number int primary key)")
        connection.execute("insert into chair values (1)")
        assert connection.execute("select number from chair").fetchall() == [(1,)]


@pytest.mark.pg
def test_no_test_meets_the_tables_of_another(postgres_cluster):
    with postgres_cluster.fresh_database() as mine, postgres_cluster.fresh_database() as yours:
        with attached(postgres_cluster.url(mine)) as connection:
            connection.execute("create table chair (number int)")
        with attached(postgres_cluster.url(yours)) as connection, pytest.raises(duckdb.Error, match="chair"):
            connection.execute("select * from chair")


@pytest.mark.pg
def test_a_database_is_gone_after_its_test_though_somebody_is_connected(postgres_cluster):
    with postgres_cluster.fresh_database() as name:
        connection = attached(postgres_cluster.url(name))
        connection.execute("create table chair (number int)")
    assert name not in postgres_cluster.tell("select datname from pg_database").split()
    connection.close()


@pytest.mark.pg
def test_a_cluster_leaves_no_process_and_no_folder(postgres_cluster):
    with running_cluster(postgres_cluster.programs) as other:
        folder = Path(other.tell("show unix_socket_directories"))
        assert folder.exists()
    assert not folder.exists()
    with pytest.raises(RuntimeError, match="refused"):
        other.tell("select 1")


def test_each_kind_of_store_has_an_address(store_kind, store_address):
    assert {"duckdb": "", "postgres": "postgresql"}[store_kind] == store_address.partition(":")[0]
