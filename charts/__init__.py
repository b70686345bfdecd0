"""Rows that `board/` has already cleared, drawn with Altair: one theme, one palette, a sentence and a table for each chart."""
