/* What the theme does for a pointer alone, for a keyboard and a screen reader too: the menu of a narrow screen, and the
   parts of it that unfold. The pages work without it. */
document.addEventListener("DOMContentLoaded", () => {
  /* No shortcut of a single letter: whoever speaks to a computer would set it off with any word (WCAG 2.1.4). */
  document.addEventListener("keydown", (event) => {
    const letter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (letter) event.stopPropagation();
  }, true);

  const drawer = document.getElementById("__drawer");
  const side = document.querySelector(".md-sidebar--primary");
  const label = document.querySelector(".md-header__button[for=__drawer]");
  if (!drawer || !side || !label) return;

  const menu = asButton(label, "Menu");
  side.querySelectorAll("label.md-nav__link, .md-nav .md-nav label.md-nav__title").forEach((part) => asButton(part));
  drawer.addEventListener("change", () => {
    if (drawer.checked) firstShown("button.md-nav__title, a.md-nav__link")?.focus();
  });
  side.addEventListener("change", ({ target }) => {
    /* What was unfolded lies over the part that it belongs to, which is there again when it is folded. */
    const part = target.checked ? "title" : "link";
    if (drawer.checked) side.querySelector(`button.md-nav__${part}[for="${target.id}"]`)?.focus();
  });
  side.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    menu.focus();
  });
  side.addEventListener("focusout", ({ relatedTarget }) => {
    if (drawer.checked && relatedTarget && !side.contains(relatedTarget)) drawer.click();
  });

  /** A button in the place of a label, which no key reaches; it looks the same and says whether its box is ticked. */
  function asButton(part, name) {
    const box = document.getElementById(part.htmlFor);
    const button = document.createElement("button");
    button.type = "button";
    button.className = part.className;
    button.setAttribute("for", part.htmlFor); /* the theme's styles ask for it */
    const words = name || part.textContent.trim() || `Pages of ${part.parentElement.textContent.trim()}`;
    button.setAttribute("aria-label", words.replace(/\s+/g, " "));
    button.append(...part.childNodes);
    const told = () => button.setAttribute("aria-expanded", String(box.checked));
    button.addEventListener("click", () => box.click());
    box.addEventListener("change", told);
    told();
    part.replaceWith(button);
    return button;
  }

  /** The first part of the menu that can be seen. */
  function firstShown(selector) {
    return [...side.querySelectorAll(selector)].find((part) => part.checkVisibility({ visibilityProperty: true }));
  }
});
