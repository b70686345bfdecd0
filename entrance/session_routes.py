"""The addresses beside the pages: a ticket becomes a cookie, a session ends, the store says it is well."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from access.refusals import Refusal
from board import signing_in
from entrance import addresses, session_cookie


async def start(request: Request) -> Response:
    """Change the one-time ticket for the session cookie and go on to the page that was wanted."""
    if not came_from_the_board(request):
        return RedirectResponse("/", 303)
    answer = RedirectResponse(addresses.within(request.query_params.get("to", "")), 303)
    token = await asyncio.to_thread(signing_in.redeem, request.query_params.get("t", ""))
    if token:
        # Whoever sat here before is out: a browser holds one session.
        await asyncio.to_thread(signing_in.sign_out, session_cookie.viewer_of(request.cookies))
        session_cookie.give(answer, token)
    return answer


async def end(request: Request) -> Response:
    """End the session; the browser forgets the cookie and all that it kept of the pages."""
    if not came_from_the_board(request):
        return RedirectResponse("/", 303)
    await asyncio.to_thread(signing_in.sign_out, session_cookie.viewer_of(request.cookies))
    answer = RedirectResponse("/", 303, headers={"clear-site-data": '"cache", "storage"'})
    session_cookie.take_back(answer)
    return answer


async def health(_: Request) -> Response:
    """Whether the store answers."""
    try:
        await asyncio.to_thread(signing_in.needs_set_up)
    except Refusal:
        return JSONResponse({"status": "the store does not answer"}, 503)
    return JSONResponse({"status": "ok"})


def came_from_the_board(request: Request) -> bool:
    """Not from another site's link, which could sign somebody in or out unasked. Old browsers do not say."""
    return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


ROUTES = [Route("/auth/start", start), Route("/auth/end", end), Route("/api/health", health)]
