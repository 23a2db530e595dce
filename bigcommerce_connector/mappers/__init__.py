"""Payloads of BigCommerce to plain values and back: pure functions, no Odoo import."""
