"""On what was measured: numbers of two machines are not to be compared without it."""

import os
import platform
from pathlib import Path
from typing import Any

# What decides how quick PostgreSQL is with one question.
SETTINGS = (
    *("shared_buffers", "work_mem", "maintenance_work_mem", "effective_cache_size", "random_page_cost", "jit"),
    *("max_parallel_workers_per_gather", "default_statistics_target", "fsync", "synchronous_commit", "autovacuum"),
)


def machine() -> dict[str, Any]:
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load_at_the_start": round(os.getloadavg()[0], 1),
    }


def database_server() -> dict[str, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)", [list(SETTINGS)])
        settings = dict(cursor.fetchall())
        cursor.execute("SHOW server_version")
        return {"version": cursor.fetchone()[0], **{name: settings[name] for name in SETTINGS if name in settings}}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
