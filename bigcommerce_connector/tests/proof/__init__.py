"""Random lives of web orders, and an oracle that says what must come of them.

A *history* is plain data: the settings of a store and the steps that its shoppers and
staff, cashiers, webhooks and the network take. ``generator`` makes them from a seed,
``web_life`` carries them out on a simulated store, ``oracle`` works out from the state
of that store, by the design's formulas alone, what the Point of Sale must hold, and
``shrinking`` makes a history that fails as short as it gets. Nothing here but the tests
themselves knows the addon's code.
"""
