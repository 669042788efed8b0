// The roll keeps its count as marks are tapped, marks all who are left at once, and lets only who came have a substitute.

const form = document.querySelector("form[data-roll]");

function statusOf(line) {
  return line.querySelector("[name^=status-]:checked")?.value ?? "";
}

function clear(line) {
  line.querySelectorAll("[name^=status-]").forEach((choice) => (choice.checked = false));
}

function recount() {
  const statuses = [...form.querySelectorAll("[data-line]")].map(statusOf);
  const came = statuses.filter((status) => status === "present" || status === "late").length;
  const open = statuses.filter((status) => status === "").length;
  form.querySelector("[data-came]").textContent = came;
  form.querySelector("[data-open]").textContent = open;
  form.querySelector("[data-open-words]").hidden = !open;
  const all = form.querySelector("[data-all]");
  all.hidden = !open;
  all.textContent = open === statuses.length ? "มาครบทุกคน" : "ที่เหลือมาทุกคน";
}

// Who is absent or not noted has no substitute: what was typed stays in sight until the page is saved, but is not sent.
function allowSubstitute(line) {
  const substitute = line.querySelector("[name^=substitute-]");
  const cleared = line.querySelector("[name^=clear-]").checked;
  if (substitute) substitute.disabled = cleared || statusOf(line) === "absent";
}

function mark(line, status) {
  line.querySelector(`[name^=status-][value="${status}"]`).checked = true;
  line.querySelector("[name^=clear-]").checked = false;
  allowSubstitute(line);
}

if (form) {
  form.addEventListener("change", (event) => {
    const line = event.target.closest("[data-line]");
    if (line && event.target.name.startsWith("clear-") && event.target.checked) clear(line);
    if (line && event.target.name.startsWith("status-")) mark(line, event.target.value);
    if (line) allowSubstitute(line);
    recount();
  });
  form.addEventListener("input", (event) => {
    const line = event.target.closest("[data-line]");
    if (line && event.target.name.startsWith("substitute-") && event.target.value && !statusOf(line)) {
      mark(line, "present");
      recount();
    }
  });
  form.querySelector("[data-all]").addEventListener("click", (event) => {
    event.preventDefault();
    form.querySelectorAll("[data-line]").forEach((line) => statusOf(line) || mark(line, "present"));
    form.dispatchEvent(new Event("change", { bubbles: true }));
    form.querySelector(".save-bar [type=submit]").focus();
  });
  form.querySelectorAll("[data-line]").forEach(allowSubstitute);
  recount();
}
document.getElementById("roll-errors")?.focus();
