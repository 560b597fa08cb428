// One list item a payment; the server sends a whole payment with each change, so that the page has nothing to merge.
const list = document.getElementById("payments");
const template = document.getElementById("payment");
const items = new Map();
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

async function post(path, body) {
  const fault = document.getElementById("fault");
  fault.hidden = true;
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    if (response.ok) return;
    fault.textContent = `That did not work: ${await response.text() || response.status}`;
  } catch {
    fault.textContent = "That did not work: the server cannot be reached.";
  }
  fault.hidden = false;
}

// "NotReported" becomes "Not reported".
function words(name) {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

// For those who do not see the badges.
function announce(text) {
  document.getElementById("news").textContent = text;
}

function button(text, onClick) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", onClick);
  return element;
}

function create(payment) {
  const item = template.content.firstElementChild.cloneNode(true);
  const path = `/api/payments/${encodeURIComponent(payment.orderId)}`;
  item.id = payment.orderId;
  item.querySelector(".order").textContent = payment.orderId;
  item.querySelector(".gateway").textContent = payment.gateway;
  item.querySelector(".amount").textContent = payment.amount;
  const ask = item.querySelector(".ask");
  ask.setAttribute("aria-label", `Ask now for ${payment.orderId}`);
  ask.addEventListener("click", () => post(`${path}/ask`));
  const moves = payment.moves.map((to) => {
    const move = button(to, () => post(`${path}/move`, { to }));
    move.setAttribute("aria-label", `Move ${payment.orderId} to ${to} at the gateway`);
    return move;
  });
  item.querySelector(".moves").append(...moves);
  list.prepend(item);
  items.set(payment.orderId, item);
  document.getElementById("empty").hidden = true;
  return item;
}

function show(payment, isNews) {
  const item = items.get(payment.orderId) ?? create(payment);
  const badge = item.querySelector(".badge");
  if (isNews && badge.textContent && badge.textContent !== payment.state) announce(`${payment.orderId} is now ${payment.state}`);
  badge.textContent = payment.state;
  item.dataset.verdict = payment.verdict;
  item.dataset.finality = payment.finality;
  item.querySelector(".finality").textContent = payment.contested ? "Contested" : words(payment.finality);
  item.querySelector(".gateway-id").textContent = payment.gatewayId ?? "not known yet";
  item.querySelector(".funds").textContent = words(payment.funds);
  item.querySelector(".verdict").textContent = words(payment.verdict);
  const problem = item.querySelector(".problem");
  problem.hidden = !payment.problem;
  problem.textContent = payment.problem ?? "";
  item.querySelector(".count").textContent = payment.history.length;
  item.querySelector(".history").replaceChildren(...payment.history.map((happened) => {
    const entry = document.createElement("li");
    const at = document.createElement("time");
    at.dateTime = happened.at;
    at.textContent = time.format(new Date(happened.at));
    entry.append(at, " ", happened.text);
    if (happened.times > 1) entry.append(` (${happened.times} times)`);
    return entry;
  }));
}

async function load() {
  const payments = await (await fetch("/api/payments")).json();
  payments.reverse().forEach((payment) => show(payment, false));
}

function listen() {
  const connection = document.getElementById("connection");
  const live = new EventSource("/api/live");
  // News that comes while the list is on its way: the list may be older, and its payments belong below newer ones.
  let news = null;
  live.addEventListener("open", async () => {
    const own = news = [];
    try {
      // What happened while the page was not connected.
      await load();
    } finally {
      // Unless the connection was lost and came back meanwhile: then another list is on its way.
      if (news === own) {
        own.forEach((payment) => show(payment, true));
        news = null;
      }
    }
    if (news || live.readyState !== EventSource.OPEN) return;
    connection.textContent = "Live";
    connection.dataset.live = "true";
  });
  live.addEventListener("payment", (message) => {
    const payment = JSON.parse(message.data);
    if (news) news.push(payment);
    else show(payment, true);
  });
  live.addEventListener("error", () => {
    connection.textContent = "Connection lost; trying again ...";
    connection.dataset.live = "false";
  });
}

const gateways = await (await fetch("/api/gateways")).json();
document.getElementById("gateways").append(...gateways.map((gateway) => {
  const start = button(gateway, () => post("/api/payments", { gateway }));
  start.id = `start-${gateway}`;
  start.setAttribute("aria-label", `Start a payment at ${gateway}`);
  return start;
}));
listen();
