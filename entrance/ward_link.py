"""The way in by a ward link: the token goes from the link's fragment into a cookie, and a PIN opens a short visit.

The part of an address after # is never sent to a server: no log, no proxy and no preview of a chat ever holds a token.
"""

import asyncio
import re
from urllib.parse import urlencode

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from access.refusals import LinkOver, Refusal
from access.viewer import Viewer
from board import demonstration, signing_in, ward_visits
from entrance import addresses, session_cookie, visit
from entrance.session_routes import came_from_the_board
from pages import sheet

PATH = "ward"
"""The address of a visit by a ward link: the PIN first, then the form, then the end."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_LONGEST = 200
"""Bytes of a body that are read: a token has 43."""
# Takes the token out of the address before anything else happens, hands it over once, and goes on.
_HAND_OVER = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Case Conference Board</title>
<style>body { font: 1.1rem/1.5 sans-serif; margin: 2rem auto; max-width: 26rem; padding: 0 1rem }</style>
</head>
<body>
<main><h1>One moment</h1><p id="said">The board is being asked for your form.</p></main>
<noscript>This needs a browser with JavaScript.</noscript>
<script>
const token = location.hash.slice(1);
history.replaceState(null, "", "/link");
const say = () => { document.getElementById("said").textContent = "The board did not answer. Open the link again."; };
const asked = token ? fetch("/link", {method: "POST", body: token}) : Promise.resolve({ok: true});
asked.then((answer) => answer.ok ? location.replace("/ward") : say(), say);
</script>
</body>
</html>
"""


async def arrive(_: Request) -> Response:
    """The page that a ward link points to: the same for everybody, whatever stands behind the #."""
    return HTMLResponse(_HAND_OVER)


async def hand_over(request: Request) -> Response:
    """Keep a link's token in a cookie that no script reads, until the PIN is given. Says nothing about the link."""
    own = addresses.is_own_origin(request.headers.get("origin", ""), request.headers.get("host", ""))
    if not (own and came_from_the_board(request)):
        return PlainTextResponse("Not from here.", 403)
    given = b""
    async for piece in request.stream():
        given += piece
        if len(given) > _LONGEST:
            return PlainTextResponse("Too long.", 413)
    token = given.decode("ascii", "replace")
    if not _TOKEN.fullmatch(token):
        return PlainTextResponse("This is no link.", 400)
    answer = Response(status_code=204)
    session_cookie.give_link(answer, token)
    return answer


async def start(request: Request) -> Response:
    """Change the one-time ticket for the cookie of a visit; the link's own is taken back."""
    answer = RedirectResponse(f"/{PATH}", 303)
    if not came_from_the_board(request):
        return answer
    token = await asyncio.to_thread(ward_visits.redeem, request.query_params.get("t", ""))
    if token:
        await asyncio.to_thread(signing_in.sign_out, session_cookie.viewer_of(request.cookies))
        session_cookie.give(answer, token, ward_visits.LASTS)
        session_cookie.take_link_back(answer)
    return answer


ROUTES = [
    Route("/link", arrive),
    Route("/link", hand_over, methods=["POST"]),
    Route("/auth/ward", start),
]


def door(viewer: Viewer) -> bool:
    """Ask for the PIN at a link, or say how the visit ended; False when this browser came by no link."""
    token = session_cookie.link_of(st.context.cookies)
    stored = ward_visits.was_stored(viewer)
    if not token and stored is None:
        return False
    with sheet.sheet(sheet.DOOR):
        if token:
            _ask(token)
        elif stored:
            _stored()
        else:
            _ended()
        st.space("small")
        if st.button("Sign in with the password", type="tertiary", icon=":material/login:"):
            visit.go_to("/")
    return True


def _ask(token: str) -> None:
    st.title("Record on your phone", anchor=False)
    try:
        named = ward_visits.needs_a_name(visit.visitor(), token)
    except LinkOver as refusal:
        sheet.refused(refusal)
        return
    minutes = int(ward_visits.LASTS.total_seconds() / 60)
    st.markdown(
        f"It opens your own form and nothing else, and ends when you hand in, or after {minutes} minutes"
        f"{ward_visits.unless_idle()}. "
        "A draft is kept at every answer."
    )
    with st.form("ward link"):
        name = st.text_input("Sign-in name", autocomplete="username") if named else ""
        pin = st.text_input("PIN", type="password", autocomplete="off")
        pressed = st.form_submit_button("Open my form", type=sheet.main_button(), width="stretch")
    if not named:
        sheet.quiet("This link is for you alone and opens once.")
    if demonstration.is_demo():
        sheet.quiet(f"Every PIN of this demo is **{demonstration.PIN}**.")
    if pressed:
        try:
            ticket = ward_visits.come_in(visit.visitor(), token, name or "", pin or "")
        except Refusal as refusal:
            sheet.refused(refusal)
        else:
            visit.go_to("/auth/ward?" + urlencode({"t": ticket}))


def _stored() -> None:
    st.title("Stored. You can put the phone away.", anchor=False)
    st.markdown(
        "Your entry is sealed until the reveal: nobody reads it, the leader included. "
        "To read, change or withdraw it, sign in with your password."
    )


def _ended() -> None:
    st.title("This visit is over", anchor=False)
    st.markdown(
        "Nothing was handed in. What you answered is kept as a draft that nobody else reads. "
        "To go on, sign in with your password; while the round is open the link may open again, too."
    )
