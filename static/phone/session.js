// Whose phone this is now. Decided by asking the server before anything is sent; offline, by what it said last.

import { note, open, told, write } from "./store.js";
import { ask, NoAnswer, retryAfter } from "./wire.js";
import { uuid4 } from "./ids.js";
import { changed, ownedBy } from "./outbox.js";
import { contents, letters } from "./seal.js";

export const officer = async () => (await told("officer")) ?? null;

// {state: ready | offline | portal | waiting | signed_out | revoked, words, wait, switched}
export const begin = () => navigator.locks.request("sammachip-session", greeted);

async function greeted() {
  try {
    if (await told("leaving")) await leaveServer();
    return await answered(await ask("hello/"));
  } catch (error) {
    if (error instanceof NoAnswer) return { state: error.reason, words: "", wait: error.wait };
    throw error;
  }
}

async function answered({ status, body, headers }, isSecond = false) {
  if (status === 200) return welcomed(body);
  if (status === 409 && !isSecond) return ofAnother();
  if (status === 401) return note({ leaving: null }).then(() => ({ state: "signed_out", words: body.words }));
  if (status === 403 && body.code === "device_revoked") return revoked(body);
  if (status === 403) return { state: "signed_out", words: body.words };
  return { state: "waiting", words: body.words ?? "", wait: retryAfter({ headers }) };
}

// The device stays the former officer's until their outbox is sealed with it.
async function ofAnother() {
  const fresh = uuid4();
  const answer = await ask("hello/", { headers: { "X-Device": fresh } });
  return answered(answer, true);
}

async function welcomed(body) {
  const former = await officer();
  const switched = Boolean(former && former.id !== body.user.id);
  if (switched) await empty(body.seal);
  await note({ officer: body.user, csrf: body.csrf, device: body.device.id, stamp: body.stamp, seal: body.seal, contact: Date.now(), leaving: null });
  if (former?.id !== body.user.id) {
    ownedBy(body.user.id);
    changed();
  }
  return { state: "ready", words: "", switched };
}

export async function revoked(body) {
  await empty(await told("seal"));
  return { state: "revoked", words: body.words };
}

// Seals what was not sent and wipes the rest, in one transaction; what was saved meanwhile is sealed with it.
export async function empty(jwk) {
  for (;;) {
    const held = await contents();
    const name = (await officer())?.name ?? "";
    const made = held.ops.length || held.photos.length ? await letters(held, jwk) : [];
    if (await swapped(held, made, name)) break;
  }
  for (const key of (await globalThis.caches?.keys()) ?? []) if (!key.includes("precache")) await caches.delete(key);
  ownedBy(null);
  changed();
}

const swapped = (held, made, name) =>
  write(["ops", "photos", "bundle", "meta", "sealed"], async (transaction) => {
    const [ops, photos, bundle, meta, sealedStore] = ["ops", "photos", "bundle", "meta", "sealed"].map((store) => transaction.objectStore(store));
    const standing = (await ops.getAll()).filter((op) => op.state === "saved" || op.state === "rejected").map((op) => op.op_id);
    const isSame = standing.join() === held.ops.map((op) => op.op_id).join() && (await photos.count()) === held.photos.length;
    if (!isSame) return false;
    for (const { blob, ids, photos: count } of made) {
      await sealedStore.put({ key: uuid4(), name, count: ids.length, photos: count, ids, made_at: Date.now(), blob });
    }
    await Promise.all([ops.clear(), photos.clear(), bundle.clear(), ...["officer", "etag", "contact", "stamp"].map((key) => meta.delete(key))]);
    return true;
  });

export async function signOut() {
  const leaving = await officer();
  await navigator.locks.request("sammachip-session", async () => {
    await empty(await told("seal"));
    if (leaving) await note({ leaving: leaving.id });
    await leaveServer();
  });
}

// Offline it is done at the next opening; a newer sign-in has another token, so it is not ended by this.
async function leaveServer() {
  const headers = { "X-CSRFToken": (await told("csrf")) ?? "" };
  await fetch("/logout/", { method: "POST", headers, redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(20_000) }).catch(() => {});
}

export async function sealed() {
  const rows = await (await open()).getAll("sealed");
  return rows.map(({ name, count, made_at, photos }) => ({ name, count, made_at, photos }));
}

// Each goes only when the answer names every operation in it. Returns how many are left.
export async function sendSealed() {
  const db = await open();
  for (const row of await db.getAll("sealed")) {
    const answer = await ask("transfers/", { method: "POST", body: row.blob, headers: { "Content-Type": "application/octet-stream" }, seconds: 300 }).catch(() => null);
    const named = new Set((answer?.body.results ?? []).map((result) => result.op_id));
    const kept = (answer?.body.photos?.kept ?? 0) + (answer?.body.photos?.refused ?? 0);
    if (answer?.status === 200 && row.ids.every((id) => named.has(id)) && kept >= row.photos) await db.delete("sealed", row.key);
  }
  changed();
  return db.count("sealed");
}
