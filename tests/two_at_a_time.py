"""Work in threads, each with a connection to the database of its own; for tests that commit."""

import threading
import time
from contextlib import contextmanager

from django.db import connection, connections, transaction


@contextmanager
def running(*functions):
    """The functions, each in a thread with a connection of its own; what one of them raises is raised here."""
    raised = []

    def run(function):
        try:
            function()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[function]) for function in functions]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()
    assert raised == []


def wait_for_a_lock():
    """Until somebody waits for what another one holds; then the order of the two is certain."""
    for _try in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def after(first, second):
    """``first`` is done and not yet committed when the other begins, which then waits for it."""
    with transaction.atomic():
        first()
        other = running(second)
        other.__enter__()
        wait_for_a_lock()
    other.__exit__(None, None, None)
