import { get, post, put } from "./api.js";
import { Card } from "./card.js";
import { announce, button, moment } from "./words.js";

const list = document.getElementById("payments");
const parked = document.getElementById("parked");
const orderSystem = document.getElementById("order-system");
const cards = new Map();
let shownParked = "[]";
let asked = 0;
let shown = 0;

function show(payment) {
  let card = cards.get(payment.id);
  if (!card) {
    card = new Card(payment, refresh);
    cards.set(payment.id, card);
    // Newest first, in whatever order they come to be known.
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
  if (changes.length > before) announce(`The shop's code did not take a change of ${changes[0].orderId}`);
  // The last button is about to go, and the keyboard's place on the page with it.
  if (changes.length === 0 && parked.contains(document.activeElement)) orderSystem.focus();
  parked.hidden = changes.length === 0;
  parked.querySelector("ul").replaceChildren(...changes.map((change) => {
    const item = document.createElement("li");
    const what = document.createElement("span");
    what.append(`${change.orderId}: ${change.text} (`, moment(change.at), `; ${change.tries} tries, ${change.error ?? "no error known"})`);
    const again = button("Deliver again", `Deliver change ${change.sequence} of ${change.orderId} again`, async () => {
      if (await post(`/api/changes/${change.id}/deliver`)) await refresh();
    });
    item.append(what, again);
    return item;
  }));
}

async function refresh() {
  const number = ++asked;
  const overview = await get("/api/overview");
  // An answer that was overtaken shows what was.
  if (!overview || number < shown) return;
  shown = number;
  overview.payments.forEach(show);
  showParked(overview.parked);
  orderSystem.checked = overview.orderSystemIsUp;
  document.getElementById("more").hidden = !overview.hasMore;
  document.getElementById("empty").hidden = cards.size > 0;
}

// Changes come by themselves. What is no change - a look that found nothing new, a stop in another window - is fetched.
async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, 2000);
}

function listen() {
  const connection = document.getElementById("connection");
  const live = new EventSource("/api/live");
  live.addEventListener("open", async () => {
    // What happened while the page was not connected. A change that comes meanwhile is told by its number from what is older.
    await refresh();
    if (live.readyState !== EventSource.OPEN) return;
    connection.textContent = "Live";
    connection.dataset.live = "true";
  });
  live.addEventListener("payment", (message) => show(JSON.parse(message.data)));
  live.addEventListener("error", () => {
    connection.textContent = "Connection lost; trying again ...";
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
