"""The way in: who gets it, who does not, and what is left behind on the way out."""
