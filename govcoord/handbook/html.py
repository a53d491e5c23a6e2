"""A book as one HTML file: no script, no other file, made for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from govcoord.handbook.style import STYLE
from govcoord.sections import (
    Block,
    Book,
    Item,
    Listing,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Words,
)

_TAGS = {"plain": "", "strong": "strong", "code": "code", "soft": "small"}


def to_html(book: Book) -> str:
    """The book as the text of an HTML file."""
    return "\n".join(_page(book)) + "\n"


def _page(book: Book) -> Iterator[str]:
    title = escape(book.title)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(book.language)}">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{STYLE}</style></head>"
    yield "<body>"
    yield f'<header class="cover"><h1>{title}</h1>'
    yield "<dl>"
    for label, text in book.facts:
        yield f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>"
    yield "</dl>"
    yield from _blocks(book.preface)
    yield "</header>"
    yield f'<nav><h2>{escape(book.contents)}</h2><ol class="contents">'
    for chapter in book.chapters:
        yield from _contents(chapter, 0)
    yield "</ol></nav><main>"
    for chapter in book.chapters:
        yield from _section(chapter, 2)
    yield "</main></body></html>"


def _contents(section: Section, depth: int) -> Iterator[str]:
    yield f'<li><a href="#{escape(section.anchor)}">{_heading(section)}</a>'
    below = [part for part in section.sections if part.anchor] if depth < 1 else []
    if below:
        yield "<ol>"
        for part in below:
            yield from _contents(part, depth + 1)
        yield "</ol>"
    yield "</li>"


def _heading(section: Section) -> str:
    label = f'<span class="label">{escape(section.label)}</span> ' if section.label else ""
    return label + escape(section.title)


def _section(section: Section, level: int) -> Iterator[str]:
    anchor = f' id="{escape(section.anchor)}"' if section.anchor else ""
    tag = f"h{min(level, 6)}"
    yield f'<section class="level{level}"{anchor}><{tag}>{_heading(section)}</{tag}>'
    yield from _blocks(section.blocks)
    for below in section.sections:
        yield from _section(below, level + 1)
    yield "</section>"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            note = ' class="note"' if block.form == "note" else ""
            yield f"<p{note}>{_words(block.said)}</p>"
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Listing):
            yield from _items(block.items)
        else:
            yield f"<figure>{block.svg}<figcaption>{escape(block.shows)}</figcaption></figure>"


def _table(block: Table) -> Iterator[str]:
    if not block.rows:
        return
    kind = "matrix" if block.matrix else "rows" if block.columns else "facts"
    yield f'<table class="{kind}">'
    if block.widths:
        columns = "".join(f'<col style="width:{width}%">' for width in block.widths)
        yield f"<colgroup>{columns}</colgroup>"
    if block.columns:
        heads = "".join(f"<th><span>{escape(head)}</span></th>" for head in block.columns)
        yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in block.rows:
        yield _row(row, head=not block.columns or block.matrix)
    yield "</tbody></table>"


def _row(row: Row, *, head: bool) -> str:
    anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
    cells = "".join(
        f"<th>{_words(cell)}</th>" if head and not number else f"<td>{_words(cell)}</td>"
        for number, cell in enumerate(row.cells)
    )
    return f"<tr{anchor}>{cells}</tr>"


def _items(items: Iterable[Item]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        yield f"<li>{_words(item.said)}"
        if item.items:
            yield from _items(item.items)
        yield "</li>"
    yield "</ul>"


def _words(said: Words) -> str:
    return "".join(map(_span, said))


def _span(span: Span) -> str:
    text = escape(span.text).replace("\n", "<br>")
    tag = _TAGS[span.form]
    if tag:
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="#{escape(span.to)}">{text}</a>' if span.to else text
