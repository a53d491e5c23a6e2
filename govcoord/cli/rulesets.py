"""Loading the rulesets that a command names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from govcoord.cli.faults import StopError
from govcoord.cli.local import ruleset_paths
from govcoord.cli.output import print_diagnostics
from govcoord.messages import Messages
from govcoord.rules.engine import Plan
from govcoord.rules.load import load_files


def load_plan(paths: Sequence[str], say: Messages, *, as_of: date | None = None) -> Plan:
    """The plan that the words name; its errors are shown and stop the command."""
    loaded = load_files(ruleset_paths(paths))
    errors = [d for d in loaded.diagnostics if d.severity == "error"]
    if errors or loaded.plan is None:
        print_diagnostics(errors, say, err=True)
        raise StopError(say("error.broken_rulesets"))
    return loaded.plan if as_of is None else loaded.plan.on(as_of)
