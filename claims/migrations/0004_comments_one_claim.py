"""A comment and what it is about lie in one workspace and on one claim: the database refuses anything else."""

from django.db import migrations

# (table, its columns, table pointed at, columns there, name of the constraint)
TOGETHER = [
    ("claims_comment", "claim_id, workspace_id", "claims_claim", "id, workspace_id", "comment_and_claim_in_one_workspace"),
    ("claims_comment", "evidence_id, claim_id", "claims_evidence", "id, claim_id", "comment_and_evidence_on_one_claim"),
    ("claims_comment", "parent_id, claim_id", "claims_comment", "id, claim_id", "comment_and_reply_on_one_claim"),
]


def constraint(table: str, columns: str, target: str, there: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) "
            f"REFERENCES {target} ({there}) DEFERRABLE INITIALLY DEFERRED"
        ),
        reverse_sql=f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_comments")]
    operations = [constraint(*row) for row in TOGETHER]
