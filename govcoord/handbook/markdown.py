"""A book as Markdown: tables of GitHub's form, everything else plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from govcoord.sections import (
    Block,
    Book,
    Item,
    Listing,
    Paragraph,
    Picture,
    Row,
    Section,
    Span,
    Table,
    Words,
)

_SIGNS = re.compile(r"([\\`*_{}\[\]#|~$!])")
_STARTS = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))", re.MULTILINE)


def to_markdown(book: Book, *, pictures: str | None = None) -> str:
    """The book as Markdown text, with a table of contents.

    Drawings are Mermaid blocks; with ``pictures``, the path of a folder as seen from the page,
    they are links to its SVG files, which `picture_files` gives.
    """
    lines = [f"# {_plain(book.title)}", ""]
    for label, text in book.facts:
        lines.append(f"- {_plain(label)}{_colon(book.language)}{_plain(text)}")
    lines += ["", *_blocks(book.preface, pictures), f"## {_plain(book.contents)}", ""]
    for chapter in book.chapters:
        lines += _contents(chapter, 0)
    lines.append("")
    for chapter in book.chapters:
        lines += _section(chapter, 2, pictures)
    text = "\n".join(lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _colon(language: str) -> str:
    return ": " if language == "en" else "："


def _contents(section: Section, depth: int) -> Iterator[str]:
    label = f"{section.label} " if section.label else ""
    yield f"{'  ' * depth}- [{_plain(label + section.title)}](#{section.anchor})"
    if depth < 1:
        for below in section.sections:
            if below.anchor:
                yield from _contents(below, depth + 1)


def picture_files(book: Book) -> Mapping[str, str]:
    """The drawings of a book as SVG, by the name of their file."""
    sections = [section for chapter in book.chapters for section in chapter.walk()]
    blocks = [*book.preface, *(block for section in sections for block in section.blocks)]
    return {f"{b.name}.svg": b.svg for b in blocks if isinstance(b, Picture) and b.name}


def _section(section: Section, level: int, pictures: str | None) -> Iterator[str]:
    if section.anchor:
        yield f'<a id="{section.anchor}"></a>'
        yield ""
    label = f"{section.label} " if section.label else ""
    yield f"{'#' * min(level, 6)} {_plain(label + section.title)}"
    yield ""
    yield from _blocks(section.blocks, pictures)
    for below in section.sections:
        yield from _section(below, level + 1, pictures)


def _blocks(blocks: Iterable[Block], pictures: str | None) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _paragraph(block)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Listing):
            yield from _items(block.items, 0)
        else:
            yield from _picture(block, pictures)
        yield ""


def _paragraph(block: Paragraph) -> Iterator[str]:
    text = _words(block.said, "  \n")
    for line in text.split("\n"):
        shown = _STARTS.sub(r"\1\\\2", line)
        yield f"> {shown}" if block.form == "note" else shown


def _table(block: Table) -> Iterator[str]:
    if not block.rows:
        return
    width = len(block.columns) or max(len(row.cells) for row in block.rows)
    heads = block.columns or ("",) * width
    yield _line(_plain(head) for head in heads)
    yield _line("---" for _ in heads)
    for row in block.rows:
        yield _line(_cells(row))


def _cells(row: Row) -> Iterator[str]:
    for number, cell in enumerate(row.cells):
        anchor = f'<a id="{row.anchor}"></a>' if row.anchor and not number else ""
        yield anchor + _words(cell, "<br>")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _items(items: Iterable[Item], depth: int) -> Iterator[str]:
    for item in items:
        said = _STARTS.sub(r"\1\\\2", _words(item.said, "<br>"))
        yield f"{'  ' * depth}- {said}"
        yield from _items(item.items, depth + 1)


def _picture(block: Picture, pictures: str | None) -> Iterator[str]:
    if pictures is not None and block.name:
        yield f"![{_plain(block.shows)}]({quote(f'{pictures}/{block.name}.svg')})"
        yield ""
    elif block.mermaid:
        yield from ("```mermaid", block.mermaid.rstrip("\n"), "```", "")
    yield f"*{_plain(block.shows)}*"


def _words(said: Words, newline: str) -> str:
    return "".join(map(_span, said)).replace("\n", newline)


def _span(span: Span) -> str:
    text = _code(span.text) if span.form == "code" else _plain(span.text, keep_lines=True)
    if span.form == "strong" and text.strip():
        text = "\n".join(f"**{line}**" if line.strip() else line for line in text.split("\n"))
    return f"[{text}](#{span.to})" if span.to else text


def _code(text: str) -> str:
    """A code span: HTML, since no number of backticks fits every text in a table."""
    return f"<code>{_plain(text)}</code>"


def _plain(text: str, *, keep_lines: bool = False) -> str:
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = _SIGNS.sub(r"\\\1", shown)
    return shown if keep_lines else " ".join(shown.split())
