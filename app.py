"""The server: opens the store, keeps what is due, serves the pages. Started by `streamlit run app.py`."""

import asyncio
import gc
import logging
import multiprocessing
import os
import shutil
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, NoReturn

import streamlit as st
from starlette.middleware import Middleware

import entrance.navigation  # noqa: F401 - pages, charts and the form are loaded here, or the first visitor waits a second
from board import demonstration, house, signing_in, stages
from clock import SetClock, SystemClock
from db.opening import StartRefused, open_store
from demo import fill
from entrance import faults, session_routes, set_up, ward_link
from entrance.middleware import Guard
from settings import Settings, SettingsRefused, read_settings

_DUE_EVERY = 15.0
"""Seconds between two looks at what has a set time."""
_REFUSED = 2
_log = logging.getLogger("board")
_going_over = threading.Lock()


@asynccontextmanager
async def _open_board(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """From the start of the server to its end."""
    settings = _settings_or_leave()
    faults.keep_messages_out_of_the_log()
    _furnish_or_leave(settings)
    if settings.unencrypted and not settings.store:
        print("BOARD_UNENCRYPTED is set: the store's file is not encrypted.", flush=True)
    set_up.offer_demo(_go_over_to_demo)
    if signing_in.needs_set_up():
        print(f"Set-up code: {house.present().set_up_code}", flush=True)
    gc.collect()
    gc.freeze()  # what is loaded now stays: later collections need not look at it
    due = asyncio.create_task(_open_those_due())
    try:
        yield {}
    finally:
        due.cancel()
        house.present().store.close()


def _settings_or_leave() -> Settings:
    try:
        return read_settings()
    except SettingsRefused as refusal:
        _leave(str(refusal))


def _furnish_or_leave(settings: Settings) -> None:
    try:
        if settings.demo and not settings.store_file.exists():
            print("Making the synthetic team. Once, and it takes a moment ...", flush=True)
            _make_demo(settings)
        _furnish(settings)
    except StartRefused as refusal:
        _leave(str(refusal))
    if demonstration.is_demo() and settings.public_address:
        _leave("This store holds the synthetic demo. It is for this computer alone: leave public_address empty.")


def _furnish(settings: Settings) -> None:
    clock = SystemClock()
    house.furnish(open_store(settings, clock), clock, settings)


def _go_over_to_demo() -> str:
    """Leave the board that nobody has set up for the synthetic team, until the server ends.

    Returns why that cannot be, or nothing.
    """
    with _going_over:
        before = house.present()
        if before.settings.demo or before.settings.public_address or not signing_in.needs_set_up():
            return ""
        settings = replace(before.settings, demo=True, store="", smtp_host="")
        try:
            if not settings.store_file.exists():
                _make_demo(settings)
            _furnish(settings)
        except StartRefused as refusal:
            return str(refusal)
        before.store.close()
        return ""


def _make_demo(settings: Settings) -> None:
    """Fill a demo store beside its place and move it there whole: a half-filled one is never opened.

    A process of its own does it: this one goes on serving, and its house stays as it is.
    """
    aside = replace(settings, data_folder=settings.data_folder / "demo-in-the-making")
    shutil.rmtree(aside.data_folder, ignore_errors=True)
    maker = multiprocessing.get_context("spawn").Process(target=_fill, args=(aside,))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise StartRefused("The synthetic team could not be made. What went wrong stands above on the console.")
    aside.store_file.rename(settings.store_file)
    shutil.rmtree(aside.data_folder, ignore_errors=True)


def _fill(settings: Settings) -> None:
    today = SystemClock().now()
    clock = SetClock(today)
    house.furnish(open_store(settings, clock), clock, settings)
    fill(clock, today)
    house.present().store.close()


async def _open_those_due() -> None:
    while True:
        try:
            await asyncio.to_thread(stages.open_those_due)
        except Exception:
            _log.exception("opening what is due failed; trying again")
        await asyncio.sleep(_DUE_EVERY)


def _leave(sentence: str) -> NoReturn:
    """End the process at once: an error raised here would end in the server's traceback."""
    print(f"The board does not start. {sentence}", file=sys.stderr, flush=True)
    sys.stdout.flush()
    os._exit(_REFUSED)


PARTS: dict[str, Any] = {
    "routes": [*session_routes.ROUTES, *ward_link.ROUTES],
    "middleware": [Middleware(Guard)],
    "lifespan": _open_board,
    "on_script_error": faults.told,
}
"""All of the server but its script: the benchmarks put an empty page beside the board's own."""

app = st.App("entrance/navigation.py", **PARTS)
