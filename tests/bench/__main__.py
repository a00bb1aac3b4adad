"""`make bench` measures pages, rankings, timetables, search, downloads and lists, and writes var/bench.json.

`python -m tests.bench --only search --organizations 20000 --growth 0` for a quick look. The numbers of one machine
are to be compared with each other only; it is described beside them.
"""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from tests.bench.downloads import measure_downloads
from tests.bench.list_applying import measure_list_applying
from tests.bench.list_matching import measure_list_matching
from tests.bench.machine import machine
from tests.bench.pages import measure_pages
from tests.bench.ranking import measure_small_rankings
from tests.bench.search import measure_search
from tests.bench.timetable import measure_timetable
from tests.sample_site import ROOT

PARTS = ("pages", "ranking", "timetable", "search", "downloads", "list_matching", "list_applying")


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("--only", choices=PARTS, help="one part alone; what the file holds of the others stays")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each page is asked")
    parser.add_argument("--readers", type=int, default=4, help="how many ask at the same time")
    parser.add_argument("--organizations", type=int, default=100_000, help="with ten years of history, for the search")
    parser.add_argument("--growth", type=int, default=1_000_000, help="to how many they grow, names only; 0 for none")
    parser.add_argument("--without-labelled", action="store_true", help="leave out the labelled queries")
    options = parser.parse_args()
    about = machine()
    print(", ".join(f"{name} {value}" for name, value in about.items()), flush=True)
    found: dict[str, Any] = {}
    is_well = True
    if options.only in (None, "pages"):
        pages = measure_pages(options.seconds, options.readers)
        found |= {"seconds": options.seconds, "readers": options.readers, "pages": [asdict(row) for row in pages]}
        is_well = all(measurement.status == 200 for measurement in pages)
    ranking: dict[str, float] = {}
    if options.only in (None, "ranking"):
        ranking |= measure_small_rankings()
    if options.only in (None, "timetable"):
        found["timetable"] = measure_timetable()
    if options.only in (None, "search"):
        found["search"] = measure_search(
            organizations=options.organizations,
            growth=options.growth,
            with_quality=not options.without_labelled,
        )
        ranking |= found["search"].pop("ranking")
    if options.only in (None, "downloads"):
        found["downloads"] = measure_downloads()
    if options.only in (None, "list_matching"):
        found["list_matching"] = measure_list_matching()
    if options.only in (None, "list_applying"):
        found["list_applying"] = measure_list_applying()
    if ranking:
        found["ranking"] = ranking
    _write({"python": about["python"], "machine": about, **found})
    return 0 if is_well else 1


def _write(found: dict[str, Any]) -> None:
    path = ROOT / "var" / "bench.json"
    path.parent.mkdir(mode=0o755, exist_ok=True)
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if "ranking" in held and "ranking" in found:
        found["ranking"] = {**held["ranking"], **found["ranking"]}
    path.write_text(json.dumps({**held, **found}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
