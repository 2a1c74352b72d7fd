// One field each: its label above, then its hint, then room for what is wrong with it, then where it is filled in.
// The values are kept by Jedison's own editors; only what is seen is made here.
(function () {
  "use strict";

  const { element, hidden } = window.SupervisionDom;
  const { Editor, EditorStringInput, EditorStringTextarea, EditorStringSelect, EditorStringRadios } = window.Jedison;

  // What a field is called; an entry of a list by its list and its number.
  function title(instance) {
    const list = instance.parent && instance.parent.schema["x-entry"];
    return list ? `${list} ${Number(instance.getKey()) + 1}` : instance.schema.title || instance.getKey();
  }

  const needed = (instance) => (isNeeded(instance) ? element("span", { class: "field__needed" }, " (required)") : null);

  // Needed in any case; not what is only needed if the block around it is filled in at all.
  function isNeeded({ schema, parent }) {
    if (!schema["x-needed"]) return false;
    return !parent || !parent.parent || Boolean(parent.parent.schema["x-entry"]) || isNeeded(parent);
  }

  const hint = (schema, id) => (schema.description ? element("div", { class: "field__hint", id: `${id}-hint` }, schema.description) : null);

  const room = () => element("div", { class: "field__fault" });

  // Label, hint and fault around one control.
  function single(editor, input, before) {
    const { schema } = editor.instance;
    const id = editor.getIdFromPath(editor.instance.path);
    for (const [key, value] of Object.entries({ id, ...(schema.description ? { "aria-describedby": `${id}-hint` } : {}) })) input.setAttribute(key, value);
    const label = element("label", { class: "field__label", for: id }, title(editor.instance), needed(editor.instance));
    const container = element("div", { class: "field" }, label, hint(schema, id), room(), before, input);
    return { container, input, messages: element("div") };
  }

  // A legend, hint and fault around several controls.
  function several(editor, type, choices) {
    const { schema } = editor.instance;
    const id = editor.getIdFromPath(editor.instance.path);
    const inputs = choices.map(([value], number) => element("input", { type, id: `${id}-${number}`, name: id }));
    inputs.forEach((input, number) => { input.value = choices[number][0]; });
    const lines = inputs.map((input, number) => element("div", { class: "choice" }, input, element("label", { for: input.id }, choices[number][1])));
    const legend = element("legend", { class: "field__label" }, title(editor.instance), needed(editor.instance));
    const short = choices.every(([, words]) => words.length < 16) && choices.length < 5;
    const all = element("div", { class: short ? "choices choices--row" : "choices" }, ...lines);
    const fieldset = element("fieldset", { "aria-describedby": schema.description ? `${id}-hint` : "" }, legend, hint(schema, id), room(), all);
    return { container: element("div", { class: "field" }, fieldset), inputs, messages: element("div") };
  }

  const choicesOf = (schema) => schema.enum.map((value, number) => [value, schema["x-enumTitles"][number]]);

  class Text extends EditorStringInput {
    build() {
      const { schema } = this.instance;
      const type = ["date", "time"].includes(schema["x-format"]) ? schema["x-format"] : "text";
      this.control = single(this, element("input", { type, autocomplete: "off", spellcheck: "false", class: `field__${schema["x-as"]} field__${type}` }));
    }
    refreshUI() {
      // A day that is only half typed must not be typed over.
      if (this.control.input.value !== this.instance.getValue()) this.control.input.value = this.instance.getValue();
    }
  }

  class Words extends EditorStringTextarea {
    build() {
      this.control = single(this, element("textarea", { rows: "2" }), element("div", { class: "field__warning" }, "No name and nothing by which a child or family could be known."));
    }
    refreshUI() {
      if (this.control.input.value !== this.instance.getValue()) this.control.input.value = this.instance.getValue();
    }
  }

  class Choice extends EditorStringSelect {
    build() {
      this.control = single(this, element("select", {}, ...choicesOf(this.instance.schema).map(([value, words]) => new Option(words, value))));
    }
  }

  class Radios extends EditorStringRadios {
    build() {
      const made = several(this, "radio", choicesOf(this.instance.schema));
      this.control = { ...made, radios: made.inputs };
    }
  }

  // Several of some words.
  class Ticks extends Editor {
    static resolves(schema) {
      return schema["x-as"] === "ticks";
    }
    build() {
      const made = several(this, "checkbox", choicesOf(this.instance.schema.items));
      this.control = { ...made, ticks: made.inputs };
    }
    sanitize(value) {
      return Array.isArray(value) ? value : [];
    }
    addEventListeners() {
      for (const tick of this.control.ticks) {
        tick.addEventListener("change", () => this.instance.setValue(this.control.ticks.filter((one) => one.checked).map((one) => one.value), true, "user"));
      }
    }
    refreshUI() {
      for (const tick of this.control.ticks) tick.checked = this.instance.getValue().includes(tick.value);
    }
  }

  window.SupervisionWidgets = { title, needed, hint, room, hidden, all: [Radios, Words, Choice, Ticks, Text] };
})();
