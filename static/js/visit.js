// The form of a visit: income against the baseline, where it was written, and nothing typed lost when the session ends.

const form = document.querySelector("form[data-visit]");
const DRAFTS = "visit:";
const AT_MOST = 7 * 24 * 60 * 60 * 1000;

// Income shows its change against the baseline as it is typed, where both are told for one period.
function numberOf(text) {
  const typed = text.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit)).replace(/[,\s฿]/g, "");
  return typed ? Number(typed) : NaN;
}

function showRise(input, output) {
  const base = Number(input.dataset.baseline);
  const period = input.form.querySelector("[name=income_period]:checked")?.value;
  const isComparable = !period || period === input.dataset.period;
  const rise = base > 0 && isComparable ? Math.round(((numberOf(input.value) - base) / base) * 100) : NaN;
  output.textContent = isComparable ? `ก่อนอบรม ${base.toLocaleString("en-US")}` : "";
  if (!Number.isFinite(rise)) return;
  const change = document.createElement("b");
  change.className = rise < 0 ? "fall" : "rise";
  change.textContent = `${rise > 0 ? "+" : ""}${rise}%`;
  output.append("\u00a0·\u00a0", change);
}

function compareIncome(input) {
  const output = input.parentElement.appendChild(document.createElement("output"));
  output.htmlFor = input.id;
  document.getElementById(`${input.id}_helptext`)?.classList.add("visually-hidden"); // the same, said twice
  const show = () => showRise(input, output);
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}

// Where the visit is written, if the person lets the phone tell; a place that is not in Thailand is not told.
function showPlace(place) {
  const { latitude, longitude, accuracy } = form.elements;
  const near = accuracy.value ? ` (±${accuracy.value} ม.)` : "";
  place.textContent = `${Number(latitude.value).toFixed(4)}, ${Number(longitude.value).toFixed(4)}${near}`;
}

function locate(place) {
  if (form.elements.latitude.value) showPlace(place);
  else navigator.geolocation?.getCurrentPosition(
    ({ coords: { latitude, longitude, accuracy } }) => {
      if (!(latitude >= 5 && latitude <= 21 && longitude >= 97 && longitude <= 106)) return;
      form.elements.latitude.value = latitude.toFixed(6);
      form.elements.longitude.value = longitude.toFixed(6);
      form.elements.accuracy.value = Math.round(accuracy);
      showPlace(place);
    },
    () => {},
    { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
  );
}

// What was typed is kept in this tab until the visit is stored: signing in again brings it back.
const here = DRAFTS + form?.dataset.visit + location.pathname + location.search;

function typed() {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  return JSON.stringify({ key: form.elements.key.value, at: Date.now(), fields });
}

function fill(fields) {
  const values = new Map();
  fields.forEach(([name, value]) => values.set(name, [...(values.get(name) ?? []), value]));
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "file" || field.type === "submit") continue;
    const told = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = told.includes(field.value);
    else if (told.length) field.value = told[0];
    const isTyped = field.checked !== field.defaultChecked || (field.type !== "hidden" && (field.defaultValue ?? field.value) !== field.value);
    const fold = field.closest("details");
    if (isTyped && fold) fold.open = true;
  }
}

function draft() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(here));
    return kept && Date.now() - kept.at < AT_MOST ? kept : null;
  } catch {
    return null;
  }
}

function bringBack(kept) {
  fill(kept.fields);
  const notice = document.querySelector("[data-brought-back]");
  notice.hidden = false;
  notice.querySelector("button").addEventListener("click", () => {
    sessionStorage.removeItem(here);
    location.reload();
  });
}

function keepDraft() {
  const kept = draft();
  if (kept && "fresh" in form.dataset) bringBack(kept);
  const keep = () => sessionStorage.setItem(here, typed());
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", keep);
}

// A stored visit needs its draft no longer.
function forget(key) {
  Object.keys(sessionStorage)
    .filter((name) => name.startsWith(DRAFTS) && sessionStorage.getItem(name).includes(`"key":"${key}"`))
    .forEach((name) => sessionStorage.removeItem(name));
}

// Whoever has something typed on a trip was visited.
form?.addEventListener("input", (event) => {
  const box = event.target.closest(".trip li")?.querySelector("[type=checkbox]");
  if (box && event.target !== box && event.target.value) box.checked = true;
});

document.querySelectorAll("[data-stored]").forEach((stored) => forget(stored.dataset.stored));
if (form) {
  keepDraft();
  form.querySelectorAll("input[data-baseline]").forEach(compareIncome);
  const place = form.querySelector("[data-locate]");
  if (place) locate(place);
}
