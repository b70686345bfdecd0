"""A visitor without a browser: speaks Streamlit's websocket protocol and keeps every byte the server sends.

What is not among these bytes, nobody's browser can show: sealing is proved here.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Self

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

from tests.serving import Server

# Which field of a widget's state its value travels in.
_VALUE_FIELDS = {
    "button": "trigger_value",
    "button_group": "string_array_value",
    "checkbox": "bool_value",
    "date_input": "string_array_value",
    "menu_button": "string_trigger_value",
    "multiselect": "string_array_value",
    "number_input": "double_value",
    "radio": "string_value",
    "selectbox": "string_value",
    "slider": "double_array_value",
    "text_area": "string_value",
    "text_input": "string_value",
    "time_input": "string_value",
}
_TICKET = re.compile(rb"/auth/start\?t=[\w-]+")


@dataclass(frozen=True)
class Answer:
    """All that the server sent for one request, until its script had finished."""

    raw: bytes
    messages: list[ForwardMsg]

    @property
    def elements(self) -> list[Element]:
        """Elements in the order they were sent."""
        return [message.delta.new_element for message in self.messages if message.delta.HasField("new_element")]

    @property
    def texts(self) -> list[str]:
        """Every string in every element and block: headings, labels, options, help, chart specs."""
        deltas = [message.delta for message in self.messages if message.HasField("delta")]
        return [text for delta in deltas for text in _strings(getattr(delta, delta.WhichOneof("type")))]

    @property
    def text(self) -> str:
        """The strings of `texts`, one a line."""
        return "\n".join(self.texts)

    @property
    def problems(self) -> list[str]:
        """Exceptions shown on the page, and whether the page was not found."""
        shown = [f"{e.exception.type}: {e.exception.message}" for e in self.elements if e.HasField("exception")]
        return shown + ["page not found" for message in self.messages if message.HasField("page_not_found")]

    def holds(self, canary: str) -> bool:
        """Whether the bytes hold the string, as UTF-8 (texts, tables) or escaped in JSON (charts)."""
        return canary.encode() in self.raw or json.dumps(canary)[1:-1].encode() in self.raw


@dataclass
class _Drawn:
    element: Element
    fragment: str


@dataclass
class _Page:
    """What a browser would show now: the latest element at each place."""

    drawn: dict[tuple[int, ...], _Drawn] = field(default_factory=dict)
    script: str = ""
    heartbeats: list[str] = field(default_factory=list)

    def take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            if not message.metadata.run.fragment_ids:
                self.drawn.clear()
                self.heartbeats.clear()
            self.script = message.new_session.page_script_hash
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self.heartbeats.append(message.auto_rerun.fragment_id)
        elif kind == "delta" and message.delta.HasField("new_element"):
            place = tuple(message.metadata.delta_path)
            self.drawn[place] = _Drawn(message.delta.new_element, message.delta.fragment_id)


class Visit:
    """One browser tab's connection.

    `cookie` is the header as it is sent ("name=value"); `resume` is a Streamlit session id to take up again.
    """

    def __init__(self, server: Server, cookie: str = "", resume: str = "", patience: float = 20.0) -> None:
        headers = {"Cookie": cookie} if cookie else {}
        protocols: list[str] = ["streamlit", "no-xsrf-token", resume] if resume else ["streamlit"]
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"ws://127.0.0.1:{server.port}/_stcore/stream",
                subprotocols=protocols,
                additional_headers=headers,
                origin=server.url,
                max_size=None,
                proxy=None,
            )
        )
        self._patience = patience
        self._page = _Page()
        self._states: dict[str, WidgetState] = {}
        self._query = ""
        self._name = ""
        self.session_id = ""

    def ask(self, page: str = "", query: str = "") -> Answer:
        """Open a page by its URL path ("" is the first page), as a fresh load of the tab does."""
        self._name, self._query = page, query
        self._states.clear()
        self._page = _Page()
        return self._run()

    def rerun(self) -> Answer:
        """Run the open page again with all that was filled in."""
        return self._run()

    def set(self, widget_id: str, value: object, field_name: str) -> None:
        """Put any value, forged ones too, into a widget's state; it travels with the next run."""
        state = WidgetState(id=widget_id)
        if isinstance(value, list):
            getattr(state, field_name).data.extend(value)
            getattr(state, field_name).SetInParent()
        elif field_name == "string_trigger_value":
            state.string_trigger_value.data = str(value)
        else:
            setattr(state, field_name, value)
        self._states[widget_id] = state

    def fill(self, label: str, value: object) -> None:
        """Fill in the widget with this label; choices are given by their words, several as a list."""
        kind, drawn = self._labelled(label, button=False)
        field_name = _VALUE_FIELDS[kind]
        several = [value] if field_name.endswith("_array_value") and not isinstance(value, list) else value
        self.set(getattr(drawn.element, kind).id, several, field_name)

    def press(self, label: str) -> Answer:
        """Press the button with this label (of a form too) and return what the server then sends."""
        _, drawn = self._labelled(label, button=True)
        button = drawn.element.button.id
        self.set(button, True, "trigger_value")
        try:
            return self._run(fragment=drawn.fragment)
        finally:
            del self._states[button]

    def heartbeat(self) -> list[Answer]:
        """Run each fragment that asked to be run every few seconds, once."""
        return [self._run(fragment=fragment, by_itself=True) for fragment in list(self._page.heartbeats)]

    @property
    def widgets(self) -> list[tuple[str, str, str]]:
        """Kind, label and id of every widget on the page as it stands."""
        return [(kind, widget.label, widget.id) for kind, widget, _ in self._widgets()]

    def close(self) -> None:
        """Close the tab."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _widgets(self) -> Iterator[tuple[str, Message, _Drawn]]:
        for drawn in self._page.drawn.values():
            kind = drawn.element.WhichOneof("type") or ""
            if kind in _VALUE_FIELDS:
                yield kind, getattr(drawn.element, kind), drawn

    def _labelled(self, label: str, button: bool) -> tuple[str, _Drawn]:
        for kind, widget, drawn in self._widgets():
            if widget.label == label and (kind == "button") == button:
                return kind, drawn
        there = ", ".join(f"{found!r} ({kind})" for kind, found, _ in self.widgets) or "nothing"
        sought = "button" if button else "field"
        raise LookupError(f"No {sought} is labelled {label!r} here, only {there}.")

    def _run(self, fragment: str = "", by_itself: bool = False) -> Answer:
        request = BackMsg()
        asked = request.rerun_script
        asked.query_string = self._query
        asked.fragment_id = fragment
        asked.is_auto_rerun = by_itself
        asked.widget_states.widgets.extend(self._states.values())
        if self._page.script:
            asked.page_script_hash = self._page.script
        else:
            asked.page_name = self._name
        self._socket.send(request.SerializeToString())
        return self._receive()

    def _receive(self) -> Answer:
        frames: list[bytes] = []
        messages: list[ForwardMsg] = []
        while True:
            frame = self._socket.recv(timeout=self._patience)
            assert isinstance(frame, bytes)
            message = ForwardMsg.FromString(frame)
            frames.append(frame)
            messages.append(message)
            self._page.take(message)
            if message.HasField("new_session"):
                self.session_id = message.new_session.initialize.session_id
            if _ends_the_run(message):
                return Answer(b"".join(frames), messages)


def sign_in(server: Server, name: str, password: str) -> str:
    """Sign in through the form as a person does; return the cookie header of the new session.

    Raises
    ------
    PermissionError
        If the form stays: the message is what it then shows.
    """
    with Visit(server) as visit:
        visit.ask()
        visit.fill("Sign-in name", name)
        visit.fill("Password", password)
        answer = visit.press("Sign in")
    ticket = _TICKET.search(answer.raw)
    if ticket is None:
        raise PermissionError(answer.text)
    cookies = server.fetch(ticket.group().decode()).cookies
    return "; ".join(f"{cookie}={value}" for cookie, value in cookies.items() if value)


def _ends_the_run(message: ForwardMsg) -> bool:
    # A run that ended early is followed at once by the one it asked for.
    finished = message.WhichOneof("type") == "script_finished"
    return finished and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def _strings(message: Message) -> Iterator[str]:
    for _, value in message.ListFields():
        single = isinstance(value, str | bytes | Message) or not isinstance(value, Iterable)
        for part in [value] if single else value:
            if isinstance(part, str):
                yield part
            elif isinstance(part, Message):
                yield from _strings(part)
