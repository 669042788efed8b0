// The phone's database: what was saved stands here before anything is sent.

import { openDB } from "../vendor/idb-8.0.4/idb.js";

export const NAME = "sammachip-phone";
const NO_STORE = "เบราว์เซอร์นี้ไม่ยอมให้เก็บข้อมูลในเครื่อง โปรดปิดหน้าต่างส่วนตัวหรืออนุญาตให้เว็บไซต์เก็บข้อมูล แล้วเปิดใหม่";
const FULL = "ที่เก็บในเครื่องเต็ม รายการนี้ยังไม่ได้บันทึก โปรดส่งรายการที่รออยู่หรือลบไฟล์อื่นในเครื่อง แล้วบันทึกอีกครั้ง";

class Told extends Error {
  constructor(words, cause) {
    super(words, { cause });
    this.words = words;
  }
}

export class NoStore extends Told {
  constructor(cause) {
    super(NO_STORE, cause);
  }
}

export class StoreFull extends Told {
  constructor(cause) {
    super(FULL, cause);
  }
}

let opened = null;

export function open() {
  opened ??= connect().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function connect() {
  try {
    return await openDB(NAME, 1, {
      upgrade(db) {
        db.createObjectStore("ops", { keyPath: "op_id" });
        db.createObjectStore("photos", { keyPath: "key" });
        db.createObjectStore("meta");
        db.createObjectStore("bundle");
        db.createObjectStore("sealed", { keyPath: "key" });
      },
      blocking: letGo, // a newer version in another tab goes first
      terminated: () => (opened = null),
    });
  } catch (error) {
    throw new NoStore(error);
  }
}

async function letGo() {
  const db = await opened;
  opened = null;
  db?.close();
}

// One transaction over several stores; resolves when it is on the disk, and throws in words when there is no room.
export async function write(stores, act) {
  const db = await open();
  const transaction = db.transaction(stores, "readwrite", { durability: "strict" });
  transaction.done.catch(() => {}); // its reason comes by the await below
  try {
    const result = await act(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    if (error.name === "QuotaExceededError" || transaction.error?.name === "QuotaExceededError") throw new StoreFull(error);
    throw error;
  }
}

export const told = async (key) => (await open()).get("meta", key);

export const note = (facts) =>
  write("meta", ({ store }) => Promise.all(Object.entries(facts).map(([key, value]) => store.put(value, key))));

// Asks the browser not to clear the store by itself; some ask the person, some decide alone.
export const persist = async () => (await navigator.storage?.persist?.()) ?? false;

const year = () => new Date().getFullYear();
export const isClockOdd = () => year() < 2020 || year() > 2100;
