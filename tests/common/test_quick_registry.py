"""The registry of triggers answers as the library's own does."""

import pgtrigger
import pytest
from pgtrigger import registry

from jitco_portal.common.quick_registry import QuickRegistry
from organizations.models import JobCategory, Operation

LIBRARY = registry._Registry


def nothing(name):
    return pgtrigger.Trigger(name=name, when=pgtrigger.After, operation=pgtrigger.Delete, func="RETURN NULL;")


def same_as_the_library():
    held = registry._registry
    return (held.by_db_table, set(held.pg_function_names)) == (
        LIBRARY.by_db_table.fget(held),
        LIBRARY.pg_function_names.fget(held),
    )


def test_the_registry_in_use_holds_what_the_library_would_find():
    assert type(registry._registry) is QuickRegistry
    assert len(registry._registry) > 500
    assert same_as_the_library()


def test_a_trigger_that_comes_and_goes_is_known_and_forgotten():
    with nothing("comes_and_goes").register(Operation):
        assert same_as_the_library()
        assert (Operation._meta.db_table, "comes_and_goes") in registry._registry.by_db_table
    assert same_as_the_library()
    assert (Operation._meta.db_table, "comes_and_goes") not in registry._registry.by_db_table


def test_a_name_that_is_taken_is_refused():
    with nothing("is_taken").register(Operation):
        other = pgtrigger.Trigger(
            name="is_taken", when=pgtrigger.Before, operation=pgtrigger.Delete, func="RETURN OLD;"
        )
        with pytest.raises(KeyError, match="already used"):
            registry.set("organizations.Operation:is_taken", model=Operation, trigger=other)
        assert same_as_the_library()
        with other.register(JobCategory):
            assert same_as_the_library()
