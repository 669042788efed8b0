// What every page gains when scripts run; without them each page still does its work.

const app = document.getElementById("app").dataset;

function listen(type, selector, act) {
  document.addEventListener(type, (event) => {
    const target = event.target.closest?.(selector);
    if (target) act(event, target);
  });
}

function say(words) {
  document.getElementById("heard").textContent = words;
}

function isTyping(element) {
  return element.matches("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event.target);
  const ctrlK = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (slash || ctrlK) {
    event.preventDefault();
    document.getElementById("seek")?.select();
    document.getElementById("seek")?.focus();
  }
  const open = event.key === "Escape" && document.querySelector("details[data-closes][open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details[data-closes][open]").forEach((open) => {
    if (!open.contains(event.target)) open.open = false;
  });
});

// A link of the error summary leads to the field itself, also to the first of a group of choices.
listen("click", "[data-errors] a", (event, link) => {
  const place = document.querySelector(link.hash);
  const field = place?.matches("input, select, textarea") ? place : place?.querySelector("input:not([type=hidden]), select, textarea");
  if (!field) return;
  event.preventDefault();
  (field.tomselect ?? field).focus();
  place.scrollIntoView({ block: "center" });
});

// A form marked data-guard warns before what was typed is lost.
let isDirty = false;
listen("input", "form[data-guard]", () => (isDirty = true));
listen("change", "form[data-guard]", () => (isDirty = true));
window.addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});

// A form marked data-busy says what is being done, once, while the server works.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-guard]")) isDirty = false; // a search beside it would lose what was typed
  if (!form.dataset.busy || event.defaultPrevented) return;
  const button = event.submitter ?? form.querySelector("[type=submit]");
  document.body.classList.add("is-busy");
  say(form.dataset.busy);
  setTimeout(() => {
    button.dataset.words = button.textContent;
    button.textContent = form.dataset.busy;
    button.disabled = true;
  });
});
window.addEventListener("pageshow", () => {
  document.body.classList.remove("is-busy");
  document.querySelectorAll("button[data-words]").forEach((button) => {
    button.textContent = button.dataset.words;
    button.disabled = false;
  });
});

// Nothing of what was looked at stays in the browser after signing out.
listen("submit", "form[data-leaves]", () => sessionStorage.clear());

async function dress(root) {
  const dates = root.querySelectorAll("input[data-thai-date]:not([data-dressed])");
  if (dates.length) (await import(app.thaiDate)).dress(dates, app.cally);
  const choices = root.querySelectorAll("select[data-choose]:not([data-dressed])");
  if (choices.length) (await import(app.choose)).dress(choices, app.tomSelect, app.tomSelectStyle);
}

document.addEventListener("htmx:beforeRequest", () => document.body.classList.add("is-busy"));
document.addEventListener("htmx:afterRequest", () => document.body.classList.remove("is-busy"));
document.addEventListener("htmx:responseError", () => say("เครื่องแม่ข่ายตอบไม่ได้ โปรดลองอีกครั้ง"));
document.addEventListener("htmx:sendError", () => say("ติดต่อเครื่องแม่ข่ายไม่ได้ โปรดตรวจสอบอินเทอร์เน็ต"));
document.addEventListener("htmx:afterSettle", (event) => {
  const root = document.getElementById(event.detail.elt.id) ?? event.detail.elt;
  dress(root);
  const count = root.querySelector("[data-count]");
  if (count) say(count.textContent.trim());
  if (document.activeElement === document.body && root.matches(".rows")) {
    root.tabIndex = -1;
    root.focus({ preventScroll: true });
  }
});

dress(document);
document.querySelector("form[method=post] :is(#conflict, [data-errors])")?.focus();
