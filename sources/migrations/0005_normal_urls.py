"""Gives sources that are there already the form of their address by which twins are told."""

from django.db import migrations

from common.outbound.addresses import normal_url


def fill(apps, _schema_editor):
    sources = apps.get_model("sources", "Source")
    for source in sources.objects.exclude(url="").filter(normal_url="").only("pk", "url").iterator():
        sources.objects.filter(pk=source.pk).update(normal_url=normal_url(source.url)[:2000])


class Migration(migrations.Migration):
    dependencies = [("sources", "0004_grading_addresses_and_search")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
