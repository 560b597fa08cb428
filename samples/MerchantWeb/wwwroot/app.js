import { get, post, put } from "./api.js";
import { showOrder, showOrders } from "./orders.js";
import { button } from "./text.js";
import { connectWorkers, showWorkers } from "./workers.js";

const refreshAfter = 1000;
const connection = document.getElementById("connection");
let requested = 0;
let shown = 0;

async function refresh() {
  const number = ++requested;
  const overview = await get("api/overview");
  connection.textContent = overview ? "Live" : "Connection lost; trying again ...";
  connection.dataset.live = overview !== null;
  // Ignore an answer that a newer one has overtaken: it is outdated.
  if (!overview || number < shown) return;
  shown = number;
  showOrders(overview.orders);
  showWorkers(overview, refresh);
  for (const [id, value] of [["gateways-answer", overview.gatewaysAnswer], ["order-system", overview.orderSystemIsUp]]) {
    const box = document.getElementById(id);
    if (!box.disabled) box.checked = value;
  }
}

// The dashboard has server-sent events; a page this small simply asks again.
async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, refreshAfter);
}

function connectSwitch(id, path) {
  const box = document.getElementById(id);
  box.addEventListener("change", async () => {
    // An answer from before the change must not move it back.
    box.disabled = true;
    await put(path, { isOn: box.checked });
    shown = requested + 1;
    box.disabled = false;
    box.focus();
    await refresh();
  });
}

document.getElementById("gateways").append(...(await get("api/gateways") ?? []).map((gateway) => {
  const start = button(gateway, `Start a payment at ${gateway}`, async () => {
    const answer = await post("api/orders", { gateway });
    if (!answer) return;
    showOrder(await answer.json());
    await refresh();
  });
  start.id = `start-${gateway}`;
  return start;
}));
connectWorkers(refresh);
connectSwitch("gateways-answer", "api/gateways");
connectSwitch("order-system", "api/order-system");
await keepFresh();
