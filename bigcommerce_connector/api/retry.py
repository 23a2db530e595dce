"""Which requests are sent again after an error, and after what wait.

Source: BigCommerce's page on rate limits, for status 429.
"""

from random import Random

from . import errors

_ATTEMPTS = 4
_INITIAL_DELAY = 0.5
_MAX_DELAY = 30.0


def may_retry(error: errors.TemporaryError, attempt: int, idempotent: bool) -> bool:
    """Whether sending the request again may help, and does nothing twice.

    :param attempt: number of the attempt that failed, from 1
    :param idempotent: sending it twice has the same effect as sending it once
    """
    if attempt == _ATTEMPTS or not _helps(error):
        return False
    return idempotent or proves_undone(error)


def _helps(error: errors.TemporaryError) -> bool:
    if isinstance(error, errors.TimedOut):
        return False  # a minute was waited, and a worker has no more than two
    if isinstance(error, errors.AnswerTooLarge):
        return False
    if isinstance(error, errors.MalformedResponse):
        # A broken good answer may come whole next time; a wrong host stays wrong.
        return error.status is not None and error.status < 300
    return True


def proves_undone(error: errors.TemporaryError) -> bool:
    """Whether the error proves that BigCommerce did not do what was asked."""
    if isinstance(error, errors.NetworkError):
        return not error.connected
    return isinstance(error, errors.RateLimited | errors.Locked | errors.Redirected)


def wait_before_retry(
    error: errors.TemporaryError, attempt: int, random: Random
) -> float:
    """Seconds until the next attempt.

    As long as BigCommerce asked for; a repeated 429 waits longer than it was told, as
    BigCommerce wants it. Else growing, and shortened by up to a half at random, so that
    clients spread.

    :param attempt: number of the attempt that failed, from 1
    """
    longest = min(_MAX_DELAY, _INITIAL_DELAY * 2.0 ** (attempt - 1))
    own = longest * (1 - random.random() / 2)
    if error.retry_after is None:
        return own
    return error.retry_after if attempt == 1 else max(own, error.retry_after)
