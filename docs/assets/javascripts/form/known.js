// What is known already: whom a session can be about, their team, supervisor, open cases and open actions. It comes from
// a file beside the form; without it (a site for all staff, a page opened from a folder) the form is filled in by hand.
(function () {
  "use strict";

  const outcomes = { "": "Not gone through", done: "Done", "carried-forward": "Carried forward", dropped: "Dropped" };

  async function wire(state, form) {
    const address = state.root.dataset.known;
    if (!address) return;
    let known;
    try {
      known = await (await fetch(address)).json();
    } catch {
      return;
    }
    suggestions(known);
    const protocol = state.about.fixed.protocol;
    if (state.about.kind === "sessions" && known.sessions[protocol]) panel(state, form, known, known.sessions[protocol]);
  }

  // Lists that the browser offers while an id is typed.
  function suggestions(known) {
    for (const [name, entries] of Object.entries(known.lists)) {
      const list = document.createElement("datalist");
      list.id = `known-${name}`;
      for (const [id, words] of Object.entries(entries)) list.append(new Option(words, id));
      document.body.append(list);
    }
  }

  function panel(state, form, known, people) {
    const box = state.root.querySelector(".record-form__known");
    const select = box.querySelector("select");
    select.append(new Option("–", ""));
    for (const id of Object.keys(people)) select.append(new Option(`${id} (${known.lists.person[id] || ""})`, id));
    select.addEventListener("change", () => choose(state, form, box, people[select.value]));
    box.hidden = false;
    const asked = new URLSearchParams(location.hash.slice(1)).get("person");
    if (asked && people[asked]) {
      select.value = asked;
      choose(state, form, box, people[asked]);
    }
  }

  function choose(state, form, box, person) {
    const place = box.querySelector(".record-form__offers");
    place.replaceChildren();
    if (!person) return;
    form.set(person.data);
    if (person.cases.length) place.append(cases(form, person.cases));
    if (person.reviewed.length) place.append(actions(form, person.reviewed));
    box.querySelector("[role=status]").textContent = "Team, type and supervisors are filled in below. Change what was different.";
  }

  function fieldset(words) {
    const box = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = words;
    box.append(legend);
    return box;
  }

  function cases(form, open) {
    const box = fieldset("Which open cases were discussed?");
    for (const id of open) {
      const label = document.createElement("label");
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.value = id;
      tick.addEventListener("change", () => form.set({ cases: withCase(form.record().cases || [], id, tick.checked) }));
      label.append(tick, ` ${id}`);
      box.append(label);
    }
    return box;
  }

  const withCase = (entries, id, discussed) => [...entries.filter((entry) => entry.case !== id), ...(discussed ? [entries.find((entry) => entry.case === id) || { case: id }] : [])];

  function actions(form, open) {
    const box = fieldset("Actions still open: how does each stand?");
    for (const action of open) {
      const label = document.createElement("label");
      const select = document.createElement("select");
      for (const [value, words] of Object.entries(outcomes)) select.append(new Option(words, value));
      select.addEventListener("change", () => form.set({ reviewed: withAction(form.record().reviewed || [], action, select.value) }));
      label.append(`${action.session}, action ${action.action} `, select);
      box.append(label);
    }
    return box;
  }

  function withAction(entries, action, outcome) {
    const others = entries.filter((entry) => entry.session !== action.session || entry.action !== action.action);
    return outcome ? [...others, { session: action.session, action: action.action, outcome }] : others;
  }

  window.SupervisionKnown = { wire };
})();
