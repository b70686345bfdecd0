"""The form of *Record* as it is open on this screen: what the fields hold, and the draft kept at every answer.

The fields of the screen forget what they hold when the page is left, the store does not: each field is laid out from
the answers kept here, which begin as the draft in the store.
"""

import uuid
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import streamlit as st

from access.refusals import Changed, NotFound, NotSignedIn, NotStored, Refusal
from access.terms import Round, Visibility
from access.viewer import Viewer
from access.written import Written
from board import entries, forms
from board.answers import QUESTION, Answers

_TEXTS = ("understand", "hard_to_say", "handover")


@dataclass
class OpenForm:
    """One member's form, open in one browser window."""

    viewer: Viewer
    form: forms.Form
    answers: Answers
    """What this window shows; the draft, unless the store failed."""
    version: int
    """Of the draft that this window knows."""
    request: UUID = field(default_factory=uuid.uuid4)
    """Names the handing in of these answers: pressed twice it stores once, pressed beside older answers nothing."""
    revising: bool = False
    asks_to_withdraw: bool = False
    not_kept: str = ""
    """Why the last answers are not in the store."""
    said: str = ""
    """What happened to the form; said until the next answer, for a page renews itself within seconds."""
    left_over: tuple[Written, ...] = ()
    """Texts typed here that a newer draft of another window replaced."""

    @property
    def answered(self) -> int:
        """How many ratings have an answer, "can't say" included."""
        return len(self.answers.scores)

    def ready(self, name: str) -> str:
        """The key of a field, which holds what was answered so far."""
        key = self._key(name)
        if key not in st.session_state:
            st.session_state[key] = _value(self.answers, name)
        return key

    def typed(self) -> Answers:
        """What the fields hold now; a field that is not on the screen keeps its answer."""
        held = {
            name: st.session_state[self._key(name)] for name in self._names() if self._key(name) in st.session_state
        }
        scores, noticed = dict(self.answers.scores), set(self.answers.noticed)
        for name, value in held.items():
            kind, _, item = name.partition(" ")
            if kind == "score":
                scores.pop(item, None) if value is None else scores.update({item: value})
            elif kind == "noticed":
                noticed.add(item) if value else noticed.discard(item)
        words = {name: held[name] or "" for name in ("contact", "shift", *_TEXTS) if name in held}
        visibility = held.get("visibility", self.answers.visibility) or Visibility.UNATTRIBUTED
        return replace(self.answers, scores=scores, noticed=frozenset(noticed), visibility=visibility, **words)

    def take(self, form: forms.Form) -> None:
        """Show the answers that the store has, in fields and beside buttons of their own.

        What a browser still sends of those before, which it may for a moment, changes nothing and hands nothing in.
        """
        for name in self._names():
            st.session_state.pop(self._key(name), None)
        self.form, self.answers, self.version, self.not_kept = form, form.answers, form.draft_version, ""
        self.request = uuid.uuid4()

    def begin_anew(self, said: str) -> None:
        """After a deed: read the form again; the next handing in is another one."""
        self.revising, self.said, self.left_over = False, said, ()
        self.stop_asking()
        self.take(forms.form(self.viewer, self.form.discussion, self.form.round))

    def stop_asking(self) -> None:
        """The entry is not to be withdrawn, or it was."""
        self.asks_to_withdraw = False

    def button(self, deed: str) -> str:
        """The key of a button that acts on the answers shown here, and on no others."""
        return self._key(f"to {deed}")

    def _names(self) -> list[str]:
        items = [*(item.key for item in self.form.items), QUESTION]
        ticks = (tick.key for tick in self.form.instrument.observations)
        return [
            "contact",
            "shift",
            *(f"score {key}" for key in items),
            *(f"noticed {key}" for key in ticks),
            "visibility",
            *_TEXTS,
        ]

    def _key(self, name: str) -> str:
        return f"record {self.request} {name}"


def opened(viewer: Viewer, discussion: UUID, of_round: Round = Round.FIRST) -> OpenForm:
    """The form as it stands: what was typed since the last look is kept as a draft, then the store is read again.

    Raises
    ------
    Refusal
        When there is no form for this viewer at this stage.
    """
    name = f"open form {discussion} {of_round}"
    here = st.session_state.get(name)
    if here is None or here.viewer != viewer:
        form = forms.form(viewer, discussion, of_round)
        here = OpenForm(viewer, form, form.answers, form.draft_version)
        here.take(form)
        st.session_state[name] = here
        return here
    _keep(here)
    _look_again(here)
    return here


def _keep(here: OpenForm) -> None:
    typed, before = here.typed(), here.answers
    if typed == before and not here.not_kept:
        return
    if typed != before:
        here.answers, here.said = typed, ""
    try:
        here.version = entries.keep_draft(here.viewer, here.form.discussion, here.version, typed, here.form.round)
        here.not_kept = ""
    except Changed as refusal:
        newer = forms.form(here.viewer, here.form.discussion, here.form.round)
        known = {kind: {"", getattr(before, kind), getattr(newer.answers, kind)} for kind in _TEXTS}
        here.left_over = tuple(
            Written(getattr(typed, kind)) for kind in _TEXTS if getattr(typed, kind) not in known[kind]
        )
        here.said = refusal.sentence
        here.take(newer)
    except (NotSignedIn, NotFound):
        raise
    except Refusal as refusal:
        here.not_kept = refusal.sentence


def _look_again(here: OpenForm) -> None:
    try:
        form = forms.form(here.viewer, here.form.discussion, here.form.round)
    except NotStored as refusal:
        # The store is away: go on with what is known, so that nothing typed is lost.
        here.not_kept = here.not_kept or refusal.sentence
        return
    moved = (form.draft_version, form.handed_in_at) != (here.version, here.form.handed_in_at)
    if moved:  # another window went on while nothing was typed here
        here.said = "This form went on in another window. Here is how it stands now."
        here.revising = False
        here.take(form)
    here.form = form


def _value(answers: Answers, name: str) -> Any:
    kind, _, item = name.partition(" ")
    if kind == "score":
        return answers.scores.get(item)
    if kind == "noticed":
        return item in answers.noticed
    return getattr(answers, kind) or (None if kind in {"contact", "shift"} else "")
