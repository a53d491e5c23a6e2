"""The audit trail: an append-only file of decisions, each line chained to the one before.

A line is canonical JSON with the SHA-256 of the line before and of itself, so that an edited,
missing, added or reordered line is found; a trail that was cut short is found with the hash of
its head, which has to be kept elsewhere. A chain shows that a file was changed; it does not
keep anybody with the power to write a whole new file from doing so.

Appending takes an advisory lock where the system has one (``fcntl``); elsewhere writers have to
take turns. Messages name lines and reasons, never what a case says.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import attrs

from govcoord.plain import jsonable
from govcoord.rules.vocabulary import AS_OF

if TYPE_CHECKING:
    from govcoord.rules.engine import Plan

START = "0" * 64
"""Stands for the hash before the first line."""
KEYS = ("number", "previous", "who", "when", "rules", "mechanism", "case", "outcome", "hash")

Fault = Literal["unreadable", "edited", "number", "broken", "head"]
"""``unreadable`` no line of a trail, ``edited`` its own hash does not fit, ``number`` not the
next one, ``broken`` not chained to the line before, ``head`` the last hash is another."""


@attrs.frozen
class Broken:
    """The first line at which a trail does not hold, from 1."""

    line: int
    fault: Fault


def append(
    path: Path, plan: Plan, case: Mapping[str, Any], *, who: str, when: str,
    mechanism: str | None = None,
) -> str:  # fmt: skip
    """Decide a case (or let a mechanism assess it), add that to the trail; the hash of its line.

    ``who`` and ``when`` are the caller's. Raises `CaseError` for a case that does not fit, and
    `ValueError` where the end of the file is no line of a trail; nothing is written then.
    """
    raw = _dated(plan, case)
    outcome = decide(plan, raw, mechanism)
    with path.open("a+b") as stream:
        _lock(stream)
        number, previous = _head(stream)
        entry = {
            "number": number + 1, "previous": previous, "who": who, "when": when,
            "rules": plan.digest, "mechanism": mechanism, "case": raw, "outcome": outcome,
        }  # fmt: skip
        entry["hash"] = _hash(entry)
        stream.write(canonical(entry) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    return str(entry["hash"])


def verify(path: Path, *, head: str | None = None) -> Broken | None:
    """The first line at which the trail does not hold, ``None`` where it holds.

    ``head`` is the hash that the last line must have; without it a cut end is not found.
    """
    previous, number = START, 0
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            entry = _entry(line)
            if entry is None:
                return Broken(number, "unreadable")
            if entry["hash"] != _hash(entry):
                return Broken(number, "edited")
            if entry["number"] != number:
                return Broken(number, "number")
            if entry["previous"] != previous:
                return Broken(number, "broken")
            previous = entry["hash"]
    if head is not None and head != previous:
        return Broken(number + 1, "head")
    return None


def entries(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a trail with their numbers from 1; `ValueError` for one that is none."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            entry = _entry(line)
            if entry is None:
                raise ValueError(f"line {number} is no line of a trail")
            yield number, entry


def decide(plan: Plan, case: Mapping[str, Any], mechanism: str | None) -> Any:
    """What is recorded of a case: its whole decision, or what a mechanism makes of it.

    The id of a case is for people; a mechanism is not given it.
    """
    if mechanism is None:
        return plan.evaluate(case).to_dict(everything=True)
    given = {key: value for key, value in case.items() if key != "id"}
    return jsonable(plan.assess(mechanism, given))


def _dated(plan: Plan, case: Mapping[str, Any]) -> dict[str, Any]:
    """The case with the plan's day where it says none, so that it can be decided again."""
    raw = dict(jsonable(case))
    titles = plan.vocabulary.attributes[AS_OF].title.all()
    if plan.as_of is not None and all(raw.get(word) is None for word in (AS_OF, *titles)):
        raw[AS_OF] = plan.as_of.isoformat()
    return raw


def _entry(line: bytes) -> dict[str, Any] | None:
    """A line of a trail, byte for byte as it would be written; ``None`` for anything else."""
    try:
        entry = json.loads(line)
        sound = isinstance(entry, dict) and set(entry) == set(KEYS)
        return entry if sound and canonical(entry) + b"\n" == line else None
    except (ValueError, RecursionError):
        return None


def canonical(value: object) -> bytes:
    """The one way in which data is written."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _hash(entry: Mapping[str, Any]) -> str:
    body = {key: value for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(canonical(body)).hexdigest()


def _head(stream: BinaryIO) -> tuple[int, str]:
    """Number and hash of the last line, read from the end; its own hash has to fit."""
    at = stream.seek(0, os.SEEK_END)
    tail = b""
    while at and tail.count(b"\n", 0, -1) == 0:
        step = min(at, 65536)
        at = stream.seek(at - step)
        tail = stream.read(step) + tail
    if not tail:
        return 0, START
    entry = _entry(tail[tail.rfind(b"\n", 0, -1) + 1 :])
    if entry is None or entry["hash"] != _hash(entry):
        raise ValueError("the last line is no sound line of a trail")
    return entry["number"], entry["hash"]


def _lock(stream: BinaryIO) -> None:
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(stream, fcntl.LOCK_EX)
