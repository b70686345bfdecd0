"""The way in: the script of a visit, the sign-in form, the first set-up, what stands around every request."""
