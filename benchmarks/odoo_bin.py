"""Odoo's command line as a file: a server with workers starts itself anew by it."""

import sys

if __name__ == "__main__":
    sys.path.pop(0)  # the modules beside this file are not Odoo's
    from odoo.cli.command import main

    main()
