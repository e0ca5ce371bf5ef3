import pytest
from django.test import Client


def test_healthz_answers_without_a_database():
    response = Client().get("/healthz")

    assert response.status_code == 200
    assert response.json()["status"] == "ok"


@pytest.mark.django_db
def test_readyz_is_ok_when_all_migrations_ran():
    response = Client().get("/readyz")

    assert response.json() == {"status": "ok"}
