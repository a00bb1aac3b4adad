"""What a web process does not take into its memory before somebody needs it."""

import json
import subprocess
import sys

from tests.sample_site import ROOT

CODE = """
import json, sys
from jitco_portal.wsgi import application
import jitco_portal.urls
from jitco_portal.common.exports import _empty_workbook
at_start = sorted({name.partition(".")[0] for name in sys.modules})
_empty_workbook()
print(json.dumps([at_start, "openpyxl" in sys.modules, "numpy" in sys.modules]))
"""
# Calendars, workbooks, timetables, files on S3, previews, robots among the readers.
SELDOM = {"icalendar", "openpyxl", "numpy", "ortools", "boto3", "botocore", "pypdfium2"}


def test_a_web_process_takes_in_large_libraries_only_where_they_are_used():
    """All of them together are more than the rest of the portal; numpy is not for workbooks, which would take it."""
    answer = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    at_start, has_workbooks, has_numbers = json.loads(answer.stdout.splitlines()[-1])

    assert "django" in at_start
    assert SELDOM.isdisjoint(at_start)
    assert has_workbooks
    assert not has_numbers
