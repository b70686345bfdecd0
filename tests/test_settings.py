"""Settings are read from variables and a file, and a wrong one stops the start with a sentence that names it."""

from datetime import timedelta
from pathlib import Path

import pytest

from settings import Settings, SettingsRefused, read_settings, well_formed_key

BOUNDS = {
    "idle_minutes": (1, 30),
    "absolute_hours": (1, 12),
    "quorum": (4, 50),
    "threshold_mean": (3, 50),
    "threshold_spread": (4, 50),
    "threshold_text": (5, 50),
}


def read(**given):
    return read_settings({f"BOARD_{name.upper()}": str(value) for name, value in given.items()})


def test_without_any_setting_the_board_runs_on_a_laptop():
    found = read_settings({})
    assert found == Settings()
    assert (found.store, found.public_address, found.unencrypted, found.demo) == ("", "", False, False)
    assert found.store_file == Path("data/board.duckdb")
    assert (found.idle, found.absolute) == (timedelta(minutes=30), timedelta(hours=12))


def test_no_default_lies_outside_its_bounds():
    for name, (low, high) in BOUNDS.items():
        assert low <= getattr(Settings(), name) <= high


@pytest.mark.parametrize("name", BOUNDS)
def test_a_limit_of_safety_can_be_tightened_to_its_bounds_and_never_loosened(name):
    low, high = BOUNDS[name]
    assert getattr(read(**{name: low}), name) == low
    assert getattr(read(**{name: high}), name) == high
    for beyond in (low - 1, high + 1, -5, 10**9):
        with pytest.raises(SettingsRefused, match=f"{name} must lie between {low} and {high}, not {beyond}"):
            read(**{name: beyond})


@pytest.mark.parametrize("value", ["", "many", "4.5", "4 people", "0x10", "nan"])
def test_a_number_must_be_a_whole_number(value):
    with pytest.raises(SettingsRefused, match="quorum must be a whole number"):
        read(quorum=value)


def test_yes_and_no_are_understood_and_nothing_else_is():
    assert [read(unencrypted=word).unencrypted for word in ("yes", "TRUE", "1", "on")] == [True] * 4
    assert [read(unencrypted=word).unencrypted for word in ("no", "False", "0", "off", "")] == [False] * 5
    for word in ("maybe", "2", "ja"):
        with pytest.raises(SettingsRefused, match="unencrypted must be yes or no"):
            read(unencrypted=word)


def test_the_store_is_a_file_of_its_own_or_postgresql():
    assert read(store="postgresql://board@db:5432/board").store.startswith("postgresql://")
    for address in ("mysql://x", "/var/lib/board.duckdb", "http://db", "sqlite:///x"):
        with pytest.raises(SettingsRefused, match="store must be empty .* or begin with postgresql://"):
            read(store=address)


NO_KEYS = ("short", "x" * 15, "x" * 201, "with a space in the middle", "quote'quote'quote'", "ünïcödéünïcödé12")


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_key_that_is_too_short_or_of_other_letters_is_refused_without_being_repeated(key):
    assert not well_formed_key(key)
    with pytest.raises(SettingsRefused, match="key must be 16 to 200 letters") as refusal:
        read(key=key)
    assert key not in str(refusal.value)


@pytest.mark.parametrize("key", ["x" * 16, "x" * 200, "aA0-_=+/.aA0-_=+/."])
def test_a_key_of_the_right_shape_is_taken(key):
    assert read(key=key).key == key


@pytest.mark.parametrize("address", ["http://board.example", "board.example", "ftp://board.example"])
def test_the_board_is_not_for_open_networks(address):
    with pytest.raises(SettingsRefused, match="public_address must begin with https://"):
        read(public_address=address)
    assert read(public_address="https://board.example").public_address == "https://board.example"


