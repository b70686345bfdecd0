"""The QR code of a ward link: black on white in every look, with its quiet zone, and nothing from elsewhere."""

import re

import pytest
import segno

from charts.qr import qr_code

ADDRESS = "https://board.example/link#" + "A-9_" * 10 + "xyz"


def rows(drawn):
    """The dark modules of the picture, row by row, read back from its path."""
    found = {}
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])(-?[\d.]+(?:[ ]?-?[\d.]+)?)", drawn.partition('class="qrline"')[2]):
        given = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
        if command == "h":
            found.setdefault(int(y), set()).update(range(int(x), int(x + given[0])))
            x += given[0]
        else:
            x, y = (x + given[0], y + given[1]) if command == "m" else given
    return found


@pytest.mark.parametrize("address", [ADDRESS, "http://127.0.0.1:8501/link#" + "b" * 43])
def test_the_picture_shows_the_modules_of_the_address_inside_four_of_white(address):
    wanted = {
        n + 4: {place + 4 for place, dark in enumerate(row) if dark}
        for n, row in enumerate(segno.make_qr(address, error="m", boost_error=False).matrix)
    }
    assert rows(qr_code(address)) == wanted


def test_the_code_stays_coarse_enough_for_a_phone_across_a_room():
    long = "https://" + "case-conference-board.psychiatry.hospital.example" + "/link#" + "c" * 43
    assert segno.make_qr(long, error="m", boost_error=False).symbol_size(border=0)[0] <= 45


def test_the_picture_brings_its_own_white_and_asks_nobody():
    drawn = qr_code(ADDRESS)
    assert 'fill="#fff"' in drawn
    assert 'stroke="#000"' in drawn
    assert not re.search(r"href|url\(|<script|<image", drawn)
    assert ADDRESS not in drawn, "to be read by a camera only"
