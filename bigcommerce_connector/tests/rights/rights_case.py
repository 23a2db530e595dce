"""A record of every kind that people, or clients, may call a method of."""

from odoo.tests import new_test_user

from ..common import BigcommerceCase
from ..http_case import PatientHttpCase

MANAGER = "bigcommerce_connector.bigcommerce_connector_group_manager"


class RightsCase(BigcommerceCase, PatientHttpCase):
    def setUp(self):
        super().setUp()
        self.order = self.web_order_of("MUG", 7.5)
        self.manager = new_test_user(
            self.env, "bc_manager", f"base.group_user,{MANAGER}"
        )
        self.records = {
            "bigcommerce.store": self.store,
            "bigcommerce.order": self.order,
            "bigcommerce.dashboard": self.env["bigcommerce.dashboard"].browse(
                self.store.id
            ),
            "bigcommerce.product": self.env["bigcommerce.product"].create(
                {
                    "store_id": self.store.id,
                    "product_tmpl_id": self.env["product.template"]
                    .create({"name": "Cup"})
                    .id,
                    "state": "synced",
                }
            ),
            "bigcommerce.match.candidate": self.candidate(),
            "bigcommerce.drift": self.drift(),
            "bigcommerce.image": self.env["bigcommerce.image"].create(
                {
                    "store_id": self.store.id,
                    "mapping_id": self.env["bigcommerce.product"]
                    .create(
                        {
                            "store_id": self.store.id,
                            "product_tmpl_id": self.env["product.template"]
                            .create({"name": "Plate"})
                            .id,
                        }
                    )
                    .id,
                    "res_model": "product.template",
                    "res_id": 1,
                }
            ),
            "bigcommerce.category": self.env["bigcommerce.category"].create(
                {
                    "store_id": self.store.id,
                    "pos_category_id": self.env["pos.category"]
                    .create({"name": "Tea"})
                    .id,
                }
            ),
            "bigcommerce.check": self.env["bigcommerce.check"]._of(
                self.store, "dry_run"
            ),
            "bigcommerce.preflight.issue": self.env[
                "bigcommerce.preflight.issue"
            ].create(
                {
                    "store_id": self.store.id,
                    "check_id": self.env["bigcommerce.check"]
                    ._of(self.store, "preflight")
                    .id,
                    "cause": "no_sku",
                    "side": "bigcommerce",
                    "name": "Mug",
                    "external_id": "77",
                    "message": "Enter one.",
                }
            ),
            "bigcommerce.go.live": self.env["bigcommerce.go.live"].create(
                {"store_id": self.store.id}
            ),
            "bigcommerce.setup": self.env["bigcommerce.setup"].create(
                {"store_id": self.store.id}
            ),
            "bigcommerce.order.backfill": self.env["bigcommerce.order.backfill"].create(
                {
                    "store_id": self.store.id,
                    "date_from": "2020-01-01",
                    "mode": "records",
                }
            ),
            "bigcommerce.order.recover": self.env["bigcommerce.order.recover"].create(
                {"store_id": self.store.id, "external_id": self.order.external_id}
            ),
            "bigcommerce.order.skip": self.env["bigcommerce.order.skip"].create(
                {"order_id": self.order.id, "goods_leave": "yes"}
            ),
            "bigcommerce.product.entitle": self.env[
                "bigcommerce.product.entitle"
            ].create(
                {
                    "product_tmpl_ids": self.env["product.template"]
                    .create({"name": "Bowl"})
                    .ids,
                    "warehouse_ids": self.warehouse.ids,
                }
            ),
            "bigcommerce.product.link": self.env["bigcommerce.product.link"].create(
                {"mapping_id": self.candidate().mapping_id.id, "text": "Jug"}
            ),
            "bigcommerce.variant.link": self.env["bigcommerce.variant.link"].create(
                {"mapping_id": self.candidate().mapping_id.id, "external_id": "1"}
            ),
            "bigcommerce.why.not": self.env["bigcommerce.why.not"].create(
                {"product_tmpl_id": self.env["product.template"].search([], limit=1).id}
            ),
            "bigcommerce.order.choose": self.env["bigcommerce.order.choose"].create(
                {"order_id": self.order.id}
            ),
            "bigcommerce.sync.log": self.env["bigcommerce.sync.log"].search(
                [], limit=1
            ),
            "bigcommerce.todo": self.env["bigcommerce.todo"].search([], limit=1),
            "bigcommerce.outgoing": self.env["bigcommerce.outgoing"],
            "bigcommerce.pickup": self.env["bigcommerce.pickup"].create(
                {
                    "store_id": self.store.id,
                    "order_id": self.order.id,
                    "mark": self.order.name,
                    "ready_on": "2020-01-01",
                    "state": "refused",
                    "message": "It was refused.",
                }
            ),
            "bigcommerce.status.update": self.env["bigcommerce.status.update"].create(
                {
                    "store_id": self.store.id,
                    "order_id": self.order.id,
                    "mark": self.order.name,
                    "event": "posted",
                    "state": "refused",
                    "message": "It was refused.",
                }
            ),
            "bigcommerce.refund": self.env["bigcommerce.refund"].create(
                {
                    "store_id": self.store.id,
                    "order_id": self.order.id,
                    "mark": "Odoo 1",
                    "amount": 5,
                    "state": "refused",
                    "message": "It was refused.",
                }
            ),
            "bigcommerce.order.refund": self.env["bigcommerce.order.refund"].create(
                {"order_id": self.order.id}
            ),
            "bigcommerce.shipment": self.env["bigcommerce.shipment"].create(
                {
                    "store_id": self.store.id,
                    "order_id": self.order.id,
                    "picking_id": self.order.pos_order_ids.picking_ids.id,
                    "mark": "WH/OUT/1",
                    "state": "refused",
                    "message": "It was refused.",
                }
            ),
            **self.import_records(),
            **self.stock_records(),
            "res.config.settings": self.env["res.config.settings"].create(
                {
                    "bigcommerce_store_hash": "other99",
                    "bigcommerce_access_token": "x",
                    "bigcommerce_api_url": self.simulator.url,
                }
            ),
            "bigcommerce.flow": self.store.flow_ids,
            "pos.config": self.store.config_ids,
            "pos.order": self.order.pos_order_ids,
            "stock.picking": self.order.pos_order_ids.picking_ids,
        }

    def candidate(self):
        mapping = self.env["bigcommerce.product"].create(
            {
                "store_id": self.store.id,
                "product_tmpl_id": self.env["product.template"]
                .create({"name": "Jug"})
                .id,
                "state": "attention",
            }
        )
        return self.env["bigcommerce.match.candidate"].create(
            {
                "store_id": self.store.id,
                "mapping_id": mapping.id,
                "external_id": "77",
                "name": "Jug",
            }
        )

    def drift(self):
        mapping = self.candidate().mapping_id
        mapping.external_id = "77"
        return self.env["bigcommerce.drift"].create(
            {
                "store_id": self.store.id,
                "mapping_id": mapping.id,
                "field": "name",
                "value": "Jug",
                "last_seen_on": "2020-01-01",
            }
        )

    def stock_records(self):
        mapping = self.env["bigcommerce.product"].search([], limit=1)
        variant = self.env["bigcommerce.variant"].create(
            {
                "store_id": self.store.id,
                "mapping_id": mapping.id,
                "product_id": self.env["product.product"].create({"name": "Pot"}).id,
            }
        )
        level = self.env["bigcommerce.inventory.level"].create(
            {
                "store_id": self.store.id,
                "variant_id": variant.id,
                "location_id": self.store.location_ids[0].id,
            }
        )
        reason = self.env["bigcommerce.stock.reason"].create({"level_id": level.id})
        line = self.env["bigcommerce.stock.reason.line"].create(
            {
                "reason_id": reason.id,
                "record_model": "bigcommerce.order",
                "record_ids": self.order.ids,
            }
        )
        drift = self.env["bigcommerce.stock.drift"].create(
            {
                "store_id": self.store.id,
                "variant_id": variant.id,
                "location_id": self.store.location_ids[0].id,
                "cause": "edited",
                "found_on": "2020-01-01",
                "last_seen_on": "2020-01-01",
            }
        )
        held = self.env["bigcommerce.held.stock"].create(
            {"store_id": self.store.id, "order_number": "1", "variant_external_id": "2"}
        )
        only_there = self.env["bigcommerce.remote.product"].create(
            {"store_id": self.store.id, "external_id": "7", "seen_on": "2020-01-01"}
        )
        link = self.env["bigcommerce.remote.link"].create({"remote_id": only_there.id})
        made = (level, reason, line, drift, held, only_there, link)
        return {record._name: record for record in made}

    def import_records(self):
        job = self.env["bigcommerce.import"].create(
            {"store_id": self.store.id, "scope": "all", "queue": [{}], "chosen": [{}]}
        )
        line = self.env["bigcommerce.import.line"].create(
            {
                "store_id": self.store.id,
                "import_id": job.id,
                "external_id": "1",
                "outcome": "conflict",
            }
        )
        wizard = self.env["bigcommerce.import.start"].create(
            {"store_id": self.store.id}
        )
        return {record._name: record for record in (job, line, wizard)}
