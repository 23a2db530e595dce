// Opens pages of the web client, and says which of their headers, labels, buttons and
// badges are cut off. The test that runs it calls ``cutTexts`` with the pages.

const TITLES = [
    "th", "label", "h1", "h2", "h3", ".o_horizontal_separator", ".nav-link", "button",
    ".btn", ".badge", ".o_stat_text", ".o_stat_value", ".o_group_name", ".alert",
    ".o_kanban_record .fw-bold",
].join();
// Odoo cuts these itself, and shows the whole text otherwise.
const ODOOS_OWN = ".o_control_panel .o_breadcrumb, .o_list_renderer th.o_group_name, .o-mail-Chatter";

const nextFrame = () => new Promise((done) => setTimeout(() => requestAnimationFrame(done)));
const isSeen = (element) => element.getClientRects().length && element.innerText.trim();

/** Whether an element has more text than room, or lies beyond the edge of what holds it. */
function isCut(element) {
    const clips = (one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
    for (const one of [element, ...element.querySelectorAll("*")]) {
        if (one.scrollWidth > one.clientWidth + 1 && clips(one) && isSeen(one)) {
            return true;
        }
    }
    const { left, right } = element.getBoundingClientRect();
    for (let holder = element.parentElement; holder; holder = holder.parentElement) {
        const style = getComputedStyle(holder).overflowX;
        if (["auto", "scroll"].includes(style)) {
            return false; // it can be scrolled to
        }
        const edge = holder.getBoundingClientRect();
        if (clips(holder) && (right > edge.right + 1 || left < edge.left - 1)) {
            return true;
        }
    }
    return false;
}

function cutOnes() {
    const found = [...document.querySelectorAll(".o_action_manager :is(" + TITLES + ")")];
    return found
        .filter((one) => isSeen(one) && !one.closest(ODOOS_OWN) && isCut(one))
        .map((one) => one.innerText.trim().split("\n")[0]);
}

/** What is cut on the page as it is, and on each of its tabs. */
async function cutOnPage() {
    const cut = cutOnes();
    for (const tab of document.querySelectorAll(".o_notebook_headers .nav-link")) {
        tab.click();
        await nextFrame();
        cut.push(...cutOnes());
    }
    return cut;
}

/** @param {Array} pages: ids of actions, kinds of view ("": the first), ids of records */
async function cutTexts(pages) {
    const { action } = odoo.__WOWL_DEBUG__.root.env.services;
    const additionalContext = { search_default_group_by_cause: 0 }; // folds what it groups
    const report = [];
    await document.fonts.ready;
    for (const [id, viewType, resId] of pages) {
        const options = viewType ? { viewType, props: { resId } } : {};
        await action.doAction(id, { ...options, additionalContext, clearBreadcrumbs: true });
        await nextFrame();
        let cut = await cutOnPage();
        if (cut.length) {
            // Perhaps it was still being laid out.
            await new Promise((done) => setTimeout(done, 500));
            const still = await cutOnPage();
            cut = cut.filter((text) => still.includes(text));
        }
        if (cut.length) {
            report.push(`${id} ${viewType}: ${[...new Set(cut)].join(" | ")}`);
        }
    }
    if (report.length) {
        console.error(report.join("\n"));
    } else {
        console.log("test successful");
    }
}
