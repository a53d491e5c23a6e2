"""The graph of departments: what a coordination office asks of a plan, with pictures.

    from govcoord.graph import responsibility

    print(responsibility(govcoord.load_plan()).to_text("zh-Hans"))

Every answer has ``picture(language)`` for `govcoord.graph.draw.render`, ``lines(language)``,
``to_text(language)`` and ``to_dict()``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govcoord.graph.responsibility_graph import responsibility

_HOMES = {
    "responsibility": "responsibility_graph",
}
"""Where each function lives; a module must not have the name of its function, which it would
hide."""

__all__ = ["responsibility"]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'govcoord.graph' has no attribute {name!r}")
    value = getattr(import_module(f"govcoord.graph.{home}"), name)
    globals()[name] = value
    return value
