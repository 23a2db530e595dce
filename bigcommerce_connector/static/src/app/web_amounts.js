/**
 * The amounts that BigCommerce had for a line, or their share in what is taken back of
 * it. Without them the register would compute the tax anew, and give back another amount
 * than the customer paid.
 *
 * @param {PosOrderline} line of a web order, or one that refunds a line of a web order
 * @param {Object} values of its base line: quantity, price_unit, discount, tax_ids
 * @returns {Object} the amounts in the words of the tax engine; empty for other lines
 */
export function webAmounts(line, values) {
    const origin = line.refunded_orderline_id;
    const data = line.extra_tax_data || origin?.extra_tax_data;
    const isWeb = [line, origin].some((one) => one?.order_id?.source === "bigcommerce");
    if (!isWeb || !data?.manual_tax_amounts || !fits(data, values, line.currency)) {
        return {};
    }
    const ratio = values.quantity / data.quantity;
    const share = (amount) => line.currency.round(amount * ratio);
    const taxAmounts = {};
    for (const [taxId, amounts] of Object.entries(data.manual_tax_amounts)) {
        taxAmounts[taxId] = Object.fromEntries(
            Object.entries(amounts).map(([name, amount]) => [name, share(amount)])
        );
    }
    return {
        manual_total_excluded_currency: share(data.manual_total_excluded_currency),
        manual_total_excluded: share(data.manual_total_excluded),
        manual_tax_amounts: taxAmounts,
    };
}

/** A cashier who changes price, discount or taxes decides the amount himself. */
function fits(data, values, currency) {
    const taxIds = Object.keys(data.manual_tax_amounts);
    return (
        currency.isZero(values.price_unit - data.price_unit) &&
        values.discount === data.discount &&
        values.tax_ids.length === taxIds.length &&
        values.tax_ids.every((tax) => taxIds.includes(String(tax.id)))
    );
}
