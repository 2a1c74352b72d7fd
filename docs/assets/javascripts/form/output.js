// What becomes of a record that is right: its path and YAML to copy, to download, or to open on the forge.
(function () {
  "use strict";

  // Beyond this, proxies and forges cut an address off.
  const LONGEST = 6000;

  const { element, hidden, unfold } = window.SupervisionDom;

  const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

  // Where the record belongs; the same words as the tool's own (store/paths.py).
  function path(about, record, name) {
    const year = String(record[about.place.year] || "").slice(0, 4);
    const folder = { flat: [], year: [year], team: [record.team || "", year] }[about.place.folder];
    return ["records", about.kind, ...folder, `${name}.yaml`].join("/");
  }

  function suggested(about, record) {
    const parts = about.place.name.map((key) => (Array.isArray(record[key]) ? record[key][0] : record[key])).filter(Boolean);
    return about.kind === "cases" ? chance() : slug(parts.join("-")).slice(0, 60).replace(/-+$/, "");
  }

  // The id of a case says nothing of whose it is.
  function chance() {
    const signs = "abcdefghijklmnopqrstuvwxyz0123456789";
    const numbers = crypto.getRandomValues(new Uint32Array(8));
    return `c-${[...numbers].map((number) => signs[number % signs.length]).join("")}`;
  }

  // Names of devices on Windows, with whatever extension.
  const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

  // What is wrong with a file's name, in words; nothing if it is right.
  function nameFault(state, name) {
    const longest = state.about.kind === "tombstones" ? 80 : 64;
    if (!name) return "Give the file a name.";
    if (!/^[a-z0-9][a-z0-9-]+$/.test(name)) return "Use small letters, digits and hyphens only, two at least, and begin with a letter or digit.";
    if (name.length > longest) return `Use at most ${longest} signs.`;
    if (device.test(name)) return "No computer with Windows could hold a file of this name. Add a letter or digit.";
    return isTaken(state, name) ? "There is a record of this name already. Choose another." : "";
  }

  const lists = { people: "person", teams: "team", cases: "case", contracts: "contract", referrals: "referral", sessions: "session" };

  function isTaken(state, name) {
    const taken = state.known && state.known.lists[lists[state.about.kind]];
    return Boolean(taken) && Object.hasOwn(taken, name);
  }

  // The name that would be given, or the first of its followers that no record has yet.
  function free(state, name) {
    if (!isTaken(state, name)) return name;
    let number = 2;
    while (isTaken(state, `${name}-${number}`)) number += 1;
    return `${name}-${number}`;
  }

  const part = (state, name) => state.root.querySelector(`.record-form__${name}`);

  function wire(state, form) {
    part(state, "copy").addEventListener("click", () => named(state, () => copy(state)));
    part(state, "download").addEventListener("click", () => named(state, () => download(state)));
    part(state, "name").addEventListener("input", () => {
      state.named = true;
      refresh(state, form);
    });
    state.root.addEventListener("record-changed", () => hide(state));
  }

  // Only a file that can be put where it belongs leaves the page.
  function named(state, go) {
    if (tellName(state)) go();
    else part(state, "name").focus();
  }

  function tellName(state) {
    const input = part(state, "name");
    const fault = nameFault(state, input.value);
    const words = fault ? [element("p", { class: "field__error", id: "record-name-fault" }, hidden("Error: "), fault)] : [];
    input.parentElement.querySelector(".field__fault").replaceChildren(...words);
    input.parentElement.classList.toggle("is-faulty", Boolean(fault));
    input.setAttribute("aria-describedby", fault ? "record-name-hint record-name-fault" : "record-name-hint");
    if (fault) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    return !fault;
  }

  async function copy(state) {
    try {
      await navigator.clipboard.writeText(part(state, "yaml").textContent);
      part(state, "done").textContent = "Copied.";
    } catch {
      part(state, "done").textContent = "This browser does not let a page copy. Mark the text below and copy it.";
    }
  }

  function download(state) {
    const name = `${part(state, "name").value}.yaml`;
    const link = element("a", { href: URL.createObjectURL(new Blob([part(state, "yaml").textContent], { type: "application/yaml" })), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
    part(state, "done").textContent = `${name} is among your downloads.`;
    state.root.dispatchEvent(new CustomEvent("record-taken"));
  }

  function show(state, form) {
    if (!state.named) part(state, "name").value = free(state, suggested(state.about, form.record()));
    state.named = state.named || state.about.kind === "cases";
    part(state, "yaml").textContent = form.yaml();
    part(state, "done").textContent = "";
    doubts(state, form);
    refresh(state, form);
    part(state, "result").hidden = false;
    part(state, "result").focus();
    part(state, "result").scrollIntoView({ block: "start" });
  }

  // What may be wrong, but only somebody who was there can tell.
  function doubts(state, form) {
    const box = part(state, "doubts");
    const found = form.doubts();
    const lines = found.map(({ id, pointer, message }) => {
      const to = form.find(pointer);
      const link = element("a", { href: `#${to && to.input ? to.input.id : ""}` }, `${id} ${message}`);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        if (!to || !to.input) return;
        unfold(to.input);
        to.input.focus();
      });
      return element("li", {}, link, ". Check how it is spelt; if it is new, all is well.");
    });
    box.hidden = !found.length;
    box.replaceChildren(element("h3", {}, "Please look again"), element("ul", {}, ...lines));
  }

  function refresh(state, form) {
    const name = part(state, "name").value;
    if (name) tellName(state);
    const record = form.record();
    const where = path(state.about, record, name || "NAME");
    part(state, "path").textContent = where;
    const address = state.about.forge && !nameFault(state, name) && !hasWords(state.about.form, record) ? addressOf(state.about.forge, where, form.yaml()) : "";
    const fits = address && address.length <= LONGEST;
    part(state, "send").hidden = !fits;
    if (fits) part(state, "forge").href = address;
    else part(state, "forge").removeAttribute("href");
  }

  // Text that somebody wrote never travels in an address, where every proxy keeps it: only ids, days, figures and words
  // of lists do.
  function hasWords(node, value) {
    if (value === undefined || value === null) return false;
    if (["word", "number", "truth", "ticks"].includes(node["x-as"]) || node["x-of"] || node["x-format"] === "date" || node["x-format"] === "time") return false;
    if (["words", "held"].includes(node["x-as"])) return typeof value !== "object" || !("held" in value);
    if (Array.isArray(value)) return value.some((entry) => hasWords(node.items || {}, entry));
    if (typeof value !== "object" || !node.properties) return true;
    return Object.keys(value).some((key) => !(key in node.properties) || hasWords(node.properties[key], value[key]));
  }

  function addressOf(forge, where, text) {
    const words = { path: encodeURIComponent(where), text: encodeURIComponent(text) };
    return forge.replace(/\{(path|text)\}/g, (_, name) => words[name]);
  }

  function hide(state) {
    part(state, "result").hidden = true;
  }

  window.SupervisionOutput = { wire, show, hide, path, suggested, addressOf, hasWords };
})();
