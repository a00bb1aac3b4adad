"""How long the database takes to rank the sending organizations for a request, at several sizes."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.bench.database import fill, measuring_database

REQUESTS = 20
# So many requests were sent, each to so many candidates, of which most answered.
SENT, ASKED = 800, 5
# The largest size is measured where the search has filled it already.
SMALL = {"1k": 1_000, "10k": 10_000}
# Drawn by the database from the ids, so that a size is the same in every run.
PARTNERSHIPS = """
INSERT INTO organizations_partnership
    (sending_organization_id, supervising_organization_id, from_on, until_on, source, source_ja, source_url, source_on,
     checked_on)
SELECT sending.organization_id, supervising.organization_id, '2020-04-01', '', 'made for a measurement', '', '', '',
    '2026-11-01'
FROM (SELECT organization_id, row_number() OVER (ORDER BY organization_id) AS place
      FROM organizations_sendingorganization WHERE organization_id >= %(first)s) AS sending
CROSS JOIN generate_series(0, 2) AS number
JOIN (SELECT organization_id, row_number() OVER (ORDER BY organization_id) - 1 AS place,
        count(*) OVER () AS all_of_them
      FROM organizations_supervisingorganization WHERE organization_id >= %(first)s) AS supervising
    ON supervising.place = (sending.place * 7919 + number * 104729) %% supervising.all_of_them
ON CONFLICT DO NOTHING
"""
FIGURES = """
INSERT INTO organizations_traineefigure
    (organization_id, programme_id, operation_id, year, number, source, source_ja, source_url, source_on, checked_on)
SELECT works.organization_id, programme.id, works.operation_id, %(year)s, 1 + works.id %% 97, 'made for a measurement',
    '', '', '', '2026-11-01'
FROM organizations_organization_operations AS works
JOIN countries_programme AS programme ON programme.code = 'titp'
JOIN organizations_sendingorganization AS sending ON sending.organization_id = works.organization_id
WHERE works.organization_id >= %(first)s AND works.id %% 3 = 0
ON CONFLICT DO NOTHING
"""
TRAINING = """
UPDATE organizations_sendingorganization
SET training_capacity = 20 + organization_id %% 400, training_hours = 160 + organization_id %% 480
WHERE organization_id >= %(first)s AND organization_id %% 5 > 0
"""


def measure_small_rankings() -> dict[str, float]:
    """In a child for each size: Django keeps the address of its first database."""
    found: dict[str, float] = {}
    for name, organizations in SMALL.items():
        # A worker of a plain pool may have no children of its own, and loading needs them.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found |= pool.submit(_measure_one, name, organizations).result()
    return found


def _measure_one(name: str, organizations: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, measuring_database(Path(folder)) as address:
        import django

        django.setup()
        from django.db import connections

        from organizations.services.todays_standing import refresh_todays_standings

        fill(address, first=0, last=organizations)
        refresh_todays_standings()
        found = measure_ranking(name)
        connections.close_all()
    return found


def measure_ranking(name: str) -> dict[str, float]:
    """``ranking.ms_<name>``: the median over the requests; the longest is printed. Of the second time each."""
    from django.db import connection

    from jitco_portal.common.days import today
    from tests.bench.rows import FIRST_PK

    values = {"first": FIRST_PK, "year": today().year - 1}
    with connection.cursor() as cursor:
        for table in ("organizations_partnership", "organizations_traineefigure", "organizations_sendingorganization"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in (PARTNERSHIPS, FIGURES, TRAINING):
            cursor.execute(statement, values)
        for table in ("organizations_partnership", "organizations_traineefigure", "organizations_sendingorganization"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"VACUUM (ANALYZE) {table}")
        cursor.execute("SELECT count(*) FROM organizations_sendingorganization")
        number = cursor.fetchone()[0]
    _add_cases(number)
    times = [min(_ask(wishes) for _time in range(2)) for wishes in _requests()]
    median, longest = statistics.median(times), max(times)
    print(f"ranking of {number:,} sending organizations: median {median:.1f} ms, longest {longest:.1f} ms", flush=True)
    return {f"ms_{name}": round(median, 1), f"longest_ms_{name}": round(longest, 1)}


def _add_cases(number: int) -> None:
    """Organizations that were asked: some of them many times, as in life."""
    import datetime

    from django.db import connection
    from django.utils import timezone

    from jitco_portal.common.models import User
    from matching.models import Candidate, MatchRequest
    from organizations.models import Organization

    dice = random.Random("cases")
    by = User.objects.create_user("bench-ranking@example.org", name="Bench")
    asker = Organization.objects.filter(kind="supervising").order_by("pk").first()
    sending = list(Organization.objects.filter(kind="sending").order_by("pk").values_list("pk", flat=True))
    often = dice.sample(sending, min(200, number))
    tables = ("matching_matchrequest", "matching_candidate")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    requests = MatchRequest.objects.bulk_create(
        [MatchRequest(organization=asker, created_by=by) for _number in range(SENT)]
    )
    rows = []
    for request in requests:
        for key in {dice.choice(often if dice.random() < 0.7 else sending) for _number in range(ASKED)}:
            asked = timezone.now() - datetime.timedelta(days=dice.randint(20, 900))
            is_answered = dice.random() < 0.8
            answered = asked + datetime.timedelta(hours=dice.randint(1, 330))
            rows.append(
                Candidate(
                    request=request,
                    organization_id=key,
                    state="declined" if is_answered else "lapsed",
                    offered_at=asked,
                    candidate_answer="declined" if is_answered else "open",
                    candidate_answered_at=answered if is_answered else None,
                )
            )
    Candidate.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def _requests() -> Iterator[Any]:
    """Half of them for a country or two, half that ask to be advised."""
    from countries.models import Country, Programme
    from jitco_portal.common.days import today
    from matching.queries.ranking import Wishes
    from organizations.models import Operation

    dice = random.Random("ranking")
    operations, countries = list(Operation.objects.order_by("code")), list(Country.objects.order_by("code"))
    programme = Programme.objects.get(code="titp")
    for number in range(REQUESTS):
        yield Wishes(
            programme=programme,
            day=today(),
            seed=f"request {number}",
            operations=tuple(dice.sample(operations, dice.randint(1, 3))),
            countries=tuple(dice.sample(countries, dice.randint(1, 2))) if number % 2 else (),
            languages=tuple(dice.sample(["ja", "en", "vi", "id"], dice.randint(1, 2))),
            people=dice.choice([5, 20, 60]),
            training_hours=dice.choice([None, 320, 480]),
            prefecture=dice.choice(["", "東京都", "愛知県", "大阪府"]),
        )


def _ask(wishes: Any) -> float:
    from matching.queries.ranking import ranked

    started = time.perf_counter()
    ranked(wishes=wishes)
    return (time.perf_counter() - started) * 1000
