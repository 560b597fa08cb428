export function button(text, label, onClick) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.setAttribute("aria-label", label);
  element.addEventListener("click", onClick);
  return element;
}

// Unchanged text is not replaced, so that no selection is lost.
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export const copyOf = (template) => document.getElementById(template).content.firstElementChild.cloneNode(true);

// Announces a change to users of screen readers.
export function announce(text) {
  document.getElementById("news").textContent = text;
}
