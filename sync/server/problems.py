"""What goes wrong in a call, in the contract's form of an error.

Owns the codes and the translation of everything that may escape a route: a problem told on purpose, a request that does not
fit its shape, a database that is away, and bugs, of which nothing but a request id is told.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg_pool import PoolTimeout
from starlette.exceptions import HTTPException

from sync.protocol import ErrorAnswer, ErrorBody, Trouble

log = logging.getLogger(__name__)

_CODES = {
    400: "VALIDATION_ERROR",
    401: "AUTHENTICATION_ERROR",
    403: "AUTHORIZATION_ERROR",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    409: "CONFLICT",
    410: "CURSOR_GONE",
    413: "TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    416: "RANGE_NOT_SATISFIABLE",
    422: "VALIDATION_ERROR",
    426: "UPGRADE_REQUIRED",
    429: "RATE_LIMIT_EXCEEDED",
    503: "SERVICE_UNAVAILABLE",
}
_AWAY = 5  # seconds after which it pays to ask again


class Problem(Exception):
    """A call that cannot be answered, with its HTTP status and words that may be shown."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str = "",
        details: Sequence[Trouble] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code or _CODES.get(status, "INTERNAL_ERROR")
        self.details = list(details)
        self.headers = dict(headers or {})


def not_found(what: str) -> Problem:
    """There is no such thing, or it is somebody else's: which of the two is not told."""
    return Problem(404, f"There is no such {what}.")


def unavailable(what: str, seconds: int = _AWAY) -> Problem:
    """A part that the call needs is away; asking again pays after some seconds."""
    return Problem(503, f"{what} cannot be reached just now.", headers={"Retry-After": str(seconds)})


def tell_problems(app: FastAPI) -> None:
    """Have every error of this application answered in the contract's form."""
    app.add_exception_handler(Problem, _told)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_exception_handler(HTTPException, _of_framework)
    for away in (psycopg.OperationalError, PoolTimeout):
        app.add_exception_handler(away, _database_away)
    app.add_exception_handler(psycopg.DataError, _not_storable)
    app.add_exception_handler(Exception, _bug)


def answer(request: Request, problem: Problem) -> JSONResponse:
    """The problem as an answer, for middleware that stands outside the handlers."""
    request_id = getattr(request.state, "request_id", "")
    body = ErrorBody(
        code=problem.code, message=problem.message, details=problem.details, request_id=request_id
    )
    return JSONResponse(ErrorAnswer(error=body).model_dump(), problem.status, problem.headers)


def bug(request: Request, error: Exception) -> JSONResponse:
    """Log what nobody expected, and answer with nothing of it but the number by which the log is searched."""
    request_id = getattr(request.state, "request_id", "")
    log.error("a bug in %s %s, request %s", request.method, request.url.path, request_id, exc_info=error)
    return answer(request, Problem(500, "Something went wrong in the server; it was logged."))


async def _told(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return answer(request, error)


async def _misshapen(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    details = [
        Trouble(field=".".join(str(part) for part in each["loc"]), message=each["msg"])
        for each in error.errors()
    ]
    return answer(request, Problem(400, "The request does not have the expected form.", details=details))


async def _of_framework(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return answer(request, Problem(error.status_code, str(error.detail), headers=error.headers))


async def _database_away(request: Request, error: Exception) -> JSONResponse:
    log.warning("the database is away: %s", type(error).__name__)
    return answer(request, unavailable("The database"))


async def _not_storable(request: Request, error: Exception) -> JSONResponse:
    log.warning(
        "%s %s holds what cannot be stored: %s", request.method, request.url.path, type(error).__name__
    )
    return answer(request, Problem(400, "The request holds a character or a number that cannot be stored."))


async def _bug(request: Request, error: Exception) -> JSONResponse:
    return bug(request, error)
