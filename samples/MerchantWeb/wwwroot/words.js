const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

// "NotReported" becomes "Not reported".
export const words = (name) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

// The date only where it is not today's.
export function moment(iso) {
  const at = new Date(iso);
  const element = document.createElement("time");
  element.dateTime = iso;
  element.textContent = (at.toDateString() === new Date().toDateString() ? time : day).format(at);
  return element;
}

export function button(text, label, onClick) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.setAttribute("aria-label", label);
  element.addEventListener("click", onClick);
  return element;
}

// For those who do not see what has changed.
export function announce(text) {
  document.getElementById("news").textContent = text;
}
