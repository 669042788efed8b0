// Choosing a village or a person by typing any part of the name, over an ordinary <select>.

let styled = false;

function addStyle(url) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  document.head.prepend(link);
  styled = true;
}

export async function dress(selects, library, style) {
  if (!styled) addStyle(style);
  await import(library);
  for (const select of selects) {
    select.dataset.dressed = "";
    if (select.disabled) continue;
    const errors = select.getAttribute("aria-describedby");
    const chooser = new window.TomSelect(select, {
      maxOptions: 200,
      plugins: [],
      hideSelected: false,
      openOnFocus: true,
      allowEmptyOption: !select.required,
      render: {
        no_results: (data, escape) => `<div class="no-results">ไม่พบ “${escape(data.input)}”</div>`,
      },
    });
    select.setAttribute("aria-hidden", "true");
    if (errors) chooser.control_input.setAttribute("aria-describedby", errors);
    if (select.classList.contains("is-invalid")) chooser.control_input.setAttribute("aria-invalid", "true");
  }
}
