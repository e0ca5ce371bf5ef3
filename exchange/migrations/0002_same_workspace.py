"""Rows that point at each other must lie in one workspace: the database refuses anything else."""

from django.db import migrations

# (table, its column, table pointed at, name of the constraint)
SAME_WORKSPACE = [
    ("exchange_annotationimport", "source_id", "sources_source", "annotation_import_and_source_in_one_workspace"),
    ("exchange_importedannotation", "batch_id", "exchange_annotationimport", "imported_and_import_in_one_workspace"),
    ("exchange_importedannotation", "source_id", "sources_source", "imported_and_source_in_one_workspace"),
    ("exchange_importedannotation", "claim_id", "claims_claim", "imported_and_claim_in_one_workspace"),
    ("exchange_importedannotation", "passage_id", "sources_passage", "imported_and_passage_in_one_workspace"),
]


def constraint(table: str, column: str, target: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, workspace_id) "
            f"REFERENCES {target} (id, workspace_id) DEFERRABLE INITIALLY DEFERRED"
        ),
        reverse_sql=f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_tables")]
    operations = [constraint(*row) for row in SAME_WORKSPACE]
