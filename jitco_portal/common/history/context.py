"""Who changed a row, why and from where: added to every history event that a request, command or job causes.

The triggers write the events; what stands here is the *context* beside them. Its keys: ``user``, ``url`` and
``request_id`` of a request, ``command`` or ``job`` where there is none, ``why`` (one reason a line), and what a
caller of ``because`` adds. A write without a context came to the database by another way than the portal.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

import pghistory
from django.db import models
from django.http import HttpRequest
from pghistory import runtime
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

from jitco_portal.common.request_id import current_request_id, path_without_secrets

# The context is held per thread by pghistory; only here is it looked into.
_tracker = runtime._tracker


class HistoryMiddleware(BaseHistoryMiddleware):
    """pghistory's user, the address without its secrets, and the request id that finds the log lines of the request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        kept = {"url": path_without_secrets(request), "request_id": current_request_id()}
        return {**super().get_context(request), **kept}


class _Metadata(dict):
    """Keeps every reason: what staff typed is not lost when a service adds its own."""

    def update(self, *args: Any, **values: Any) -> None:
        values = dict(*args, **values)
        if (why := values.get("why")) and (held := self.get("why")):
            reasons = held.split("\n")
            values["why"] = held if why in reasons else f"{held}\n{why}"
        super().update(values)


@contextmanager
def because(why: str, **more: Any) -> Iterator[None]:
    """Say why the writes within are made, beside the reasons that stand already; ``more`` goes beside it.

    Only the writes within bear it: when it ends, the context is what it was.
    """
    outer = getattr(_tracker, "value", None)
    given = {**({"why": str(why)} if why else {}), **more}
    with pghistory.context() if outer is None else _nothing():
        current = _tracker.value
        metadata = _Metadata(current.metadata)
        metadata.update(**given)
        _tracker.value = runtime.Context(id=uuid.uuid4(), metadata=metadata)
        try:
            yield
        finally:
            _tracker.value = current


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def by_command(name: str) -> pghistory.context:
    """The context of a management command: ``with by_command("load_organizations"):``."""
    return pghistory.context(command=name)


def name_jobs(app: Any) -> None:
    """Let what a task writes bear its name; procrastinate calls this once it knows all tasks, so none is forgotten.

    Its own tasks run in the event loop and write no row of ours.
    """
    for task in {id(task): task for task in app.tasks.values()}.values():
        if not iscoroutinefunction(task.func):
            task.func = _in_job(task.func, task.name.rpartition(".")[2])


def _in_job(function: Callable, name: str) -> Callable:
    @wraps(function)
    def within(*args: Any, **kwargs: Any) -> Any:
        with pghistory.context(job=name):
            return function(*args, **kwargs)

    return within


def event_models(model: type[models.Model]) -> list[type[models.Model]]:
    """The tables that hold the history of a model, once each.

    Triggers on a table that Django or a library made hang on a proxy of it, so its proxies are asked too.
    """
    return list(
        dict.fromkeys(
            event_model
            for each in (model, *model.__subclasses__())
            if each is model or each._meta.proxy
            for event_model in getattr(each, "pgh_event_models", {}).values()
        )
    )
