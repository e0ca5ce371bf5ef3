from django.db import migrations


class Migration(migrations.Migration):
    """Candidates that there are already are whole sentences."""

    dependencies = [
        ('agreement', '0007_candidate_propositions'),
    ]

    operations = [
        migrations.RunSQL(
            sql='''
                UPDATE agreement_candidateclaim candidate SET start = 0, "end" = char_length(sentence.text)
                FROM sources_sentence sentence WHERE sentence.id = candidate.sentence_id
            ''',
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
