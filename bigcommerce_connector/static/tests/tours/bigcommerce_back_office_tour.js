import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const shows = (trigger) => ({ trigger });
const click = (trigger) => ({ trigger, run: "click" });
const cookie = (name) => decodeURIComponent(document.cookie.match(`${name}=([^;]+)`)[1]);

const next = 'button[name=action_next]:contains("Next")';
const current = (step) =>
    shows(`.o_statusbar_status button.o_arrow_button_current:contains("${step}")`);

// Odoo runs no scheduled actions while it tests: the test has made an action that does.
const runChecks = [
    {
        trigger: '[name=dry_run_state]:contains("Waiting")',
        run: () => rpc("/web/action/run", { action_id: Number(cookie("run_checks")) }),
    },
    click('button[name=action_refresh]:contains("Refresh")'),
];

// From the address that the installation ends at, by whoever may enter secrets.
registry.category("web_tour.tours").add("bigcommerce_setup", {
    steps: () => [
        click(next),
        shows('.modal:contains("Enter the Store#")'),
        click(".modal .btn-close"),
        {
            trigger: "[name=store_hash] input",
            // The whole API path, as BigCommerce's control panel shows it.
            run: (helpers) => helpers.edit(cookie("api_path")),
        },
        {
            trigger: "[name=access_token] input[type=password]",
            run: "edit wrong",
        },
        click(next),
        shows('.modal:contains("does not accept the access token")'),
        click(".modal .btn-close"),
        {
            trigger: "[name=access_token] input",
            run: "edit the-right-token",
        },
        click("button[name=action_test]"),
        shows('.alert:contains("it has all scopes")'),
        shows('td:contains("Order transactions") ~ td:contains("Yes")'),
        click(next),
        current("Location"),
    ],
});

// Where it was left, to a live store, by a manager who enters no secrets.
registry.category("web_tour.tours").add("bigcommerce_setup_goes_on", {
    steps: () => [
        current("Credentials"),
        shows("[name=store_hash]:has(input, span)"),
        shows(".o_form_view:not(:has([name=access_token], [name=client_secret]))"),
        shows('.o_form_view:not(:has(.alert:contains("ask an administrator")))'),
        click(next),
        current("Location"),
        click('button:contains("Connect")'),
        current("Taxes & Payments"),
        click(next),
        current("Products"),
        shows('[name=preflight_state]:contains("Waiting")'),
        click(next),
        current("Dry Run"),
        ...runChecks,
        shows('.o_data_row:contains("Coffee Mug"):contains("Price"):contains("7.5")'),
        // This price is to stay.
        click("button[name=action_back]"),
        current("Products"),
        click("[name=writes_price] input"),
        click(next),
        current("Dry Run"),
        click('button[name=action_dry_run]:contains("Run Again")'),
        ...runChecks,
        shows('.o_data_row:contains("Coffee Mug"):contains("Name")'),
        shows('.o_form_view:not(:has(.o_data_row:contains("7.5")))'),
        click(next),
        current("Go Live"),
        click('button[name=action_go_live]:contains("Go Live")'),
        current("Live"),
        click("button[name=action_pause]"),
        shows('.alert:contains("Paused")'),
        click("button[name=action_go_live]"),
        current("Live"),
    ],
});

registry.category("web_tour.tours").add("bigcommerce_web_orders", {
    steps: () => [
        // What a person has to do comes first, though it is older.
        shows('.o_data_row:first:contains("100"):contains("Needs Attention")'),
        shows('.o_data_row:last:contains("101"):contains("Synced")'),
        click('.o_data_row:first .o_data_cell[name="external_id"]'),
        shows('.alert-danger:contains("Set this SKU as the Internal Reference")'),
        shows('.badge.text-bg-danger:contains("Difference")'),
        click("button[name=action_resync]"),
        shows('.o_notification:contains("checked in a moment")'),
        shows('.alert:contains("checked in a moment")'),
        click('button:contains("Skip")'),
        click('.modal .o_radio_item:contains("leave the stock unchanged") input'),
        click('.modal button[name="action_skip"]'),
        shows('.alert:contains("Skipped by")'),
        shows('.badge:contains("Nothing posted")'),
        click('.breadcrumb-item:contains("Web Orders"), .o_back_button'),
        click('.o_data_row:contains("101") .o_data_cell[name="external_id"]'),
        shows('.badge.text-bg-success:contains("Reconciled")'),
        click('.nav-link:contains("Transactions")'),
        shows('.o_field_widget[name=pos_order_ids] .o_data_row:contains("BC-101")'),
        click('.nav-link:contains("Sync History")'),
        shows('.o_field_widget[name=log_ids] .o_data_row:contains("posted")'),
    ],
});

