// Keeps an open page current. Everything works without it.
"use strict";

const page = document.querySelector("[data-events]");
const sign = document.getElementById("connection");
const announcement = document.getElementById("announcement");
const reconnectAfter = 10_000;
const refreshTimesAfter = 30_000;
let isLoading = false;
let isStale = false;
let events = null;
let reconnecting = 0;

// Buttons and links have no ids; the address behind one identifies it after the page was loaded again.
const nameOf = element => element.id || element.closest("form")?.getAttribute("action") || element.getAttribute("href");

// A screen reader reads the text of this region aloud when it changes.
function announce(text) {
  announcement.textContent = text;
}

const verdict = () => document.querySelector("[data-verdict]")?.dataset.verdict;

function replace(fresh) {
  const before = verdict();
  for (const region of document.querySelectorAll("[data-live]")) {
    const replacement = fresh.getElementById(region.id);
    if (!replacement || region.isEqualNode(replacement)) continue;
    const focused = region.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    region.replaceWith(document.adoptNode(replacement));
    if (focused === null) continue;
    const again = [...replacement.querySelectorAll("a, button, input, select")].find(element => nameOf(element) === focused);
    (again ?? document.getElementById("main")).focus({ preventScroll: true });
  }

  if (verdict() !== before) announce(`The verdict is now: ${verdict()}`);
}

async function load() {
  if (isLoading) {
    isStale = true;
    return;
  }

  isLoading = true;
  try {
    const response = await fetch(location.href, { redirect: "error" });
    if (response.ok) replace(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    // The next event or the next connection loads the page again.
  } finally {
    isLoading = false;
  }

  if (isStale) {
    isStale = false;
    await load();
  }
}

function show(text, isLive) {
  if (!isLive && sign.textContent !== text) announce(text);
  sign.textContent = text;
  sign.dataset.isLive = isLive;
}

function connect() {
  disconnect();
  events = new EventSource(page.dataset.events);
  events.addEventListener("ready", () => show("Live", true));
  events.addEventListener("changed", load);
  events.addEventListener("error", () => {
    show("Not live", false);
    // The browser connects again by itself, except after an answer that is an error.
    if (events?.readyState === EventSource.CLOSED) reconnecting = setTimeout(connect, reconnectAfter);
  });
}

function disconnect() {
  clearTimeout(reconnecting);
  events?.close();
  events = null;
}

if (page) {
  // Without HTTP/2, a browser opens six connections to a host. Pages in the background must not use them up.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      disconnect();
    } else {
      load();
      connect();
    }
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", event => {
    if (event.persisted) connect();
  });
  if (document.visibilityState === "visible") connect();
  setInterval(() => {
    if (document.visibilityState === "visible") load();
  }, refreshTimesAfter);
}
