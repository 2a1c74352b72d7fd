// What becomes of a record that is right: its path and YAML to copy, to download, or to open on the forge.
(function () {
  "use strict";

  // Beyond this, proxies and forges cut an address off.
  const LONGEST = 6000;

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

  function wire(state, form) {
    const part = (name) => state.root.querySelector(`.record-form__${name}`);
    part("copy").addEventListener("click", async () => {
      await navigator.clipboard.writeText(part("yaml").textContent);
      part("said").textContent = "Copied.";
    });
    part("download").addEventListener("click", () => download(part("name").value, part("yaml").textContent));
    part("name").addEventListener("input", () => refresh(state, form));
  }

  function download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    link.download = `${name}.yaml`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function show(state, form) {
    const part = (name) => state.root.querySelector(`.record-form__${name}`);
    const record = form.record();
    if (!part("name").value) part("name").value = suggested(state.about, record);
    part("yaml").textContent = form.yaml();
    refresh(state, form);
    part("result").hidden = false;
    part("result").focus();
  }

  function refresh(state, form) {
    const part = (name) => state.root.querySelector(`.record-form__${name}`);
    const where = path(state.about, form.record(), part("name").value);
    part("path").textContent = where;
    const forge = part("forge");
    const address = state.about.forge && !hasWords(state.about.form, form.record()) ? addressOf(state.about.forge, where, form.yaml()) : "";
    forge.hidden = !address || address.length > LONGEST;
    if (!forge.hidden) forge.href = address;
  }

  // Text that somebody wrote never travels in an address, where every proxy keeps it.
  function hasWords(node, value) {
    if (value === undefined || value === null) return false;
    if (node["x-as"] === "words") return true;
    if (node["x-as"] === "held") return typeof value !== "object" || !("held" in value);
    if (Array.isArray(value)) return node.items && value.some((entry) => hasWords(node.items, entry));
    if (typeof value !== "object" || !node.properties) return false;
    return Object.keys(value).some((key) => {
      const inner = node.properties[key] || (node.properties["*"] && node.properties["*"].items.properties.value);
      return inner ? hasWords(inner, value[key]) : false;
    });
  }

  function addressOf(forge, where, text) {
    const words = { path: encodeURIComponent(where), text: encodeURIComponent(text) };
    return forge.replace(/\{(path|text)\}/g, (_, name) => words[name]);
  }

  function hide(state) {
    state.root.querySelector(".record-form__result").hidden = true;
  }

  window.SupervisionOutput = { wire, show, hide, path, suggested };
})();
