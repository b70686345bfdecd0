"""Mail through the hospital's own server: one message for each address, encrypted, the certificate checked."""

import secrets
import smtplib
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from settings import Settings

SECONDS = 10.0
"""How long the server may be silent at any step."""
ALTOGETHER = 45.0
"""Seconds after which no further message is begun: somebody waits in front of the screen."""

_SILENT = "The mail server did not answer in time."
_NO_TLS = "The mail server offers no encryption, and nothing is sent without."
_STRANGER = "The mail server’s certificate is not trusted, or is for another name."
_SIGN_IN = "The mail server does not accept the board’s name and password."
_SENDER = "The mail server does not accept mail from the board’s address."
_REFUSED = "The mail server does not accept the address or the message."


@dataclass
class Delivery:
    """What became of each address: taken by the server, or perhaps taken; all others were not."""

    taken: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    """The connection broke while this message was on its way."""
    fault: str = ""
    """Why something was not taken, in words for the person who waits."""


def deliver(settings: Settings, addresses: Sequence[str], subject: str, text: str, now: datetime) -> Delivery:
    """Send the same few words to each address, in a message of its own. Raises nothing: the answer says what went."""
    done = Delivery()
    try:
        server = _connected(settings)
    except ssl.SSLCertVerificationError:
        done.fault = _STRANGER
    except smtplib.SMTPNotSupportedError:
        done.fault = _NO_TLS if settings.smtp_security == "starttls" else _SIGN_IN
    except smtplib.SMTPAuthenticationError:
        done.fault = _SIGN_IN
    except OSError:  # smtplib's own faults are kinds of it
        done.fault = _SILENT
    else:
        try:
            _send_each(server, settings.smtp_from, addresses, subject, text, now, done)
        finally:
            with suppress(OSError):
                server.quit()
            server.close()
    return done


def _connected(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    name = settings.smtp_from.rpartition("@")[2]  # how the board introduces itself: not by this computer's name
    trusted = ssl.create_default_context()
    server: smtplib.SMTP
    if settings.smtp_security == "tls":
        server = smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(host, port, local_hostname=name, timeout=SECONDS)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=trusted)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except BaseException:
        server.close()
        raise
    return server


def _send_each(
    server: smtplib.SMTP,
    sender: str,
    addresses: Sequence[str],
    subject: str,
    text: str,
    now: datetime,
    done: Delivery,
) -> None:
    end = time.monotonic() + ALTOGETHER
    for address in addresses:
        if time.monotonic() > end or server.sock is None:
            done.fault = _SILENT
            return
        try:
            server.sendmail(sender, [address], _message(sender, address, subject, text, now))
        except smtplib.SMTPSenderRefused:
            done.fault = _SENDER
            return
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException):
            done.fault = _REFUSED
        except OSError:
            done.unsure.append(address)
            done.fault = _SILENT
            return
        else:
            done.taken.append(address)


def _message(sender: str, address: str, subject: str, text: str, now: datetime) -> bytes:
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))  # any server takes seven bits
    message["From"] = sender
    message["To"] = address
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # no out-of-office note comes back
    message.set_content(text, charset="us-ascii" if text.isascii() else "utf-8")
    return message.as_bytes()
