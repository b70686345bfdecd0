"""A PIN is digits, six or more; what a guesser would try first is refused."""

import pytest

from access import pins
from access.refusals import WeakPin


@pytest.mark.parametrize("pin", ["", "12345", "1234567890123", "29 483", "29483a", "29483\n", "２９４８３７", "٢٩٤٨٣٧"])
def test_a_pin_is_six_to_twelve_plain_digits(pin):
    with pytest.raises(WeakPin, match="6 to 12 digits"):
        pins.check_pin(pin)


@pytest.mark.parametrize(
    "pin",
    ["000000", "111111", "121212", "112233", "123123", "123456", "654321", "456789", "890123", "098765", "246802"]
    + ["135791", "123321", "48274827", "159753", "147258"],
)
def test_what_would_be_tried_first_is_refused(pin):
    with pytest.raises(WeakPin, match="guessed quickly"):
        pins.check_pin(pin)


@pytest.mark.parametrize("pin", ["294837", "503816", "70941286", "100293", "998071", "482915063721"])
def test_any_other_number_is_taken(pin):
    pins.check_pin(pin)


def test_few_numbers_are_refused_so_that_little_help_is_given_to_a_guesser():
    refused = 0
    for number in range(0, 1_000_000, 7):
        try:
            pins.check_pin(f"{number:06}")
        except WeakPin:
            refused += 1
    assert 0.05 < refused / (1_000_000 / 7) < 0.09
