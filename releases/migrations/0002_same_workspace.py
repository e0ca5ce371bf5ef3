"""Rows that point at each other must lie in one workspace: the database refuses anything else."""

from django.db import migrations

# (table, its column, table pointed at, name of the constraint)
SAME_WORKSPACE = [
    ("releases_claimsetentry", "claim_set_id", "releases_claimset", "claim_set_entry_and_set_in_one_workspace"),
    ("releases_claimsetentry", "claim_id", "claims_claim", "claim_set_entry_and_claim_in_one_workspace"),
    ("releases_release", "claim_set_id", "releases_claimset", "release_and_claim_set_in_one_workspace"),
    ("releases_notice", "release_id", "releases_release", "notice_and_release_in_one_workspace"),
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
    dependencies = [("releases", "0001_tables"), ("claims", "0010_claims_merged")]
    operations = [constraint(*row) for row in SAME_WORKSPACE]
