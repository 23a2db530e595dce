"""What became of a product, in sentences that say what to do."""

from ..catalog.messages import problem_message


def import_message(env, problem):
    """Why a product of BigCommerce was neither made nor linked in Odoo.

    :param Problem problem:
    :rtype: str
    """
    sentences = _sentences(env)
    if problem.code not in sentences:
        return problem_message(env, problem)
    names = problem.names or ("",)
    return sentences[problem.code] % {
        "names": ", ".join(names[:5]),
        "first": names[0],
        "last": names[-1],
    }


def _sentences(env):
    return {
        "no_name": env._(
            "The product has no name on BigCommerce. Enter one there, and import again."
        ),
        "no_variant": env._(
            "BigCommerce lists no variant of it. Check the product there, and import "
            "again."
        ),
        "duplicate_sku": env._(
            "Several of its variants have the SKU %(first)s. Give each its own SKU on "
            "BigCommerce, and import again."
        ),
        "same_options": env._(
            "Two of its options are called %(first)s. Rename one on BigCommerce, and "
            "import again."
        ),
        "uneven_options": env._(
            "The variant %(first)s lacks a value for one of the options. Complete it "
            "on BigCommerce, and import again."
        ),
        "same_choices": env._(
            "The variant %(first)s has the same option values as another one. Delete "
            "one of them on BigCommerce, and import again."
        ),
        "unreadable": env._(
            "%(first)s. Check the product's prices and weights on BigCommerce, and "
            "import again."
        ),
        "too_large": env._(
            "BigCommerce's answer for this product is too large to be read. Create "
            "the product in Odoo with the same SKUs; it is then matched by them."
        ),
        "failing": env._(
            "BigCommerce has an error of its own when it is asked for this product. "
            "Import it again later, or create it in Odoo with the same SKUs; it is "
            "then matched by them."
        ),
        "several_in_odoo": env._(
            "By the store's matching rules it is several products in Odoo: %(names)s. "
            "Make them one product with variants in Odoo, or change what is compared; "
            "then import again."
        ),
        "same_sku": env._(
            "%(first)s in Odoo has one of its SKUs, but the store's matching rules do "
            "not lead to it. Correct one side, or add a rule for the SKU to the "
            "Matching Rules; then import again."
        ),
        "archived_in_odoo": env._(
            "%(first)s in Odoo has one of its SKUs and is archived. Unarchive it or "
            "clear its internal reference; then import again."
        ),
        "linked_elsewhere": env._(
            "%(first)s in Odoo has its SKUs and is linked to another product on "
            "BigCommerce. Correct the SKUs on one side; then import again."
        ),
        "part_of_product": env._(
            "%(first)s in Odoo has some of its SKUs, and the two cannot be linked. "
            "Give the product in Odoo the same variants and SKUs; then import again."
        ),
        "lacking_variants": env._(
            "%(last)s in Odoo has some of its SKUs, but lacks other variants of it. "
            "Add them in Odoo with the same SKUs; then import again."
        ),
        "rivals": env._(
            "Several products on BigCommerce have the SKUs of %(last)s in Odoo: "
            "%(names)s. Correct the SKUs on one side; then import again."
        ),
        "refused": env._(
            "Odoo refused the product: %(first)s Correct this, and import again."
        ),
    }


def differences_text(env, names):
    """What a linked product has on one side and not on the other.

    :param list names: of BigCommerce's fields
    :rtype: str
    """
    return env._(
        "These values differ, and Odoo's are sent if the store writes them: %s.",
        ", ".join(_labels(env).get(name, name) for name in names),
    )


def lost_text(env, names):
    """What a product that was made has otherwise than BigCommerce.

    :param list names: of BigCommerce's fields
    :rtype: str | None
    """
    if not names:
        return None
    return env._(
        "These values could not be taken exactly, and differ until they are changed in "
        "Odoo: %s.",
        ", ".join(_labels(env).get(name, name) for name in names),
    )


def _labels(env):
    return {
        "name": env._("Name"),
        "type": env._("Product type"),
        "description": env._("Description"),
        "price": env._("Price"),
        "sale_price": env._("Sale price"),
        "cost_price": env._("Cost"),
        "weight": env._("Weight"),
        "inventory_tracking": env._("Inventory tracking"),
        "upc": env._("Barcode"),
        "sku": env._("SKU"),
    }
