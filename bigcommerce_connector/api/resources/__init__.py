"""BigCommerce's resources, one class each; reached through the client's attributes.

Listings are lazy iterators over all pages; nothing is asked before the first row is
taken. Filters are keyword arguments, or a mapping where their name holds a colon:
``list({"id:in": [1, 2]}, include="variants")``. ``limit`` is the size of a page. A list
too long for an address is cut into several listings, so ``sort`` then holds only
within each of them; an empty list asks for nothing and gives nothing.

Annotations are postponed in these files: a method named ``list`` would hide the type in
those that follow it.
"""
