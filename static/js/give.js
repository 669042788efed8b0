// What a giving will cost, while it is filled in; and ticks of many households at once.

const told = document.querySelector("[data-giving]");
const form = told?.closest("form");
const boxes = form ? [...form.querySelectorAll("[name=chosen]")] : [];

function baht(amount) {
  return amount.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

function numberOf(text) {
  const typed = text.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit)).replace(/[,\s฿]|บาท/g, "");
  return typed && Number.isFinite(Number(typed)) ? Number(typed) : null;
}

function words(count, value) {
  if (!count) return "ยังไม่ได้เลือกครัวเรือน";
  if (value === null) return `เลือก ${count} ครัวเรือน · ยังไม่ได้กรอกมูลค่า จึงยังไม่รู้มูลค่ารวม`;
  const cost = Math.round(count * value * 100) / 100;
  const sum = `เลือก ${count} ครัวเรือน × ${baht(value)} บาท = ${baht(cost)} บาท`;
  if (form.elements.agency.value) return `${sum} · ภาคีสนับสนุน ไม่ใช้งบประมาณของหมู่บ้าน`;
  if (!told.dataset.left) return `${sum} · หมู่บ้านยังไม่ตั้งงบประมาณ`;
  const left = Number(told.dataset.left) - cost;
  return left < 0 ? `${sum} · เกินงบประมาณ ${baht(-left)} บาท` : `${sum} · งบประมาณจะเหลือ ${baht(left)} บาท`;
}

function tell() {
  const count = boxes.filter((box) => box.checked).length;
  told.textContent = words(count, numberOf(form.elements.value.value));
  told.classList.toggle("fall", told.textContent.includes("เกินงบประมาณ"));
}

if (form) {
  told.hidden = false;
  const many = form.querySelector("[data-tick-all]");
  many.hidden = false;
  many.addEventListener("click", (event) => {
    const which = event.target.closest("[data-tick]")?.dataset.tick;
    if (!which) return;
    boxes.forEach((box) => (box.checked = which === "all" || (which === "came" && "came" in box.dataset)));
    tell();
  });
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  tell();
}
