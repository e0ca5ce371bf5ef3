"""The words of claims, weighted, in an index: what the search by words reads (docs/algorithms/claim-search.md).

The column is the database's own: no model has it, so the history does not keep it and nothing can write it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0012_imported_claims_one_workspace")]
    operations = [
        migrations.RunSQL(
            sql=(
                "ALTER TABLE claims_claim ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS ("
                "setweight(to_tsvector('pg_catalog.english', text), 'A') || "
                "setweight(to_tsvector('pg_catalog.english', topic), 'B')) STORED"
            ),
            reverse_sql="ALTER TABLE claims_claim DROP COLUMN words",
        ),
        migrations.RunSQL(
            sql="CREATE INDEX claim_words ON claims_claim USING gin (words)",
            reverse_sql="DROP INDEX claim_words",
        ),
    ]
