"""Small made-up teams: tables of ratings with a known division, or with none."""

import numpy as np


def ordinary(members=9, items=16, seed=1, noise=0.9):
    """Ratings 0 to 4 of members who share one view and differ by chance alone."""
    rng = np.random.default_rng(seed)
    view = rng.normal(2, 0.8, items)
    return np.clip(np.rint(view + rng.normal(0, noise, (members, items))), 0, 4)


def divided(camps, items=16, dividing=12, gap=3.0, seed=1, noise=0.6):
    """Ratings 0 to 4 in which camp 1 stands `gap` above or below camp 0 on the first items, alternately."""
    rng = np.random.default_rng(seed)
    camps = np.asarray(camps)
    direction = np.where(np.arange(items) < dividing, np.where(np.arange(items) % 2, -1.0, 1.0), 0.0)
    latent = 2 + np.outer(camps - 0.5, direction) * gap + rng.normal(0, noise, (len(camps), items))
    return np.clip(np.rint(latent), 0, 4)


def graded(members=12, items=16, loading=0.9, seed=1, noise=0.5):
    """Ratings of members spread evenly from one end of a single dimension to the other."""
    rng = np.random.default_rng(seed)
    place = rng.permutation(np.linspace(-1.7, 1.7, members))
    direction = np.where(np.arange(items) % 2, -1.0, 1.0)
    return np.clip(np.rint(2 + loading * np.outer(place, direction) + rng.normal(0, noise, (members, items))), 0, 4)


def with_gaps(ratings, share, seed=2):
    """The same ratings with a share of the answers missing at random."""
    gaps = np.random.default_rng(seed).random(ratings.shape) < share
    return np.where(gaps, np.nan, ratings)
