// The desk: how many are ticked, all of a page at once, and the next visit by the arrow keys.

const boxes = (form) => [...form.querySelectorAll("[name=visit]")];

function recount(form) {
  const count = boxes(form).filter((box) => box.checked).length;
  const button = form.querySelector("[data-sign]");
  button.dataset.bare ??= button.textContent;
  button.textContent = count ? button.dataset.told.replace("#", count.toLocaleString("en")) : button.dataset.bare;
  const all = form.querySelector("[data-tick-all]");
  all.hidden = boxes(form).length < 2;
  all.textContent = count && count === boxes(form).length ? "ไม่เลือกทั้งหน้านี้" : "เลือกทั้งหน้านี้";
}

function recountAll() {
  document.querySelectorAll(".desk-rows").forEach(recount);
}

document.addEventListener("change", (event) => {
  if (event.target.name === "visit") recountAll();
});

document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-tick-all]");
  if (!all) return;
  const ticks = boxes(all.form);
  const isWhole = ticks.every((box) => box.checked);
  ticks.forEach((box) => (box.checked = !isWhole));
  recount(all.form);
});

const ways = { ArrowLeft: "[data-before]", ArrowRight: "[data-after]" };

document.addEventListener("keydown", (event) => {
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
  if (ways[event.key] && isPlain && !event.target.matches("input, textarea, select, summary")) {
    document.querySelector(ways[event.key])?.click();
  }
  if (event.key === "Enter" && event.ctrlKey) document.querySelector("[data-acknowledge]")?.click();
});

document.addEventListener("htmx:afterSettle", recountAll);
window.addEventListener("pageshow", recountAll);
