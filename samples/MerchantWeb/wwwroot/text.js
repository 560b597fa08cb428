const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

// "NotReported" becomes "Not reported".
export const sentenceCase = (name) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

// Show the date only if it is not today.
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

// Announces a change to users of screen readers.
export function announce(text) {
  document.getElementById("news").textContent = text;
}
