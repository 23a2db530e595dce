"""Random lives of web orders, and an oracle that says what must come of them.

A *history* is plain data: the settings of a store and the steps that its shoppers and
staff, cashiers, webhooks and the network take. ``steps`` says what may happen,
``machine`` lets hypothesis choose from it, ``web_life`` carries it out on a simulated
store, ``oracle`` works out from the state of that store, by the documented formulas
alone, what the Point of Sale must hold. ``paper_life`` and ``odoo_life`` are the
connector's side: its mappers by themselves, and all of it. ``reached`` shows that lives
come to everything. Nothing here but these and the tests themselves knows the addon.
"""
