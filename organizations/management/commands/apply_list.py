"""Apply a government's list, with the words of ``preview_list``: for an operator, who stands for both people.

What is doubtful is not written; the history says that an operator did it.
"""

from pathlib import Path
from typing import Any

from django.db import IntegrityError

from jitco_portal.common.history.context import by_command
from jitco_portal.common.simulation import add_simulate
from organizations.management.list_words import ListCommand, compared
from organizations.queries.list_imports.preview import error
from organizations.queries.list_imports.shapes import Comparison, Question
from organizations.services.list_imports import AlreadyApplied, apply_by_operator


class Command(ListCommand):
    help = "Apply a government's list as preview_list shows it. Ends with 0, 3 (asks, nothing applied) or 1 (error)."

    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.add_argument("--source", default="", help="title of the list; its file's name where none is given")
        parser.add_argument("--source-url", default="", help="where the list is published")
        add_simulate(parser)

    def done(self, options: dict[str, Any]) -> Comparison:
        comparison, words, answers = compared(options)
        if words is None or comparison.outcome not in ("rows", "rows with questions"):
            return comparison
        path = Path(options["file"])
        source = options["source"] or f"{options['issuer']}: {path.name}"
        if options["simulate"]:
            # Kept files are not taken back with the tables: a simulation is the comparison.
            return comparison
        try:
            with by_command("apply_list"):
                apply_by_operator(
                    words=words,
                    comparison=comparison,
                    path=path,
                    answers=answers,
                    source=source[:300],
                    source_url=options["source_url"],
                )
        except AlreadyApplied as refused:
            comparison.message.append(Question("wrong_words", {"text": str(refused.text)}))
        except IntegrityError as refused:
            return error("refused_file", Question("wrong_words", {"text": str(refused).splitlines()[0]}))
        return comparison
