"""What happens around the life of the addon itself."""


def uninstall_hook(env):
    """Tell BigCommerce to stop calling; POS history and journals stay."""
    stores = env["bigcommerce.store"].with_context(active_test=False).search([])
    stores._remove_webhooks_quietly()
    stores.cron_ids.unlink()
