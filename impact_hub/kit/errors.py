"""Refusals: expected answers to what cannot be done. They never look like crashes.

    AppError
    ├── SignedOut   401  nobody is signed in
    ├── Forbidden   403  somebody is, but may not
    ├── NotFound    404  it does not exist, or this person must not learn that it does
    ├── Conflict    409  it can't be done now, in the state that things are in
    ├── Invalid     422  what was typed can't be used; knows its field
    │   └── TooLarge  413  a file that is larger than the hub takes
    ├── InvalidFields 422  several of these
    └── TooMany     429  too often; try again later

An error carries a stable code and parameters. The sentence for the code stands in
`texts.refusals`, in every language; doors (browser, REST, command line) write it out.
"""

from collections.abc import Sequence


class AppError(Exception):
    """A refusal with a stable `code` and the `params` of its sentence."""

    status = 400

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class SignedOut(AppError):
    """Nobody is signed in, and somebody must be."""

    status = 401


class Forbidden(AppError):
    """The person may see the thing but may not do this to it."""

    status = 403


class NotFound(AppError):
    """There is no such thing, as far as this person may know."""

    status = 404


class Conflict(AppError):
    """It cannot be done in the state that things are in."""

    status = 409


class Invalid(AppError):
    """What was typed cannot be used. `field` names the input it belongs to."""

    status = 422

    def __init__(self, code: str, *, field: str, **params: object) -> None:
        super().__init__(code, **params)
        self.field = field


class TooLarge(Invalid):
    """A file is larger than the hub takes."""

    status = 413


class InvalidFields(AppError):
    """Several fields cannot be used as they are. `problems` has one for each."""

    status = 422

    def __init__(self, problems: Sequence[Invalid]) -> None:
        super().__init__("forms.several_fields", n=len(problems))
        self.problems = tuple(problems)


class TooMany(AppError):
    """Asked too often; it will work again later."""

    status = 429
