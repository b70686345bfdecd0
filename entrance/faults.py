"""A fault of the program: the person sees a sentence with a number; the log says where it happened."""

import logging
import secrets
import traceback

import streamlit as st
from streamlit import config

_log = logging.getLogger("board.faults")


def keep_messages_out_of_the_log() -> None:
    """Streamlit would print every uncaught error with its message, which may quote a person. `told` logs the rest."""
    config.set_option("logger.enableRich", False)
    logging.getLogger("streamlit.error_util").addFilter(lambda record: not record.exc_info)


def told(fault: Exception) -> bool:
    """Show a sentence instead of Streamlit's own. The error's message goes nowhere: it may quote people."""
    number = secrets.token_hex(3).upper()
    places = " < ".join(
        f"{place.filename}:{place.lineno} {place.name}"
        for place in reversed(traceback.extract_tb(fault.__traceback__)[-8:])
    )
    _log.error("fault %s: %s at %s", number, type(fault).__qualname__, places)
    st.error(
        f"Something went wrong here, and it is not your doing. Nothing was lost that was kept before. "
        f"If it stays so, tell your administrator the number {number}.",
        icon=":material/error:",
    )
    return True
