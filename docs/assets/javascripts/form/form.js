// A form page: mounts the fields, checks what is in them, and gives the record's YAML. Nothing is sent anywhere.
(function () {
  "use strict";

  const { toForm, recordOf } = window.SupervisionConvert;

  function start(root) {
    const about = JSON.parse(document.getElementById("form-data").textContent);
    const aside = new Map();
    const state = { about, aside, groups: [], root, original: {} };
    draw(state, { ...about.fixed });
    wire(state);
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
      yaml: () => yaml(record(state)),
      faults: () => window.SupervisionCheck.faults(record(state), state.about.schema),
      set: (values) => set(state, values),
    };
  }

  function draw(state, record) {
    const form = toForm(record, state.about.form, "", state.aside);
    const place = state.root.querySelector(".record-form__fields");
    place.replaceChildren();
    state.groups = state.about.groups.map((group, number) => {
      const section = document.createElement(group.rare ? "details" : "section");
      section.className = "record-form__group";
      const heading = document.createElement(group.rare ? "summary" : "h2");
      heading.textContent = group.title;
      const fields = document.createElement("div");
      section.append(heading, fields);
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
    const needed = (state.about.schema.required || []).includes(key);
    return needed && node["x-as"] === "list" && !value.length ? [window.SupervisionConvert.blank(node.items)] : value;
  }

  function load(state, record) {
    state.aside.clear();
    draw(state, record);
  }

  function set(state, values) {
    for (const group of state.groups) {
      const mine = Object.fromEntries(Object.entries(values).filter(([key]) => group.keys.includes(key)));
      if (!Object.keys(mine).length) continue;
      const form = Object.fromEntries(Object.entries(mine).map(([key, value]) => [key, toForm(value, state.about.form.properties[key], `/${key}`, state.aside)]));
      group.set(form);
    }
    changed(state);
  }

  function formValue(state) {
    return Object.assign({}, ...state.groups.map((group) => group.value()));
  }

  // The record as it stands, without what its type and status leave no room for.
  function record(state) {
    const whole = recordOf(formValue(state), state.about.form, state.about.schema.required || [], state.aside);
    return Object.fromEntries(Object.entries(whole).filter(([key]) => isOpen(state, key, whole)));
  }

  function isOpen(state, key, values) {
    const { by, allowed } = state.about.conditional;
    if (!by) return true;
    const rows = Object.values(allowed);
    if (!rows.some((keys) => keys.includes(key))) return true;
    // What is not chosen yet leaves every choice open.
    const fits = (row) => row.split("|").every((word, index) => !values[by[index]] || values[by[index]] === word);
    return Object.keys(allowed).some((row) => fits(row) && allowed[row].includes(key));
  }

  // Hide fields that the chosen type and status leave no room for.
  function conditional(state) {
    const values = formValue(state);
    for (const group of state.groups) {
      let shown = 0;
      for (const key of group.keys) {
        const found = window.SupervisionFields.find([group], `/${key}`);
        const open = isOpen(state, key, values);
        if (found) found.place.hidden = !open;
        shown += open;
      }
      group.section.hidden = !shown;
    }
  }

  function changed(state) {
    conditional(state);
    state.root.dispatchEvent(new CustomEvent("record-changed"));
  }

  const yaml = (value) => window.jsyaml.dump(value, { lineWidth: -1, noRefs: true });

  // ---- checking and the error summary

  function wire(state) {
    state.root.querySelector(".record-form__check").addEventListener("click", () => checkAndShow(state));
  }

  function checkAndShow(state) {
    clear(state);
    const faults = window.SupervisionCheck.faults(record(state), state.about.schema);
    if (faults.length) showFaults(state, faults);
    else window.SupervisionOutput.show(state, handle(state));
  }

  function clear(state) {
    state.root.querySelectorAll(".record-form__error").forEach((node) => node.remove());
    state.root.querySelectorAll("[aria-invalid]").forEach((node) => node.removeAttribute("aria-invalid"));
    state.root.querySelector(".record-form__summary").replaceChildren();
    window.SupervisionOutput.hide(state);
  }

  // A box at the top with a link to each field, as public services do it, and the sentence again beside the field.
  function showFaults(state, faults) {
    const box = state.root.querySelector(".record-form__summary");
    const heading = document.createElement("h2");
    heading.id = "faults";
    heading.textContent = faults.length === 1 ? "One thing has to be mended" : `${faults.length} things have to be mended`;
    const list = document.createElement("ul");
    faults.forEach((fault, number) => list.append(line(state, fault, number)));
    box.append(heading, list);
    box.setAttribute("aria-labelledby", "faults");
    box.focus();
  }

  function line(state, fault, number) {
    const item = document.createElement("li");
    const found = window.SupervisionFields.find(state.groups, fault.pointer);
    if (!found || !found.input) {
      item.textContent = fault.message;
      return item;
    }
    const said = document.createElement("p");
    said.className = "record-form__error";
    said.id = `fault-${number}`;
    said.textContent = fault.message;
    found.place.prepend(said);
    found.input.setAttribute("aria-invalid", "true");
    found.input.setAttribute("aria-describedby", `${said.id} ${found.input.getAttribute("aria-describedby") || ""}`.trim());
    const link = document.createElement("a");
    link.href = `#${found.input.id}`;
    link.textContent = fault.message;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const rare = found.input.closest("details");
      if (rare) rare.open = true;
      found.input.focus();
      found.place.scrollIntoView({ block: "center" });
    });
    item.append(link);
    return item;
  }

  const root = document.querySelector(".record-form");
  if (root) start(root);
})();
