import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreement', '0008_places_of_candidates'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='candidateclaim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreement_candidateclaimevent" ("author_id", "claim_id", "created_at", "cues", "end", "features", "fold_key", "holder", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referents", "run_id", "score", "sentence_id", "start", "state", "wording", "workspace_id") VALUES (NEW."author_id", NEW."claim_id", NEW."created_at", NEW."cues", NEW."end", NEW."features", NEW."fold_key", NEW."holder", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."referents", NEW."run_id", NEW."score", NEW."sentence_id", NEW."start", NEW."state", NEW."wording", NEW."workspace_id"); RETURN NULL;', hash='e3f2322fb15d834f600fe2506a66922a5dddae36', operation='INSERT', pgid='pgtrigger_insert_insert_ccdb0', table='agreement_candidateclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidateclaim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreement_candidateclaimevent" ("author_id", "claim_id", "created_at", "cues", "end", "features", "fold_key", "holder", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referents", "run_id", "score", "sentence_id", "start", "state", "wording", "workspace_id") VALUES (NEW."author_id", NEW."claim_id", NEW."created_at", NEW."cues", NEW."end", NEW."features", NEW."fold_key", NEW."holder", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."referents", NEW."run_id", NEW."score", NEW."sentence_id", NEW."start", NEW."state", NEW."wording", NEW."workspace_id"); RETURN NULL;', hash='21e1c30589c5d7b676a02e733bc04500466ecc28', operation='UPDATE', pgid='pgtrigger_update_update_914e3', table='agreement_candidateclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidateclaim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreement_candidateclaimevent" ("author_id", "claim_id", "created_at", "cues", "end", "features", "fold_key", "holder", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referents", "run_id", "score", "sentence_id", "start", "state", "wording", "workspace_id") VALUES (OLD."author_id", OLD."claim_id", OLD."created_at", OLD."cues", OLD."end", OLD."features", OLD."fold_key", OLD."holder", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."referents", OLD."run_id", OLD."score", OLD."sentence_id", OLD."start", OLD."state", OLD."wording", OLD."workspace_id"); RETURN NULL;', hash='4fef514c690eb55199a3f89cc981047cb5814413', operation='DELETE', pgid='pgtrigger_delete_delete_833c2', table='agreement_candidateclaim', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='candidateclaim',
            constraint=models.UniqueConstraint(fields=('workspace', 'sentence', 'start'), name='candidate_once_a_place'),
        ),
        migrations.AddConstraint(
            model_name='candidateclaim',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='candidate_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='candidateclaim',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['whole', 'main', 'contrast', 'cause', 'circumstance', 'result', 'content'])), name='candidate_kind_known'),
        ),
    ]
