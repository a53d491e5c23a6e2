"""The graph of departments: what a coordination office asks of a plan, with pictures.

    from govcoord.graph import responsibility

    print(responsibility(govcoord.load_plan()).to_text("zh-Hans"))

An answer has ``picture(language)`` for `govcoord.graph.draw.render`, ``lines(language)``,
``to_text(language)`` and ``to_dict()``; findings of decisions and logs are plain values that
`govcoord.graph.answers` puts into words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcoord.late import late_names

if TYPE_CHECKING:
    from govcoord.graph.accountability_graph import accountability
    from govcoord.graph.coordination_changes import changes
    from govcoord.graph.coordination_graph import coordination
    from govcoord.graph.enforcement_graph import PlannedCheck, enforcement
    from govcoord.graph.logs import read_log
    from govcoord.graph.practice_graph import practice
    from govcoord.graph.procedure_conformance import conformance
    from govcoord.graph.procedure_graph import procedure
    from govcoord.graph.procedure_options import cheapest
    from govcoord.graph.responsibility_graph import responsibility
    from govcoord.graph.sharing_graph import sharing

_HOMES = {
    "PlannedCheck": "enforcement_graph",
    "accountability": "accountability_graph",
    "changes": "coordination_changes",
    "cheapest": "procedure_options",
    "conformance": "procedure_conformance",
    "coordination": "coordination_graph",
    "enforcement": "enforcement_graph",
    "practice": "practice_graph",
    "procedure": "procedure_graph",
    "read_log": "logs",
    "responsibility": "responsibility_graph",
    "sharing": "sharing_graph",
}
"""Where each function lives; a module must not have the name of its function, which it would
hide."""

__all__ = [
    "PlannedCheck",
    "accountability",
    "changes",
    "cheapest",
    "conformance",
    "coordination",
    "enforcement",
    "practice",
    "procedure",
    "read_log",
    "responsibility",
    "sharing",
]

__getattr__, __dir__ = late_names(globals(), _HOMES)
