"""The command line as a process: exit codes, pipes, encodings, absent extras, languages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["check", "{sound}"], 0),
        (["check", "{small}/broken.yaml"], 1),
        (["check"], 2),
        (["check", "{small}/none.yaml"], 2),
        (["no-such-command"], 2),
        (["evaluate", "{small}/rules.yaml", "--cases", "{small}/cases.csv"], 1),
        (["evaluate", "{small}/rules.yaml"], 2),
        (["evaluate", "{small}/rules.yaml", "--cases", "{small}/none.csv"], 2),
        (["--version"], 0),
        (["--help"], 0),
        ([], 2),
    ],
)
def test_exit_codes(process: Process, small: Path, sound: Path, args: list[str], code: int) -> None:
    """0 fine, 1 findings, 2 wrong use; never a traceback."""
    result = process(*(arg.format(small=small, sound=sound) for arg in args))
    assert result.returncode == code
    assert b"Traceback" not in result.stderr


def test_output_cut_off_by_the_reader(process: Process, small: Path, tmp_path: Path) -> None:
    """`| head` ends the work without a complaint."""
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"domain": "养老服务"}\n' * 20_000, "utf-8")
    args = ("evaluate", small / "rules.yaml", "--cases", cases, "--format", "jsonl")
    result = process(*args, shell="| head -n 1")
    assert len(result.stdout.splitlines()) == 1
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "latin-1"])
def test_terminals_without_unicode(process: Process, small: Path, encoding: str) -> None:
    """What the encoding lacks is written as an escape."""
    result = process(
        "--language", "zh-Hans", "evaluate", small / "rules.yaml", "--cases", small / "cases.csv",
        env={"PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert result.returncode == 1
    text = result.stdout.decode(encoding)
    assert ("民政局" if encoding == "gb18030" else "\\u6c11") in text


@pytest.mark.parametrize(
    ("env", "word"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "用法"),
        ({"LC_ALL": "zh_TW.UTF-8"}, "選項"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_HK"}, "選項"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "Usage"),
        ({"LC_ALL": "de_DE.UTF-8"}, "Usage"),
    ],
)
def test_the_language_of_the_locale(process: Process, env: dict[str, str], word: str) -> None:
    """Unless --language says otherwise."""
    whole = {**env, "PYTHONUTF8": "1"}
    assert word in process("--help", env=whole).stdout.decode()
    assert "Usage" in process("--language", "en", "--help", env=whole).stdout.decode()
    assert "用法" in process("check", "--language=zh-Hans", env=whole).stderr.decode()


def test_without_click_and_rich_the_message_says_what_to_install() -> None:
    """Exit code 2, no traceback; the library itself does not need them."""
    code = (
        "import sys\n"
        "sys.modules['click'] = sys.modules['rich'] = None\n"
        "import govcoord.case_files\n"
        "from govcoord.cli import main\n"
        "main()\n"
    )
    root = Path(__file__).parents[3]
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=root, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr.strip() == "the command line needs an extra: pip install 'govcoord[cli]'"


def test_help_and_version_do_not_load_the_engine() -> None:
    """They stay quick: neither the engine nor rich is imported."""
    code = (
        "import sys\n"
        "from govcoord.cli.app import run\n"
        "run(['--help'])\n"
        "loaded = [m for m in ('rich', 'yaml', 'govcoord.rules.engine') if m in sys.modules]\n"
        "sys.exit(len(loaded))\n"
    )
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_nothing_is_lost_between_files(process: Process, small: Path, tmp_path: Path) -> None:
    """Lines in = lines out, in order, with bad ones among them."""
    cases = tmp_path / "cases.jsonl"
    lines = [b'{"id": %d, "domain": "environment"}' % n for n in range(300)]
    lines[7], lines[80], lines[299] = b"{", b"\xff", b'{"id": 299, "amount": NaN}'
    cases.write_bytes(b"\n".join(lines))
    out = tmp_path / "out.jsonl"
    args = ("evaluate", small / "rules.yaml", "--cases", cases, "--format", "jsonl", "-o", out)
    result = process(*args)
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [record["number"] for record in records] == list(range(300))
    assert [r["number"] for r in records if "rejected" in r] == [7, 80, 299]
    assert result.stderr.decode().splitlines()[-1] == "300 cases: 297 decisions, 3 rejected"
