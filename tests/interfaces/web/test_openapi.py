"""The API is what its OpenAPI document says: requests made from the document, right and wrong ones, by schemathesis."""

import pytest
from hypothesis import HealthCheck, given, settings

schemathesis = pytest.importorskip("schemathesis", reason="needs the package schemathesis")


@pytest.fixture(scope="module")
def document(full):
    from plainlabel.interfaces.web.app import create_app
    from plainlabel.interfaces.web.settings import Settings
    from plainlabel.library import Library

    app = create_app(settings=Settings(api_requests_per_minute=0), library=Library(full))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_every_answer_is_documented_and_none_is_an_error_of_ours(document, mode):
    tried = []
    for found in document.get_all_operations():
        operation = found.ok()
        tried.append(operation.label)
        if mode is schemathesis.GenerationMode.NEGATIVE and not operation.definition.raw.get("parameters"):
            continue  # what takes no parameters cannot be asked wrongly

        @settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case):
            case.call_and_validate()

        check()
    assert len(tried) >= 14
