"""Batches of which each element is carried out alone.

Source: BigCommerce, category-trees_catalog.v3.yml: 207 when some were refused, 422 when
all were; ``meta`` counts. The keys of ``errors`` are not documented; here they are the
place in the array and the field.
"""

from ..errors import ApiError, V3Error
from ..routing import Reply


class AllRefusedError(ApiError):
    """422: ``{"errors": {status, title, type, errors}, "meta": {total, …}}``."""

    def __init__(self, errors: dict, total: int):
        super().__init__(422, "None of the batch was valid")
        self.errors, self.total = errors, total

    def body(self):
        """The errors of every element."""
        document = V3Error(422, self.message, self.errors).body()
        return {"errors": document, "meta": counts(self.total, 0)}


def each(bodies: list, carry_out) -> tuple[list, dict]:
    """``carry_out(body)`` of each element in turn: (what came back, place → message).
    An element that is refused leaves the store as it was."""
    done, errors = [], {}
    for number, body in enumerate(bodies):
        try:
            done.append(carry_out(body))
        except V3Error as error:
            named = error.errors or {"": error.message}
            for field, message in named.items():
                errors[f"{number}.{field}".rstrip(".")] = str(message)
    if errors and not done:
        raise AllRefusedError(errors, len(bodies))
    return done, errors


def reply(total: int, done: int, errors: dict, data=None, status: int = 200) -> Reply:
    """``status``, or 207 with the errors."""
    body = {"meta": counts(total, done)}
    if data is not None:
        body["data"] = data
    if errors:
        body["errors"] = V3Error(207, "Some of the batch was refused", errors).body()
    return Reply(body, 207 if errors else status)


def counts(total: int, success: int) -> dict:
    """``meta`` of a batch."""
    return {"total": total, "success": success, "failed": total - success}
