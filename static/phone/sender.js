// Sends what waits: one sender over all tabs, operations first, then photos; whatever is unclear is tried again.

import { NoAnswer, ask, retryAfter } from "./wire.js";
import { changed, now, receive, unsent } from "./outbox.js";
import { begin, officer, revoked } from "./session.js";
import { sendPhotos } from "./photo_sender.js";
import { told } from "./store.js";

const MOST_OPS = 50;
const MOST_BYTES = 900_000;
const [FIRST, LONGEST] = [5, 15 * 60];
const WORDS = {
  idle: "", sending: "กำลังส่ง", offline: "ไม่มีสัญญาณ รายการอยู่ในเครื่องครบ จะส่งเองเมื่อมีสัญญาณ",
  portal: "เครือข่ายนี้ยังไม่ต่อถึงสำนักงาน อาจต้องเข้าสู่ระบบของเครือข่ายก่อน รายการอยู่ในเครื่องครบ",
  waiting: "ระบบยังไม่พร้อมรับ รายการอยู่ในเครื่องครบและจะส่งใหม่เอง",
  signed_out: "โปรดเข้าสู่ระบบอีกครั้ง รายการที่บันทึกในเครื่องยังอยู่ครบ",
  revoked: "สำนักงานยกเลิกเครื่องนี้แล้ว รายการที่ยังไม่ได้ส่งปิดผนึกไว้ในเครื่อง",
  other_user: "มีผู้ใช้อื่นเข้าใช้เครื่องนี้ รายการของผู้ใช้เดิมปิดผนึกไว้ในเครื่อง",
};
const listeners = new Set();
let current = { state: "idle", words: "", next_at: null };
let [tries, timer, again] = [0, null, false];

export const status = () => current;

export function onStatus(callback) {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

function say(state, words = "", next_at = null) {
  current = { state, words: words || WORDS[state], next_at };
  listeners.forEach((callback) => callback(current));
}

// What ends a round before its end; `wait` in seconds where the server named it.
class Stop extends Error {
  constructor(state, words = "", wait = null) {
    super(state);
    Object.assign(this, { state, words, wait });
  }
}

export function start() {
  addEventListener("online", sendNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendNow());
  return sendNow();
}

export async function sendNow() {
  again = true;
  await navigator.locks.request("sammachip-sender", { ifAvailable: true }, async (lock) => {
    while (lock && again) {
      again = false;
      await round();
    }
    if (!lock) later(FIRST); // another tab is at it
  });
}

async function round() {
  clearTimeout(timer);
  try {
    say("sending");
    const { state, words, wait, switched } = await begin();
    if (state !== "ready") throw new Stop(state, words, wait);
    if (switched) say("other_user");
    await sendOps();
    await sendPhotos(checked);
    tries = 0;
    say(switched ? "other_user" : "idle");
  } catch (error) {
    const stop = error instanceof NoAnswer ? new Stop(error.reason, "", error.wait) : error;
    if (!(stop instanceof Stop)) throw error;
    pause(stop);
  } finally {
    changed([]);
  }
}

// Full jitter: anything up to twice as long as last time, and never before the server said.
function pause({ state, words, wait }) {
  tries += 1;
  const most = Math.min(LONGEST, FIRST * 2 ** tries);
  const seconds = (wait ?? 0) + Math.random() * (wait ? Math.min(most, wait + FIRST) : most);
  const isOver = ["signed_out", "revoked"].includes(state);
  say(state, words, isOver ? null : new Date(Date.now() + seconds * 1000));
  if (!isOver) later(seconds);
}

function later(seconds) {
  clearTimeout(timer);
  timer = setTimeout(sendNow, seconds * 1000);
}

async function sendOps() {
  const tried = new Set();
  for (;;) {
    const mine = (await officer())?.id;
    const ops = (await unsent()).filter((op) => op.user === mine && !tried.has(op.op_id));
    if (!ops.length) return;
    const batch = fitting(ops);
    batch.forEach((op) => tried.add(op.op_id));
    await sendBatch(batch);
  }
}

function fitting(ops) {
  const batch = [];
  let size = 0;
  for (const op of ops) {
    size += new Blob([JSON.stringify(op)]).size;
    if (batch.length && (batch.length === MOST_OPS || size > MOST_BYTES)) break;
    batch.push(op);
  }
  return batch;
}

async function sendBatch(batch) {
  changed(batch.map((op) => op.op_id));
  const ops = batch.map(({ op_id, type, id, at, data }) => ({ op_id, type, id, at, data }));
  const body = JSON.stringify({ device: await told("device"), sent_at: now(), ops });
  const answer = await ask("sync/", { method: "POST", body, headers: { "Content-Type": "application/json" }, seconds: 60 });
  if (answer.status === 200) {
    const known = new Set(batch.map((op) => op.op_id));
    const results = (Array.isArray(answer.body.results) ? answer.body.results : []).filter(
      ({ op_id, status }) => known.has(op_id) && ["applied", "replayed", "rejected"].includes(status),
    );
    await receive(results);
    if (results.length < batch.length) throw new Stop("waiting");
  } else if ([413, 422].includes(answer.status) && batch.length > 1) {
    const step = answer.status === 413 ? Math.ceil(batch.length / 2) : 1;
    for (let from = 0; from < batch.length; from += step) await sendBatch(batch.slice(from, from + step));
  } else if ([413, 422].includes(answer.status)) {
    await receive([{ op_id: batch[0].op_id, status: "rejected", code: "malformed", words: answer.body.words ?? "", errors: {} }]);
  } else await checked(answer);
}

// The answers that end a round, the same for operations and photos.
async function checked(answer) {
  const { status: number, body } = answer;
  if (number === 401) throw new Stop("signed_out", body.words);
  if (number === 403 && body.code === "device_revoked") throw new Stop("revoked", (await revoked(body)).words);
  if (number === 403) throw new Stop("signed_out", body.words);
  if (number === 409 && body.code === "device_of_another") throw new Stop("waiting");
  if (number >= 429 || number === 408) throw new Stop("waiting", body.words, retryAfter(answer));
}
