"""A viewer shows nothing of its session, and every refusal has a sentence fit to be read by the person who asked."""

import inspect

import pytest

from access import refusals
from access.refusals import NotAllowed, NotFound, Refusal, Sealed, WrongStage
from access.viewer import Viewer, Visitor

KINDS = [kind for _, kind in inspect.getmembers(refusals, inspect.isclass) if issubclass(kind, Refusal)]


def test_the_token_of_a_session_is_in_no_trace_of_a_viewer():
    viewer = Viewer("a-secret-token")
    assert "a-secret-token" not in f"{viewer!r} {viewer} {[viewer]}"
    assert viewer == Viewer("a-secret-token") != Viewer("another")


def test_a_viewer_cannot_be_changed_into_another():
    for person, name in ((Viewer("token"), "session"), (Visitor("127.0.0.1"), "address")):
        with pytest.raises(AttributeError):
            setattr(person, name, "somebody else's")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_refusal_says_one_plain_sentence(kind):
    sentence = kind().sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert str(kind()) == sentence
    assert kind("In other words.").sentence == "In other words."
    assert not any(word in sentence.lower() for word in ("error", "exception", "sql", "invalid", "403", "404"))


def test_what_is_not_there_and_what_is_not_for_you_are_the_same_refusal():
    assert not issubclass(NotFound, NotAllowed)
    assert "not for you" not in NotFound.sentence
    assert "exist" not in NotFound.sentence


def test_sealed_and_moved_on_are_kinds_of_not_allowed():
    assert issubclass(Sealed, NotAllowed)
    assert issubclass(WrongStage, NotAllowed)
