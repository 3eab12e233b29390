"""One key per hub, whoever asks first, and nobody else reads it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from impact_hub.kit import secret
from impact_hub.kit.secret import secret_key


@pytest.fixture
def folder(tmp_path, configure):
    data = tmp_path / "not" / "there yet"
    configure(HUB_DATA_DIR=str(data))
    return data


def test_a_key_from_the_settings_is_taken_and_nothing_written(folder, configure):
    configure(HUB_SECRET_KEY="from the environment")

    assert secret_key() == "from the environment"
    assert not folder.exists()


def test_a_key_is_made_once_and_kept(folder):
    key = secret_key()

    assert len(key) > 40
    assert secret_key() == key
    assert (folder / "secret_key").read_text() == key


def test_only_whoever_runs_the_hub_reads_the_key(folder):
    secret_key()

    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_workers_that_start_at_once_agree(folder):
    workers = 8
    begin = Barrier(workers)

    def ask(_: int) -> str:
        begin.wait()
        return secret_key()

    with ThreadPoolExecutor(workers) as pool:
        keys = set(pool.map(ask, range(workers)))

    assert len(keys) == 1
    assert [file.name for file in folder.iterdir()] == ["secret_key"]


def test_a_worker_that_is_late_by_a_moment_takes_the_key_that_is_there(folder):
    key = secret_key()

    secret._make(folder / "secret_key")

    assert secret_key() == key
    assert [file.name for file in folder.iterdir()] == ["secret_key"]
