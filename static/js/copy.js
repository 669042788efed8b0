// A button that copies a text, shown only where it works; the text itself can always be marked and copied by hand.

document.querySelectorAll("[data-copy]").forEach((button) => {
  const text = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.select();
      document.execCommand("copy");
    }
    button.textContent = "คัดลอกแล้ว";
    document.getElementById("heard").textContent = "คัดลอกแล้ว";
  });
});
