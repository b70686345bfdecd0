"""Rows that `board/` has cleared, drawn with Altair: one look, a sentence and a table for each chart."""
