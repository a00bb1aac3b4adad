"""Tables that others made: XLSX, XLS, CSV and TSV files as rows of cells, within limits that are named.

Nothing is guessed: what a file does not say (its encoding, say) is asked for by a refusal with a code.
"""

from jitco_portal.common.spreadsheets.opening import open_book
from jitco_portal.common.spreadsheets.shapes import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Book,
    Cell,
    Row,
    Sheet,
    SpreadsheetRefused,
)

__all__ = [
    "LARGEST_FILE",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Book",
    "Cell",
    "Row",
    "Sheet",
    "SpreadsheetRefused",
    "open_book",
]
