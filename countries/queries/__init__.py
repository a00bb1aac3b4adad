"""What the pages on countries read, each page's read complete and ready to render."""

from countries.queries.agreements import Force, Framework, Paper, State, Status, all_programmes, frameworks
from countries.queries.changes import country_changes
from countries.queries.comparison import CountryComparison, comparable_countries, country_comparison
from countries.queries.lists import (
    DIVISION_NOT_KNOWN,
    CountryList,
    country_list,
    country_tiles,
    sort_names,
    tile_legend,
)
from countries.queries.profile import CountryProfile, country_profile

__all__ = [
    "DIVISION_NOT_KNOWN",
    "CountryComparison",
    "CountryList",
    "CountryProfile",
    "Force",
    "Framework",
    "Paper",
    "State",
    "Status",
    "all_programmes",
    "comparable_countries",
    "country_changes",
    "country_comparison",
    "country_list",
    "country_profile",
    "country_tiles",
    "frameworks",
    "sort_names",
    "tile_legend",
]
