// An outbox as a letter that only the server opens: SMCX1, length and wrapped key, nonce, ciphertext (docs/phone.md).

import { open, told } from "./store.js";
import { now } from "./outbox.js";

const MOST = 40 * 1024 * 1024 * 0.7; // base64 and the ops take the rest
const text = new TextEncoder();

export async function contents() {
  const db = await open();
  const [ops, photos] = await Promise.all([db.getAll("ops"), db.getAll("photos")]);
  return { ops: ops.filter((op) => op.state === "saved" || op.state === "rejected"), photos };
}

// The first letter holds every operation, each further one the photos that had no room.
export async function letters({ ops, photos }, jwk) {
  const parts = [[]];
  let size = 0;
  for (const photo of photos) {
    size += photo.bytes.byteLength;
    if (size > MOST) [size] = [photo.bytes.byteLength, parts.push([])];
    parts.at(-1).push(photo);
  }
  const head = { marker: "sammachip-sync-1", device: await told("device"), user: (await told("officer"))?.id, stamp: await told("stamp") };
  const made = [];
  for (const [place, part] of parts.entries()) {
    const carried = place ? [] : ops.map(({ op_id, type, id, at, data }) => ({ op_id, type, id, at, data }));
    made.push({ blob: await seal({ ...head, sent_at: now(), made_at: now(), ops: carried, photos: part.map(written) }, jwk), ids: carried.map((op) => op.op_id), photos: part.length });
  }
  return made;
}

export async function sealFile() {
  const all = await contents();
  const [first, ...rest] = await letters(all, await told("seal"));
  const leftOut = rest.reduce((sum, letter) => sum + letter.photos, 0);
  return Object.assign(first.blob, { leftOut });
}

function written({ visit, sha256, question, bytes }) {
  const view = new Uint8Array(bytes);
  let binary = "";
  for (let from = 0; from < view.length; from += 0x8000) binary += String.fromCharCode(...view.subarray(from, from + 0x8000));
  return { visit, sha256, ...(question ? { question } : {}), base64: btoa(binary) };
}

async function seal(content, jwk) {
  const lock = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const wrapped = await crypto.subtle.encrypt({ name: "RSA-OAEP" }, lock, await crypto.subtle.exportKey("raw", key));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(content)));
  const length = new Uint8Array([wrapped.byteLength >> 8, wrapped.byteLength & 255]);
  return new Blob([text.encode("SMCX1"), length, wrapped, iv, cipher], { type: "application/octet-stream" });
}
