"""The way in, for one visit: the script, the sign-in form, the first set-up, what stands around every request."""
