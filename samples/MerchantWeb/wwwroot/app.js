import { get, post, put } from "./api.js";
import { Card } from "./card.js";
import { announce, button, moment } from "./text.js";

const list = document.getElementById("payments");
const parked = document.getElementById("parked");
const orderSystem = document.getElementById("order-system");
const cards = new Map();
let shownParked = "[]";
let requested = 0;
let shown = 0;

function show(payment) {
  let card = cards.get(payment.id);
  if (!card) {
    card = new Card(payment, refresh);
    cards.set(payment.id, card);
    // Keep the newest first, regardless of the order of arrival.
    const next = [...cards.keys()].filter((id) => id < payment.id).sort((a, b) => b - a)[0];
    list.insertBefore(card.item, next === undefined ? null : cards.get(next).item);
    document.getElementById("empty").hidden = true;
  }
  return card.show(payment);
}

function showParked(changes) {
  const text = JSON.stringify(changes);
  if (text === shownParked) return;
  const before = JSON.parse(shownParked).length;
  shownParked = text;
  if (changes.length > before) announce(`The shop's code did not accept a change of ${changes[0].orderId}`);
  // The last button is about to disappear; move the focus so that the keyboard keeps its place on the page.
  if (changes.length === 0 && parked.contains(document.activeElement)) orderSystem.focus();
  parked.hidden = changes.length === 0;
  parked.querySelector("ul").replaceChildren(...changes.map((change) => {
    const item = document.createElement("li");
    const description = document.createElement("span");
    description.append(`${change.orderId}: ${change.text} (`, moment(change.at), `; ${change.tries} tries, ${change.error ?? "unknown error"})`);
    const again = button("Deliver again", `Deliver change ${change.sequence} of ${change.orderId} again`, async () => {
      if (await post(`/api/changes/${change.id}/deliver`)) await refresh();
    });
    item.append(description, again);
    return item;
  }));
}

async function refresh() {
  const number = ++requested;
  const overview = await get("/api/overview");
  // Ignore an answer that a newer one has overtaken: it is outdated.
  if (!overview || number < shown) return;
  shown = number;
  overview.payments.forEach(show);
  showParked(overview.parked);
  orderSystem.checked = overview.orderSystemIsUp;
  document.getElementById("more").hidden = !overview.hasMore;
  document.getElementById("empty").hidden = cards.size > 0;
}

// The server pushes changes. Everything else is fetched, such as a check without news or a stop in another window.
async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, 2000);
}

function listen() {
  const connection = document.getElementById("connection");
  const live = new EventSource("/api/live");
  live.addEventListener("open", async () => {
    // Fetch what happened while the page was disconnected. The change number shows whether a pushed payment is newer.
    await refresh();
    if (live.readyState !== EventSource.OPEN) return;
    connection.textContent = "Live";
    connection.dataset.live = "true";
  });
  live.addEventListener("payment", (message) => show(JSON.parse(message.data)));
  live.addEventListener("error", () => {
    connection.textContent = "Connection lost; reconnecting ...";
    connection.dataset.live = "false";
  });
}

orderSystem.addEventListener("change", () => put("/api/order-system", { isUp: orderSystem.checked }));
document.getElementById("gateways").append(...(await get("/api/gateways") ?? []).map((gateway) => {
  const start = button(gateway, `Start a payment at ${gateway}`, async () => {
    const answer = await post("/api/payments", { gateway });
    if (answer) await show(await answer.json());
  });
  start.id = `start-${gateway}`;
  return start;
}));
listen();
setTimeout(keepFresh, 2000);
