"""The money rules, see README.md: pure, in Decimal; no Odoo, nothing of the net."""