registry.category("web_tour.tours").add("bigcommerce_todo", {
    steps: () => [
        click('.o_group_header:contains("No product matches an item")'),
        click('.o_data_row:contains("Web Order 100") button:contains("Choose Product")'),
        click('.modal .o_data_row:contains("Sign") .o_data_cell[name="product_id"]'),
        { trigger: ".modal [name=product_id] input", run: "edit MUG" },
        click('.o-autocomplete--dropdown-item:contains("MUG")'),
        click('.modal button:contains("Apply and Check Again")'),
        shows('.o_notification:contains("checked in a moment")'),
        shows("body:not(:has(.modal))"),
    ],
});

registry.category("web_tour.tours").add("bigcommerce_to_refund", {
    steps: () => [
        shows('.o_data_row:contains("100")'),
        shows('.o_list_table:not(:has(th[data-name="amount_to_refund"]))'),
        click(".o_searchview_dropdown_toggler"),
        click('.o_menu_item:contains("To Refund on BigCommerce")'),
        click('.o_data_cell[name="amount_to_refund"]:contains("15.00")'),
        click('button:contains("Refund on BigCommerce…")'),
        shows('.modal [name=amount]:contains("15.00")'),
        click('.modal button:contains("Ask BigCommerce")'),
        click('.modal .o_radio_item:contains("Custom (recorded only)") input'),
        shows('.modal .alert:contains("give the money to the customer yourself")'),
        click('.modal button:contains("Refund")'),
        shows("body:not(:has(.modal))"),
        click('.nav-link:contains("Refunds from Odoo")'),
        shows('[name=refund_ids] .o_data_row:contains("15.00"):contains("To Be Sent")'),
    ],
});

registry.category("web_tour.tours").add("bigcommerce_web_register", {
    steps: () => [
        shows('.o_kanban_record:contains("Shop Register") button:contains("Open Register")'),
        shows(
            '.o_kanban_record:contains("Web "):not(:has(button[name=open_ui])) ' +
                ".text-danger:contains(A tax has no account)"
        ),
        click('.o_kanban_record:contains("Web ") button:contains("Web Orders")'),
        shows('.o_data_row:contains("100")'),
    ],
});

// The page of an order, opened by its address.
registry.category("web_tour.tours").add("bigcommerce_frozen_order", {
    steps: () => [
        shows('.alert-warning:contains("This order is frozen")'),
        shows('.alert-warning:contains("created before the Order Sync Start Date")'),
        shows('.alert-warning:contains("Now on BigCommerce: Cancelled, $ 22.50")'),
        shows('.alert-warning:contains("use Recover Order")'),
        shows('.badge.text-bg-warning:contains("Frozen")'),
        shows("button[name=action_recover]"),
    ],
});

registry.category("web_tour.tours").add("bigcommerce_refund_to_record", {
    steps: () => [
        shows('.o_wrap_label:contains("Register Refunds to Record")'),
        shows('.o_field_widget[name=amount_register_unrecorded]:contains("7.50")'),
        click('.nav-link:contains("Refunds at Registers")'),
        shows('.tab-pane.active p:contains("Record them by item, not by amount")'),
        shows('.tab-pane.active p:contains("remove the items from the order")'),
        shows('.o_field_widget[name=register_order_ids] .o_data_row:contains("7.50")'),
    ],
});
