"""JUnit XML: a suite for each document, a case for each claim; what is open is an error, never a pass."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from derive.report.data import ClaimData, DocumentData, Model
from derive.report.text import detail_lines
from derive.report.visible import made_visible
from derive.report.words import GRAVITY, message

ELEMENT = {"fail": "failure", "open": "error"}


def render(model: Model) -> str:
    shown = made_visible(model)
    root = ET.Element("testsuites", name="derive")
    for document in shown["documents"]:
        root.append(suite(document))
    for failure in shown["failures"]:
        root.append(broken(failure["path"], "unusable input", failure["message"]))
    for words in shown["internal"]:
        root.append(broken("derive", "internal error", words))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def suite(document: DocumentData) -> ET.Element:
    claims = document["claims"]
    if not claims:
        return broken(document["path"], "nothing to check", "the document holds no claim")
    element = ET.Element("testsuite", {"name": document["path"], "tests": str(len(claims)), **counts(claims)})
    element.extend(case(document["path"], claim) for claim in claims)
    return element


def counts(claims: list[ClaimData]) -> dict[str, str]:
    gravity = [GRAVITY[claim["verdict"]] for claim in claims]
    return {"failures": str(gravity.count("fail")), "errors": str(gravity.count("open"))}


def case(path: str, claim: ClaimData) -> ET.Element:
    name = f"{claim['line']}:{claim['column']} {claim['latex']}"
    element = ET.Element("testcase", classname=path, name=name, file=path, line=str(claim["line"]))
    gravity = GRAVITY[claim["verdict"]]
    if gravity in ELEMENT:
        child = ET.SubElement(element, ELEMENT[gravity], type=claim["verdict"], message=message(claim))
        child.text = "\n".join(line for _, line in detail_lines(claim))
    return element


def broken(path: str, kind: str, words: str) -> ET.Element:
    """A suite of one case that stands for a whole file that could not be used."""
    element = ET.Element("testsuite", name=path, tests="1", failures="0", errors="1")
    case = ET.SubElement(element, "testcase", classname=path, name=kind)
    ET.SubElement(case, "error", type=kind, message=words)
    return element
