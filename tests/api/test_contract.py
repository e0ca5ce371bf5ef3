"""The server keeps the contract that it publishes, whatever is sent: requests made from the schema, good and bad."""

import os
import re
from copy import deepcopy
from uuid import UUID

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from api.v1.urls import router
from api.views import generated_schema
from config.wsgi import application
from tests.api.conftest import client_of
from tests.factories.workspaces import MembershipFactory

EXAMPLES = 16
# The thousands of cases at the edges of each value take minutes: `make contract` tries them too.
WHOLE = "PARALLAX_WHOLE_CONTRACT" in os.environ
CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 1,
        "phases": {"coverage": {"enabled": WHOLE}},
        "generation": {"mode": "all", "deterministic": True, "allow-x00": False},
        "checks": {
            # What is well-formed may still break a rule of the data, such as a quote that the text does not have.
            "positive_data_acceptance": {"expected-statuses": ["2xx", "304", "403", "404", "409", "422"]},
            # It sends every request thrice more without a token; the walk over roles tries that on every route.
            "ignored_auth": {"enabled": False},
        },
    }
)
KNOWN: dict[str, str] = {}


def contract_without_cursors():
    """Return the contract without the parameter that can only be taken from an answer."""
    contract = deepcopy(generated_schema())
    for operations in contract["paths"].values():
        for operation in operations.values():
            kept = [one for one in operation.get("parameters", []) if one.get("name") != "cursor"]
            operation["parameters"] = kept
            for one in kept:
                if one.get("name") == "fields":  # every value of an enumeration is tried, and these all do the same
                    del one["schema"]["items"]["enum"][3:]
    return contract


schema = schemathesis.openapi.from_dict(contract_without_cursors(), config=CONFIG)
schema.app = application


@schema.hook
def map_path_parameters(context, path_parameters):
    """Point at an object that is there, so that more than 404 is tried."""
    prefix = context.operation.path.removeprefix("/api/v1/").split("/")[0]
    for name, is_well_formed in (("id", _is_identifier), ("slug", _is_slug)):
        if path_parameters and prefix in KNOWN and is_well_formed(path_parameters.get(name)):
            path_parameters[name] = KNOWN[prefix]
    return path_parameters


@schema.hook
def map_headers(context, headers):
    """Write whatever the state, so that more than 412 is tried."""
    if headers and "If-Match" in headers and context.operation.method.upper() != "GET":
        headers["If-Match"] = "*"
    return headers


@schema.hook
def map_body(context, body):
    """Name objects that are there wherever the body names well-formed ones."""
    if isinstance(body, dict):
        for field in ("source", "claim", "passage", "author", "speaker", "parent"):
            if _is_identifier(body.get(field)):
                body[field] = KNOWN[field]
        slug = body.get("workspace")
        if isinstance(slug, str) and 0 < len(slug.strip()) <= len(slug) <= 60:
            body["workspace"] = KNOWN["workspace"]
    return body


def _is_slug(value):
    return isinstance(value, str) and re.fullmatch(r"[-a-zA-Z0-9_]+", value) is not None


def _is_identifier(value):
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


@pytest.fixture
def headers(db, seeded_once, monkeypatch):
    monkeypatch.setitem(django_settings.PARALLAX_API_RATES, "member", "")
    monkeypatch.setitem(django_settings.PARALLAX_API_RATES, "public", "")
    # A request of a real server gives the connection back; here it holds the test's transaction.
    monkeypatch.setattr(request_started, "receivers", [])
    monkeypatch.setattr(request_finished, "receivers", [])
    monkeypatch.setattr(request_started, "sender_receivers_cache", {})
    monkeypatch.setattr(request_finished, "sender_receivers_cache", {})
    user = MembershipFactory(workspace=seeded_once.workspace, role="admin").user
    special = {"evidence": seeded_once.suggestion, "annotation": seeded_once.evidence}
    for prefix, resource, name in router.registry:
        row = special.get(name) or getattr(seeded_once, name)
        KNOWN[prefix] = KNOWN[name] = str(getattr(row, resource.lookup_field))
    KNOWN["speaker"] = KNOWN["author"]
    KNOWN["parent"] = KNOWN["comment"]
    KNOWN["workspace"] = seeded_once.workspace.slug
    return {"Authorization": f"Bearer {client_of(user).key}"}


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_operation_keeps_the_contract(case, headers):
    case.call_and_validate(headers=headers)
