"""What a client calls a claim belongs to the claim's own workspace: the database refuses anything else."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0011_claim_imports")]
    operations = [
        migrations.RunSQL(
            sql=(
                "ALTER TABLE claims_importedclaim ADD CONSTRAINT imported_claim_in_one_workspace FOREIGN KEY "
                "(claim_id, workspace_id) REFERENCES claims_claim (id, workspace_id) DEFERRABLE INITIALLY DEFERRED"
            ),
            reverse_sql="ALTER TABLE claims_importedclaim DROP CONSTRAINT imported_claim_in_one_workspace",
        )
    ]
