"""The command line: ``govcoord check | evaluate | explain | score | test | demo``.

It needs the extra ``cli`` (click and rich); nothing else in the library imports them.
"""

from __future__ import annotations

import sys

USAGE_ERROR = 2
"""The exit code for wrong use."""


def main() -> None:
    """Run the command line and exit: 0 fine, 1 findings, 2 wrong use."""
    try:
        import click
        import rich
    except ImportError:
        from govcoord.errors import MissingExtraError

        print(MissingExtraError("the command line", "cli"), file=sys.stderr)
        sys.exit(USAGE_ERROR)
    del click, rich
    from govcoord.cli.app import run

    sys.exit(run(sys.argv[1:]))
