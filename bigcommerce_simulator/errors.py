"""Errors in the two shapes of BigCommerce: v2 arrays and v3 objects.

Source: BigCommerce docs, "API status codes", and the error schemas of the OpenAPI
files.
"""

STATUS_PAGE = (
    "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"
)


class ApiError(Exception):
    """Base of everything a handler raises to answer with an error."""

    def __init__(self, status: int, message: str, headers: dict | None = None):
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers or {}

    def body(self):
        """The JSON document of the answer."""
        raise NotImplementedError


class V2Error(ApiError):
    """``[{"status", "message", "details"?}]``."""

    def __init__(self, status, message, details=None, headers=None):
        super().__init__(status, message, headers)
        self.details = details

    def body(self):
        """A list with one entry, as v2 answers."""
        entry = {"status": self.status, "message": self.message}
        if self.details:
            entry["details"] = self.details
        return [entry]


class V3Error(ApiError):
    """``{"status", "title", "type", "errors"}``; ``errors`` maps field to text."""

    def __init__(self, status, title, errors=None, type=None, headers=None):
        super().__init__(status, title, headers)
        self.errors = errors or {}
        self.type = type or STATUS_PAGE

    def body(self):
        """One object, as v3 answers."""
        return {
            "status": self.status,
            "title": self.message,
            "type": self.type,
            "errors": self.errors,
        }


class BatchError(ApiError):
    """422 of the variants batch: ``{"batch_errors": [{status, title, …}]}``."""

    def __init__(self, errors: list[V3Error]):
        super().__init__(422, "batch")
        self.entries = errors

    def body(self):
        """One entry per refused element."""
        return {"batch_errors": [error.body() for error in self.entries]}


def error_for(path: str, status: int, message: str, headers=None) -> ApiError:
    """The error in the shape of the API version that ``path`` belongs to."""
    if "/v2/" in path + "/":
        return V2Error(status, message, headers=headers)
    return V3Error(status, message, headers=headers)
