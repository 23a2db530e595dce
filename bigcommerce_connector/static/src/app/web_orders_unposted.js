import { patch } from "@web/core/utils/patch";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import "@bigcommerce_connector/app/web_orders_filter"; // whose method is extended

/**
 * Above the web orders: those that are not posted yet, and why. A cashier who is shown a
 * paper would otherwise say that the order does not exist.
 */
patch(TicketScreen.prototype, {
    setup() {
        super.setup(...arguments);
        this.state.unpostedWebOrders = [];
    },
    async _fetchSyncedOrders() {
        this.state.unpostedWebOrders = [];
        return super._fetchSyncedOrders(...arguments);
    },
    async _fetchWebOrders() {
        const found = await super._fetchWebOrders(...arguments);
        if (this.state.page === 1) {
            this.state.unpostedWebOrders = await this.pos.data.call(
                "bigcommerce.register",
                "search_unposted",
                [],
                { config_id: this.pos.config.id, term: this.state.search.searchTerm || "" }
            );
        }
        return found;
    },
    get shownUnpostedWebOrders() {
        return this.state.filter === "SYNCED" ? this.state.unpostedWebOrders : [];
    },
});
