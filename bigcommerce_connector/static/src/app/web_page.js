/**
 * Which web orders are on a page of a list that shows the shop's orders before them.
 *
 * @param {number} page from 1
 * @param {number} size of a page
 * @param {number} shopCount of all orders before them
 * @returns {{offset: number, limit: number}}
 */
export function webPage(page, size, shopCount) {
    const end = page * size;
    const offset = Math.max(0, end - size - shopCount);
    return { offset, limit: Math.max(0, end - shopCount - offset) };
}
