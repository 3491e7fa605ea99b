"""Slips: cards one writes on by hand, so laid out that a picture of them can be read."""
