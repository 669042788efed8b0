// Two buttons tick all or none of the boxes of their fieldset; without a script each box is ticked by itself.

for (const bar of document.querySelectorAll("[data-tick-all]")) {
  bar.hidden = false;
  const boxes = () => bar.closest("[data-ticks]").querySelectorAll("input[type=checkbox]");
  bar.addEventListener("click", (event) => {
    const wanted = event.target.dataset.tick;
    if (!wanted) return;
    for (const box of boxes()) box.checked = wanted === "all";
    bar.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