@pytest.mark.parametrize(
    ("given", "as_a_browser_says_it"),
    [
        ("https://board.example/", "https://board.example"),
        ("https://board.example:443", "https://board.example"),
        ("https://board.example:443/", "https://board.example"),
        ("https://board.example:8443", "https://board.example:8443"),
        ("https://[fd00::1]", "https://[fd00::1]"),
    ],
)
def test_a_public_address_is_kept_as_a_browser_names_where_it_is(given, as_a_browser_says_it):
    assert read(public_address=given).public_address == as_a_browser_says_it


@pytest.mark.parametrize(
    "given",
    [
        "https://h.example/board",
        "https://h.example/?team=3",
        "https://h.example/#top",
        "https://me@h.example",
        "https://",
        "https:///",
        "https://h.example:port",
        "https://h example",
    ],
)
def test_a_public_address_that_no_browser_would_name_stops_the_start_instead_of_letting_nobody_in(given):
    with pytest.raises(SettingsRefused, match="public_address must be https://, the name and at most a port"):
        read(public_address=given)


@pytest.mark.parametrize(
    "more", [{"store": "postgresql://board@db/board"}, {"public_address": "https://board.example"}]
)
def test_the_demo_runs_on_this_computer_alone(more):
    with pytest.raises(SettingsRefused, match="The demo runs on this computer alone"):
        read(demo="yes", **more)


def test_the_demo_has_a_file_of_its_own():
    assert read(demo="yes").store_file == Path("data/demo.duckdb")
    assert read().store_file != read(demo="yes").store_file


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "Europe/Berlin\x00"])
def test_an_unknown_time_zone_is_refused_with_one_that_is_known(zone):
    with pytest.raises(SettingsRefused, match="is not known, try Europe/Berlin"):
        read(time_zone=zone)


# ---------------------------------------------------------------- mail

MAIL = {"smtp_host": "mail.hospital.example", "smtp_from": "board@hospital.example"}


def test_without_a_mail_server_there_is_no_mail_and_with_one_it_is_encrypted():
    assert (read().smtp_host, read().smtp_security, read().smtp_port) == ("", "starttls", 587)
    assert read(**MAIL).smtp_security == "starttls"
    assert read(**MAIL, smtp_security="tls", smtp_port=465).smtp_port == 465


@pytest.mark.parametrize(
    "host", ["mail.hospital.example", "10.0.0.5", "127.0.0.1.hospital.example", "localhost.example"]
)
def test_mail_without_encryption_stays_on_this_computer(host):
    with pytest.raises(SettingsRefused, match="smtp_security may be none only for a mail server on this computer"):
        read(**MAIL | {"smtp_host": host}, smtp_security="none")
    for here in ("localhost", "127.0.0.1", "127.8.8.8", "::1"):
        assert read(**MAIL | {"smtp_host": here}, smtp_security="none").smtp_host == here


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"smtp_from": "board@hospital.example"}, "smtp_from is of no use without smtp_host"),
        ({"smtp_user": "board"}, "smtp_user is of no use without smtp_host"),
        ({"smtp_password": "x"}, "smtp_password is of no use without smtp_host"),
        (MAIL | {"smtp_security": "ssl"}, "smtp_security must be starttls, tls or none, not 'ssl'"),
        (MAIL | {"smtp_security": ""}, "smtp_security must be starttls, tls or none"),
        (MAIL | {"smtp_host": "https://mail.hospital.example/"}, "smtp_host must be the name of a mail server alone"),
        (MAIL | {"smtp_host": "mail\nEHLO x"}, "smtp_host must be the name of a mail server alone"),
        (MAIL | {"smtp_from": ""}, "smtp_from must be the one address"),
        (MAIL | {"smtp_from": "Board <board@hospital.example>"}, "smtp_from must be the one address"),
        (MAIL | {"smtp_from": "board@hospital.example\r\nBcc: x@y.example"}, "smtp_from must be the one address"),
        (MAIL | {"smtp_user": "board"}, "smtp_user and its password belong together"),
        (MAIL | {"smtp_password": "x"}, "smtp_user and its password belong together"),
        (MAIL | {"smtp_user": "board", "smtp_password": "a\nb"}, "one line each"),
        (MAIL | {"smtp_user": "bäckerei", "smtp_password": "x"}, "one line each, of ASCII"),
        (MAIL | {"smtp_user": "b", "smtp_password": "x", "smtp_password_file": "y"}, "not both"),
        (
            MAIL | {"smtp_user": "b", "smtp_password_file": "/nowhere/at/all"},
            "smtp_password_file /nowhere/at/all cannot",
        ),
        (MAIL | {"demo": "yes"}, "The demo runs on this computer alone"),
    ],
)
def test_a_wrong_setting_of_mail_stops_the_start_with_its_name(given, said):
    with pytest.raises(SettingsRefused, match=said) as refusal:
        read(**given)
    assert "'x'" not in str(refusal.value), "a password is not repeated"


