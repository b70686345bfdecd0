"""Item sets as data: what is asked, in which words, on which scale. Parsed and checked once, then unchangeable."""

from instruments.reading import Instrument, InstrumentRefused, Item, Observation, Section, load, weekly_team_reaction

__all__ = ["Instrument", "InstrumentRefused", "Item", "Observation", "Section", "load", "weekly_team_reaction"]
