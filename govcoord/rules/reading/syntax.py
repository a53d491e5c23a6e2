"""What a YAML parser stumbled over, in plain words and with the place of the cause."""

from __future__ import annotations

import re

import yaml

from govcoord.diagnostics import Collector, Related
from govcoord.source import Source, Span

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|(?:^|(?<=\s))#.*")
_ASCII_COLON = re.compile(r":(?:\s|$)")
_WIDE_SPACE = re.compile(r"[\u3000\u00a0]")
_SPACE_SLIP = re.compile(r"^\s*?([\u3000\u00a0])|[:：-]([\u3000\u00a0])")
_COLON_SLIP = re.compile(r"[：﹕]")
_DASH_SLIP = re.compile(r"^\s*([－—–])")
_FLOW_SLIP = re.compile(r"[，、［］｛｝【】]")
_BRACKET_SLIP = re.compile(r"(?:^|[:-])\s+([｛［【]).*[｝］】]\s*$")
_TIGHT_DASH = re.compile(r"\s*(-)(?=[^\s\W\d])[^\s:]*:(?:\s|$)")
_QUOTE_SLIP = re.compile(r"[“”‘’＂＇]")
_TIGHT_COLON = re.compile(r"[^\s:/\d][^\s:/]*:(?=[^\s:/\\])")
_HALF_WIDTH = {
    "：": ":", "﹕": ":", "，": ",", "、": ",", "－": "-", "—": "-", "–": "-",
    "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}",
    "“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "＇": "'",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8}|.)")
_STARTS = frozenset(
    {
        "while scanning an anchor",
        "while scanning an alias",
        "while scanning a tag",
        "while parsing a tag",
        "while scanning a directive",
        "while scanning a block scalar",
    }
)
_SHOWN = 40


def explain(error: yaml.YAMLError | ValueError, source: Source, collector: Collector) -> int:
    """Report a syntax error of the parser in plain words; the line at which it gave up."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        collector.add("GC101", Span(source, 1, 1, 1, 1), problem=_raw(error))
        return 1
    stuck = _point(source, mark.line + 1, mark.column + 1)
    context = getattr(error, "context_mark", None)
    begin = stuck if context is None else _point(source, context.line + 1, context.column + 1)
    problem = str(getattr(error, "problem", "") or "")
    during = str(getattr(error, "context", "") or "")
    found = _tab(stuck, collector) or _slip_near(begin, stuck, during, collector)
    if not found and not _dash_near(stuck, collector):
        _translate(problem, during, begin, stuck, collector, _raw(error))
    return int(mark.line) + 1


def _raw(error: Exception) -> str:
    problem = getattr(error, "problem", None)
    return str(problem if problem else error).split("\n")[0]


def _point(source: Source, line: int, column: int) -> Span:
    """One character; a place after the last text moves back to the end of that text."""
    offset = source.offset(line) + column - 1
    if not source.text[offset : offset + 1].strip():
        end = len(source.text.rstrip())
        if offset > end:
            line, column = source.place(end)
    return Span(source, line, column, line, column + 1)


def rest_of_line(span: Span) -> Span:
    """From the place to the end of its line."""
    text = source_line(span)
    return Span(span.source, span.line, span.column, span.line, len(text.rstrip()) + 1)


def source_line(span: Span) -> str:
    """The whole line of a place."""
    return span.source.line(span.line)


def _words(span: Span) -> str:
    text = source_line(span)[span.column - 1 :].strip()
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _tab(stuck: Span, collector: Collector) -> bool:
    line = source_line(stuck)
    indent = line[: len(line) - len(line.lstrip())]
    at = line.find("\t", 0, max(len(indent), stuck.column))
    if at < 0 or line[at : stuck.column - 1].strip():
        return False
    stop = at + len(line[at:]) - len(line[at:].lstrip("\t"))
    collector.add("GC108", Span(stuck.source, stuck.line, at + 1, stuck.line, stop + 1))
    return True


def _slip_near(begin: Span, stuck: Span, during: str, collector: Collector) -> bool:
    """Report a full-width character that is the likely cause of a syntax error."""
    source = stuck.source
    flow = "flow" in during
    for line in dict.fromkeys((begin.line, _above(stuck), stuck.line)):
        slip = slip_in(source.line(line), flow=flow)
        if slip is not None:
            report_slip(source, line, slip, collector)
            return True
    return False


def _dash_near(stuck: Span, collector: Collector) -> bool:
    """Report a `-id: x` above, which is a key and no item of a list: the next line fits nowhere."""
    for line in (stuck.line, _above(stuck)):
        tight = _TIGHT_DASH.match(stuck.source.line(line))
        if tight is not None:
            report_tight_dash(stuck.source, line, tight.start(1), collector)
            return True
    return False


def report_tight_dash(source: Source, line: int, at: int, collector: Collector) -> None:
    """Report the dash at position ``at`` (from 0) of a line, with no space after it."""
    text = source.line(line).strip()
    collector.add("GC115", Span(source, line, at + 1, line, at + 2), text=text[:_SHOWN])


def _above(stuck: Span) -> int:
    """The last line above that is not blank."""
    above = stuck.line - 1
    while above > 1 and not stuck.source.line(above).strip():
        above -= 1
    return max(above, 1)


def slip_in(line: str, *, flow: bool = False) -> int | None:
    """Where in a line a full-width character stands in place of YAML punctuation."""
    if line.isascii():
        return None
    bare = _QUOTED.sub(lambda match: " " * len(match.group()), line)
    space = _SPACE_SLIP.search(bare)
    if space is not None:
        return space.start(1) if space.group(1) else space.start(2)
    searches = [_DASH_SLIP]
    if not _ASCII_COLON.search(bare):
        searches.append(_COLON_SLIP)
    if flow:
        searches += [_FLOW_SLIP, _COLON_SLIP]
    for pattern in (*searches, _BRACKET_SLIP, _QUOTE_SLIP):
        found = pattern.search(bare)
        if found is not None:
            return found.start(pattern.groups)
    return None


def report_slip(source: Source, line: int, at: int, collector: Collector) -> None:
    """Report the full-width character at position ``at`` (from 0) of a line."""
    char = source.line(line)[at]
    span = Span(source, line, at + 1, line, at + 2)
    if _WIDE_SPACE.match(char):
        collector.add("GC110", span)
    else:
        collector.add("GC109", span, wrong=char, right=_HALF_WIDTH[char])


def explain_plain_document(span: Span, collector: Collector) -> None:
    """Report why a whole document came out as one piece of text, where the cause is known."""
    source = span.source
    for number in range(span.line, min(span.end_line, span.line + 50) + 1):
        line = source.line(number)
        slip = slip_in(line)
        if slip is not None and not _QUOTE_SLIP.match(line[slip]):
            report_slip(source, number, slip, collector)
            return
        tight = _TIGHT_COLON.match(line.strip())
        if tight is not None:
            at = line.index(tight.group()) + 1
            end = at + len(tight.group())
            collector.add("GC111", Span(source, number, at, number, end), text=line.strip())
            return


def _translate(
    problem: str, during: str, begin: Span, stuck: Span, collector: Collector, raw: str
) -> None:
    source = stuck.source
    if "could not find expected ':'" in problem:
        collector.add("GC102", rest_of_line(begin), text=_words(begin))
    elif "quoted scalar" in during and "found unexpected" in problem:
        quote = source_line(begin)[begin.column - 1 : begin.column] or '"'
        collector.add("GC103", begin, related=[Related(stuck, "stuck")], quote=quote)
    elif during.startswith("while parsing a flow") and stuck != begin:
        _bracket(begin, stuck, collector)
    elif "escape" in problem:
        _escape(stuck, collector)
    elif "cannot start any token" in problem:
        collector.add("GC107", stuck, char=stuck.text)
    elif "node content" in problem:
        _no_content(during, stuck, collector)
    elif "tag handle" in problem:
        word = source_line(begin)[begin.column - 1 :].split()[0]
        end = begin.column + len(word)
        collector.add("GC132", Span(source, begin.line, begin.column, begin.line, end), tag=word)
    elif during in _STARTS and begin.text in "&*!%|>":
        collector.add("GC107", begin, char=begin.text)
    elif "mapping values are not allowed" in problem:
        _mapping_value(stuck, collector)
    elif "sequence entries are not allowed" in problem:
        collector.add("GC114", rest_of_line(stuck))
    elif "document start" in problem and not source_line(begin).startswith("%"):
        collector.add("GC113", rest_of_line(stuck), text=_words(stuck))
    elif "expected" in problem and "block" in during and "scalar" not in during:
        inside = source_line(stuck)[: stuck.column - 1].strip()
        code = "GC113" if inside.strip("- ") else "GC105"
        collector.add(code, rest_of_line(stuck), text=_words(stuck))
    else:
        collector.add("GC101", stuck, problem=raw)


def _escape(stuck: Span, collector: Collector) -> None:
    line = source_line(stuck)
    at = max(line.rfind("\\", 0, stuck.column), 0)
    found = _ESCAPE.match(line, at)
    end = found.end() if found else at + 1
    span = Span(stuck.source, stuck.line, at + 1, stuck.line, end + 1)
    collector.add("GC112", span, text=span.text)


def _no_content(during: str, stuck: Span, collector: Collector) -> None:
    """A bracket that is never closed, or punctuation where a value should begin."""
    source = stuck.source
    if stuck.text and stuck.text in ",]}:?":
        collector.add("GC107", stuck, char=stuck.text)
        return
    before = source.text[: source.offset(stuck.line) + stuck.column - 1]
    opened = max(before.rfind("["), before.rfind("{"))
    if "flow" in during and opened >= 0:
        _bracket(source.span(opened, opened + 1), stuck, collector)
    else:
        collector.add("GC105", rest_of_line(stuck), text=_words(stuck))


def _bracket(begin: Span, stuck: Span, collector: Collector) -> None:
    bracket = source_line(begin)[begin.column - 1 : begin.column]
    if bracket not in ("[", "{"):
        bracket = "{" if "{" in source_line(begin) else "["
    closing = "]" if bracket == "[" else "}"
    related = [Related(stuck, "stuck")]
    collector.add("GC104", begin, related=related, bracket=bracket, closing=closing)


def _mapping_value(stuck: Span, collector: Collector) -> None:
    line = source_line(stuck)
    before = line[: stuck.column - 1]
    indent = len(before) - len(before.lstrip())
    whole = Span(stuck.source, stuck.line, indent + 1, stuck.line, len(line.rstrip()) + 1)
    code = "GC106" if _ASCII_COLON.search(before) else "GC105"
    collector.add(code, whole, text=_words(whole))
