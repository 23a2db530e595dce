import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { webPage } from "@bigcommerce_connector/app/web_page";

const WEB_ORDERS = "BIGCOMMERCE";

/**
 * "Web Orders" beside "Paid": the orders of the web registers, in a list of their own so
 * that they do not fill the shop's. What is searched under "Paid" is found in both: web
 * orders follow those of the shop. Whatever else the screen does with paid orders (pages,
 * search, receipt, refund) it does with them, so its own filter stays SYNCED.
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
        let shopCount = 0;
        this.state.webOrderIds = [];
        if (!this.state.showsWebOrders) {
            await super._fetchSyncedOrders();
            if (!this.state.search.searchTerm || !this.pos.config.bigcommerce_has_web_orders) {
                return;
            }
            shopCount = this.pos.screenState.ticketSCreen.totalCount;
        }
        const { ids, count } = await this._fetchWebOrders(shopCount);
        this.pos.screenState.ticketSCreen.totalCount = shopCount + count;
        this.state.webOrderIds = ids;
    },
    /**
     * Load the web orders of the page that is shown.
     *
     * @param {number} shopCount of the shop's own orders that come before them
     * @returns {Promise<{ids: number[], count: number}>} those of the page, and of all
     */
    async _fetchWebOrders(shopCount) {
        const { page, nbrByPage } = this.state;
        const { offset, limit } = webPage(page, nbrByPage, shopCount);
        const found = await this.pos.data.call("bigcommerce.register", "search_posted", [], {
            config_id: this.pos.config.id,
            domain: this._computeSyncedOrdersDomain(),
            limit: Math.max(limit, 1), // 0 is no limit to Odoo
            offset,
        });
        const ids = found.ids.slice(0, limit);
        if (ids.length) {
            // What was refunded of them elsewhere may have changed: always read anew.
            await this.pos.data.loadServerOrders([["id", "in", ids]]);
        }
        return { ids, count: found.count };
    },
    getFilteredOrderList() {
        const orders = this.pos.models["pos.order"];
        const web = this.state.webOrderIds.map((id) => orders.get(id)).filter(Boolean);
        if (this.state.showsWebOrders) {
            return web;
        }
        if (this.state.filter !== "SYNCED") {
            return super.getFilteredOrderList();
        }
        // Web orders that were loaded take no place on the pages of the shop's own.
        const { page, nbrByPage } = this.state;
        const unpaged = Object.create(this, {
            state: { value: { ...this.state, page: 1, nbrByPage: Infinity } },
        });
        const shop = super.getFilteredOrderList
            .call(unpaged)
            .filter((order) => order.source !== "bigcommerce")
            .slice((page - 1) * nbrByPage, page * nbrByPage);
        return [...shop, ...web];
    },
});
