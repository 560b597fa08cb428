import { get, post } from "./api.js";
import { announce, button, moment, sentenceCase } from "./text.js";

// One payment on the page. The server always sends the whole payment, so nothing is merged; the history is fetched only while it is open.
export class Card {
  #shown = null;
  #history = "";

  constructor(payment, refresh) {
    this.item = document.getElementById("payment").content.firstElementChild.cloneNode(true);
    this.path = `/api/payments/${payment.id}`;
    this.item.id = payment.orderId;
    this.#text("order", payment.orderId);
    this.#text("gateway", payment.gateway);
    this.#text("amount", payment.amount ?? "");
    const act = (name, path, label) => {
      this.#part(name).setAttribute("aria-label", `${label} ${payment.orderId}`);
      this.#part(name).addEventListener("click", async () => {
        // When the button disappears, move the focus so that the keyboard keeps its place on the page.
        if (await post(`${this.path}/${path}`)) await refresh();
        if (this.#part(name).hidden) this.item.querySelector("button:not([hidden])").focus();
      });
    };
    act("check", "check", "Check now");
    act("stop", "stop", "Stop tracking");
    act("track", "track", "Track again");
    const moves = payment.moves.map((to) =>
      button(to, `Move ${payment.orderId} to ${to} at the gateway`, () => post(`${this.path}/move`, { to })));
    this.#part("moves").append(...moves);
    this.#part("at-gateway").hidden = moves.length === 0;
    this.#part("at-gateway").setAttribute("aria-label", `Move ${payment.orderId} at the gateway`);
    this.item.querySelector("details").addEventListener("toggle", () => this.#showHistory());
  }

  show(payment) {
    // An older answer may arrive after a newer change.
    if (this.#shown && payment.changes < this.#shown.changes) return;
    const state = payment.state === null ? "No answer yet" : sentenceCase(payment.state);
    if (this.#shown && this.#shown.state !== payment.state) announce(`${payment.orderId} is now ${state}`);
    this.#shown = payment;
    const isStopped = payment.tracking === "Stopped";
    this.item.dataset.verdict = payment.verdict;
    this.item.dataset.finality = payment.finality;
    this.item.dataset.tracking = payment.tracking;
    this.#text("badge", state);
    this.#text("gateway-reference", payment.gatewayReference ?? "Not known");
    this.#text("finality", sentenceCase(payment.finality));
    this.#text("funds", sentenceCase(payment.funds));
    this.#text("verdict", sentenceCase(payment.verdict));
    this.#text("tracking", sentenceCase(payment.tracking));
    this.#text("next-check", ...this.#nextCheck(payment));
    this.#text("checks", payment.checkCount);
    this.#text("last-check", ...(payment.lastCheckedAt ? [", last at ", moment(payment.lastCheckedAt)] : []));
    this.#text("problem", payment.problem ?? "");
    this.#part("problem").hidden = !payment.problem;
    this.#part("check").hidden = isStopped;
    this.#part("track").hidden = !isStopped;
    this.#part("stop").hidden = payment.tracking !== "Active";
    this.#text("hint", payment.hint ?? "");
    this.#part("hint").hidden = !payment.hint;
    this.#text("count", payment.changes);
    this.#text("count-unit", payment.changes === 1 ? "change" : "changes");
    return this.#showHistory();
  }

  #part(name) {
    return this.item.querySelector(`.${name}`);
  }

  // Unchanged text is not replaced, so that nothing flickers and no selection is lost.
  #text(name, ...content) {
    const part = this.#part(name);
    const text = content.map((one) => one.textContent ?? String(one)).join("");
    if (part.textContent !== text) part.replaceChildren(...content);
  }

  #nextCheck(payment) {
    if (!payment.nextCheckAt) return ["None"];
    return [new Date(payment.nextCheckAt) <= new Date() ? "Now" : moment(payment.nextCheckAt)];
  }

  async #showHistory() {
    if (!this.item.querySelector("details").open) return;
    const changes = await get(`${this.path}/history`);
    const history = JSON.stringify([changes, this.#shown.tracking]);
    if (!changes || history === this.#history) return;
    this.#history = history;
    // The store lists the newest change first; the page shows the history from its beginning.
    const lines = [this.#line(this.#shown.startedAt, "Tracking started, before the customer paid"), ...changes.reverse().map((change) => this.#change(change))];
    if (this.#shown.tracking === "Stopped") lines.push(this.#line(this.#shown.completedAt, "Tracking stopped manually"));
    this.#part("history").replaceChildren(...lines);
  }

  #line(at, text) {
    const line = document.createElement("li");
    line.append(moment(at), " ", text);
    return line;
  }

  #change(change) {
    const line = this.#line(change.at, change.text);
    if (change.delivery === "Delivered") return line;
    const note = document.createElement("span");
    note.className = "undelivered";
    note.textContent = change.delivery === "Parked" ? `parked after ${change.tries} tries` : `being delivered${change.tries ? `, tried ${change.tries} times` : ""}`;
    line.append(" ", note);
    return line;
  }
}
