// Calls the server. What goes wrong is shown in one place, until the next call that works.
const fault = document.getElementById("fault");

async function call(method, path, body) {
  let text = "the server cannot be reached.";
  try {
    const response = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
    if (response.ok) {
      fault.hidden = true;
      return response;
    }
    text = await response.text() || `${response.status}.`;
  } catch { /* The text says it. */ }
  fault.textContent = `That did not work: ${text}`;
  fault.hidden = false;
  return null;
}

export const post = (path, body) => call("POST", path, body);
export const put = (path, body) => call("PUT", path, body);
export const get = async (path) => (await call("GET", path))?.json();
