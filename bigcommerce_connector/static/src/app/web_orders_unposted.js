import { patch } from "@web/core/utils/patch";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import "@bigcommerce_connector/app/web_orders_filter"; // whose methods are extended

/**
 * Above the web orders: those that are not posted yet, and why. A cashier who is shown a
 * paper would otherwise say that the order does not exist.
 */
patch(TicketScreen.prototype, {
    setup() {
        super.setup(...arguments);
        this.state.unpostedWebOrders = [];
    },
    async _fetchWebOrders() {
        const question = this.webQuestion;
        const count = await super._fetchWebOrders(...arguments);
        const term = this.webOrderTerm;
        // Those have no receipts, invoices and dates of the Point of Sale, nor goods that wait.
        const isListed = !this.state.search.searchTerm && !this.webStage;
        const isAsked = this.state.page === 1 && (term || isListed);
        const found = isAsked
            ? await this.pos.data.call("bigcommerce.register", "search_unposted", [], {
                  config_id: this.pos.config.id,
                  term,
              })
            : [];
        if (question !== this.webQuestion) {
            return undefined;
        }
        this.state.unpostedWebOrders = found;
        return count;
    },
    get shownUnpostedWebOrders() {
        return this.listsWebOrders ? this.state.unpostedWebOrders : [];
    },
});
