import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { debounce } from "@web/core/utils/timing";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { WEB_ORDERS } from "@bigcommerce_connector/app/web_orders_filter";

const MOST_NAMED = 3; // more at once are told in one sentence
const PAUSE = 200; // ms, in which further news show in the same list

/** What the connector posts shows at once: a word to the cashier, and the list anew. */
patch(PosStore.prototype, {
    async setup() {
        this.webOrderNews = 0;
        this.toldWebOrders = new Set();
        this.showWebOrderNews = debounce(() => {
            this.webOrderNews += 1;
        }, PAUSE);
        await super.setup(...arguments);
        this.data.connectWebSocket("BIGCOMMERCE_ORDERS", (orders) =>
            this.onWebOrderNews(orders)
        );
    },
    /**
     * It is called once more for each time that the connection was lost.
     *
     * @param {Object[]} orders that were posted, or changed: id, is_new
     */
    async onWebOrderNews(orders) {
        this.showWebOrderNews();
        const arrived = orders.filter(({ id, is_new }) => is_new && !this.toldWebOrders.has(id));
        arrived.forEach(({ id }) => this.toldWebOrders.add(id));
        if (arrived.length > MOST_NAMED) {
            this._tellOfWebOrders(_t("%s new web orders", arrived.length));
            return;
        }
        if (!arrived.length) {
            return;
        }
        const told = await this.data.call("bigcommerce.register", "read_news", [], {
            config_id: this.config.id,
            ids: arrived.map(({ id }) => id),
        });
        for (const { number, store, customer, total } of told) {
            const parts = [
                _t("Web order %s", number),
                store,
                customer,
                this.env.utils.formatCurrency(total),
            ];
            this._tellOfWebOrders(parts.filter(Boolean).join(" · "));
        }
    },
    _tellOfWebOrders(text) {
        const show = {
            name: _t("Show"),
            onClick: () => {
                this.ticket_screen_mobile_pane = "left";
                this.navigate("TicketScreen", { stateOverride: { filter: WEB_ORDERS } });
            },
        };
        // Who looks at the orders has the list at hand.
        const isThere = this.router.state.current === "TicketScreen";
        this.notification.add(text, {
            type: "info",
            autocloseDelay: 10000,
            buttons: isThere ? [] : [show],
        });
    },
});
