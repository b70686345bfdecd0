"""What stands around every request: own host and origin only, media only with a session, security headers."""

import asyncio

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from board import signing_in
from board.house import present
from entrance import addresses, resuming, session_cookie

# No unsafe-eval: Vega draws without it. unsafe-inline: for the one script that carries the sign-in's ticket.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_CLOSED = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
)
_WITH_SESSION = ("/media", "/_stcore/upload_file")
_FOR_ANYBODY = ("/api/health", "/_stcore/health")
"""What a watchman may ask under any name of the host."""
_RESUME_PLACE = 2
"""Streamlit's third websocket subprotocol is the id of the tab to take up again."""


class Guard:
    """Plain ASGI, so that websockets pass through it too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, _with_headers(scope["path"], send))
        else:
            await self._app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not addresses.is_own_origin(headers.get("origin", ""), headers.get("host", "")):
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(_without_foreign_tab(scope, headers), receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, path = Headers(scope=scope), scope["path"]
        refused = None
        if path not in _FOR_ANYBODY and not addresses.is_own_host(headers.get("host", "")):
            refused = PlainTextResponse("The board does not answer under this name.", 421)
        elif path.startswith(_CLOSED):
            refused = PlainTextResponse("Not found.", 404)
        elif path.startswith(_WITH_SESSION):
            viewer = session_cookie.viewer_of(cookie_parser(headers.get("cookie", "")))
            if await asyncio.to_thread(signing_in.who, viewer) is None:
                refused = PlainTextResponse("Sign in first.", 401)
        await (refused or self._app)(scope, receive, send)


def _without_foreign_tab(scope: Scope, headers: Headers) -> Scope:
    """The request without the tab it wants to take up, unless that tab was opened with the same cookie."""
    offered = [part.strip() for part in headers.get("sec-websocket-protocol", "").split(",")]
    token = session_cookie.viewer_of(cookie_parser(headers.get("cookie", ""))).session
    if len(offered) <= _RESUME_PLACE or resuming.may_resume(offered[_RESUME_PLACE], token):
        return scope
    kept = ", ".join(offered[:_RESUME_PLACE]).encode()
    changed = [(name, kept if name == b"sec-websocket-protocol" else value) for name, value in scope["headers"]]
    return {**scope, "headers": changed, "subprotocols": offered[:_RESUME_PLACE]}


def _with_headers(path: str, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            if present().settings.public_address:
                headers["strict-transport-security"] = "max-age=31536000"
            if not path.startswith("/static/"):  # Streamlit's own files, the same for everybody
                headers["cache-control"] = "no-store"
        await send(message)

    return sending
