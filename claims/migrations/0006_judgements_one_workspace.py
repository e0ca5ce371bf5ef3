"""Judgements and adjudications point only at rows of their own workspace: the database refuses anything else."""

from django.db import migrations

# (table, its column, table pointed at, name of the constraint)
SAME_WORKSPACE = [
    ("claims_judgement", "evidence_id", "claims_evidence", "judgement_and_evidence_in_one_workspace"),
    ("claims_judgement", "passage_id", "sources_passage", "judgement_and_passage_in_one_workspace"),
    ("claims_judgement", "speaker_id", "sources_author", "judgement_and_speaker_in_one_workspace"),
    ("claims_adjudication", "evidence_id", "claims_evidence", "adjudication_and_evidence_in_one_workspace"),
    ("claims_adjudication", "passage_id", "sources_passage", "adjudication_and_passage_in_one_workspace"),
    ("claims_adjudication", "speaker_id", "sources_author", "adjudication_and_speaker_in_one_workspace"),
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
    dependencies = [("claims", "0005_judgements")]
    operations = [constraint(*row) for row in SAME_WORKSPACE]
