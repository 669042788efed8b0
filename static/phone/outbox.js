// What the person saved and the server has not yet acknowledged; what it has, as label and time.

import { open, write } from "./store.js";
import { uuid4, uuid7 } from "./ids.js";

const KEPT = 50;
const DAYS = 7 * 86_400_000;
const OTHER = "มีผู้ใช้อื่นเข้าใช้เครื่องนี้แล้ว โปรดเปิดแอปใหม่ก่อนบันทึก";
const channel = new BroadcastChannel("sammachip-outbox");
const listeners = new Set();
let sending = new Set();
let owner = null; // whose page this is: an operation is never filed under who signed in after

channel.onmessage = ({ data }) => {
  if (data.sending) sending = new Set(data.sending);
  tell();
};

const tell = () => listeners.forEach((callback) => callback());

export function changed(ids = null) {
  if (ids) sending = new Set(ids);
  channel.postMessage({ sending: ids });
  tell();
}

export function onChange(callback) {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

export const ownedBy = (id) => (owner = id);

function whose(officer) {
  owner ??= officer?.id ?? null;
  if (!officer || officer.id !== owner) throw Object.assign(new Error(OTHER), { words: OTHER });
  return officer.id;
}

// With the offset of the phone's clock, as the person would have read it.
export function now(moment = new Date()) {
  const away = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + away * 60_000).toISOString().slice(0, 19);
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  return `${local}${away < 0 ? "-" : "+"}${two(away / 60)}:${two(away % 60)}`;
}

export async function save({ type, id = uuid7(), data, label, photos = [], replaces = null }) {
  const ready = await Promise.all(photos.map(async (photo) => ({ ...photo, bytes: await photo.blob.arrayBuffer() })));
  const op = { op_id: uuid4(), type, id, at: now(), data: structuredClone(data), label, state: "saved", saved: Date.now() };
  await write(["meta", "ops", "photos"], async (transaction) => {
    op.user = whose(await transaction.objectStore("meta").get("officer"));
    op.seen = (op.data.photos ?? photos.map((photo) => photo.sha256)).length;
    for (const { sha256, question, bytes, blob } of ready) {
      const key = `${id}/${sha256}`;
      await transaction.objectStore("photos").put({ key, visit: id, sha256, question, bytes, type: blob.type, user: op.user });
    }
    if (replaces) await transaction.objectStore("ops").delete(replaces);
    await transaction.objectStore("ops").add(op);
  });
  changed();
  return op;
}

export async function list() {
  const db = await open();
  const [ops, keys, officer] = await Promise.all([db.getAll("ops"), db.getAllKeys("photos"), db.get("meta", "officer")]);
  owner ??= officer?.id ?? null;
  return ops.sort((a, b) => b.saved - a.saved).map((op) => shown(op, keys));
}

function shown(op, keys) {
  const left = keys.filter((key) => key.startsWith(`${op.id}/`)).length;
  const { errors = {}, words = "", code = "", sent_at = null } = op;
  const state = op.state === "saved" && sending.has(op.op_id) ? "sending" : op.state;
  return { ...op, state, errors, words, code, sent_at, photos: { all: op.seen ?? 0, sent: Math.max(0, (op.seen ?? 0) - left) } };
}

export const find = async (op_id) => (await list()).find((op) => op.op_id === op_id) ?? null;

// By the person's own hand, once the server has kept it too.
export async function discard(op_id) {
  await write(["ops", "photos"], async (transaction) => {
    const op = await transaction.objectStore("ops").get(op_id);
    if (!["rejected", "dismissed"].includes(op?.state)) return;
    await transaction.objectStore("ops").delete(op_id);
    const others = (await transaction.objectStore("ops").getAll()).some((other) => other.id === op.id);
    if (!others) await transaction.objectStore("photos").delete(IDBKeyRange.bound(`${op.id}/`, `${op.id}0`, false, true));
  });
  changed();
}

export async function counts() {
  const db = await open();
  const [ops, photos] = await Promise.all([db.getAll("ops"), db.count("photos")]);
  const standing = (state) => ops.filter((op) => op.state === state).length;
  return { waiting: standing("saved"), rejected: standing("rejected"), photos };
}

export async function unsent() {
  const ops = await (await open()).getAll("ops");
  return ops.filter((op) => op.state === "saved").sort((a, b) => a.saved - b.saved);
}

// A receipt that names the operation: applied ones are remembered as label and time, refused ones wait for the person.
export async function receive(results) {
  await write("ops", async ({ store }) => {
    for (const result of results) {
      const op = await store.get(result.op_id);
      if (op?.state === "saved") await store.put(settled(op, result));
    }
    const sent = (await store.getAll()).filter((op) => op.state === "sent").sort((a, b) => b.sent_at - a.sent_at);
    for (const op of sent.filter((each, place) => place >= KEPT || Date.now() - each.sent_at > DAYS)) await store.delete(op.op_id);
  });
}

function settled(op, { status, code = "", errors = {}, words = "" }) {
  if (code === "dismissed") return { ...op, state: "dismissed", code, errors, words };
  if (status === "rejected") return { ...op, state: "rejected", code, errors, words };
  const { op_id, id, type, at, label, saved, seen, user } = op;
  return { op_id, id, type, at, label, saved, seen, user, state: "sent", code, words, sent_at: Date.now() };
}
