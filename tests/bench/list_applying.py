"""How long a government's list takes to be compared, published, confirmed by the next list, and taken back.

Beside them a floor from the same run: the same approvals, written by plain INSERTs into tables without triggers,
keys and history. Memory is the peak of a process that does nothing else.
"""

import datetime
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.database import measuring_database
from tests.sample_site import ROOT

ROWS = 5_000


def measure_list_applying(rows: int = ROWS) -> dict[str, float]:
    """Seconds by step, the peak of memory in MB, and each step as a multiple of the floor."""
    with tempfile.TemporaryDirectory() as folder, measuring_database(Path(folder)):
        # In a process of its own: its memory is that of this work alone.
        command = [sys.executable, "-m", "tests.bench.list_applying", str(rows)]
        answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(answer.stdout)
    for name, value in found.items():
        if name == "peak_mb":
            print(f"list of {rows:,} rows: at most {value:.0f} MB", flush=True)
        else:
            print(f"list of {rows:,} rows: {name:10} {value:6.1f} s, {value / found['floor']:5.1f} × floor", flush=True)
    return found


def _measure(rows: int) -> dict[str, float]:
    from django.contrib.auth import get_user_model

    from countries.models import Counterpart, Country
    from organizations.models import Approval

    country = Country.objects.get(code="VN")
    source = {"source": "Bench", "checked_on": datetime.date(2026, 1, 1)}
    office = Counterpart.objects.create(country=country, name_en="Department of Bench Labour", **source)
    people = [get_user_model().objects.create_superuser(f"bench{each}@example.org", name="Bench") for each in range(2)]
    found: dict[str, float] = {}
    first = _list_of(office, people, datetime.date(2026, 10, 1), rows, found)
    _publish(first, people, "applied", found)
    found["floor"] = _floor()
    assert Approval.objects.filter(issuer=office).count() == rows
    second = _list_of(office, people, datetime.date(2026, 11, 1), rows, {})
    _publish(second, people, "confirmed", found)
    assert Approval.objects.filter(issuer=office, confirmed_on="2026-11-01").count() == rows
    for made, name in ((second, "taken back"), (first, "all gone")):
        _take_back(made, people[1], name, found)
    assert Approval.objects.filter(issuer=office).count() == 0
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    return found


def _list_of(office: Any, people: list[Any], day: datetime.date, rows: int, found: dict[str, float]) -> Any:
    from django.core.files.base import ContentFile

    from countries.models import Programme
    from organizations.models import ListImport
    from organizations.queries.list_imports.shapes import Words
    from organizations.services import list_imports as services

    head = "Tên doanh nghiệp,Số giấy phép,Ngày cấp,Địa chỉ,Điện thoại"
    lines = [
        f"Công ty Cổ phần {_name(number)},{number + 1}/GP,2024-04,{number} phố Mẫu,024 5550 {number:04d}"
        for number in range(rows)
    ]
    words = Words("approvals", day, office.country, Programme.objects.get(code="titp"), office, "", True)
    made = services.receive(
        words=words,
        source="Bench",
        source_url="",
        file=ContentFile("\n".join([head, *lines]).encode(), name="list.csv"),
        by=people[0],
        defer=False,
    )
    started = time.perf_counter()
    services.compare_import(list_import_pk=made.pk)
    found["compared"] = time.perf_counter() - started
    made.refresh_from_db()
    assert made.state == ListImport.State.COMPARED
    return made


def _name(number: int) -> str:
    """Two syllables of the number in letters: no two alike, none with figures, which would tell them apart."""
    letters = "bcdghklmnpqrstvx"
    syllables = [f"{letters[number >> shift & 15]}{'aeiouy'[(number >> shift) % 6]}n" for shift in (0, 4, 8, 12)]
    return " ".join(each.capitalize() for each in syllables)


def _publish(made: Any, people: list[Any], name: str, found: dict[str, float]) -> None:
    from organizations.models import ListImport
    from organizations.services import list_imports as services

    services.decide_all(list_import=made, results=["new", "changed", "unchanged"], decision="accept", by=people[0])
    made.refresh_from_db()
    services.submit(list_import=made, version=made.version, by=people[0])
    services.approve(list_import=made, version=made.version, by=people[1])
    started = time.perf_counter()
    services.apply_import(list_import_pk=made.pk)
    found[name] = time.perf_counter() - started
    made.refresh_from_db()
    assert made.state == ListImport.State.APPLIED, made.remark


def _take_back(made: Any, by: Any, name: str, found: dict[str, float]) -> None:
    from organizations.services import list_imports as services

    services.undo(list_import=made, by=by, because="Bench")
    started = time.perf_counter()
    assert services.undo_import(list_import_pk=made.pk) == 0
    found[name] = time.perf_counter() - started


def _floor() -> float:
    """The rows of the three tables that a new approval fills, written once more into tables that check nothing."""
    from django.db import connection

    taken = 0.0
    with connection.cursor() as cursor:
        for table in ("organizations_organization", "organizations_approval", "organizations_listentry"):
            cursor.execute(f"CREATE TEMPORARY TABLE floor_{table} AS SELECT * FROM {table} WITH NO DATA")
            cursor.execute(f"SELECT * FROM {table}")
            rows = cursor.fetchall()
            places = ", ".join(["%s"] * len(rows[0]))
            started = time.perf_counter()
            cursor.executemany(f"INSERT INTO floor_{table} VALUES ({places})", rows)
            taken += time.perf_counter() - started
    return taken


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measure(int(sys.argv[1]))))
