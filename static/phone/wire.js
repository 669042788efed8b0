// One call to the server: an answer counts only as JSON that carries the marker; all else came from somewhere between.

import { uuid4 } from "./ids.js";
import { note, open, told } from "./store.js";

const MARKER = "sammachip-sync-1";

// `reason`: offline (nothing came), portal (something came that is not ours).
export class NoAnswer extends Error {
  constructor(reason, wait = null) {
    super(reason);
    this.reason = reason;
    this.wait = wait;
  }
}

export async function device() {
  const known = await told("device");
  if (known) return known;
  await note({ device: uuid4() });
  return told("device");
}

async function waiting() {
  const ops = await (await open()).getAll("ops");
  return ops.filter((op) => op.state === "saved" || op.state === "rejected").length;
}

async function headersOf(more, isWriting) {
  const headers = {
    "X-Device": await device(),
    "X-App": document.documentElement.dataset.version ?? "",
    "X-Waiting": String(await waiting()),
    ...more,
  };
  if (isWriting) headers["X-CSRFToken"] = (await told("csrf")) ?? "";
  return headers;
}

// {status, body, headers}; `body` is null for 304. Throws NoAnswer.
export async function ask(path, { method = "GET", body, headers = {}, seconds = 30 } = {}) {
  const sent = { method, body, headers: await headersOf(headers, method !== "GET") };
  const stop = AbortSignal.timeout(seconds * 1000);
  let response;
  let text;
  try {
    response = await fetch(`/api/v1/${path}`, { ...sent, signal: stop, redirect: "manual", cache: "no-store", credentials: "same-origin" });
    text = response.type === "opaqueredirect" ? "" : await response.text();
  } catch {
    throw new NoAnswer("offline");
  }
  if (response.status === 304 && headers["If-None-Match"]) return { status: 304, body: null, headers: response.headers };
  return { status: response.status, body: marked(text, response), headers: response.headers };
}

function marked(text, response) {
  try {
    const body = JSON.parse(text);
    if (body?.marker === MARKER) return body;
  } catch {
    // not JSON, or cut short
  }
  throw new NoAnswer("portal", retryAfter(response));
}

export function retryAfter({ headers }) {
  const seconds = Number(headers.get("Retry-After") ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) : null;
}
