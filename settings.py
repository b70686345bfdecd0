"""What a hospital may set: from environment variables, else an optional TOML file, else defaults fit for a laptop.

Every name here stands in the README with its bounds. A wrong value stops the start with a sentence that names it.
"""

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

_PREFIX = "BOARD_"
_FILE = "BOARD_SETTINGS"
_KEY_SHAPE = "16 to 200 letters, digits or any of - _ = + / ."
# One plain address, as mail servers everywhere take it: no name beside it, no space, no line end, ASCII only.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@([A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")


class SettingsRefused(Exception):
    """A setting is wrong; the message says which, and what it may be."""


@dataclass(frozen=True)
class Settings:
    """The settings of one running board. Bounds stand beside each check in `_checked`."""

    data_folder: Path = Path("data")
    store: str = ""
    """Empty for the DuckDB file in the data folder, or a postgresql:// address."""
    key: str = ""
    """The encryption key; empty for the one in `key_file`, which is made at the first start."""
    key_file: Path = Path("keys/board.key")
    unencrypted: bool = False
    """Keep the file without encryption: for computers where no extension wheel exists. Said on every start."""
    public_address: str = ""
    """The address people use, when a proxy stands in front: https://board.example. Makes the cookie Secure."""
    time_zone: str = "Europe/Berlin"
    """The time zone offered first for a new team."""
    idle_minutes: int = 30
    absolute_hours: int = 12
    quorum: int = 4
    threshold_mean: int = 3
    threshold_spread: int = 4
    threshold_text: int = 5
    smtp_host: str = ""
    """The mail server for reminders, as its certificate names it; empty: no mail is sent."""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    """`starttls`, `tls` (from the first byte), or `none`: only for a server on this computer."""
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_password_file: str = ""
    """A file that holds the password instead; read once, at the start."""
    smtp_from: str = ""
    """The address that reminders come from."""
    demo: bool = False

    @property
    def idle(self) -> timedelta:
        """How long a session lasts without an action."""
        return timedelta(minutes=self.idle_minutes)

    @property
    def absolute(self) -> timedelta:
        """How long a session lasts in all."""
        return timedelta(hours=self.absolute_hours)

    @property
    def store_file(self) -> Path:
        """The DuckDB file: the demo has one of its own."""
        return self.data_folder / ("demo.duckdb" if self.demo else "board.duckdb")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings from `BOARD_...` variables and the TOML file named by `BOARD_SETTINGS`.

    Raises
    ------
    SettingsRefused
        For an unknown name, a value of the wrong kind, or one out of its bounds.
    """
    given = os.environ if environment is None else environment
    found = _from_file(given.get(_FILE, ""))
    names = {field.name: field.type for field in fields(Settings)}
    for variable, value in given.items():
        # A misspelt variable is refused below like a misspelt name in the file: it may have been a limit of safety.
        if variable.startswith(_PREFIX) and variable != _FILE:
            found[variable.removeprefix(_PREFIX).lower()] = value
    unknown = sorted(set(found) - set(names))
    if unknown:
        raise SettingsRefused(f"There is no setting called {unknown[0]}. The README lists them all.")
    typed: dict[str, Any] = {name: _typed(name, value) for name, value in found.items()}
    return _checked(Settings(**typed))


def _from_file(path: str) -> dict[str, object]:
    if not path:
        return {}
    try:
        return dict(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsRefused(f"The settings file {path} cannot be read: {fault}.") from fault


def _typed(name: str, value: object) -> object:
    default = getattr(Settings, name)
    if isinstance(default, bool):
        if str(value).lower() in {"1", "true", "yes", "on"}:
            return True
        if str(value).lower() in {"0", "false", "no", "off", ""}:
            return False
        raise SettingsRefused(f"{name} must be yes or no, not {value!r}.")
    if isinstance(default, int):
        try:
            return int(str(value))
        except ValueError as fault:
            raise SettingsRefused(f"{name} must be a whole number, not {value!r}.") from fault
    return Path(str(value)) if isinstance(default, Path) else str(value)


def _checked(found: Settings) -> Settings:
    # Limits of safety can be tightened, never loosened: idle and absolute time downward, thresholds upward.
    bounds = {
        "idle_minutes": (1, 30),
        "absolute_hours": (1, 12),
        "quorum": (4, 50),
        "threshold_mean": (3, 50),
        "threshold_spread": (4, 50),
        "threshold_text": (5, 50),
        "smtp_port": (1, 65535),
    }
    for name, (low, high) in bounds.items():
        if not low <= getattr(found, name) <= high:
            raise SettingsRefused(f"{name} must lie between {low} and {high}, not {getattr(found, name)}.")
    if found.store and not found.store.startswith(("postgresql://", "postgres://")):
        raise SettingsRefused("store must be empty (a file of its own) or begin with postgresql://.")
    if found.key and not well_formed_key(found.key):
        raise SettingsRefused(f"key must be {_KEY_SHAPE}.")
    found = replace(found, public_address=_origin(found.public_address)) if found.public_address else found
    if found.demo and (found.store or found.public_address or found.smtp_host):
        raise SettingsRefused("The demo runs on this computer alone: leave store, public_address and smtp_host empty.")
    try:
        ZoneInfo(found.time_zone)
    except (KeyError, ValueError, OSError) as fault:
        raise SettingsRefused(f"time_zone {found.time_zone!r} is not known, try Europe/Berlin.") from fault
    return _mail_checked(found)


def _origin(address: str) -> str:
    """The address as a browser names it: without a slash at its end, and without the port that https has anyway."""
    if not address.startswith("https://"):
        raise SettingsRefused("public_address must begin with https://: the board is not for open networks.")
    host = address.removeprefix("https://").removesuffix("/").removesuffix(":443")
    if not re.fullmatch(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[1-9][0-9]{0,4})?", host):
        raise SettingsRefused(
            f"public_address must be https://, the name and at most a port, such as https://board.example, "
            f"not {address!r}: the board has a name of its own, and no path."
        )
    return f"https://{host}"


def _mail_checked(found: Settings) -> Settings:
    """The settings with the mail server's password read from its file."""
    if not found.smtp_host:
        given = [name for name in ("user", "password", "password_file", "from") if getattr(found, f"smtp_{name}")]
        if given:
            raise SettingsRefused(f"smtp_{given[0]} is of no use without smtp_host, the name of the mail server.")
        return found
    if not re.fullmatch(r"[A-Za-z0-9.:-]+", found.smtp_host):
        raise SettingsRefused(f"smtp_host must be the name of a mail server alone, not {found.smtp_host!r}.")
    if found.smtp_security not in {"starttls", "tls", "none"}:
        raise SettingsRefused(f"smtp_security must be starttls, tls or none, not {found.smtp_security!r}.")
    if found.smtp_security == "none" and not _is_this_computer(found.smtp_host):
        raise SettingsRefused("smtp_security may be none only for a mail server on this computer (127.0.0.1).")
    if not is_mail_address(found.smtp_from):
        raise SettingsRefused("smtp_from must be the one address that mail comes from, such as board@hospital.example.")
    if found.smtp_password and found.smtp_password_file:
        raise SettingsRefused("Give smtp_password or smtp_password_file, not both.")
    password = _secret_in(found.smtp_password_file) if found.smtp_password_file else found.smtp_password
    if bool(found.smtp_user) != bool(password):
        raise SettingsRefused("smtp_user and its password belong together: give both, or neither.")
    if not ((found.smtp_user + password).isprintable() and (found.smtp_user + password).isascii()):
        raise SettingsRefused(
            "smtp_user and its password are one line each, of ASCII letters: mail servers know no others."
        )
    return replace(found, smtp_password=password)


def _secret_in(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as fault:
        raise SettingsRefused(f"smtp_password_file {path} cannot be read.") from fault


def _is_this_computer(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_mail_address(text: str) -> bool:
    """Whether a text is one e-mail address and nothing else."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def well_formed_key(key: str) -> bool:
    """Whether a key is long enough and of letters that can be handed to the store."""
    return 16 <= len(key) <= 200 and all(
        letter.isascii() and (letter.isalnum() or letter in "-_=+/.") for letter in key
    )
