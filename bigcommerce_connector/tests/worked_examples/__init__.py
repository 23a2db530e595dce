"""Worked examples: web orders with their life, and what the Point of Sale must hold.

The YAML files beside this one are the examples, README.md says how to read them.
"""
