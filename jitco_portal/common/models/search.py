"""What a search looks through: one entry a row that can be found, whatever its kind, and the words of all names.

Both are derived: they can be dropped and are written anew (`common.search.index`). Triggers on the rows
themselves mark an entry as stale, so that writes by SQL are noticed too.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class SearchEntry(models.Model):
    """The folded texts of one row of any app; ``kind`` and ``object_id`` say which (`common.search.sources`)."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    # Drawn once from kind and id: the order of rows that match equally well, which nobody can choose.
    lot = models.IntegerField()
    # A line for each form of each name, a space around each word: " hoang long ".
    names = models.TextField(default="")
    # The same lines without spaces, each between line breaks: "\nhoanglong\n".
    glued = models.TextField(default="")
    # Numbers, telephones and web hosts in the same way.
    numbers = models.TextField(default="")
    # What else is said of the row: address, country, operations, the text of a chapter.
    rest = models.TextField(default="")
    # What the index finds it by; `common.search.terms` says how each is written.
    terms = ArrayField(models.TextField(), default=list)
    is_stale = models.BooleanField(default=True)
    # Counts the marks: whoever brings the entry up to date learns whether another change came meanwhile.
    version = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="searchentry_once"),
        ]
        indexes = [
            models.Index(fields=["kind", "lot", "object_id"], name="searchentry_by_lot"),
            # A list of what is still to be sorted in would be read whole by each of several looks into the index.
            GinIndex(fields=["terms"], name="searchentry_by_terms", fastupdate=False),
            models.Index(fields=["id"], condition=Q(is_stale=True), name="searchentry_stale"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


class SearchWord(models.Model):
    """A word of some name, or how a name sounds (“~hoanron”), with what is left when one or two letters are missing.

    A misspelt word shares such a rest with the word that is meant.
    """

    word = models.CharField(max_length=40, primary_key=True)
    rests = ArrayField(models.TextField())

    class Meta:
        default_permissions = ()
        indexes = [GinIndex(fields=["rests"], name="searchword_by_rests", fastupdate=False)]

    def __str__(self):
        return self.word
