// How many households each sage would look after, as the fields stand.

const form = document.querySelector("form[data-coaches]");

function state(load, quota) {
  if (load > quota) return ["เกินเกณฑ์", "pill-red"];
  return load === quota ? ["ครบตามเกณฑ์", "pill-green"] : ["ยังรับได้อีก", "pill-grey"];
}

function origin({ value, dataset }) {
  if (value && value === dataset.proposed) return ["เสนอ", "pill-gold"];
  if (value !== dataset.seen) return ["รอบันทึก", "pill-blue"];
  return value ? ["บันทึกแล้ว", "pill-green"] : ["ยังไม่มีผู้ดูแล", "pill-grey"];
}

function mark(pill, [words, tone]) {
  pill.textContent = words;
  pill.className = `pill ${tone}`;
}

function tell() {
  const chosen = [...form.querySelectorAll("select[name^=coach-]")];
  form.querySelectorAll("[data-seat]").forEach((tile) => {
    const load = Number(tile.dataset.outside) + chosen.filter((each) => each.value === tile.dataset.seat).length;
    tile.querySelector("[data-load]").textContent = load;
    mark(tile.querySelector("[data-state]"), state(load, Number(tile.dataset.quota)));
  });
  chosen.forEach((each) => mark(each.closest("tr").querySelector("[data-mark]"), origin(each)));
}

form?.addEventListener("change", (event) => {
  const select = event.target.closest("select[name^=coach-]");
  if (!select) return;
  tell();
  const tile = form.querySelector(`[data-seat="${select.value}"]`);
  const words = tile && `${tile.querySelector(".tile-label").textContent} ${tile.querySelector("[data-load]").textContent} ครัวเรือน`;
  document.getElementById("heard").textContent = words ?? "";
});
if (form) tell();
