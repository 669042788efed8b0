// Photos of visits that have arrived, one at a time, in pieces, going on where the server has got to.

import { ask } from "./wire.js";
import { changed } from "./outbox.js";
import { open, write } from "./store.js";

const PIECE = 256 * 1024;
const TRIES = 3;

// `checked(answer)` throws for what ends the whole round.
export async function sendPhotos(checked) {
  const db = await open();
  const officer = await db.get("meta", "officer");
  const waiting = new Set((await db.getAll("ops")).filter((op) => op.state !== "sent").map((op) => op.id));
  for (const key of await db.getAllKeys("photos")) {
    const photo = await db.get("photos", key);
    const isReady = photo && !photo.refused && photo.user === officer?.id && !waiting.has(photo.visit);
    if (isReady) await sendPhoto(photo, checked);
  }
}

async function sendPhoto(photo, checked) {
  const path = `visits/${photo.visit}/photos/${photo.sha256}/`;
  const asked = await ask(path);
  if (asked.status !== 200) return stopped(photo, asked, checked);
  let { received = 0, done } = asked.body;
  for (let tries = 0; !done && tries < TRIES; ) {
    const answer = await ask(path, pieceOf(photo, received));
    if (answer.status === 409 && answer.body.code === "offset") tries += 1;
    else if (answer.status !== 200) return stopped(photo, answer, checked);
    received = answer.body.received ?? 0;
    done = answer.status === 200 && answer.body.sha256 === photo.sha256 && answer.body.done;
    if (!done && received >= photo.bytes.byteLength) return;
  }
  if (!done) return;
  await write("photos", ({ store }) => store.delete(photo.key));
  changed();
}

function pieceOf({ bytes, question, type }, from) {
  const total = bytes.byteLength;
  const to = Math.min(from + PIECE, total);
  const headers = { "Content-Type": type || "application/octet-stream", "Content-Range": `bytes ${from}-${to - 1}/${total}` };
  if (question) headers["X-Question"] = String(question);
  return { method: "PUT", body: bytes.slice(from, to), headers, seconds: 60 };
}

// What is no picture is not sent again, but stays until the person lets it go.
async function stopped(photo, answer, checked) {
  await checked(answer);
  if (answer.status !== 422) return;
  const refusals = (photo.refusals ?? 0) + 1;
  const refused = answer.body.code === "not_a_picture" || refusals >= TRIES;
  await write("photos", ({ store }) => store.put({ ...photo, refusals, refused, words: answer.body.words }));
  changed();
}
