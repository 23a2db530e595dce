import { registry } from "@web/core/registry";

const shows = (trigger) => ({ trigger });
const click = (trigger) => ({ trigger, run: "click" });
const card = (number) => `.o_kanban_record:contains("Web Order ${number}")`;

// Two orders wait: the first is shipped whole, of the second a part.
registry.category("web_tour.tours").add("bigcommerce_pick_and_ship", {
    steps: () => [
        shows(`${card(100)}:contains("2 × ")`),
        click(`${card(100)} button[name=action_bigcommerce_ready]`),
        click(`${card(100)} button[name=button_validate]`),
        shows(`${card(100)}:not(:has(button[name=button_validate]))`),
        click(`${card(101)} button[name=action_bigcommerce_ready]`),
        shows(`${card(101)} button[name=button_validate]`),
        click(`${card(101)} .fs-5`),
        { trigger: "[name=bigcommerce_tracking] input", run: "edit 1Z999" },
        click("[name=move_ids] .o_data_row .o_data_cell[name=quantity]"),
        {
            trigger: "[name=move_ids] .o_data_row .o_data_cell[name=quantity] input",
            run: "edit 1",
        },
        click(".o_form_view button[name=button_validate]"),
        click('.modal button[name=process]:contains("Create Backorder")'),
        shows('.o_arrow_button_current:contains("Done")'),
    ],
});

// Three of 103 are short, and one more is damaged.
registry.category("web_tour.tours").add("bigcommerce_refund_short", {
    steps: () => [
        click(`${card(100)} button:contains("Refund Short Goods…")`),
        shows('.modal [name=amount]:contains("22.50")'),
        click(".modal .o_data_row .o_data_cell[name=quantity]"),
        { trigger: ".modal .o_data_row .o_data_cell[name=quantity] input", run: "edit 4" },
        click('.modal button:contains("Ask BigCommerce")'),
        shows('.modal [name=amount]:contains("30.00")'),
        click('.modal .o_radio_item:contains("Custom (recorded only)") input'),
        click('.modal button:contains("Refund"):not(:contains("Short"))'),
        shows("body:not(:has(.modal))"),
    ],
});

// The page of an order, opened by its address.
registry.category("web_tour.tours").add("bigcommerce_cancel_order", {
    steps: () => [
        click('button:contains("Cancel on BigCommerce…")'),
        shows('.modal [name=amount_left]:contains("22.50")'),
        click('.modal .o_radio_item:contains("A part of it") input'),
        { trigger: ".modal [name=amount_part] input", run: "edit 20" },
        click('.modal .o_radio_item:contains("Is kept") input'),
        shows('.modal [name=amount_rest]:contains("2.50")'),
        click('.modal .o_radio_item:contains("Restock them") input'),
        click('.modal button:contains("Ask BigCommerce")'),
        click('.modal .o_radio_item:contains("Custom (recorded only)") input'),
        click('.modal button:contains("Cancel the Order")'),
        shows("body:not(:has(.modal))"),
        click('.nav-link:contains("Refunds from Odoo")'),
        shows('[name=refund_ids] .o_data_row:contains("20.00"):contains("To Be Sent")'),
    ],
});
