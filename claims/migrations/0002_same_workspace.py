"""Rows that point at each other must lie in one workspace: the database refuses anything else."""

from django.db import migrations

# (table, its column, table pointed at, name of the constraint)
SAME_WORKSPACE = [
    ("claims_evidence", "claim_id", "claims_claim", "evidence_and_claim_in_one_workspace"),
    ("claims_evidence", "passage_id", "sources_passage", "evidence_and_passage_in_one_workspace"),
    ("claims_evidence", "speaker_id", "sources_author", "evidence_and_speaker_in_one_workspace"),
    ("claims_stance", "claim_id", "claims_claim", "stance_and_claim_in_one_workspace"),
    ("claims_stance", "author_id", "sources_author", "stance_and_author_in_one_workspace"),
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
    dependencies = [("claims", "0001_tables")]
    operations = [constraint(*row) for row in SAME_WORKSPACE]
