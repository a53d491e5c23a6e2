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
    from govcoord.graph.accountability_graph import accountability
    from govcoord.graph.responsibility_graph import responsibility
    from govcoord.graph.sharing_graph import sharing

_HOMES = {
    "accountability": "accountability_graph",
    "responsibility": "responsibility_graph",
    "sharing": "sharing_graph",
}
"""Where each function lives; a module must not have the name of its function, which it would
hide."""

__all__ = ["accountability", "responsibility", "sharing"]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'govcoord.graph' has no attribute {name!r}")
    value = getattr(import_module(f"govcoord.graph.{home}"), name)
    globals()[name] = value
    return value
