// How many households each sage would look after, as the fields stand.

const form = document.querySelector("form[data-coaches]");

function state(load, quota) {
  if (load > quota) return ["เกินเกณฑ์", "pill-red"];
  return load === quota ? ["ครบตามเกณฑ์", "pill-green"] : ["ยังรับได้อีก", "pill-grey"];
}

function tell() {
  const chosen = [...form.querySelectorAll("select[name^=coach-]")];
  form.querySelectorAll("[data-seat]").forEach((tile) => {
    const load = Number(tile.dataset.outside) + chosen.filter((each) => each.value === tile.dataset.seat).length;
    const [words, tone] = state(load, Number(tile.dataset.quota));
    tile.querySelector("[data-load]").textContent = load;
    const pill = tile.querySelector("[data-state]");
    pill.textContent = words;
    pill.className = `pill ${tone}`;
  });
}

form?.addEventListener("change", (event) => {
  const select = event.target.closest("select[name^=coach-]");
  if (!select) return;
  const mark = select.closest("tr").querySelector("[data-mark]");
  if (mark) mark.hidden = select.value !== select.dataset.proposed;
  tell();
  const tile = form.querySelector(`[data-seat="${select.value}"]`);
  const words = tile && `${tile.querySelector(".tile-label").textContent} ${tile.querySelector("[data-load]").textContent} ครัวเรือน`;
  document.getElementById("heard").textContent = words ?? "";
});
if (form) tell();
