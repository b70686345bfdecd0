"""What may identify somebody is pointed at with its piece, and ordinary sentences are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.wording import suspicions


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("She said Mr Brown had promised it.", "a name", "Mr Brown"),
        ("Frau Müller came again", "a name", "Frau Müller"),
        ("dr. Okafor agreed", "a name", "dr. Okafor"),
        ("It was Anna Berg who stayed", "a name", "Anna Berg"),
        ("Mrs Ward came", "a name", "Mrs Ward"),
        ("Anna Berg stayed with her", "a name", "Anna Berg"),
        ("born 12.03.1984", "a date", "12.03.1984"),
        ("since 2026-11-02 we argue", "a date", "2026-11-02"),
        ("on 3 March he left", "a date", "3 March"),
        ("on the 3rd of March he left", "a date", "3rd of March"),
        ("on March 3 he left", "a date", "March 3"),
        ("always in room 12 at night", "a room", "room 12"),
        ("Bed 4b again", "a room", "Bed 4b"),
        ("write to j.doe@example.org", "an e-mail address", "j.doe@example.org"),
        ("call 0151 234 5678", "a long number", "0151 234 5678"),
        ("record 4711892", "a long number", "4711892"),
    ],
)
def test_a_piece_that_may_identify_somebody_is_named_with_its_kind(text, kind, piece):
    assert [(found.kind, found.piece) for found in suspicions(text)] == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I felt useful when she slept. Then I felt useless.",
        "He asks each shift the same thing. We answer three ways.",
        "Night shift sees another person than the Day Clinic does.",
        "On Monday he slept. Last March was worse.",
        "About 15 minutes, twice, 2 of 3 times; 20 mg did nothing.",
        "We may march on, but not like this.",
        "It is I who mind. I mind it.",
    ],
)
def test_an_ordinary_sentence_is_left_alone(text):
    assert suspicions(text) == ()


def test_pieces_come_in_the_order_of_the_text_and_none_twice():
    text = "In room 12 Mr Brown said on 12.03.2026: call 0151 234 5678"
    assert [found.piece for found in suspicions(text)] == ["room 12", "Mr Brown", "12.03.2026", "0151 234 5678"]


@given(st.text(max_size=400))
def test_any_text_is_read_without_fault_and_every_piece_stands_in_it(text):
    assert all(found.piece in text for found in suspicions(text))


# ---------------------------------------------------------------- the team's own names

TEAM = ("Anna-Lena Berg", "Tomas Reed", "Wei Li")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("It is Tomas who gets through to her.", ["Tomas"]),
        ("Reed said yes, and Wei said no.", ["Reed", "Wei"]),
        ("Anna-Lena’s way is not ours", ["Anna-Lena"]),
        ("Tomas Reed stayed", ["Tomas Reed"]),
        ("a reed in the wind, tomas in small letters", []),
        ("Li is too short to be told from a word; Weird is no Wei-", ["Wei"]),
        ("Bergamot is not Berg", ["Berg"]),
    ],
)
def test_the_name_of_a_colleague_is_found_standing_alone(text, pieces):
    assert [found.piece for found in suspicions(text, TEAM)] == pieces


def test_without_a_team_a_first_name_alone_is_left_alone():
    assert suspicions("It is Tomas who gets through to her.") == ()
