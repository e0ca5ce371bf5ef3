"""The passage on which an inference is drawn lies in the argument's workspace: the database refuses anything else."""

from django.db import migrations

NAME = "argument_and_passage_in_one_workspace"


class Migration(migrations.Migration):
    dependencies = [("arguments", "0003_edits_judging_publishing")]
    operations = [
        migrations.RunSQL(
            sql=(
                f"ALTER TABLE arguments_argument ADD CONSTRAINT {NAME} FOREIGN KEY (passage_id, workspace_id) "
                "REFERENCES sources_passage (id, workspace_id) DEFERRABLE INITIALLY DEFERRED"
            ),
            reverse_sql=f"ALTER TABLE arguments_argument DROP CONSTRAINT {NAME}",
        )
    ]
