// A draft survives a closed tab: it stays in this browser, on this device, until the record is finished or it is discarded.
(function () {
  "use strict";

  function wire(state, form) {
    const key = `supervision-draft ${location.pathname}`;
    const box = state.root.querySelector(".record-form__draft");
    const said = box.querySelector("[role=status]");
    const kept = read(key);
    let waiting;
    state.root.addEventListener("record-changed", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        write(key, form.record());
        said.textContent = "A draft is kept in this browser, on this device alone.";
        box.hidden = false;
      }, 300);
    });
    box.querySelector("button").addEventListener("click", () => {
      clearTimeout(waiting);
      remove(key);
      form.load({ ...state.about.fixed });
      said.textContent = "The draft was discarded.";
    });
    if (!kept) return;
    form.load(kept);
    said.textContent = "This is the draft that you left here. It was kept in this browser, on this device alone.";
    box.hidden = false;
  }

  // A browser may keep nothing (private windows, rules of the organisation); the form works without.
  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function write(key, record) {
    try {
      localStorage.setItem(key, JSON.stringify(record));
    } catch {
      // Not kept, then.
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
