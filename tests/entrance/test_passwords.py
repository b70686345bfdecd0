"""Passwords: long, of any characters, every one of them significant; what would be guessed is refused."""

import pytest

from access import passwords
from access.refusals import SignInRefused, WeakPassword
from board import signing_in
from tests.ward import PASSWORD


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "short",
        "fourteen chars",
        "passwordpassword",
        "123456789012345",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiopasdfgh",
        "conferenceboard1",
        "psychiatrypsychiatry",
        "Case Conference Board",
        "wardwardwardward",
        "patient patient",
        "11111111111111111111",
        "abcdefghijklmnop",
        "x" * 200,
        "anna anna anna anna",
    ],
)
def test_a_password_that_is_short_or_would_be_guessed_is_refused(weak):
    with pytest.raises(WeakPassword):
        passwords.check_strength(weak, ["anna", "Ward 3"])


@pytest.mark.parametrize(
    "good",
    [
        "river stone lantern 42 apples",
        "four grey kettles in a row",
        "  spaces at both ends  yes  ",
        "Grüße vom Kübel im Garten",
        "коты спят на тёплой печи",
        "🫖 tea at 4 in the blue room 🪑",
        "correct-horse-battery-staple-77",
        "walking slowly past eleven lit windows at dusk 1931 " + "and on " * 25,
    ],
)
def test_length_counts_and_any_character_is_welcome(good):
    passwords.check_strength(good, ["anna", "Ward 3"])


def test_fifteen_characters_are_enough_and_fourteen_are_not():
    passwords.check_strength("kvetch-zinc-owl", [])
    with pytest.raises(WeakPassword):
        passwords.check_strength("kvetch-zinc-ow", [])


def test_the_own_name_and_the_teams_are_among_the_guesses():
    passwords.check_strength("zanzibarquillfeather", [])
    with pytest.raises(WeakPassword):
        passwords.check_strength("zanzibarquillfeather", ["Zanzibar Quillfeather"])


@pytest.mark.parametrize("length", [64, 73, 80, 200, 256])
def test_every_character_of_a_long_password_counts(length):
    long = "".join(chr(ord("a") + n * 7 % 26) for n in range(length))
    stored = passwords.digest(long)
    assert passwords.matches(long, stored)
    assert not passwords.matches(long[:-1], stored)
    assert not passwords.matches(long[:-1] + "#", stored)


def test_case_and_outer_spaces_count():
    stored = passwords.digest(PASSWORD)
    assert not passwords.matches(PASSWORD.upper(), stored)
    assert not passwords.matches(f"{PASSWORD} ", stored)


def test_one_text_typed_in_two_ways_is_one_password():
    assert passwords.matches("Gru\u0308\u00dfe vom Kübel", passwords.digest("Grüße vom K\u00fcbel"))


@pytest.mark.parametrize("odd", ["a NUL \x00 inside a password", "half an emoji \ud83e and more of it"])
def test_odd_input_is_checked_like_any_other(odd):
    assert passwords.matches(odd, passwords.digest(odd))
    assert not passwords.matches(odd, passwords.NOBODY)


def test_a_stored_form_says_nothing_of_the_password_and_no_two_are_equal():
    first, second = passwords.digest(PASSWORD), passwords.digest(PASSWORD)
    assert first != second
    assert PASSWORD not in first


def test_a_first_password_meets_the_rules_and_no_two_are_equal():
    made = {passwords.first_password() for _ in range(200)}
    assert len(made) == 200
    for each in list(made)[:20]:
        passwords.check_strength(each)


def test_a_new_password_has_to_be_new_and_the_present_one_known(ward):
    viewer = ward.viewer("anna")
    with pytest.raises(SignInRefused):
        signing_in.change_password(viewer, "not the present one", "four grey kettles in a row")
    with pytest.raises(SignInRefused):
        signing_in.change_password(viewer, PASSWORD, PASSWORD)
    with pytest.raises(WeakPassword):
        signing_in.change_password(viewer, PASSWORD, "test zoe-anna ward 3")
    assert signing_in.who(viewer)
