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
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs

from govcoord.case import Case, as_mapping
from govcoord.errors import GovcoordError
from govcoord.plain import jsonable
from govcoord.rules.vocabulary import AS_OF

if TYPE_CHECKING:
    from govcoord.rules.engine import Plan

START = "0" * 64
"""Stands for the hash before the first line."""
KEYS = ("number", "previous", "who", "when", "rules", "mechanism", "case", "outcome", "hash")

Fault = Literal["unreadable", "torn", "edited", "number", "broken", "head"]
"""``unreadable`` no line of a trail, ``torn`` a last line without its end, as a crash leaves it,
``edited`` its own hash does not fit, ``number`` not the next one, ``broken`` not chained to the
line before, ``head`` the last hash is another."""


class TrailError(GovcoordError, ValueError):
    """A file is not a sound trail, or what was to be added cannot be written in one."""


@attrs.frozen
class Broken:
    """The first line at which a trail does not hold, from 1."""

    line: int
    fault: Fault


def append(
    path: str | Path, plan: Plan, case: Mapping[str, Any] | Case, *, who: str, when: str,
    mechanism: str | None = None,
) -> str:  # fmt: skip
    """Decide a case (or let a mechanism assess it), add that to the trail; the hash of its line.

    ``who`` and ``when`` are the caller's. Raises `CaseError` for a case that does not fit, and
    `TrailError` where the end of the file is no line of a trail (see `mend`); nothing is
    written then, nor where the disk fails. A line that was written is on the disk.
    """
    given = _dated(plan, case)
    outcome = decide(plan, given, mechanism)
    with Path(path).open("a+b", buffering=0) as stream:
        _lock(stream)
        number, previous = _head(stream)
        entry = {
            "number": number + 1, "previous": previous, "who": who, "when": when,
            "rules": plan.digest, "mechanism": mechanism, "case": jsonable(given),
            "outcome": outcome,
        }  # fmt: skip
        try:
            entry["hash"] = _hash(entry)
            line = canonical(entry) + b"\n"
        except UnicodeEncodeError as error:
            raise TrailError("half a character (a lone surrogate) cannot be written") from error
        _write(stream, line)
    return str(entry["hash"])


def mend(path: str | Path) -> bytes:
    """Cut a torn last line off, as a crash in the middle of writing leaves it; what was cut.

    Only bytes after the end of the last whole line go, for which `append` never gave a hash;
    ``b""`` where the file ends with a whole line. Keep what was cut beside the trail.
    """
    with Path(path).open("r+b", buffering=0) as stream:
        _lock(stream)
        torn = _tail(stream)
        if not torn or torn.endswith(b"\n"):
            return b""
        stream.truncate(stream.seek(-len(torn), os.SEEK_END))
        os.fsync(stream.fileno())
    return torn


def verify(path: str | Path, *, head: str | None = None) -> Broken | None:
    """The first line at which the trail does not hold, ``None`` where it holds.

    ``head`` is the hash that the last line must have; without it a cut end is not found.
    """
    previous, number = START, 0
    with Path(path).open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            entry = _entry(line)
            if entry is None:
                return Broken(number, "unreadable" if line.endswith(b"\n") else "torn")
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


def entries(path: str | Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a trail with their numbers from 1; `TrailError` for one that is none."""
    with Path(path).open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            entry = _entry(line)
            if entry is None:
                raise TrailError(f"line {number} is no line of a trail")
            yield number, entry


def decide(plan: Plan, case: Mapping[str, Any], mechanism: str | None) -> Any:
    """What is recorded of a case: its whole decision, or what a mechanism makes of it.

    A case's own number is for people and decides nothing.
    """
    if mechanism is None:
        return plan.evaluate(case).to_dict(everything=True)
    return jsonable(plan.assess(mechanism, case))


def _dated(plan: Plan, case: Mapping[str, Any] | Case) -> dict[str, Any]:
    """The case with the plan's day where it says none, so that it can be decided again."""
    if isinstance(case, Case):
        given = dict(case.facts) | ({} if case.id is None else {"id": case.id})
    else:
        given = dict(as_mapping(case, "case", None))
    titles = plan.vocabulary.attributes[AS_OF].title.all()
    if plan.as_of is not None and all(given.get(word) is None for word in (AS_OF, *titles)):
        given[AS_OF] = plan.as_of.isoformat()
    return given


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


def _head(stream: RawIOBase) -> tuple[int, str]:
    """Number and hash of the last line, read from the end; its own hash has to fit."""
    line = _tail(stream)
    if not line:
        return 0, START
    if not line.endswith(b"\n"):
        raise TrailError("the last line is torn, as a crash leaves it: `mend` cuts it off")
    entry = _entry(line)
    if entry is None or entry["hash"] != _hash(entry):
        raise TrailError("the last line is no sound line of a trail")
    return entry["number"], entry["hash"]


def _tail(stream: RawIOBase) -> bytes:
    """The last line, whole or torn, read from the end."""
    at = stream.seek(0, os.SEEK_END)
    tail = b""
    while at and tail.count(b"\n", 0, -1) == 0:
        step = min(at, 65536)
        at = stream.seek(at - step)
        tail = _read(stream, step) + tail
    return tail[tail.rfind(b"\n", 0, -1) + 1 :]


def _read(stream: RawIOBase, size: int) -> bytes:
    found = b""
    while len(found) < size and (more := stream.read(size - len(found))):
        found += more
    return found


def _write(stream: RawIOBase, line: bytes) -> None:
    """Write a line and see it onto the disk, or leave the file as it was."""
    before, at = stream.seek(0, os.SEEK_END), 0
    try:
        while at < len(line):
            at += stream.write(line[at:]) or 0
        os.fsync(stream.fileno())
    except OSError:
        stream.truncate(before)
        raise


def _lock(stream: RawIOBase) -> None:
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
