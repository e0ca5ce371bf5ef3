"""The contract: made without a warning, equal to the committed file, served to everybody in both forms."""

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from api.views import generated_schema

HOW_TO_MEND = "make it anew with `manage.py spectacular --file docs/openapi.yaml`"


def test_contract_is_made_without_a_warning_and_is_valid(capsys):
    GENERATOR_STATS.reset()

    with GENERATOR_STATS.silence():
        schema = generated_schema.__wrapped__()

    assert GENERATOR_STATS._warn_cache == GENERATOR_STATS._error_cache == {}
    assert schema["openapi"].startswith("3.1")
    validate_schema(schema)


def test_committed_contract_is_the_one_that_the_code_makes(project_path, tmp_path):
    call_command("spectacular", file=str(tmp_path / "openapi.yaml"))

    committed = (project_path / "docs" / "openapi.yaml").read_text()
    assert committed == (tmp_path / "openapi.yaml").read_text(), HOW_TO_MEND


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/json"),
        ("application/yaml", "application/yaml"),
        ("application/vnd.oai.openapi", "application/vnd.oai.openapi"),
        ("application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json"),
    ],
)
def test_contract_is_served_to_everybody_in_the_form_that_is_asked_for(accept, content_type, project_path):
    response = Client().get("/api/schema/", headers={"accept": accept, "authorization": "Bearer wrong"})

    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == content_type
    assert yaml.safe_load(response.content) == yaml.safe_load((project_path / "docs" / "openapi.yaml").read_text())


def test_every_operation_says_which_problems_may_come_back():
    for path, operations in generated_schema()["paths"].items():
        for method, operation in operations.items():
            assert {"400", "406"} <= set(operation["responses"]), (method, path)
            if operation.get("security"):
                assert {"401", "404", "429", "503"} <= set(operation["responses"]), (method, path)
            if method != "get":
                assert {"403", "409", "413", "415", "422"} <= set(operation["responses"]), (method, path)


def test_bodies_say_that_they_take_no_other_fields():
    schema = generated_schema()
    bodies = [
        media["schema"]["$ref"].rpartition("/")[2]
        for operations in schema["paths"].values()
        for operation in operations.values()
        for media in operation.get("requestBody", {}).get("content", {}).values()
        if media["schema"].get("format") != "binary"  # a file
    ]

    assert bodies
    assert {schema["components"]["schemas"][name]["additionalProperties"] for name in bodies} == {False}


def test_documentation_page_has_no_inline_script():
    page = Client().get("/api/docs/").content.decode()

    assert "<api-reference" in page
    assert all("src=" in tag.split(">")[0] for tag in page.split("<script")[1:])
