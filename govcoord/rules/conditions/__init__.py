"""Conditions: unary tests as people write them, to boxes and back into words."""
