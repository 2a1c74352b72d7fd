// What is known already: whom a session can be about, their team, supervisor, open cases and open actions. It comes from
// a file beside the form; without it (a site for all staff, a page opened from a folder) the form is filled in by hand.
(function () {
  "use strict";

  const { element } = window.SupervisionDom;
  const outcomes = [["", "Not gone through"], ["done", "Done"], ["carried-forward", "Carried forward"]];

  async function wire(state, form) {
    const address = state.root.dataset.known;
    if (!address) return;
    try {
      state.known = await (await fetch(address)).json();
    } catch {
      unread(state.root.querySelector(".record-form__known"));
      return;
    }
    suggestions(state.known);
    const people = state.known.sessions[state.about.fixed.protocol];
    if (state.about.kind === "sessions" && people) panel(state, form, people);
  }

  // Nobody is to wait for what will not come.
  function unread(box) {
    const why = location.protocol === "file:"
      ? "This page was opened from a folder, and there a browser lets no page read the file of what is known. "
      : "The file of what is known could not be read. ";
    box.append(element("p", { role: "status" }, `${why}Nothing is filled in for you: fill in the form by hand, or open it at the site's address.`));
    box.hidden = false;
  }

  // Lists that the browser offers while an id is typed.
  function suggestions(known) {
    for (const [name, entries] of Object.entries(known.lists)) {
      const options = Object.entries(entries).map(([id, words]) => new Option(words, id));
      document.body.append(element("datalist", { id: `known-${name}` }, ...options));
    }
  }

  function panel(state, form, people) {
    const roles = state.known.lists.person;
    const options = Object.keys(people).map((id) => new Option(roles[id] ? `${id}: ${roles[id]}` : id, id));
    const select = element("select", { id: "known-who", "aria-describedby": "known-who-hint" }, new Option("Choose", ""), ...options);
    const said = element("p", { role: "status", class: "record-form__said" });
    const offers = element("div", { class: "record-form__offers" });
    const box = state.root.querySelector(".record-form__known");
    box.append(
      element("h2", {}, "Start with what is known"),
      element("div", { class: "field" },
        element("label", { class: "field__label", for: "known-who" }, "Who was supervised?"),
        element("div", { class: "field__hint", id: "known-who-hint" }, "Their team, supervisor, open cases and open actions are then filled in for you, and in joint supervision whoever took part last time. You can skip this."),
        select),
      said,
      offers,
    );
    const choose = () => {
      offers.replaceChildren();
      const person = people[select.value];
      said.textContent = person ? "Team, type and who takes part are filled in below. Change what was different." : "";
      if (person) fill(form, person, offers);
    };
    select.addEventListener("change", choose);
    box.hidden = false;
    const asked = new URLSearchParams(location.hash.slice(1)).get("person");
    if (asked && Object.hasOwn(people, asked)) {
      select.value = asked;
      choose();
    }
  }

  function fill(form, person, place) {
    form.set(person.data);
    if (person.cases.length) place.append(group("Which open cases were discussed?", person.cases.map((id) => caseLine(form, id)), "choices"));
    if (person.reviewed.length) place.append(group("Actions still open: how does each stand? Of a session that was not held, say nothing: they stay open.", person.reviewed.map((action, number) => actionLine(form, action, number))));
  }

  const group = (words, lines, layout = "") => element("div", { class: "field" }, element("fieldset", {}, element("legend", { class: "field__label" }, words), element("div", { class: layout }, ...lines)));

  function caseLine(form, id) {
    const tick = element("input", { type: "checkbox", id: `discussed-${id}` });
    tick.addEventListener("change", () => form.set({ cases: withCase(form.record().cases || [], id, tick.checked) }));
    return element("div", { class: "choice" }, tick, element("label", { for: tick.id }, id));
  }

  const withCase = (entries, id, discussed) => [...entries.filter((entry) => entry.case !== id), ...(discussed ? [entries.find((entry) => entry.case === id) || { case: id }] : [])];

  function actionLine(form, action, number) {
    const select = element("select", { id: `open-action-${number}` }, ...outcomes.map(([value, words]) => new Option(words, value)));
    select.addEventListener("change", () => form.set({ reviewed: withAction(form.record().reviewed || [], action, select.value) }));
    return element("div", { class: "field" }, element("label", { for: select.id }, `Action ${action.action} of ${action.session}`), select);
  }

  function withAction(entries, action, outcome) {
    const others = entries.filter((entry) => entry.session !== action.session || entry.action !== action.action);
    return outcome ? [...others, { session: action.session, action: action.action, outcome }] : others;
  }

  window.SupervisionKnown = { wire };
})();
