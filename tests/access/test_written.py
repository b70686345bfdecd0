"""What people type is kept as typed, cleaned of what cannot be seen, bounded, and never taken for the board's own."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.refusals import Invalid
from access.written import LABEL_LIMIT, LINE_LIMIT, Written, written

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def test_words_are_kept_as_typed_without_the_space_around():
    asked = 'She asked: "why me?"'
    for typed in (asked, "1 < 2 & <b>bold</b>", "$x$ :red[y] [z](javascript:)", "= 1 + 1", "日本語 עברית"):
        assert written(f"  {typed}\n", "The line").text == typed


def test_line_ends_are_one_kind_and_tabs_stay():
    assert written("one\r\ntwo\rthree\n\tfour", "The line").text == "one\ntwo\nthree\n\tfour"


def test_letters_made_of_two_are_stored_as_one():
    assert written("cafe\u0301", "The line").text == "caf\u00e9"


def test_emoji_and_joined_emoji_round_trip():
    family = "👩\u200d👩\u200d👧 ❤️"
    assert written(family, "The line").text == family


def test_the_length_is_counted_in_characters_after_cleaning():
    assert written("x" * LINE_LIMIT + "  ", "The line").text == "x" * LINE_LIMIT
    assert written("e\u0301" * LABEL_LIMIT, "The label", limit=LABEL_LIMIT).text == "\u00e9" * LABEL_LIMIT
    with pytest.raises(Invalid, match=f"The line has {LINE_LIMIT + 1} characters; {LINE_LIMIT} are possible"):
        written("x" * (LINE_LIMIT + 1), "The line")


@pytest.mark.parametrize("letter", [*BIDI, "\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\ue000"])
def test_characters_that_deceive_or_cannot_be_stored_are_refused_in_words(letter):
    with pytest.raises(Invalid, match="The line holds a character that cannot be kept"):
        written(f"before{letter}after", "The line")


@pytest.mark.parametrize("empty", ["", "   ", "\n\t\r\n"])
def test_a_required_field_that_is_empty_is_named(empty):
    assert written(empty, "The reason") == Written("")
    assert not written(empty, "The reason")
    with pytest.raises(Invalid, match="The reason is still empty"):
        written(empty, "The reason", required=True)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_whatever_is_typed_is_either_kept_clean_or_refused_and_never_breaks(typed):
    try:
        kept = written(typed, "The line").text
    except Invalid:
        return
    assert kept == kept.strip() == unicodedata.normalize("NFC", kept)
    assert not set(kept) & set(BIDI)
    assert all(unicodedata.category(letter) not in {"Cs", "Co"} for letter in kept)
    kept.encode("utf-8")
    assert written(kept, "The line").text == kept


@given(st.text(max_size=60))
def test_what_was_kept_is_a_type_of_its_own_and_no_text(typed):
    try:
        kept = written(typed, "The line")
    except Invalid:
        return
    assert not isinstance(kept, str)
    assert bool(kept) == bool(kept.text)
