# Each target does all the set-up that it needs; see README.md and CONTRIBUTING.md.

.PHONY: demo test proof bench lint clean

# Odoo and a simulated BigCommerce store working together; ONCE=1 ends after the table.
demo:
	@dev/run demo $(if $(ONCE),--once)

test:
	@dev/run test

# The long run of random lives of orders, kills and workers; PROOF_SEED=...
# PROOF_HISTORIES=... KILLS=... choose it.
proof:
	@dev/run proof

# Speed, calls and queries; ONLY="orders.post catalog" and SCALE=0.1 for a quick look.
bench:
	@dev/run bench $(if $(ONLY),--only $(ONLY)) $(if $(SCALE),--scale $(SCALE))

lint:
	@dev/run lint

# Removes what the set-up put in the cache (not the system packages).
clean:
	@dev/run clean
