"""Rows by an e-mail address, whatever its case."""

from django.db.models import F, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact


def same_address(field, address):
    """A condition that the constraints on ``Lower(field)`` serve: ``__iexact`` asks for UPPER, which no index knows."""
    return Exact(Lower(F(field)), Lower(Value(address)))
