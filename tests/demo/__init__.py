"""The synthetic ward."""
