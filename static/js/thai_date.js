// A calendar beside a Thai date field: months and years of the Buddhist Era, the field itself stays free text.

const ERA = 543;
const THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙";

export function isoOf(text) {
  const plain = text.replace(/[๐-๙]/g, (digit) => THAI_DIGITS.indexOf(digit));
  const parts = plain.match(/^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/);
  if (!parts) return "";
  const year = Number(parts[3]) > 2300 ? Number(parts[3]) - ERA : Number(parts[3]);
  return `${year}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}`;
}

export function thaiOf(iso) {
  const [year, month, day] = iso.split("-");
  return `${day}/${month}/${Number(year) + ERA}`;
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

function calendarButton() {
  const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
  const button = make("button", { type: "button", "aria-label": "เลือกวันที่จากปฏิทิน", "aria-expanded": "false" });
  button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${sprite}#date"></use></svg>`;
  return button;
}

// The years shown reach a lifetime back and a little ahead; cally's own list would show the Common Era.
function yearChoice(calendar) {
  const now = new Date().getFullYear();
  const select = make("select", { class: "form-select", slot: "heading", "aria-label": "ปี พ.ศ." });
  for (let year = now + 2; year >= now - 100; year -= 1) {
    select.append(make("option", { value: String(year) }, `พ.ศ. ${year + ERA}`));
  }
  select.addEventListener("change", () => {
    const [, month] = (calendar.focusedDate || `${now}-01-01`).split("-");
    calendar.focusedDate = `${select.value}-${month}-01`;
  });
  calendar.addEventListener("focusday", (event) => (select.value = String(event.detail.getUTCFullYear())));
  return select;
}

function popUp(input) {
  const arrow = (slot, words, sign) => make("span", { slot, "aria-label": words, role: "img" }, sign);
  const calendar = make(
    "calendar-date",
    { locale: "th-TH", "first-day-of-week": "0" },
    arrow("previous", "เดือนก่อน", "‹"),
    arrow("next", "เดือนถัดไป", "›"),
    make("calendar-month", {}),
  );
  const years = yearChoice(calendar);
  calendar.append(years);
  const box = make("div", { class: "date-pop", role: "dialog", "aria-label": "ปฏิทิน" }, calendar);
  calendar.addEventListener("change", () => {
    input.value = thaiOf(calendar.value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // Also said when the day chosen is the one that already stood there.
  calendar.querySelector("calendar-month").addEventListener("selectday", () => {
    setTimeout(() => box.dispatchEvent(new Event("leave")));
  });
  return { box, calendar, years };
}

function dressOne(input) {
  const frame = make("div", { class: "date-field" });
  const button = calendarButton();
  input.replaceWith(frame);
  frame.append(input, button);
  let shown = null;

  function close(focus = true) {
    shown?.box.remove();
    shown = null;
    button.setAttribute("aria-expanded", "false");
    if (focus) input.focus();
  }

  button.addEventListener("click", () => {
    if (shown) return close();
    shown = popUp(input);
    const iso = isoOf(input.value) || new Date().toLocaleDateString("en-CA");
    if (isoOf(input.value)) shown.calendar.value = iso;
    shown.calendar.focusedDate = iso;
    shown.years.value = iso.slice(0, 4);
    shown.box.addEventListener("leave", () => close());
    frame.append(shown.box);
    button.setAttribute("aria-expanded", "true");
    setTimeout(() => shown?.calendar.focus(), 50);
  });
  frame.addEventListener("keydown", (event) => event.key === "Escape" && shown && close());
  document.addEventListener("pointerdown", (event) => shown && !frame.contains(event.target) && close(false));
}

export async function dress(inputs, library) {
  await import(library);
  inputs.forEach((input) => {
    input.dataset.dressed = "";
    if (!input.disabled && !input.readOnly) dressOne(input);
  });
}
