// Calls the server. The page shows an error in one place until the next successful call.
const error = document.getElementById("error");

async function call(method, path, body) {
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

export const post = (path, body) => call("POST", path, body);
export const put = (path, body) => call("PUT", path, body);
export const get = async (path) => (await call("GET", path))?.json();
