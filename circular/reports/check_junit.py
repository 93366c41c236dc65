"""The report of a check as JUnit XML, so that a build server shows rules as tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from circular.checking import Checked
from circular.language import Language
from circular.remedies import cures, plan_file
from circular.reports.check_words import WORDS, source_said
from circular.rulebook.model import Finding

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_junit(cases: Sequence[Checked], language: Language, severities: Sequence[str] = ("must",)) -> str:
    """A suite a case, a test a rule: a failure where one of these severities does not hold, an error for a case not judged.

    A rule that does not apply, is waived, or is of another severity and does not hold, is a skipped test that says so.
    """
    from lxml import etree

    root = etree.Element("testsuites", name="circular")
    for case in cases:
        suite = etree.SubElement(root, "testsuite", name=_xml(case.name), timestamp=f"{case.judged_on.isoformat()}T00:00:00")  # fmt: skip
        if case.fault is not None:
            test = etree.SubElement(suite, "testcase", classname=_xml(case.name), name="circular check")
            said = case.fault.parts(language)
            etree.SubElement(test, "error", message=_xml(said["fault"]), type="fault").text = _xml(case.fault.told(language))  # fmt: skip
        for finding in case.report.findings if case.report else ():
            _test(suite, case, finding, language, severities)
        for total, tags in (("tests", ("testcase",)), ("failures", ("failure",)), ("errors", ("error",)), ("skipped", ("skipped",))):  # fmt: skip
            suite.set(total, str(len(list(suite.iter(*tags)))))
    for total in ("tests", "failures", "errors", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    return str(etree.tostring(root, encoding="unicode", pretty_print=True)).join(('<?xml version="1.0" encoding="UTF-8"?>\n', ""))  # fmt: skip


def _test(suite: Any, case: Checked, f: Finding, language: Language, severities: Sequence[str]) -> None:
    from lxml import etree

    test = etree.SubElement(suite, "testcase", classname=_xml(f"{case.name}.{f.severity}"), name=_xml(f"{f.code} {f.name}: {f.title[language]}"))  # fmt: skip
    if f.places and f.places[0].file:
        test.set("file", _xml(f.places[0].file))
    said = f"{WORDS[language][f.verdict]}: {f.because[language]}"
    if f.counts and f.verdict in ("fail", "unknown") and f.severity in severities:
        where = [place.text(language) for place in f.places]
        cure = cures(f, project=plan_file(case.building), language=language)
        text = "\n".join([said, *where, *([source_said(f, language)] if f.source else []), *cure])
        etree.SubElement(test, "failure", message=_xml(said), type=f.verdict).text = _xml(text)
    elif not f.counts or f.verdict != "pass":
        waiver = f"{WORDS[language]['waived']}: {f.waiver.reason}" if f.waiver and not f.counts else said
        etree.SubElement(test, "skipped", message=_xml(waiver))


def _xml(text: str) -> str:
    """The text without characters that XML can't hold."""
    return _NO_XML.sub("�", text)
