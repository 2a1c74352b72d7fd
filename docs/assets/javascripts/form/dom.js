// Elements with their attributes and what is in them; text is always text, never markup.
(function () {
  "use strict";

  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== undefined && value !== "") made.setAttribute(key, value);
    }
    made.append(...inside.filter((part) => part !== null && part !== undefined && part !== ""));
    return made;
  }

  const hidden = (words) => element("span", { class: "record-form__unseen" }, words);

  // Said by a screen reader, where what changed is not in view of whoever listens.
  function say(words) {
    const live = document.querySelector(".record-form__live");
    if (live) live.textContent = words;
  }

  // Unfolds whatever a node lies in.
  function unfold(node) {
    for (let at = node.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  }

  window.SupervisionDom = { element, hidden, say, unfold };
})();
