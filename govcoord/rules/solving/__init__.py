"""Backwards from an outcome to a case: witnesses of regions, and what would have to differ."""
