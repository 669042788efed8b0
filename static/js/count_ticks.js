// A button says how many are ticked: data-count-ticks names the boxes, data-told its words with # for the number.

const button = document.querySelector("[data-count-ticks]");

function recount() {
  const ticked = button.form.querySelectorAll(`[name="${button.dataset.countTicks}"]:checked`).length;
  button.textContent = button.dataset.told.replace("#", ticked.toLocaleString("en"));
}

button?.form.addEventListener("change", recount);
if (button) window.addEventListener("pageshow", recount);
