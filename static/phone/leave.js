// Signing out at the desk leaves nothing readable in the phone's store of the same browser.

import { NAME, told } from "./store.js";
import { empty } from "./session.js";

export async function leave() {
  const stores = (await indexedDB.databases?.()) ?? [];
  if (!stores.some((store) => store.name === NAME) || !(await told("officer"))) return;
  await navigator.locks.request("sammachip-session", async () => empty(await told("seal")));
}
