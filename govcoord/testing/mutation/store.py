"""What is known of mutants from earlier runs, in a file."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import attrs

from govcoord import __version__
from govcoord.rules.engine import Plan

STATES = ("killed", "survived", "equivalent", "undecided")


class Keyed(Protocol):
    """A mutant, as far as it is remembered: by a key that no other has."""

    @property
    def key(self) -> str:
        """A digest of the change."""


@attrs.frozen
class Known:
    """What became of a mutant, with the digest of the test that noticed it."""

    state: Any
    test: str | None = None
    witness: Mapping[str, Any] | None = None


class Store:
    """Results of one ruleset. A file of another ruleset or version, or none, is an empty store."""

    def __init__(self, path: Path | None, plan: Plan, states: Collection[str] = STATES) -> None:
        self.path, self.states = path, states
        self.head = {"version": __version__, "ruleset": plan.digest}
        self.known: dict[str, dict[str, Any]] = {}
        if path is not None:
            with suppress(OSError, ValueError, AttributeError):
                data = json.loads(path.read_text(encoding="utf-8"))
                if {key: data.get(key) for key in self.head} == self.head:
                    self.known = dict(data["mutants"])

    def get(self, mutant: Keyed) -> Known | None:
        """What is known of a mutant."""
        found = self.known.get(mutant.key)
        if not isinstance(found, dict) or found.get("state") not in self.states:
            return None
        return Known(found["state"], found.get("test"), found.get("witness"))

    def put(
        self,
        mutant: Keyed,
        state: str,
        *,
        test: str | None = None,
        witness: Mapping[str, Any] | None = None,
    ) -> None:
        """Note what became of a mutant."""
        entry = {"state": state, "test": test, "witness": witness}
        self.known[mutant.key] = {key: value for key, value in entry.items() if value is not None}

    def save(self) -> None:
        """Write the file; a folder that cannot be written costs the next run time, no more."""
        if self.path is None:
            return
        text = json.dumps({**self.head, "mutants": self.known}, ensure_ascii=False)
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft = self.path.with_name(f"{self.path.name}.new")
            draft.write_text(text, encoding="utf-8")
            draft.replace(self.path)
