"""What whoever watches over a hub is told."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from impact_hub.health import router


@pytest.fixture
def client() -> TestClient:
    api = FastAPI()
    api.include_router(router)
    return TestClient(api)


def test_a_hub_that_can_work_says_so(each_hub, client):
    assert client.get("/healthz").status_code == 200

    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_database_of_another_time_is_not_ready(each_hub, client):
    with each_hub.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'before'"))

    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "not_migrated"})
    assert client.get("/healthz").status_code == 200


def test_a_database_that_does_not_answer_is_not_ready(client, configure):
    configure(DATABASE_URL="postgresql://hub@127.0.0.1:1/hub")

    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "no_database"})
    assert client.get("/healthz").status_code == 200
