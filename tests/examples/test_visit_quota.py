"""The example of a third party's kind: its own tests pass as if the package were installed."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import govcoord
from govcoord.errors import GovcoordError, RulesetError
from govcoord.rules import kinds
from govcoord.rules.load import load_texts
from govcoord.testing import check_kind_laws

PACKAGE = Path(__file__).parents[2] / "examples" / "visit_quota"
TEXT = (PACKAGE / "rules.yaml").read_text("utf-8")
POINTS = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]


def installed(monkeypatch: pytest.MonkeyPatch, points: dict[str, str]) -> None:
    """As if packages with these entry points were installed."""

    def entry_points(group: str) -> list[EntryPoint]:
        return [EntryPoint(name, value, group) for name, value in points.items()]

    monkeypatch.setattr(kinds, "entry_points", entry_points)
    kinds._installed.cache_clear()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The source of the package on the path; what was found is forgotten afterwards."""
    monkeypatch.syspath_prepend(str(PACKAGE / "src"))
    yield
    monkeypatch.undo()
    kinds._installed.cache_clear()
    sys.modules.pop("visit_quota", None)


def test_its_own_tests_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in this process, with the entry points that its pyproject names."""
    installed(monkeypatch, POINTS[kinds.ENTRY_POINTS])
    outcomes: list[tuple[str, str]] = []

    class Watch:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.when == "call":
                outcomes.append((report.nodeid, report.outcome))

    folder = str(PACKAGE / "tests")
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--import-mode=importlib"]
    code = pytest.main([folder, "--rootdir", str(PACKAGE), *options], plugins=[Watch()])
    assert code == pytest.ExitCode.OK
    assert len(outcomes) == 6
    assert {outcome for _, outcome in outcomes} == {"passed"}


def test_without_the_package_the_kind_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its documents do not load, and its laws say how to install it."""
    installed(monkeypatch, {})
    assert "GC273" in {d.code for d in load_texts({"rules.yaml": TEXT}).diagnostics}
    from visit_quota import KIND

    with pytest.raises(GovcoordError, match=r"name it in the entry points `govcoord.kinds`"):
        check_kind_laws(KIND, {"rules.yaml": TEXT})


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("no_such_module:KIND", "no_such_module:KIND: ModuleNotFoundError"),
        ("visit_quota:NOTHING", "AttributeError"),
        ("visit_quota:FACT", "not a Kind but str"),
        ("govcoord.rules.kinds.table:Kind", "not a Kind but type"),
    ],
)
def test_a_package_that_is_broken_harms_its_own_documents_alone(
    monkeypatch: pytest.MonkeyPatch, value: str, reason: str
) -> None:
    """The reason stands at the document; other rulesets load as always."""
    installed(monkeypatch, {"visit_quota": value})
    loaded = load_texts({"rules.yaml": TEXT})
    (found,) = [d for d in loaded.diagnostics if d.code == "GC591"]
    assert reason in found.message("en")
    assert found.span is not None
    assert found.span.line == 8
    assert reason in found.message("zh-Hans")
    words = TEXT.split("---")[0]
    assert govcoord.load_texts({"words.yaml": words}).vocabulary.attributes
    with pytest.raises(RulesetError, match="GC591"):
        govcoord.load_texts({"rules.yaml": TEXT})


def test_a_name_that_is_taken_stays_with_who_had_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package cannot put its own kind in the place of one of the library's."""
    installed(monkeypatch, {"table": "visit_quota_twice:KIND"})
    module = type(sys)("visit_quota_twice")
    from visit_quota import QuotaDocument

    module.KIND = kinds.Kind("table", QuotaDocument)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "visit_quota_twice", module)
    assert kinds.all_kinds()["table"] is not module.KIND
    assert "another kind `table`" in kinds.broken_kinds()["table"]
