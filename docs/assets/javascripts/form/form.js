// A form page: mounts the fields, checks what is in them, and gives the record's YAML. Nothing is sent anywhere.
(function () {
  "use strict";

  const { element } = window.SupervisionDom;
  const { toForm, recordOf, blank } = window.SupervisionConvert;

  function start(root) {
    const about = JSON.parse(document.getElementById("form-data").textContent);
    const state = { about, aside: new Map(), groups: [], root, known: null };
    draw(state, { ...about.fixed });
    root.querySelector(".record-form__check").addEventListener("click", () => checkAndShow(state));
    root.querySelector(".record-form__end").hidden = false;
    const form = handle(state);
    window.SupervisionForm = form;
    window.SupervisionOutput.wire(state, form);
    window.SupervisionDraft.wire(state, form);
    window.SupervisionKnown.wire(state, form);
  }

  // What tests and the other parts of the page do with the form.
  function handle(state) {
    return {
      load: (record) => load(state, record),
      record: () => record(state),
      yaml: () => window.SupervisionYaml.text(record(state)),
      faults: () => faults(state),
      doubts: () => window.SupervisionConsistency.doubts(state.about.kind, record(state), state.about.form, state.known),
      set: (values) => set(state, values),
      find: (pointer) => window.SupervisionFields.find(state.groups, pointer),
    };
  }

  function draw(state, record) {
    const form = toForm(record, state.about.form, "", state.aside);
    const place = state.root.querySelector(".record-form__fields");
    state.groups.forEach((group) => group.destroy());
    place.replaceChildren();
    state.groups = state.about.groups.map((group, number) => {
      const fields = element("div", {});
      const heading = element(group.rare ? "summary" : "h2", {}, group.title);
      const alone = group.keys.length === 1 ? " is-alone" : "";
      const section = element(group.rare ? "details" : "section", { class: `record-form__group${alone}` }, heading, fields);
      place.append(section);
      const data = Object.fromEntries(group.keys.map((key) => [key, opened(state, key, form[key])]));
      const made = window.SupervisionFields.group(fields, number, group.keys, state.about.form, data, () => changed(state));
      if (group.rare && group.keys.some((key) => record[key] !== undefined)) section.open = true;
      return { ...made, section };
    });
    conditional(state);
  }

  // A list that needs an entry begins with an empty one.
  function opened(state, key, value) {
    const node = state.about.form.properties[key];
    return node["x-needed"] && node["x-as"] === "list" && !value.length ? [blank(node.items)] : value;
  }

  function load(state, record) {
    state.aside.clear();
    draw(state, record);
  }

  function set(state, values) {
    for (const group of state.groups) {
      const mine = Object.entries(values).filter(([key]) => group.keys.includes(key));
      if (!mine.length) continue;
      group.set(Object.fromEntries(mine.map(([key, value]) => [key, toForm(value, state.about.form.properties[key], `/${key}`, state.aside)])));
    }
    changed(state);
  }

  const formValue = (state) => Object.assign({}, ...state.groups.map((group) => group.value()));

  // The record as it stands, without what its type and status leave no room for.
  function record(state) {
    const whole = recordOf(formValue(state), state.about.form, state.about.schema.required || [], state.aside);
    return Object.fromEntries(Object.entries(whole).filter(([key]) => isOpen(state, key, whole)));
  }

  // May a key be there? While type or status is not chosen yet: with some choice ("some"), or with any ("every")?
  function isOpen(state, key, values, quantify = Array.prototype.some) {
    const { by, allowed } = state.about.conditional;
    if (!by || !Object.values(allowed).some((keys) => keys.includes(key))) return true;
    const rows = Object.keys(allowed).filter((row) => row.split("|").every((word, index) => !values[by[index]] || values[by[index]] === word));
    return rows.length > 0 && quantify.call(rows, (row) => allowed[row].includes(key));
  }

  // Hide fields that the chosen type and status leave no room for, and those that are settled.
  function conditional(state) {
    const values = formValue(state);
    for (const group of state.groups) {
      const shown = group.keys.filter((key) => {
        const found = window.SupervisionFields.find([group], `/${key}`);
        const open = isOpen(state, key, values, Array.prototype.every) && !state.about.unseen.includes(key);
        if (found) found.place.hidden = !open;
        return open;
      });
      group.section.hidden = !shown.length;
    }
  }

  function changed(state) {
    conditional(state);
    state.root.dispatchEvent(new CustomEvent("record-changed"));
  }

  function faults(state) {
    const found = record(state);
    const wrong = window.SupervisionCheck.faults(found, state.about.schema, state.about.form);
    return [...wrong, ...window.SupervisionConsistency.faults(state.about.kind, found)];
  }

  function checkAndShow(state) {
    window.SupervisionFaults.clear(state.root);
    window.SupervisionOutput.hide(state);
    const form = handle(state);
    const found = form.faults();
    if (found.length) window.SupervisionFaults.show(state.root, found, form.find);
    else window.SupervisionOutput.show(state, form);
  }

  const root = document.querySelector(".record-form");
  if (root) start(root);
})();
