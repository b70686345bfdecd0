"""The QR code of an address: a picture for phones, drawn here and by nobody else's server."""

import io

import segno

_QUIET_ZONE = 4
"""Modules of white around the code: without them, phones do not find it on a dark page."""


def qr_code(address: str) -> str:
    """The address as a QR code in SVG: black on white in every look; a seventh of it may be hidden or smudged."""
    drawn = io.BytesIO()
    code = segno.make_qr(address, error="m", boost_error=False)
    code.save(drawn, kind="svg", border=_QUIET_ZONE, dark="black", light="white", scale=8, xmldecl=False)
    return drawn.getvalue().decode("utf-8")
