"""Whatever changes what a claim set gives out leaves a mark in the same transaction: by triggers, so nothing gets past.

See docs/algorithms/change-feed.md. One trigger a statement, however many rows it writes; a statement that changes nothing
that a record shows writes nothing.
"""

from django.db import migrations, models

# What of each table shows in records of claims, or decides in which claim sets a claim is.
CLAIM = ("number", "text", "kind", "status", "topic", "merged_into_id")
EVIDENCE = ("claim_id", "passage_id", "speaker_id", "bearing", "state")
STANCE = (
    "claim_id", "author_id", "position", "likelihood", "likelihood_term", "as_of", "basis", "reason",
)  # fmt: skip
ENTRY = ("claim_id", "claim_set_id")
CLAIM_SET = ("gathering", "filter")
AUTHOR = ("given", "family", "slug")
SOURCE = ("doi", "issued_on", "issued_precision", "key", "status", "title", "url")
PASSAGE = ("source_id", "prefix", "exact", "suffix")

# (table, kind of the mark, column of what it is about, columns that matter, which rows matter, operations)
MARKED = [
    ("claims_claim", "claim", "id", CLAIM, "TRUE", ("INSERT", "UPDATE", "DELETE")),
    ("claims_evidence", "claim", "claim_id", EVIDENCE, "r.state = 'accepted'", ("INSERT", "UPDATE", "DELETE")),
    ("claims_stance", "claim", "claim_id", STANCE, "TRUE", ("INSERT", "UPDATE", "DELETE")),
    ("releases_claimsetentry", "claim", "claim_id", ENTRY, "TRUE", ("INSERT", "UPDATE", "DELETE")),
    ("releases_claimset", "claim_set", "id", CLAIM_SET, "TRUE", ("INSERT", "UPDATE")),
    # What claims show of these is looked up when the mark is settled: a row that points here and is written at the
    # same time is not visible to this trigger.
    ("sources_author", "author", "id", AUTHOR, "TRUE", ("UPDATE",)),
    ("sources_source", "source", "id", SOURCE, "TRUE", ("UPDATE",)),
    ("sources_passage", "passage", "id", PASSAGE, "TRUE", ("UPDATE",)),
]
TABLES = {"INSERT": "NEW TABLE AS new_rows", "DELETE": "OLD TABLE AS old_rows"}
TABLES["UPDATE"] = f"{TABLES['DELETE']} {TABLES['INSERT']}"


def marks(kind: str, subject: str, rows: str) -> str:
    return (
        "INSERT INTO feeds_pendingchange (workspace_id, kind, subject) "
        f"SELECT DISTINCT r.workspace_id, '{kind}', r.{subject} FROM {rows};"
    )


def body(operation: str, kind: str, subject: str, columns: tuple[str, ...], which: str) -> str:
    if operation != "UPDATE":
        table = "new_rows" if operation == "INSERT" else "old_rows"
        return marks(kind, subject, f"{table} r WHERE {which}")
    old, new = (", ".join(f"{table}.{column}" for column in columns) for table in ("o", "n"))
    changed = f"old_rows o JOIN new_rows n USING (id) WHERE ROW({old}) IS DISTINCT FROM ROW({new})"
    both = f"(SELECT o.* FROM {changed} UNION ALL SELECT n.* FROM {changed}) r WHERE {which}"
    return marks(kind, subject, both)


def operations() -> list[migrations.RunSQL]:
    made = []
    for table, kind, subject, columns, which, kinds_of_statement in MARKED:
        for operation in kinds_of_statement:
            name = f"feeds_mark_{table}_{operation.lower()}"
            made.append(
                migrations.RunSQL(
                    sql=(
                        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                        f"{body(operation, kind, subject, columns, which)} RETURN NULL; END $$;"
                        f"CREATE TRIGGER feeds_mark_{operation.lower()} AFTER {operation} ON {table} "
                        f"REFERENCING {TABLES[operation]} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
                    ),
                    reverse_sql=f"DROP TRIGGER feeds_mark_{operation.lower()} ON {table}; DROP FUNCTION {name}()",
                )
            )
    return made


class Migration(migrations.Migration):
    dependencies = [
        ("feeds", "0003_webhook_secrets"),
        ("releases", "0002_same_workspace"),
        ("claims", "0010_claims_merged"),
    ]
    operations = [
        migrations.RemoveIndex(model_name="pendingchange", name="pending_change_by_claim"),
        migrations.RenameField(model_name="pendingchange", old_name="claim_id", new_name="subject"),
        migrations.AlterField(
            model_name="pendingchange",
            name="subject",
            field=models.UUIDField(help_text="Of what was touched."),
        ),
        migrations.AddField(
            model_name="pendingchange",
            name="kind",
            field=models.CharField(
                max_length=9,
                choices=[
                    ("claim", "Claim"),
                    ("claim_set", "Claim set"),
                    ("author", "Author"),
                    ("source", "Source"),
                    ("passage", "Passage"),
                ],
                default="claim",
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="pendingchange",
            index=models.Index(fields=["subject"], name="pending_change_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="pendingchange",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=["claim", "claim_set", "author", "source", "passage"]),
                name="pending_change_kind_known",
            ),
        ),
        *operations(),
        migrations.RunSQL(
            sql=(
                "INSERT INTO feeds_pendingchange (workspace_id, kind, subject) "
                "SELECT workspace_id, 'claim_set', id FROM releases_claimset"
            ),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
