"""The command line: exit codes, errors without tracebacks, output where it belongs."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WRONG = ("disproved", "conditional", "ill-typed")
PASSING = ("proved", "definition", "hypothesis")
OPEN = ("undecided", "unread")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *((f"proved {verdict}", 0) for verdict in PASSING),
        *((f"proved {verdict} undecided", 1) for verdict in WRONG),
        *((f"proved {verdict}", 3) for verdict in OPEN),
        ("", 3),
    ],
)
def test_exit_code_of_one_document(run, words, code):
    Path("a.md").write_text(words)
    assert run("check", "a.md")[0] == code


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("proved", ""), 3),
        (("proved", "disproved", "unread"), 1),
        (("proved", None), 2),
        (("disproved", None, "proved"), 2),
    ],
)
def test_the_worst_document_decides(run, texts, code):
    for number, text in enumerate(texts):
        if text is not None:
            Path(f"{number}.md").write_text(text)
    got, out, err = run("check", *(f"{number}.md" for number in range(len(texts))))
    assert got == code
    assert all(f"{number}.md:" in out for number, text in enumerate(texts) if text)
    assert (code == 2) == ("no such file" in err)


def test_disagreement_is_an_internal_error(run):
    Path("a.md").write_text("proved")
    code, _, err = run("check", "a.md", "--context", "disagree")
    assert code == 4
    assert "disagree" in err


def test_a_crash_is_an_internal_error_with_its_traceback(run):
    Path("a.md").write_text("crash")
    code, out, err = run("check", "a.md")
    assert (code, out) == (4, "")
    assert "ZeroDivisionError" in err


def test_an_unknown_verdict_is_never_a_pass(run):
    Path("a.md").write_text("perhaps")
    assert run("check", "a.md")[0] == 4


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.md", None, "no such file"),
        ("folder", "folder", "folder/*.md"),
        ("binary.md", b"\x00\x01\x02", "binary"),
        ("latin.md", b"caf\xe9 = 1", "UTF-8"),
        ("../\x1b[31m.md", None, "<U+001B>"),
    ],
)
def test_unusable_input_is_one_paragraph(run, name, content, said):
    if content == "folder":
        Path(name).mkdir()
    elif content is not None:
        Path(name).write_bytes(content)
    code, _, err = run("check", name)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert "\x1b" not in err


def test_a_fault_with_a_place_shows_the_excerpt_and_the_caret(run):
    Path("latin.md").write_bytes("naïve\nx = ".encode() + b"\xe9")
    code, _, err = run("check", "latin.md")
    assert code == 2
    assert err.startswith("latin.md:2:5: error: ")
    assert err.splitlines()[-1].strip() == "^"


@pytest.mark.parametrize("arguments", [("chekc", "a.md"), ("--unknown",)])
def test_bad_usage_is_2(arguments, tmp_path):
    done = program(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "a.md", "--format", "pdf"),
        ("check", "a.md", "--workers", "0"),
        ("check", "a.md", "--unknown"),
        ("report", "a.md"),
    ],
)
def test_bad_usage_of_a_command_is_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "--help" in err


def test_an_unknown_context_ends_the_run(run):
    Path("a.md").write_text("proved")
    code, _, err = run("check", "a.md", "--context", "nowhere")
    assert code == 2
    assert err == "derive: error: there is no context 'nowhere'\n"


def test_standard_input(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"proved undecided")))
    code, out, _ = run("check", "-")
    assert code == 3
    assert out.startswith("<stdin>:1:1: proved: ")


def test_bad_standard_input_is_named(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\0")))
    code, _, err = run("check", "-")
    assert code == 2
    assert err.startswith("<stdin>: error: <stdin> is binary")


def test_output_goes_to_a_file_whole(run):
    Path("a.md").write_text("proved")
    code, out, _ = run("check", "a.md", "--format", "json", "--output", "a.json")
    assert (code, out) == (0, "")
    assert json.loads(Path("a.json").read_text())["documents"][0]["path"] == "a.md"
    assert sorted(os.listdir()) == ["a.json", "a.md"]
    assert Path("a.json").stat().st_mode & 0o444 == 0o444


def test_output_that_cannot_be_written(run):
    Path("a.md").write_text("proved")
    code, _, err = run("check", "a.md", "--output", "no/such/a.json")
    assert code == 2
    assert "cannot be written" in err


def test_a_file_given_twice_is_checked_once(run):
    Path("a.md").write_text("proved")
    out = run("check", "a.md", "a.md", "--format", "json")[1]
    assert len(json.loads(out)["documents"]) == 1


def test_report_writes_the_same_bytes_each_time(run):
    Path("a.md").write_text("proved disproved")
    Path("sub").mkdir()
    Path("sub/a.md").write_text("unread")
    assert run("report", "a.md", "sub/a.md", "--to", "one")[0] == 1
    assert run("report", "a.md", "sub/a.md", "--to", "two")[0] == 1
    first, second = contents(Path("one")), contents(Path("two"))
    assert first == second
    wanted = {f"{name}.{suffix}" for name in ("a", "a-2") for suffix in ("html", "tex", "md", "txt", "json")}
    assert wanted | {"index.html", "report.json", "figures/a-coverage.svg"} <= first.keys()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_report_into_a_file_is_refused(run):
    Path("a.md").write_text("proved")
    code, _, err = run("report", "a.md", "--to", "a.md")
    assert code == 2
    assert "cannot be a folder" in err


@pytest.mark.parametrize(
    ("files", "code"), [({}, 3), ({"a": "good"}, 0), ({"a": "good", "b": "bad"}, 1), ({"a": "bad", "b": "junk"}, 2)]
)
def test_replay(run, files, code):
    Path("proofs").mkdir()
    for name, text in files.items():
        Path(f"proofs/{name}.json").write_text(text)
    assert run("replay", "proofs")[0] == code


def test_replay_of_no_folder(run):
    assert run("replay", "proofs")[0] == 2


def program(*arguments: str, cwd: Path, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "derive.cli", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60, **more)


def test_version_and_help(tmp_path):
    assert program("--version", cwd=tmp_path).stdout.startswith("derive, version ")
    text = program("--help", cwd=tmp_path).stdout
    assert all(command in text for command in ("check", "report", "explain", "list", "replay", "Exit codes"))


def test_help_loads_no_mathematics(tmp_path):
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys; from derive import cli; cli.run(['--help']); print(sorted(sys.modules))"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60,
    ).stdout
    for heavy in ("'sympy'", "'flint'", "'numpy'", "'jinja2'", "'matplotlib'", "'rich'", "'derive.verify'"):
        assert heavy not in loaded


def test_output_is_utf8_whatever_the_locale(tmp_path):
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = program("ünïcode", cwd=tmp_path, env=environment)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_quiet(tmp_path):
    """The reader goes away before anything is written."""
    script = "import sys; from derive import cli; from derive.commands import terminal\n"
    script += "cli.cli.add_command(cli.click.Command('x', callback=lambda: terminal.say('line\\n' * 100000)))\n"
    script += "cli.LazyGroup.get_command = cli.click.Group.get_command\nsys.exit(cli.run(['x']))"
    command = f"{sys.executable} -c \"$SCRIPT\" | true; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "SCRIPT": script}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, env=environment)
    assert (done.returncode, done.stderr) == (141, "")
