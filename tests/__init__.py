"""The proof: what a user would see, and what must never happen."""
