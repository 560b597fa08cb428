import { post } from "./api.js";
import { announce, copyOf, setText } from "./text.js";

const list = document.getElementById("workers");
const takeovers = document.getElementById("takeovers");
const start = document.getElementById("add-worker");

function textOf(worker) {
  const orders = worker.orders.join(", ");
  if (worker.isRunning) return orders ? `is running and checks ${orders}` : "is running and waits for work";
  const end = worker.isKilled ? "was killed; the process is gone" : "has ended";
  return orders ? `${end}. It left ${orders}` : end;
}

function show(worker, refresh) {
  const id = `worker-${worker.number}`;
  let item = document.getElementById(id);
  if (!item) {
    item = copyOf("worker");
    item.id = id;
    const kill = item.querySelector(".kill");
    kill.setAttribute("aria-label", `Kill the worker ${worker.number}`);
    kill.addEventListener("click", async () => {
      if (await post(`api/workers/${worker.number}/kill`)) await refresh();
    });
    list.append(item);
  }
  setText(item.querySelector(".name"), `Worker ${worker.number}, process ${worker.processId},`);
  setText(item.querySelector(".doing"), textOf(worker));
  item.dataset.process = worker.processId;
  item.dataset.running = worker.isRunning;
  const kill = item.querySelector(".kill");
  const hadFocus = kill === document.activeElement;
  kill.hidden = !worker.isRunning;
  return { item, lostFocus: hadFocus && kill.hidden };
}

export function showWorkers(overview, refresh) {
  const shown = overview.workers.map((worker) => show(worker, refresh));
  [...list.children].filter((item) => !shown.some((one) => one.item === item)).forEach((item) => item.remove());
  start.hidden = !overview.mayStartWorker;
  // The button is gone: move the focus so that the keyboard keeps its place on the page.
  if (shown.some((one) => one.lostFocus) && !start.hidden) start.focus();
  const lines = overview.takeovers.map((one) =>
    `${one.orderId}: process ${one.by} took over from process ${one.from} after ${one.seconds} s`);
  if (lines.join("\n") === [...takeovers.children].map((line) => line.textContent).join("\n")) return;
  announce(lines[0] ?? "");
  takeovers.replaceChildren(...lines.map((text) => {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  }));
}

export function connectWorkers(refresh) {
  start.addEventListener("click", async () => {
    if (await post("api/workers")) await refresh();
  });
}
