"""Starting an import, and seeing to it that its flow runs."""


def add_import(store, choices, is_dry_run=False):
    """Have products read from BigCommerce, and made or linked in Odoo.

    :param dict choices: ``scope``, ``scope_names``, ``categories``, and ``queue``:
        filters of the listings to read, by BigCommerce's parameters
    :return: ``bigcommerce.import``
    """
    store.ensure_one()
    # Who starts it has the right to, checked there.
    jobs_sudo = store.env["bigcommerce.import"].sudo()
    job = jobs_sudo.create(
        {
            "store_id": store.id,
            "is_dry_run": is_dry_run,
            "chosen": choices["queue"],
            **choices,
        }
    )
    run_imports(store)
    return job.sudo(False)


def run_imports(store):
    """Have the flow run; stores from before it was there get it now."""
    store._create_flows()
    flow_sudo = store._flow("import")
    flow_sudo._create_crons()
    flow_sudo._forget_problems()
    flow_sudo._trigger()
