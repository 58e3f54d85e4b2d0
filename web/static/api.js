// The one way to the API: JSON in, JSON out, problems as errors that say in French what happened.

const MOST_KEPT_ALIVE = 60_000; // bytes: browsers refuse more, 64 KiB in all, in requests that outlive their page

/** A problem document of the API (RFC 9457). */
export class Problem extends Error {
  constructor(problem) {
    super(problem.detail || problem.title || "Cela n’a pas fonctionné.");
    this.status = problem.status;
    this.problem = problem;
  }
}

/**
 * Call the API.
 * @param {string} path below /api/v1, parts already encoded
 * @param {{method?: string, json?: unknown, body?: FormData, signal?: AbortSignal, keepalive?: boolean}} options
 *   `keepalive`: it goes on when the page is left, unless it is too long for that
 * @returns the answer's JSON, or null where there is none
 */
export async function api(path, { method = "GET", json, body, signal, keepalive = false } = {}) {
  const response = await request(path, { method, json, body, signal, keepalive });
  return response.status === 204 ? null : response.json();
}

/** As `api`, but each line of an NDJSON stream is handed to `onLine` as it comes. */
export async function stream(path, { json, signal }, onLine) {
  const response = await request(path, { method: "POST", json, signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch((error) => { throw noAnswer(error); });
    const lines = (rest + (value ?? "")).split("\n");
    rest = done ? "" : lines.pop();
    for (const line of lines) if (line.trim()) onLine(JSON.parse(line));
    if (done) return;
  }
}

async function request(path, { method, json, body, signal, keepalive }) {
  const options = { method, signal, headers: { Accept: "application/json" } };
  if (json !== undefined) {
    options.body = JSON.stringify(json);
    options.headers["Content-Type"] = "application/json";
  } else if (body !== undefined) {
    options.body = body;
  }
  const bytes = typeof options.body === "string" ? 3 * options.body.length : 0; // three a character at most
  options.keepalive = Boolean(keepalive) && bytes < MOST_KEPT_ALIVE;
  const response = await reach(`/api/v1${path}`, options);
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({ title: response.statusText, status: response.status }));
  throw new Problem(problem);
}

/**
 * As `fetch`, but a service that does not answer, or stops amid its answer, is told in French.
 * @param {string} address
 * @param {RequestInit} options
 * @param {(response: Response) => Promise<unknown>} read what is read of the answer; else the answer itself
 * @throws {Problem} with status 0; an `AbortError` stays what it is
 */
export async function reach(address, options, read = async (response) => response) {
  try {
    return await read(await fetch(address, options));
  } catch (error) {
    throw noAnswer(error);
  }
}

function noAnswer(error) {
  if (error.name === "AbortError") return error;
  return new Problem({ title: "Le service ne répond pas. Vérifiez qu’il tourne, puis recommencez.", status: 0 });
}

/** Parts of a path, encoded: path`/documents/${slug}/pieces/${piece}`. */
export function path(strings, ...parts) {
  return String.raw({ raw: strings }, ...parts.map(encodeURIComponent));
}
