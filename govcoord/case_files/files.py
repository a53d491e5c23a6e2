"""Which format a file of cases has, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from govcoord.case_files.base import CaseFileError, Row, file_error
from govcoord.case_files.csv_format import read_csv
from govcoord.case_files.json_format import read_json
from govcoord.case_files.jsonl_format import read_jsonl
from govcoord.case_files.texts import check_encoding
from govcoord.case_files.yaml_format import read_yaml

Reader = Callable[[BinaryIO, str, str], Iterator[Row]]

READERS: Final[Mapping[str, Reader]] = {
    "yaml": read_yaml,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
}

FORMATS: Final = tuple(READERS)
"""The formats that cases can be read in."""

_SUFFIXES: Final = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}


def read_cases(
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002
    encoding: str = "utf-8",
) -> Iterator[Row]:
    """The cases of a file, one after the other: a `CaseRow`, or a `BadRow` that says why not.

    The format (one of `FORMATS`) follows from the end of the name unless it is given. Raises
    `CaseFileError` when the file cannot be opened, has no known format, or cannot be read on;
    JSON lines, JSON and CSV are read piece by piece, YAML as a whole.

    >>> list(read_cases("no/such/file.csv"))
    Traceback (most recent call last):
    govcoord.case_files.base.CaseFileError: no/such/file.csv:1:1: error GC160: file \
`no/such/file.csv` does not exist
    """
    path = Path(path)
    chosen = format or format_of(path)
    with open_cases(path) as stream:
        yield from read_stream(stream, path.as_posix(), format=chosen, encoding=encoding)


def read_stream(
    stream: BinaryIO,
    name: str,
    *,
    format: str,  # noqa: A002
    encoding: str = "utf-8",
) -> Iterator[Row]:
    """The cases in an open binary stream, as `read_cases` gives them; ``name`` is for places."""
    if format not in READERS:
        raise ValueError(f"unknown format {format!r}, expected one of {', '.join(FORMATS)}")
    check_encoding(encoding, name)
    return READERS[format](stream, name, encoding)


def format_of(path: Path) -> str:
    """The format that the end of the name tells; `CaseFileError` when it tells none."""
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        name = path.as_posix()
        raise file_error("GC170", name, path=name, known=", ".join(_SUFFIXES))
    return found


def open_cases(path: Path) -> BinaryIO:
    """The file, opened for reading; `CaseFileError` when that cannot be done."""
    name = path.as_posix()
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise file_error("GC160", name, path=name) from None
    except IsADirectoryError:
        raise file_error("GC161", name, path=name) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, name, error) from None


def _unreadable(path: Path, name: str, error: Exception) -> CaseFileError:
    if path.is_dir():  # some systems call opening a folder a lack of permission
        return file_error("GC161", name, path=name)
    reason = getattr(error, "strerror", None) or str(error)
    return file_error("GC162", name, path=name, reason=reason)
