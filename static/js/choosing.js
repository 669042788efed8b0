// Pages of cards: all criteria of one person at a touch, and how many are ticked so far.

const told = document.querySelector("[data-ticked]");
const over = document.querySelector("[data-over]");

function tellTicked() {
  if (!told) return;
  const ticked = Number(told.dataset.base) + document.querySelectorAll("[data-counted]:checked").length;
  told.textContent = ticked;
  over.hidden = !told.dataset.quota || ticked <= Number(told.dataset.quota);
}

document.querySelectorAll("[data-answer-all]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const answers = button.closest(".checklist").querySelectorAll(`input[value="${button.dataset.answerAll}"]`);
    answers.forEach((answer) => {
      answer.checked = true;
      answer.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
});
document.addEventListener("change", (event) => event.target.matches("[data-counted]") && tellTicked());
window.addEventListener("pageshow", tellTicked);
