import { Component, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { askServer } from "@bigcommerce_connector/app/ask_server";

const THREE_LINES =
    "display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden";

/** Above the items of a web order: who ordered, where to, how it was paid, its parts. */
export class WebOrderPanel extends Component {
    static template = "bigcommerce_connector.WebOrderPanel";
    static props = {
        order: Object, // one of its transactions
        select: Function, // shows another one, by its id
    };

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({ webOrder: null, isWhole: false });
        useEffect(
            (id) => {
                this.load(id);
            },
            () => [this.props.order.id, this.pos.webOrderNews]
        );
    }
    /** Of long texts the beginning, so that the buttons below stay in sight. */
    get shortened() {
        return this.state.isWhole ? "" : THREE_LINES;
    }
    onClickText() {
        this.state.isWhole = !this.state.isWhole;
    }
    async load(id) {
        if (!this.state.webOrder?.parts.some((part) => part.id === id)) {
            Object.assign(this.state, { webOrder: null, isWhole: false });
        }
        const found = await this.pos.data.call("bigcommerce.register", "read_web_order", [id]);
        if (id === this.props.order.id) {
            this.state.webOrder = found;
        }
    }
    async markReady(pickingId) {
        if (await askServer(this, "mark_ready", [this.props.order.id, pickingId])) {
            this.pos.showWebOrderNews();
        }
    }
    async handOver() {
        const id = this.props.order.id;
        const { name, customer, to_hand_over, pickup_place } = this.state.webOrder;
        const isSure = await ask(this.dialog, {
            title: [_t("Hand Over"), name, customer].filter(Boolean).join(" · "),
            body: [pickup_place && `${pickup_place}:`, ...to_hand_over].filter(Boolean).join("\n"),
            confirmLabel: _t("Hand Over"),
        });
        if (isSure && (await askServer(this, "hand_over", [id]))) {
            this.pos.showWebOrderNews(); // in the list and here
            this.notification.add(_t("%s is handed over.", name), { type: "success" });
        }
    }
}

patch(TicketScreen, {
    components: { ...TicketScreen.components, WebOrderPanel },
});

patch(TicketScreen.prototype, {
    isWebOrder(order) {
        return order?.source === "bigcommerce";
    },
    async onSelectTransaction(id) {
        const known = this.pos.models["pos.order"].get(id);
        const [order] = known ? [known] : await this.pos.data.loadServerOrders([["id", "=", id]]);
        if (order) {
            this.onClickOrder(order);
        }
    },
});
