"""Who looks for which value of BigCommerce's catalog, and which products have it.

Of whole catalogs nothing else is held in memory: numbers, and the values looked for.
"""

from collections.abc import Iterable, Mapping

from .product_match import Document, Wanted, values_of

# Field of BigCommerce → the folded values that a product has of it.
Keys = Mapping[str, Iterable[str]]


class MatchIndex:
    """Products of Odoo (``seekers``, by number) and those of BigCommerce that they may
    be, by the values of all rules."""

    def __init__(self) -> None:
        self._seekers: dict[str, dict[str, int | tuple[int, ...]]] = {}
        self._met: dict[int, list[int]] = {}  # seeker → ids of BigCommerce
        self._rivals: dict[int, tuple[int, ...]] = {}  # of what several may be

    def seek(self, seeker: int, wanted: Wanted) -> None:
        """:param Wanted wanted: the product of Odoo"""
        for field, values in wanted.values:
            known = self._seekers.setdefault(field, {})
            for value in {*values.values()} - {""}:
                known[value] = (
                    (*_several(known[value]), seeker) if value in known else seeker
                )

    @property
    def fields(self) -> list[str]:
        """By which something is looked for.

        :rtype: list[str]
        """
        return list(self._seekers)

    def keys_of(self, document: Document) -> dict[str, list[str]]:
        """:rtype: dict"""
        return {
            field: sorted({*values_of(document, field)} - {""}) for field in self.fields
        }

    def meet(self, external_id: int, keys: Keys) -> bool:
        """A product of BigCommerce; whether it may be one that is looked for."""
        seekers = {
            seeker
            for field, known in self._seekers.items()
            for value in keys[field]
            for seeker in _several(known.get(value, ()))
        }
        for seeker in seekers:
            self._met.setdefault(seeker, []).append(external_id)
        if len(seekers) > 1:
            self._rivals[external_id] = tuple(sorted(seekers))
        return bool(seekers)

    def forget_met(self) -> None:
        """All is read anew."""
        self._met.clear()
        self._rivals.clear()

    def together(self, seekers: Iterable[int]) -> list[int]:
        """These and all others that may be the same products, directly or not.

        :rtype: list[int]
        """
        found, left = set(seekers), list(seekers)
        while left:
            for external_id in self._met.get(left.pop(), ()):
                new = set(self._rivals.get(external_id, ())) - found
                found |= new
                left += new
        return sorted(found)

    def may_be(self, seekers: Iterable[int]) -> list[int]:
        """BigCommerce's ids of what they may be.

        :rtype: list[int]
        """
        return sorted({id_ for seeker in seekers for id_ in self._met.get(seeker, ())})


def _several(seekers: int | tuple[int, ...]) -> tuple[int, ...]:
    return seekers if isinstance(seekers, tuple) else (seekers,)
