"""Every fault: documented, its wrong example triggers exactly it, its right one is proved."""

from pathlib import Path

import pytest

from derive import verify
from derive.diagnose import FAULTS

HEADINGS = ("What:", "Why it happens:", "How it is detected:", "When it is silent:")
WIRED = "derive.diagnose" in Path(verify.__file__).read_text("utf-8")
through_the_pipeline = pytest.mark.skipif(not WIRED, reason="the pipeline does not name faults yet")
NAMES = [pytest.param(fault, id=name) for name, fault in FAULTS.items()]
READ = [pytest.param(fault, id=name) for name, fault in FAULTS.items()]
HOLDS = {"proved", "definition", "hypothesis"}


def report(text):
    return verify.check_text(text, name="example.md", context=None)


@pytest.mark.parametrize("fault", NAMES)
def test_documented(fault):
    assert [heading for heading in HEADINGS if heading not in fault.manual] == []
    assert fault.summary and not fault.summary.endswith(".")
    assert len(fault.manual.splitlines()[0]) < 120


def test_codes_are_one_each_and_in_order():
    codes = [fault.code for fault in FAULTS.values()]
    assert codes == sorted(set(codes))
    assert codes[0] == "D001"


@through_the_pipeline
@pytest.mark.parametrize("fault", READ)
def test_the_wrong_example_triggers_exactly_this_fault(fault):
    found = {finding.name for row in report(fault.wrong).rows for finding in row.findings}
    assert found - set(fault.beside) == {fault.name}


@through_the_pipeline
@pytest.mark.parametrize("fault", NAMES)
def test_the_right_example_is_proved(fault):
    rows = report(fault.right).rows
    assert [(row.latex, row.verdict, row.reason) for row in rows if row.verdict not in HOLDS] == []
    assert [finding.name for row in rows for finding in row.findings] == []


@through_the_pipeline
@pytest.mark.parametrize("fault", READ)
def test_every_offered_repair_was_proved(fault):
    offered = [repair for row in report(fault.wrong).rows for finding in row.findings for repair in finding.repairs]
    assert all(repair.verdict == "proved" for repair in offered)
