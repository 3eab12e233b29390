"""What was made of an initiative's version is the same for all who see the same."""

from collections import OrderedDict
from collections.abc import Sized
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V", bound=Sized)


class Kept(Generic[V]):
    """The things that were last asked for, by what they depend on."""

    def __init__(self, most: int) -> None:
        self._most = most  # of all their lengths together
        self._found: OrderedDict[object, V] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: object) -> V | None:
        """What is kept; whoever was asked for longest ago goes first."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: object, value: V) -> None:
        """Keep this, and let go of others where there is no room."""
        with self._lock:
            self._drop(key)
            self._found[key] = value
            self._size += len(value)
            while self._size > self._most and len(self._found) > 1:
                self._drop(next(iter(self._found)))

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._found.clear()
            self._size = 0

    def _drop(self, key: object) -> None:
        if key in self._found:
            self._size -= len(self._found.pop(key))
