"""Runs a script of the checkout within this process, as ``python SCRIPT …`` would.

A process of its own reads the whole library anew; where the process itself is not what a test
is about, this asks the same of the script.
"""

from __future__ import annotations

import contextlib
import io
import runpy
import sys
from pathlib import Path
from typing import NamedTuple
from unittest import mock


class Done(NamedTuple):
    """How a script ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run_script(script: Path, *arguments: object) -> Done:
    """Run it as ``__main__``, with its folder first on the path and modules of its own."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    folder = str(script.parent)
    with (
        mock.patch.object(sys, "argv", [str(script), *map(str, arguments)]),
        mock.patch.object(sys, "path", [folder, *sys.path]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        forget_modules_of(folder)
        try:
            runpy.run_path(str(script), run_name="__main__")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            if isinstance(end.code, str):
                err.write(end.code)
        finally:
            forget_modules_of(folder)
    return Done(code, out.getvalue(), err.getvalue())


def forget_modules_of(folder: str) -> None:
    """Leave no ``words`` of one script behind for the next, which has its own."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file is not None and str(Path(file).parent) == folder:
            del sys.modules[name]
