"""The sign-in form. streamlit-authenticator draws it; checking, sessions and cookies are the board's own."""

import secrets
import sys
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from access.refusals import Refusal, SignInRefused
from access.written import written
from board import demonstration, signing_in
from entrance import visit
from pages import sheet


def _drawn_by_the_library() -> Any:
    """The library's form, without the components by which it would keep a cookie of its own in JavaScript.

    Ours is out of reach of scripts. An empty module stands in for the components: anybody could fetch them.
    """
    absent = ModuleType("extra_streamlit_components")
    absent.__dict__["CookieManager"] = lambda *_, **__: None
    sys.modules["extra_streamlit_components"] = absent
    from streamlit_authenticator import Authenticate

    return Authenticate


_Authenticate = _drawn_by_the_library()
_WORDS = {"Form name": "Sign in", "Username": "Sign-in name", "Password": "Password", "Login": "Sign in"}


def page(wanted: str, after: str = "") -> None:
    """Ask for name and password; `wanted` is the address to go on to, `after` says what just happened."""
    with sheet.sheet(sheet.DOOR):
        st.title("Case Conference Board", anchor=False)
        st.header("See how the team is divided over a patient, and bring the views together", anchor=False)
        if after:
            st.success(after, icon=":material/check:")
        refusal = _form(wanted)
        if refusal:
            sheet.refused(refusal)
        if demonstration.is_demo():
            _demo_names()
        else:
            sheet.quiet("Forgotten the password? An administrator of the board gives you a new first one.")


def enter(ticket: str, wanted: str) -> None:
    """Fetch the cookie for a ticket, then go on to the wanted page."""
    visit.go_to("/auth/start?" + urlencode({"t": ticket, "to": wanted}))


def _form(wanted: str) -> Refusal | None:
    tried: list[Refusal] = []

    def try_it(name: str = "", password: str = "", *_: object, **__: object) -> None:
        try:
            if not name or not password:
                raise SignInRefused("Both are needed: the sign-in name and the password.")
            ticket = signing_in.try_password(visit.visitor(), name, password)
        except Refusal as refusal:
            tried.append(refusal)
        else:
            enter(ticket, wanted)

    form = _Authenticate(
        {"usernames": {}},
        "unused",
        secrets.token_hex(32),
        cookie_expiry_days=0,
        auto_hash=False,
        login_sleep_time=0,
    )
    # Replaced whole: the library's own would strip spaces off the password and keep its own count of tries.
    form.authentication_controller.login = try_it
    form.login(fields=_WORDS)
    return tried[0] if tried else None


def _demo_names() -> None:
    st.markdown(demonstration.hint())
    st.markdown(
        f"Every password of this demo is  \n**{demonstration.PASSWORD}**  \n"
        f"and every PIN, for ward links on phones, **{demonstration.PIN}**."
    )
    names = [
        (account.sign_in_name, sheet.spelled(written(account.name, "name")))
        for account in demonstration.sign_in_names()
    ]
    st.markdown("\n".join(f"- **{sign_in_name}** :gray[{name}]" for sign_in_name, name in names))
