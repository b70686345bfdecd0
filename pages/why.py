"""Why am I seeing this? A section remembers what it says, and at its end opens the published rules of just that."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from board.rules import behind, raised
from pages.sheet import quiet

WHY = "Why am I seeing this?"


@dataclass
class Voice:
    """Draws the sentences of a section and keeps them."""

    said: list[str] = field(default_factory=list)

    def say(self, *sentences: str) -> None:
        """One paragraph of these sentences; nothing of empty ones."""
        words = " ".join(sentence for sentence in sentences if sentence)
        if words:
            st.markdown(words)
            self.said.append(words)

    def quietly(self, sentence: str) -> None:
        """A line in small grey type."""
        quiet(sentence)
        self.said.append(sentence)

    def note(self, *sentences: str) -> None:
        """Sentences that were drawn otherwise: as a title, in a card, in a chart."""
        self.said += sentences


@contextmanager
def section(title: str = "") -> Iterator[Voice]:
    """A section of the division page under its heading (one that has drawn its own gives none)."""
    if title:
        st.header(title, anchor=False)
    voice = Voice()
    yield voice
    why(voice.said)


def why(said: list[str]) -> None:
    """One quiet line that opens the rules of these sentences; nothing where none has one."""
    rules = behind(said)
    if rules:
        with st.expander(WHY, type="compact"):
            st.markdown("\n".join(f"- **{rule.shown}**: {rule.rule}." for rule in rules))
            if more := raised():
                quiet(more)
