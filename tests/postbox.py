"""A mail server on loopback (aiosmtpd) that keeps every byte it was sent, with certificates made for the test."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from tests.stores import free_port

USER, PASSWORD = "board", "seven grey lanterns"
SENDER = "board@hospital.example"


@dataclass
class Postbox:
    """What arrived, and how the server behaves: it refuses some addresses, hangs up, or takes its time."""

    port: int = field(default_factory=free_port)
    letters: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    """Sender, recipients and message as the server understood them."""
    heard: bytearray = field(default_factory=bytearray)
    """Every byte of every visitor; under TLS as it was before encryption."""
    signed_in: list[str] = field(default_factory=list)
    """Names that came with the right password."""
    refused: set[str] = field(default_factory=set)
    hangs_up: bool = False
    before_taking: object = None
    """Called for each message before the server answers that it took it."""

    @property
    def recipients(self) -> list[str]:
        """Whom the letters went to, in the order of the alphabet."""
        return sorted(address for _, addresses, _ in self.letters for address in addresses)

    def knows(self, server, session, envelope, mechanism, given):
        """Whether a visitor has the right password."""
        right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        if right:
            self.signed_in.append(USER)
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        """Take a recipient, or not."""
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Take a message, or hang up while it is on its way."""
        if self.hangs_up:
            server.transport.abort()
            return "451 gone"
        if callable(self.before_taking):
            await server.loop.run_in_executor(None, self.before_taking)
        letter = message_from_bytes(envelope.original_content, policy=policy.default)
        self.letters.append((envelope.mail_from, list(envelope.rcpt_tos), letter))
        return "250 taken"


class _Listening(SMTP):
    def __init__(self, postbox: Postbox, **options: object) -> None:
        super().__init__(postbox, **options)
        self._heard = postbox.heard

    def data_received(self, data: bytes) -> None:
        """Keep what comes in before anything is made of it."""
        self._heard.extend(data)
        super().data_received(data)


class _Server(Controller):
    def __init__(self, postbox: Postbox, options: dict[str, object], tls: ssl.SSLContext | None) -> None:
        super().__init__(postbox, hostname="127.0.0.1", port=postbox.port, ssl_context=tls, ready_timeout=20)
        self._options = options

    def factory(self) -> SMTP:
        """One conversation."""
        return _Listening(self.handler, **self._options)


@contextmanager
def served_postbox(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, asks_for_password: bool = False
) -> Iterator[Postbox]:
    """Serve a postbox until the end of the block."""
    postbox = Postbox()
    options: dict[str, object] = {"hostname": "postbox.example"}
    if starttls:
        options |= {"tls_context": starttls, "require_starttls": True}
    if asks_for_password:  # under TLS from the first byte aiosmtpd does not know that it is under TLS
        options |= {"authenticator": postbox.knows, "auth_required": tls is None, "auth_require_tls": tls is None}
    server = _Server(postbox, options, tls)
    server.start()
    try:
        yield postbox
    finally:
        server.stop()


def certificate_for(name: str, folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate of an authority made this moment; returns the server's side and the file to trust it by."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    return context, trusted
