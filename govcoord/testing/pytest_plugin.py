"""Collects ``*.test.yaml`` files with ``kind: tests`` as pytest items.

It is found through the entry-point group ``pytest11``; nothing of govcoord is imported until
such a file is there. ``-p no:govcoord`` turns it off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from govcoord.testing.yaml_tests import ReadyTest, YamlResult

_SUFFIXES = (".test.yaml", ".test.yml")
_KIND = re.compile(r"^kind:\s*['\"]?tests\b", re.MULTILINE)


_REACHED = pytest.StashKey[Any]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--govcoord-coverage``."""
    group = parser.getgroup("govcoord", "tests of rulesets (*.test.yaml)")
    group.addoption(
        "--govcoord-coverage",
        action="store_true",
        help="show at the end what the tests of rulesets reach, and what is missing",
    )
    group.addoption(
        "--govcoord-language",
        choices=("en", "zh-Hans", "zh-Hant"),
        default="en",
        help="language of failures and reports of tests of rulesets",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take files of YAML tests that are govcoord's."""
    if file_path.name.endswith(_SUFFIXES) and _is_ours(file_path):
        return YamlFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """The report of what was reached, of each ruleset, where it was asked for."""
    recorder = config.stash.get(_REACHED, None)
    if recorder is None:
        return
    from govcoord.testing.coverage import as_text

    language = config.getoption("govcoord_language")
    for names, coverage in recorder.coverages.items():
        terminalreporter.section(f"govcoord: {', '.join(names)}")
        terminalreporter.write_line(as_text(coverage.report(), language))


def _is_ours(path: Path) -> bool:
    """Whether the file says that it holds tests of rulesets; others use the suffix too."""
    try:
        return _KIND.search(path.read_text(encoding="utf-8-sig", errors="replace")) is not None
    except OSError:
        return False


class BrokenTestsError(Exception):
    """A test file or its rulesets have errors."""


class FailedTestError(Exception):
    """A decision is not as expected."""

    def __init__(self, result: YamlResult) -> None:
        self.result = result
        super().__init__(result.name)


class YamlFile(pytest.File):
    """A file of YAML tests."""

    def collect(self) -> Iterable[pytest.Item]:
        """The tests of the file; an error when it or its rulesets cannot be used."""
        from govcoord.diagnostics import Collector
        from govcoord.testing.yaml_tests import Bench, collect_tests

        collector = Collector()
        bench = Bench(collector)
        made = [bench.ready(test) for test in collect_tests([self.path], collector)]
        errors = [d.render() for d in collector.sorted() if d.severity == "error"]
        if errors:
            raise BrokenTestsError("\n\n".join(errors))
        for ready in made:
            if ready is not None:
                yield YamlItem.from_parent(self, name=ready.test.name, ready=ready)

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> Any:
        """The problems of the file as text."""
        if isinstance(excinfo.value, BrokenTestsError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class YamlItem(pytest.Item):
    """One case of a YAML test."""

    def __init__(self, *, ready: ReadyTest, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ready = ready

    def runtest(self) -> None:
        """Evaluate the case and compare."""
        watch = None
        if self.config.getoption("govcoord_coverage"):
            from govcoord.testing.coverage.record import Recorder

            watch = self.config.stash.setdefault(_REACHED, Recorder()).watch
        result = self.ready.run(watch)
        if result.status == "failed":
            raise FailedTestError(result)

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> Any:
        """What was expected and what came, with the rules behind it."""
        if isinstance(excinfo.value, FailedTestError):
            from govcoord.testing.reports import text_of

            return text_of(excinfo.value.result, self.config.getoption("govcoord_language"))
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the test stands."""
        span = self.ready.test.span
        return self.path, span.line - 1 if span else None, self.name
