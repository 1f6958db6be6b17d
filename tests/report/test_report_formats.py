"""Every format: the same bytes twice, the golden document, and nothing from a document that acts."""

from __future__ import annotations

import html.parser
import json
import os
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt
from report_sample import CLEAN, DOCUMENT, HARMS, PROVED, REPORT, ROWS, harmful

from derive.report.exit import exit_code
from derive.report.figures import COLOURS, coverage_figure, residual_figure
from derive.report.formats import FORMATS, TABLE
from derive.report.json import schema
from derive.report.model import model
from derive.report.words import GRAVITY, MEANING, MESSAGES, SYMBOL
from derive.verdict import VERDICTS, Finding, Report

GOLDEN = Path(__file__).parent / "golden"
NAMES = [entry.name for entry in TABLE]
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@pytest.mark.parametrize("name", NAMES)
def test_golden_twice(name):
    """To accept a change of looks: `DERIVE_GOLDEN=write make test`, then read the difference."""
    entry = FORMATS[name]
    first, second = entry.render(model(REPORT)), entry.render(model(REPORT))
    assert first == second
    path = GOLDEN / f"{name}{entry.suffix}"
    if os.environ.get("DERIVE_GOLDEN") == "write":
        path.write_text(first, encoding="utf-8")
    assert first == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_is_shown(name):
    text = FORMATS[name].render(model(REPORT))
    shown = [row for row in ROWS if name not in ("github", "sarif") or GRAVITY[row.verdict] != "pass"]
    assert all(str(row.line) in text for row in shown)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_check(name):
    assert FORMATS[name].render(model(Report(())))
    assert FORMATS[name].render(model(Report((replace(DOCUMENT, rows=(), formulas=0, read=0),))))


@pytest.mark.parametrize("name", NAMES)
def test_no_hidden_character_survives(name):
    text = FORMATS[name].render(model(harmful()))
    assert not ACTING.search(text)
    text.encode("utf-8")


def test_tables_speak_of_every_verdict():
    for table in (GRAVITY, MEANING, SYMBOL, MESSAGES, COLOURS):
        assert tuple(table) == VERDICTS


# --- JSON and SARIF


@pytest.mark.parametrize("report", [REPORT, harmful(), Report(())])
def test_json_meets_its_schema_and_loses_nothing(report):
    shown = model(report)
    read = json.loads(FORMATS["json"].render(shown))
    jsonschema.Draft202012Validator(schema()).validate(read)
    assert read == shown


def test_the_schema_is_strict():
    shown = json.loads(FORMATS["json"].render(model(REPORT)))
    shown["documents"][0]["claims"][0]["verdict"] = "fine"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(shown, schema())


