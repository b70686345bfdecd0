"""Reminding those who have not recorded: a text to copy and, where the hospital's mail server is set, a button."""

import streamlit as st

from access.policy import Action
from access.refusals import Refusal
from access.terms import Round
from access.viewer import Viewer
from board import addresses, reminders
from board.discussions import Discussion
from board.reminders import Reminder, Sent
from pages.asking_back import say
from pages.sheet import counted, plain, quiet, refused

_ACTION = {Round.FIRST: Action.REMIND, Round.SECOND: Action.REMIND_SECOND}


def offer(viewer: Viewer, matter: Discussion) -> None:
    """Draw it under the names of who has recorded, while a round is open and somebody is missing."""
    of_round = next((one for one, action in _ACTION.items() if action in matter.may), None)
    if of_round is None:
        return
    try:
        found = reminders.reminder(viewer, matter.id, of_round)
    except Refusal as refusal:
        quiet(refusal.sentence)
        return
    if not found.missing:
        return
    st.markdown("**Remind them** in words that say nothing of the case:")
    st.code(plain(found.words), language=None, wrap_lines=True)
    if not addresses.is_asked_for():
        quiet("The board sends nothing by itself: copy it, and send it the way you reach each other.")
    else:
        _by_mail(viewer, matter, of_round, found)


def _by_mail(viewer: Viewer, matter: Discussion, of_round: Round, found: Reminder) -> None:
    if found.by_mail and st.button(
        f"Send it by e-mail to {counted(found.by_mail, 'member', 'members')}",
        icon=":material/mail:",
        key=f"remind {of_round} {matter.id}",
        width="stretch",
    ):
        _send(viewer, matter, of_round)
    left_out = []
    if found.reminded:
        left_out.append(f"{counted(found.reminded, 'was', 'were')} reminded within the last six hours")
    if found.without_address:
        left_out.append(
            f"{counted(found.without_address, 'has', 'have')} no e-mail address here, or no account that opens now"
        )
    if left_out:
        quiet(f"{'; '.join(left_out).capitalize()}.")


def _send(viewer: Viewer, matter: Discussion, of_round: Round) -> None:
    try:
        with st.spinner("Sending ..."):
            sent = reminders.send(viewer, matter.id, of_round)
    except Refusal as refusal:
        refused(refusal)
        return
    say(_what_went(sent))
    st.rerun()


def _what_went(sent: Sent) -> str:
    said = f"{counted(sent.sent, 'reminder is', 'reminders are').capitalize()} sent."
    if sent.failed:
        said += f" {counted(sent.failed, 'was', 'were').capitalize()} not: {sent.fault}"
    if sent.unsure:
        said += " The connection broke during one: whether it arrived, nobody can tell."
    return said
