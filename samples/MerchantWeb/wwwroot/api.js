// Calls the server. The page shows an error of an action in one place until the next successful one.
const error = document.getElementById("error");

async function send(method, path, body) {
  let text = "the server cannot be reached.";
  try {
    const response = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
    if (response.ok) {
      error.hidden = true;
      return response;
    }
    text = await response.text() || `${response.status}.`;
  } catch { /* The default text describes this failure. */ }
  error.textContent = `The call failed: ${text}`;
  error.hidden = false;
  return null;
}

export const post = (path, body) => send("POST", path, body);
export const put = (path, body) => send("PUT", path, body);

// Returns null when the server gives no answer; the page shows that as a lost connection.
export async function get(path) {
  try {
    const response = await fetch(path);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
