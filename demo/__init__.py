"""The synthetic team: plainly invented people, made through board/ with a clock that is moved from week to week."""

from demo.ward import fill

__all__ = ["fill"]
