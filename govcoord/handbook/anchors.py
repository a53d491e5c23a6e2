"""Anchors: letters, figures and ``-``, made of ids in any script."""

from __future__ import annotations

import re


def anchor(*parts: str) -> str:
    """An anchor of ids; different ids give different anchors.

    >>> anchor("d", "plan_list"), anchor("甲")
    ('d-plan_list', '.7532.')
    """
    return "-".join(re.sub(r"[^A-Za-z0-9_]", lambda m: f".{ord(m[0]):x}.", p) for p in parts)
