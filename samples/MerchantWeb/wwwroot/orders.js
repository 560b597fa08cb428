import { post } from "./api.js";
import { announce, button, copyOf, setText } from "./text.js";

const list = document.getElementById("orders");
const items = new Map();

function add(order) {
  const item = copyOf("order");
  item.id = order.orderId;
  setText(item.querySelector(".number"), order.orderId);
  setText(item.querySelector(".gateway"), order.gateway);
  setText(item.querySelector(".amount"), order.amount ?? "");
  item.querySelector(".actions").setAttribute("aria-label", `Payment of ${order.orderId}`);
  item.querySelector(".moves").append(...order.moves.map((to) => button(
    to, `Move ${order.orderId} to ${to} at the gateway`, () => post(`api/orders/${order.orderId}/move`, { to }))));
  const payment = item.querySelector(".payment");
  payment.href = `dashboard/${order.paymentId}`;
  payment.setAttribute("aria-label", `${order.orderId} in the dashboard`);
  // Keep the newest first, regardless of the order of arrival.
  const next = [...items.values()].filter((one) => one.paymentId < order.paymentId).sort((a, b) => b.paymentId - a.paymentId)[0];
  list.insertBefore(item, next?.item ?? null);
  items.set(order.orderId, { item, paymentId: order.paymentId });
  return item;
}

export function showOrder(order) {
  const known = items.get(order.orderId)?.item;
  const item = known ?? add(order);
  const badge = item.querySelector(".badge");
  if (known && badge.textContent !== order.instruction) announce(`${order.orderId}: ${order.instruction}`);
  setText(badge, order.instruction);
  item.dataset.verdict = order.verdict;
  const hint = item.querySelector(".hint");
  setText(hint, order.hint ?? "");
  hint.hidden = !order.hint;
}

export function showOrders(orders) {
  orders.forEach(showOrder);
  // The list has the newest orders only; older ones would stay as they were.
  for (const [id, { item }] of items) {
    if (orders.some((order) => order.orderId === id)) continue;
    item.remove();
    items.delete(id);
  }
  document.getElementById("empty").hidden = items.size > 0;
}
