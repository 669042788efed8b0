// What the officer's area looks like, as the server last told it; dropped after seven days without a word from there.

import { isClockOdd, note, open, told, write } from "./store.js";
import { ask, NoAnswer } from "./wire.js";

const WEEK = 7 * 86_400_000;

export async function contactAt() {
  const moment = await told("contact");
  return moment ? new Date(moment) : null;
}

export const heard = () => note({ contact: Date.now() });

export async function read() {
  const contact = await contactAt();
  if (contact && !isClockOdd() && Date.now() - contact.getTime() > WEEK) await wipe();
  return (await (await open()).get("bundle", "bundle")) ?? null;
}

export const wipe = () =>
  write(["bundle", "meta"], async (transaction) => {
    await transaction.objectStore("bundle").clear();
    await transaction.objectStore("meta").delete("etag");
  });

export async function refresh() {
  try {
    const etag = (await told("etag")) ?? null;
    const answer = await ask("bundle/", { headers: etag ? { "If-None-Match": etag } : {}, seconds: 60 });
    if (answer.status === 200) return await keep(answer);
    if (answer.status === 304) return await heard().then(() => "same");
    return { 401: "signed_out", 403: "revoked", 409: "signed_out" }[answer.status] ?? "busy";
  } catch (error) {
    if (error instanceof NoAnswer) return "offline";
    throw error;
  }
}

// Kept only for whom it was made: another user may have signed in while it was on its way.
function keep({ body, headers }) {
  return write(["bundle", "meta"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    if ((await meta.get("officer"))?.id !== body.user?.id) return "signed_out";
    await transaction.objectStore("bundle").put(body, "bundle");
    await meta.put(headers.get("ETag"), "etag");
    await meta.put(Date.now(), "contact");
    return "fresh";
  });
}
