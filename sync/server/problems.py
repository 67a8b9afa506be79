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


_FROM_ROUTES = (
    Problem,
    RequestValidationError,
    HTTPException,
    psycopg.OperationalError,
    PoolTimeout,
    psycopg.DataError,
)


def not_found(what: str) -> Problem:
    """There is no such thing, or it is somebody else's: which of the two is not told."""
    return Problem(404, f"There is no such {what}.")


def unavailable(what: str, seconds: int = _AWAY) -> Problem:
    """A part that the call needs is away; asking again pays after some seconds."""
    return Problem(503, f"{what} cannot be reached just now.", headers={"Retry-After": str(seconds)})


def tell_problems(app: FastAPI) -> None:
    """Have every error of this application answered in the contract's form."""
    for kind in (*_FROM_ROUTES, Exception):
        app.add_exception_handler(kind, _answered)


def answer(request: Request, error: Exception) -> JSONResponse:
    """Any error as an answer, for middleware that stands outside the handlers, too. What nobody expected is logged, and
    told by nothing but the number by which the log is searched."""
    problem = _problem(request, error)
    body = ErrorBody(
        code=problem.code,
        message=problem.message,
        details=problem.details,
        request_id=_request_id(request),
    )
    return JSONResponse(ErrorAnswer(error=body).model_dump(), problem.status, problem.headers)


async def _answered(request: Request, error: Exception) -> JSONResponse:
    return answer(request, error)


def _problem(request: Request, error: Exception) -> Problem:
    where = f"{request.method} {request.url.path}, request {_request_id(request)}"
    match error:
        case Problem():
            return error
        case RequestValidationError():
            details = [
                Trouble(field=".".join(str(part) for part in each["loc"]), message=each["msg"])
                for each in error.errors()
            ]
            return Problem(400, "The request does not have the expected form.", details=details)
        case HTTPException():
            return Problem(error.status_code, str(error.detail), headers=error.headers)
        case psycopg.OperationalError() | PoolTimeout():
            log.warning("the database is away for %s: %s", where, type(error).__name__)
            return unavailable("The database")
        case psycopg.DataError():
            log.warning("what cannot be stored is in %s: %s", where, type(error).__name__)
            return Problem(400, "The request holds a character or a number that cannot be stored.")
        case _:
            log.error("a bug in %s", where, exc_info=error)
            return Problem(500, "Something went wrong in the server; it was logged.")


def _request_id(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))
