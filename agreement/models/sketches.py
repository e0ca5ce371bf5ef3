"""Short forms of the vectors of a large workspace, by which the nearest are found under any filter.

Derived data that can be made again, so without a history; small workspaces have none (docs/algorithms/finding.md).
"""

import zlib
from typing import ClassVar

import numpy as np
from django.db import models
from django.db.models import Q
from pgvector.django import HalfVectorField

from agreement.domain.likeness.similarity import Population, TermWeights
from agreement.domain.likeness.sketches import Sketcher
from agreement.models.vectors import SPACE_MAX_LENGTH
from sources.models import Author, Sentence
from workspaces.models import Workspace
from workspaces.querysets import InWorkspaceQuerySet


class SketchBasis(models.Model):
    """Axes and cells of a workspace's sketches in one space. One is in use; a newer one is filled beside it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="sketch_bases")
    model = models.CharField(max_length=SPACE_MAX_LENGTH, help_text="Name of the space.")
    dimension = models.PositiveSmallIntegerField()
    axes = models.BinaryField(help_text="float32, axes × dimension.")
    cells = models.BinaryField(help_text="float32, cells × axes.")
    statement_count = models.PositiveIntegerField(
        default=0, help_text="Statements that the axes and cells were made for."
    )
    terms = models.BinaryField(default=b"", help_text="Terms of the statements, a line each, as compressed UTF-8.")
    rarities = models.BinaryField(default=b"", help_text="float64, inverse document frequency of each term.")
    mean = models.BinaryField(default=b"", help_text="float32, the mean vector of the statements.")
    counts = models.JSONField(default=dict, help_text='Rows a cell, under ""; and of each large author, by id.')
    completed_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is in use.")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace"], condition=Q(completed_at__isnull=False), name="sketch_basis_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} of {self.workspace_id}"

    @property
    def sketcher(self) -> Sketcher:
        """The axes and cells as numbers."""
        axes = np.frombuffer(self.axes, dtype=np.float32).reshape(-1, self.dimension)
        return Sketcher(axes, np.frombuffer(self.cells, dtype=np.float32).reshape(-1, len(axes)))

    @property
    def population(self) -> Population:
        """What likeness in the workspace is measured against."""
        terms = zlib.decompress(self.terms).decode().split("\n")
        rarities = np.frombuffer(self.rarities, dtype=np.float64)
        columns = {term: column for column, term in enumerate(terms)} if len(rarities) else {}
        return Population(np.frombuffer(self.mean, dtype=np.float32), TermWeights(columns, rarities))


class StatementSketch(models.Model):
    """The sketch of one statement, with whose it is. Both indexes hold all of it, so that a search reads them alone."""

    basis = models.ForeignKey(SketchBasis, on_delete=models.CASCADE, related_name="sketches", db_index=False)
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="sketches")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="sketches")
    cell = models.PositiveSmallIntegerField()
    sketch = HalfVectorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["basis", "sentence"], name="sketch_once_a_basis"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["basis", "author", "cell"], include=["sentence", "sketch"], name="sketch_by_author"),
            models.Index(fields=["basis", "cell"], include=["sentence", "sketch"], name="sketch_by_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id} in {self.basis_id}"
