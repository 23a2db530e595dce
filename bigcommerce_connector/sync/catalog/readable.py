"""Products whose values cannot be told: each is a matter of its own.

A tax by formula that fails for one product, a number beyond all reason, or another
addon's values: nobody can foresee it, and it stops no other product.
"""

import logging

from odoo.exceptions import UserError

from ...mappers.product_problem import Problem

_logger = logging.getLogger(__name__)

# What a mistake in a product's data, or in what reads it, comes out as. Not what is
# wrong with the database or with BigCommerce: that is a matter of the whole run.
UNFORESEEN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    UserError,
    ValueError,
)


def unforeseen_problem(mapping, error):
    """What a person is told of it; the log has the rest.

    :param mapping: ``bigcommerce.product``
    :rtype: Problem
    """
    _logger.error("product %s", mapping.product_tmpl_id.id, exc_info=error)
    return Problem("unexpected", (f"{type(error).__name__}: {error}",))


def readable_values(mappings):
    """What these products are now, as far as it can be told.

    :param mappings: ``bigcommerce.product`` records of one store
    :return: ``_catalog_values`` of them; and of the others, by mapping id, the problem
    :rtype: tuple[dict[int, ProductValues], dict[int, Problem]]
    """
    try:
        return mappings._catalog_values() if mappings else {}, {}
    except UNFORESEEN:
        return _read_alone(mappings)


def _read_alone(mappings):
    values, problems = {}, {}
    for mapping in mappings:
        try:
            with mapping.env.cr.savepoint():
                values |= mapping._catalog_values()
        except UNFORESEEN as error:
            problems[mapping.id] = unforeseen_problem(mapping, error)
    return values, problems
