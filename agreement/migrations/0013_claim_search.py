"""An index of claims' vectors by nearness, and the vectors of what people look for (docs/algorithms/claim-search.md).

Only vectors of 384 dimensions are in the index, those of the model that comes with the product: an index has one size.
"""

import pgvector.django
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreement", "0012_score_is_log_odds")]
    operations = [
        migrations.CreateModel(
            name="QueryVector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(help_text="Name of the space.", max_length=200)),
                ("text", models.CharField(max_length=300)),
                ("vector", pgvector.django.HalfVectorField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("model", "text"), name="query_vector_once_a_model"),
                ],
            },
        ),
        migrations.RunSQL(
            sql=(
                "CREATE INDEX claim_nearness ON agreement_claimembedding USING hnsw "
                "((vector::halfvec(384)) halfvec_ip_ops) WHERE vector_dims(vector) = 384"
            ),
            reverse_sql="DROP INDEX claim_nearness",
        ),
    ]