def test_the_mail_servers_password_may_lie_in_a_file_and_shows_in_no_trace_of_the_settings(tmp_path):
    file = tmp_path / "password"
    file.write_text("seven grey lanterns\n", encoding="utf-8")
    found = read(**MAIL, smtp_user="board", smtp_password_file=file)
    assert found.smtp_password == "seven grey lanterns"
    assert "lanterns" not in repr(found)


# ---------------------------------------------------------------- the file


def written_down(folder, text):
    file = folder / "board.toml"
    file.write_text(text, encoding="utf-8")
    return {"BOARD_SETTINGS": str(file)}


def test_settings_may_stand_in_a_file_and_a_variable_wins_over_it(tmp_path):
    given = written_down(tmp_path, 'quorum = 6\nthreshold_text = 7\ndata_folder = "/srv/board"\ndemo = false\n')
    found = read_settings(given | {"BOARD_QUORUM": "8"})
    assert (found.quorum, found.threshold_text, found.data_folder) == (8, 7, Path("/srv/board"))


def test_a_name_in_the_file_that_is_no_setting_is_refused_by_name(tmp_path):
    with pytest.raises(SettingsRefused, match="There is no setting called idle_minute. The README lists them all"):
        read_settings(written_down(tmp_path, "idle_minute = 5\n"))


@pytest.mark.parametrize("text", ["quorum = ", "quorum: 5", "[", "\ufeff[quorum"])
def test_a_file_that_is_no_toml_is_refused_by_its_path(tmp_path, text):
    with pytest.raises(SettingsRefused, match=r"The settings file .*board\.toml cannot be read"):
        read_settings(written_down(tmp_path, text))


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(SettingsRefused, match="cannot be read"):
        read_settings({"BOARD_SETTINGS": str(tmp_path / "nowhere.toml")})
    (tmp_path / "board.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsRefused, match="cannot be read"):
        read_settings({"BOARD_SETTINGS": str(tmp_path / "board.toml")})


@pytest.mark.parametrize("line", ["quorum = 3", "quorum = true", 'quorum = "many"', "quorum = [4]", 'demo = "maybe"'])
def test_a_value_in_the_file_is_held_to_the_same_bounds(tmp_path, line):
    with pytest.raises(SettingsRefused, match=line.split()[0]):
        read_settings(written_down(tmp_path, line + "\n"))


def test_variables_of_other_programs_do_not_matter():
    assert read_settings({"PATH": "/bin", "QUORUM": "1", "HOME": "/root"}) == Settings()


def test_a_misspelt_variable_stops_the_start_and_is_named():
    with pytest.raises(SettingsRefused) as refusal:
        read_settings({"BOARD_IDLE_MINUTE": "5"})
    assert "idle_minute" in str(refusal.value)


def test_variables_of_other_programs_are_none_of_the_boards_business():
    assert read_settings({"HOME": "/", "IDLE_MINUTES": "5"}) == Settings()
