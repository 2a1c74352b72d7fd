// A draft survives a closed tab: it stays in this browser, on this device, until the file is downloaded or it is discarded.
(function () {
  "use strict";

  function wire(state, form) {
    const key = `supervision-draft ${location.pathname}`;
    const said = state.root.querySelector(".record-form__draft");
    const box = state.root.querySelector(".record-form__discard");
    const kept = read(key);
    let waiting;
    const keep = () => {
      clearTimeout(waiting);
      waiting = undefined;
      box.hidden = !write(key, form.record());
      if (!box.hidden) said.textContent = "A draft of what you fill in is kept in this browser, on this device alone.";
    };
    state.root.addEventListener("record-changed", () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, 300);
    });
    state.root.addEventListener("record-taken", () => {
      remove(key);
      box.hidden = true;
      said.textContent = "";
    });
    addEventListener("pagehide", () => { if (waiting) keep(); });
    box.querySelector("button").addEventListener("click", () => {
      remove(key);
      form.load({ ...state.about.fixed });
      clearTimeout(waiting);
      waiting = undefined;
      box.hidden = true;
      said.textContent = "The draft was discarded. The form is empty.";
    });
    if (!kept) return;
    form.load(kept);
    said.textContent = "This is the draft that you left here. It was kept in this browser, on this device alone.";
    box.hidden = false;
  }

  // A browser may keep nothing (private windows, rules of the organisation); the form works without.
  function read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : null;
    } catch {
      return null;
    }
  }

  function write(key, record) {
    try {
      localStorage.setItem(key, JSON.stringify(record));
      return true;
    } catch {
      return false;
    }
  }

  function remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  }

  window.SupervisionDraft = { wire };
})();
