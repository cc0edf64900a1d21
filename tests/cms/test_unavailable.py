"""While the database is away readers get 503, not 500."""

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cms.unavailable import DatabaseUnavailable


def answering(error: Exception):
    def get_response(request: HttpRequest) -> HttpResponse:
        raise error

    return DatabaseUnavailable(get_response)


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_lost_database_is_503_with_a_time_to_try_again(rf: RequestFactory, error: Exception):
    response = answering(error)(rf.get("/"))
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert b"Nothing you sent was counted" in response.content


def test_an_error_of_a_view_is_answered_the_same(rf: RequestFactory):
    guard = answering(OperationalError("gone"))
    response = guard.process_exception(rf.get("/"), OperationalError("gone"))
    assert response is not None
    assert response.status_code == 503


def test_other_errors_stay_what_they_are(rf: RequestFactory):
    with pytest.raises(ProgrammingError):
        answering(ProgrammingError("no such column"))(rf.get("/"))
    assert answering(OperationalError("x")).process_exception(rf.get("/"), ValueError("bug")) is None
