"""Notes the space of the vectors that each workspace has: until now there was one."""

from django.db import migrations

NOTE = """
INSERT INTO agreement_vectorspace (workspace_id, name, dimension, since)
SELECT DISTINCT ON (source.workspace_id) source.workspace_id, embedding.model, vector_dims(embedding.vector), now()
FROM agreement_sentenceembedding embedding
JOIN sources_sentence sentence ON sentence.id = embedding.sentence_id
JOIN sources_textversion version ON version.id = sentence.text_version_id
JOIN sources_capture capture ON capture.id = version.capture_id
JOIN sources_source source ON source.id = capture.source_id
ORDER BY source.workspace_id, embedding.id DESC
"""


class Migration(migrations.Migration):
    dependencies = [("agreement", "0010_vector_spaces_and_sketches")]
    operations = [migrations.RunSQL(sql=NOTE, reverse_sql=migrations.RunSQL.noop)]
