/* The choice of light or dark. A script at the top of the page has set what was chosen before, or what the system says. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("colours");
  if (!form) return;
  const choices = [...form.querySelectorAll("input")];
  const current = () => choices.findIndex((choice) => choice.value === document.body.dataset.mdColorScheme);

  /** Tick what is shown, and offer the other: the label after a choice leads to the next one. */
  function tell() {
    const shown = Math.max(0, current());
    choices.forEach((choice, at) => {
      choice.checked = at === shown;
      choice.nextElementSibling.hidden = at !== shown;
    });
  }

  form.addEventListener("change", ({ target }) => {
    document.body.dataset.mdColorScheme = target.value;
    document.documentElement.style.colorScheme = target.value === "slate" ? "dark" : "light"; /* scroll bars, too */
    __md_set("__palette", { index: choices.indexOf(target), color: { scheme: target.value } });
    tell();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const next = choices[(Math.max(0, current()) + 1) % choices.length];
    next.click();
    next.focus();
  });
  tell();
});
