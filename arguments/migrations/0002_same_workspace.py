"""Rows that point at each other must lie in one workspace: the database refuses anything else."""

from django.db import migrations

# (table, its column, table pointed at, name of the constraint)
SAME_WORKSPACE = [
    ("arguments_argument", "conclusion_id", "claims_claim", "argument_and_conclusion_in_one_workspace"),
    ("arguments_argument", "target_id", "arguments_argument", "argument_and_target_in_one_workspace"),
    ("arguments_argumentmap", "lead_claim_id", "claims_claim", "map_and_lead_claim_in_one_workspace"),
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
    dependencies = [("arguments", "0001_tables")]
    operations = [constraint(*row) for row in SAME_WORKSPACE]
