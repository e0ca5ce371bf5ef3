"""Rows that point at each other must lie in one workspace: the database refuses anything else."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("feeds", "0001_tables"), ("releases", "0002_same_workspace")]
    operations = [
        migrations.RunSQL(
            sql=(
                "ALTER TABLE feeds_webhook ADD CONSTRAINT webhook_and_claim_set_in_one_workspace "
                "FOREIGN KEY (claim_set_id, workspace_id) REFERENCES releases_claimset (id, workspace_id) "
                "DEFERRABLE INITIALLY DEFERRED"
            ),
            reverse_sql="ALTER TABLE feeds_webhook DROP CONSTRAINT webhook_and_claim_set_in_one_workspace",
        )
    ]
