"""For whoever watches over a hub: does the process live, and can it work?"""

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from impact_hub.kit import migrations

router = APIRouter()
log = structlog.get_logger()


@router.get("/healthz", include_in_schema=False)
async def alive() -> JSONResponse:
    """The process answers; nothing else is asked."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz", include_in_schema=False)
def ready() -> JSONResponse:
    """The database answers, and its tables are those that the code expects."""
    try:
        status = "ok" if migrations.are_current() else "not_migrated"
    except (SQLAlchemyError, OSError) as error:
        log.warning("not ready", error=type(error).__name__)
        status = "no_database"
    return JSONResponse({"status": status}, 200 if status == "ok" else 503)
