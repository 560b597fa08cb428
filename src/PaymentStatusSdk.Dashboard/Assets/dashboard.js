// Keeps an open page current. Everything works without it.
"use strict";

const page = document.querySelector("[data-events]");
const sign = document.getElementById("connection");
const reconnectAfter = 10_000;
const refreshTimesAfter = 30_000;
let isLoading = false;
let isStale = false;

// Buttons and links have no ids; the address behind one identifies it after the page was loaded again.
const nameOf = element => element.id || element.closest("form")?.getAttribute("action") || element.getAttribute("href");

function replace(fresh) {
  for (const region of document.querySelectorAll("[data-live]")) {
    const replacement = fresh.getElementById(region.id);
    if (!replacement) continue;
    const focused = region.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    region.replaceWith(document.adoptNode(replacement));
    if (focused === null) continue;
    const again = [...replacement.querySelectorAll("a, button, input, select")].find(element => nameOf(element) === focused);
    (again ?? document.getElementById("main")).focus({ preventScroll: true });
  }
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
  sign.textContent = text;
  sign.dataset.isLive = isLive;
}

function connect(address) {
  const events = new EventSource(address);
  events.addEventListener("ready", () => show("Live", true));
  events.addEventListener("changed", load);
  events.addEventListener("error", () => {
    show("Not live", false);
    // The browser connects again by itself, except after an answer that is an error.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => connect(address), reconnectAfter);
  });
}

if (page) {
  connect(page.dataset.events);
  setInterval(() => {
    if (document.visibilityState === "visible") load();
  }, refreshTimesAfter);
}
