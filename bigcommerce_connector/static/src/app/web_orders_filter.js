import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";

const WEB_ORDERS = "BIGCOMMERCE";

/**
 * "Web Orders" beside "Paid": the orders of the web registers, in a list of their own so
 * that they do not fill the shop's. Whatever else the screen does with paid orders
 * (pages, search, receipt, refund) it does with them, so its own filter stays SYNCED.
 */
patch(TicketScreen.prototype, {
    setup() {
        super.setup(...arguments);
        this.state.showsWebOrders = false;
        this.state.webOrderIds = [];
    },
    async onFilterSelected(selectedFilter) {
        this.state.showsWebOrders = selectedFilter === WEB_ORDERS;
        this.state.page = 1;
        return super.onFilterSelected(
            this.state.showsWebOrders ? "SYNCED" : selectedFilter
        );
    },
    _getFilterOptions() {
        const options = super._getFilterOptions();
        if (this.pos.config.bigcommerce_has_web_orders) {
            options.set(WEB_ORDERS, { text: _t("Web Orders") });
        }
        return options;
    },
    getSearchBarConfig() {
        const config = super.getSearchBarConfig();
        return this.state.showsWebOrders
            ? { ...config, defaultFilter: WEB_ORDERS }
            : config;
    },
    async _fetchSyncedOrders() {
        if (!this.state.showsWebOrders) {
            return super._fetchSyncedOrders();
        }
        const { ids, count } = await this.pos.data.call(
            "pos.order",
            "search_bigcommerce_order_ids",
            [],
            {
                config_id: this.pos.config.id,
                domain: this._computeSyncedOrdersDomain(),
                limit: this.state.nbrByPage,
                offset: (this.state.page - 1) * this.state.nbrByPage,
            }
        );
        this.pos.screenState.ticketSCreen.totalCount = count;
        if (ids.length) {
            // What was refunded of them elsewhere may have changed: always read anew.
            await this.pos.data.loadServerOrders([["id", "in", ids]]);
        }
        this.state.webOrderIds = ids;
    },
    getFilteredOrderList() {
        const orders = this.pos.models["pos.order"];
        if (this.state.showsWebOrders) {
            return this.state.webOrderIds.map((id) => orders.get(id)).filter(Boolean);
        }
        if (this.state.filter !== "SYNCED") {
            return super.getFilteredOrderList();
        }
        // Web orders that were loaded take no place on the pages of the shop's own.
        const { page, nbrByPage } = this.state;
        const unpaged = Object.create(this, {
            state: { value: { ...this.state, page: 1, nbrByPage: Infinity } },
        });
        return super.getFilteredOrderList
            .call(unpaged)
            .filter((order) => order.source !== "bigcommerce")
            .slice((page - 1) * nbrByPage, page * nbrByPage);
    },
});