def test_sarif_results_point_at_claims():
    run = json.loads(FORMATS["sarif"].render(model(REPORT)))["runs"][0]
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in run["results"]]
    assert {"startLine": 29, "startColumn": 101} in regions
    assert {result["ruleId"] for result in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["invocations"][0]["exitCode"] == 1


# --- JUnit and GitHub


def test_junit_counts_what_does_not_pass():
    root = ET.fromstring(FORMATS["junit"].render(model(REPORT)))
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("8", "3", "2")
    assert len(suite.findall("testcase/failure")) == 3


def test_junit_is_well_formed_whatever_the_document():
    root = ET.fromstring(FORMATS["junit"].render(model(harmful())))
    assert {element.tag for element in root.iter()} == {"testsuites", "testsuite", "testcase", "failure", "error"}


def test_an_empty_document_is_an_error_in_junit():
    root = ET.fromstring(FORMATS["junit"].render(model(Report((replace(DOCUMENT, rows=()),)))))
    assert root.find("testsuite/testcase/error") is not None


def test_github_has_one_command_a_line():
    lines = FORMATS["github"].render(model(harmful())).splitlines()
    assert len(lines) == 4 + 1 + 1 + 1
    assert all(re.match(r"::(error|warning|notice) [^:]*::", line) for line in lines)


# --- HTML


class Page(html.parser.HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_has_only_our_own_tags():
    page = Page(FORMATS["html"].render(model(harmful())))
    plain = Page(FORMATS["html"].render(model(REPORT)))
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags} | {"del", "ins", "strong", "mtext"}
    assert not {tag for tag, _ in page.tags} & {"script", "img", "b", "iframe", "object", "link", "base"}
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert (attributes.get("href") or "#").startswith(("#", "index.html"))


def test_html_allows_itself_nothing():
    text = FORMATS["html"].render(model(REPORT))
    policy = next(a["content"] for tag, a in Page(text).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http://" not in text
    assert "https://" not in text


def test_html_shows_source_and_picture():
    page = Page(FORMATS["html"].render(model(Report((CLEAN,)))))
    assert PROVED.latex in page.text
    assert "math" in {tag for tag, _ in page.tags}


def test_html_draws_the_formulas_of_a_message():
    finding = Finding("sign-error", "D001", r"The sign of $u_{w}^{T} v$ is not $\input{x}$ & <it>.")
    row = replace(PROVED, verdict="disproved", findings=(finding,))
    text = FORMATS["html"].render(model(Report((replace(CLEAN, rows=(row,)),))))
    assert 'The sign of <math display="inline">' in text
    assert r"is not $\input{x}$ &amp; &lt;it&gt;.</p>" in text


# --- Markdown and LaTeX


def test_markdown_renders_to_no_more_than_text_and_code():
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(
        FORMATS["markdown"].render(model(harmful()))
    )
    allowed = {"h1", "h2", "h3", "p", "pre", "code", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
    assert {tag for tag, _ in Page(rendered).tags} <= allowed
    assert len(re.findall("<h1>", rendered)) == 1


COMMAND = re.compile(r"\\[A-Za-z]+")


def test_latex_has_only_our_own_commands():
    """No harm adds a control sequence: those that print characters apart, the templates' own are all there are."""
    ours = set(COMMAND.findall(FORMATS["latex"].render(model(REPORT))))
    printing = {rf"\text{name}" for name in (
        "backslash", "asciicircum", "asciitilde", "less", "greater", "bar", "quotedbl", "quotesingle", "asciigrave"
    )}
    harmed = FORMATS["latex"].render(model(harmful()))
    assert set(COMMAND.findall(harmed)) - ours <= printing | {r"\codepoint"}
    assert harmed.count(r"\end{document}") == 1
    assert "^^" not in harmed


def test_latex_braces_balance():
    body = re.sub(r"\\[{}\\]", "", FORMATS["latex"].render(model(harmful())))
    assert body.count("{") == body.count("}")


# --- the terminal


def test_text_is_plain_unless_asked():
    entry = FORMATS["text"]
    assert "\x1b" not in entry.render(model(REPORT))
    coloured = entry.coloured(model(REPORT))
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == entry.render(model(REPORT))
    assert not re.search("\x1b(?!\\[[0-9;]*m)", entry.coloured(model(harmful())))


def test_text_begins_with_the_place():
    assert "notes/solution.md:29:101: disproved: sign-error: " in FORMATS["text"].render(model(REPORT))


# --- exit codes and figures


def test_exit_codes():
    assert exit_code(model(REPORT)) == 1
    assert exit_code(model(Report((CLEAN,)))) == 0
    assert exit_code(model(Report((replace(CLEAN, formulas=4),)))) == 3
    assert exit_code(model(Report(()))) == 3
    assert exit_code(model(harmful())) == 4


def test_figures_are_the_same_bytes_and_say_nothing_of_the_machine():
    document = model(REPORT)["documents"][0]
    for draw in (coverage_figure, residual_figure):
        assert draw(document) == draw(document)
        assert "<dc:date>" not in draw(document)
        assert "<script" not in draw(document)
    assert residual_figure({**document, "claims": []}) == ""
    assert residual_figure(model(harmful())["documents"][0])


@pytest.mark.parametrize("harm", HARMS)
def test_one_harm_at_a_time(harm):
    """Each alone, so that none is made harmless by another: as the formula, the prose and the path."""
    row = replace(PROVED, latex=harm, understood=harm, readings=(harm,), verdict="unread", reason=harm)
    report = Report((replace(CLEAN, path=harm, rows=(row,)),))
    for entry in TABLE:
        text = entry.render(model(report))
        assert not ACTING.search(text)
    assert "<script" not in FORMATS["html"].render(model(report))
    assert not re.search(r"\\(input|write|immediate)", FORMATS["latex"].render(model(report)))
