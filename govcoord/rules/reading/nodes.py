"""YAML text -> located nodes: every key and value with its place, nothing interpreted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from govcoord.diagnostics import Collector, Diagnostic, Related
from govcoord.rules.reading.decoding import decode
from govcoord.rules.reading.located import (
    DEFAULT_LIMITS,
    Limits,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
)
from govcoord.rules.reading.surprises import surprise
from govcoord.rules.reading.syntax import explain, explain_plain_document
from govcoord.source import Source, Span

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "read",
    "read_path",
]

_STR_TAG = "tag:yaml.org,2002:str"
FLOW_SLIPS = {"，": ",", "、": ",", "：": ":"}
"""Full-width characters that in brackets look like YAML's own, with what may be meant."""


def first_slip(text: str) -> str | None:
    """The first full-width character of a text that may stand for one of YAML's own."""
    return None if text.isascii() else next((c for c in text if c in FLOW_SLIPS), None)


_DOCUMENT = re.compile(r"^---(?=[ \t\r\n]|$)", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_RESTARTS = 20


def read(
    source_name: str, data: bytes | str, collector: Collector, *, limits: Limits = DEFAULT_LIMITS
) -> list[Node]:
    """The nodes of each YAML document in ``data``; problems go to ``collector``, never raised.

    Empty documents are left out. A document that is not well-formed is left out too, and
    reading goes on at the next ``---``.
    """
    decoded = decode(source_name, data, collector, limits.max_bytes)
    if decoded is None:
        return []
    source, text = decoded
    builder = _Builder(source, collector, limits)
    start = 1
    for _ in range(_MAX_RESTARTS):
        # Blank lines in place of what was read keep all lines at their numbers.
        chunk = text if start == 1 else "\n" * (start - 1) + text[source.offset(start) :]
        try:
            builder.run(chunk)
        except _LimitError:
            break
        except (yaml.YAMLError, ValueError) as error:
            if "maximum nesting depth" in str(error):  # a limit of the parser's own
                builder.too_deep(error)
                break
            stuck = explain(error, source, collector)
            builder.problems += 1
            following = _DOCUMENT.search(text, source.offset(max(stuck, start + 1)))
            if following is None:
                break
            start = source.place(following.start())[0]
        else:
            break
    if not builder.documents and not builder.problems:
        collector.add("GC163", Span(source, 1, 1, 1, 1))
    return builder.documents


def read_path(path: Path, collector: Collector, *, limits: Limits = DEFAULT_LIMITS) -> list[Node]:
    """The nodes of one file, as ``read`` gives them; its name is the path as given."""
    name = path.as_posix()
    nowhere = Span(Source(name, ""), 1, 1, 1, 1)
    try:
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
    except FileNotFoundError:
        collector.add("GC160", nowhere, path=name)
    except IsADirectoryError:
        collector.add("GC161", nowhere, path=name)
    except (OSError, ValueError) as error:
        if path.is_dir():  # some systems call opening a folder a lack of permission
            collector.add("GC161", nowhere, path=name)
        else:
            reason = getattr(error, "strerror", None) or str(error)
            collector.add("GC162", nowhere, path=name, reason=reason)
    else:
        return read(name, data, collector, limits=limits)
    return []


class _LimitError(Exception):
    """A limit is reached; nothing more is read from this file."""


def _parser() -> Callable[[str], Any]:
    """The C parser where PyYAML has it, else the slower one in Python; only events are taken."""
    return yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


_PARSER: Final = _parser()


class _Frame:
    """A collection that is still open: the key it waits on, and how large it is so far."""

    __slots__ = ("anchor", "entries", "flow", "height", "items", "key", "node", "size")

    def __init__(self, node: SequenceNode | MappingNode, flow: bool, anchor: str | None) -> None:
        self.node = node
        self.flow = flow
        self.anchor = anchor
        self.items = node.items if isinstance(node, SequenceNode) else None
        self.entries = node.entries if isinstance(node, MappingNode) else None
        self.key: ScalarNode | _NoKey | None = None
        self.size = 1
        self.height = 1

    def waits_for_key(self) -> bool:
        return self.entries is not None and self.key is None


class _NoKey:
    """Stands for a key that was reported: its value is read and dropped."""


_DROPPED: Final = _NoKey()


class _Builder:
    """Builds nodes from parser events, with an own stack in place of recursion.

    Events are ``Any``: the types of the C parser and the Python parser have no common base.
    """

    def __init__(self, source: Source, collector: Collector, limits: Limits) -> None:
        self.source = source
        self.collector = collector
        self.limits = limits
        self.documents: list[Node] = []
        self.root: Node | None = None
        self.problems = 0
        self.nodes = 0
        self.alias_nodes = 0
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Node | None, int, int]] = {}
        self.texts: dict[str, str] = {}

    def run(self, text: str) -> None:
        """Read all documents of ``text``; YAMLError where it is not well-formed."""
        self.stack.clear()
        self.root = None
        parser = _PARSER(text)
        scalar, ends = yaml.ScalarEvent, (yaml.SequenceEndEvent, yaml.MappingEndEvent)
        after = (yaml.DocumentStartEvent, yaml.StreamEndEvent)
        while (event := parser.get_event()) is not None:
            kind = type(event)
            if kind is scalar:
                self.scalar(event)
            elif kind in ends:
                self.close(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self.open(event)
            elif kind is yaml.AliasEvent:
                self.alias(event)
            elif kind in after or (kind is yaml.DocumentEndEvent and event.explicit):
                self.commit()

    def report(self, code: str, span: Span, params: Mapping[str, str], *related: Related) -> None:
        self.collector.extend((Diagnostic(code, span, params, related),))
        self.problems += 1
        if self.problems >= self.limits.max_problems:
            self.stop("GC154", span, self.limits.max_problems)

    def stop(self, code: str, span: Span, limit: int) -> None:
        self.collector.add(code, span, limit=limit)
        self.problems += 1
        raise _LimitError

    def place(self, node: Node, start: Any, end: Any) -> None:
        node.source = self.source
        node.line = line = start.line + 1
        node.column = start.column + 1
        end_line = end.line + 1
        node.end_line = line if end_line == line else end_line
        node.end_column = end.column + 1

    def scalar(self, event: Any) -> None:
        value = event.value
        node = ScalarNode()
        node.value = self.texts.setdefault(value, value) if len(value) < 40 else value
        node.plain = plain = not event.style
        self.place(node, event.start_mark, event.end_mark)
        if event.tag is not None:
            self.tag(event, node, event.tag)
            plain = node.plain
        if plain and value:
            self.plain(node, value)
        elif event.style == '"' and _SURROGATE.search(value):
            self.report("GC112", node.span, {"text": value})
            node.value = _SURROGATE.sub("\ufffd", value)
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, 1, 1)
        self.put(node, 1, 1)

    def plain(self, node: ScalarNode, value: str) -> None:
        found = surprise(value)
        if found is not None:
            self.report(found[0], node.span, found[1])
        if value.isascii() or not self.stack:
            return
        if self.stack[-1].flow:
            wrong = first_slip(value)
            if wrong == "：" and self.stack[-1].waits_for_key():
                return  # what it means is seen by what follows the key
            if wrong is not None:
                right = FLOW_SLIPS[wrong]
                self.report("GC136", node.span, {"wrong": wrong, "right": right})

    def colon(self, key: ScalarNode, value: Node) -> None:
        """Report a full-width colon in a key in brackets: `{事项：加装}` is a key and no value."""
        at = key.value.find("：")
        if isinstance(value, ScalarNode) and value.plain and not value.value:
            column = key.column + at
            span = Span(self.source, key.line, column, key.line, column + 1)
            self.report("GC109", span, {"wrong": "：", "right": ":"})
        else:
            self.report("GC136", key.span, {"wrong": "：", "right": ":"})

    def open(self, event: Any) -> None:
        node: SequenceNode | MappingNode
        if isinstance(event, yaml.MappingStartEvent):
            node = MappingNode()
            node.entries = {}
        else:
            node = SequenceNode()
            node.items = []
        self.place(node, event.start_mark, event.start_mark)
        if len(self.stack) >= self.limits.max_depth:
            self.stop("GC151", node.span, self.limits.max_depth)
        if event.tag is not None:
            self.tag(event, node, event.tag)
        if event.anchor is not None:
            self.anchors[event.anchor] = (None, 0, 0)
        self.stack.append(_Frame(node, bool(event.flow_style), event.anchor))

    def close(self, event: Any) -> None:
        frame = self.stack.pop()
        node = frame.node
        if frame.flow:
            node.end_line = event.end_mark.line + 1
            node.end_column = event.end_mark.column + 1
        if frame.anchor is not None:
            self.anchors[frame.anchor] = (node, frame.size, frame.height)
        self.put(node, frame.size, frame.height)

    def alias(self, event: Any) -> None:
        here = ScalarNode()
        here.value, here.plain = "", True
        self.place(here, event.start_mark, event.end_mark)
        known = self.anchors.get(event.anchor)
        if known is None or known[0] is None:
            self.report("GC134" if known is None else "GC135", here.span, {"name": event.anchor})
            self.put(here, 1, 1)
            return
        node, size, height = known
        self.alias_nodes += size
        if self.alias_nodes > self.limits.max_alias_nodes:
            self.stop("GC153", here.span, self.limits.max_alias_nodes)
        if len(self.stack) + height > self.limits.max_depth:
            self.stop("GC151", here.span, self.limits.max_depth)
        assert node is not None
        self.put(node, size, height)

    def too_deep(self, error: Exception) -> None:
        """Report text in which even the parser finds too many levels, at the place it gave up."""
        mark = getattr(error, "problem_mark", None)
        line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
        place = Span(self.source, line, column, line, column + 1)
        self.problems += 1
        self.collector.add("GC151", place, limit=self.limits.max_depth)

    def put(self, node: Node, size: int, height: int) -> None:
        """Place a finished node in the collection around it, or take it as a document."""
        self.nodes += 1
        if self.nodes > self.limits.max_nodes:
            self.stop("GC152", node.span, self.limits.max_nodes)
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        frame.size += size
        if height >= frame.height:
            frame.height = height + 1
        if frame.items is not None:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self.key(frame, node)
        else:
            key = frame.key
            if frame.entries is not None and isinstance(key, ScalarNode):
                frame.entries[key.value] = (key, node)
                if frame.flow and key.plain and first_slip(key.value) == "：":
                    self.colon(key, node)
            frame.key = None

    def key(self, frame: _Frame, node: Node) -> ScalarNode | _NoKey:
        """The node as a key, or a stand-in when its entry is to be left out."""
        assert frame.entries is not None
        if len(self.stack) > 1 and self.stack[-2].waits_for_key():
            return _DROPPED  # part of a key that is itself no text, which is reported whole
        if not isinstance(node, ScalarNode):
            got = "list" if isinstance(node, SequenceNode) else "mapping"
            self.report("GC131", node.span, {"got": got})
            return _DROPPED
        if node.value == "<<" and node.plain:
            self.report("GC133", node.span, {})
            return _DROPPED
        if node.value[:1] in "\u3000\u00a0" and node.value and node.plain:
            at = node.column
            self.report("GC110", Span(self.source, node.line, at, node.line, at + 1), {})
        first = frame.entries.get(node.value)
        if first is not None:
            related = Related(first[0].span, "first")
            self.report("GC130", node.span, {"key": node.value}, related)
            return _DROPPED
        return node

    def commit(self) -> None:
        """Take the last document: what follows it shows that it was well-formed to its end."""
        node, self.root = self.root, None
        self.anchors.clear()
        if isinstance(node, ScalarNode) and node.plain:
            before = len(self.collector)
            explain_plain_document(node.span, self.collector)
            found = len(self.collector) - before
            self.problems += found
            if found or not node.value:
                return
        if node is not None:
            self.documents.append(node)

    def tag(self, event: Any, node: Node, tag: str) -> None:
        if isinstance(node, ScalarNode) and tag == _STR_TAG:
            node.plain = False
            return
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        start = event.start_mark
        line = self.source.line(start.line + 1)
        at = max(line.find("!", start.column), start.column)
        end = at + len((line[at:].split() or [""])[0])
        span = Span(self.source, start.line + 1, at + 1, start.line + 1, end + 1)
        self.report("GC132", span, {"tag": shown})
