// Several fields together: a mapping, or a list whose entries are added and removed. Unlike Jedison's own, they leave
// the fields where they are while somebody types, so that the focus stays.
(function () {
  "use strict";

  const { element, hidden, say } = window.SupervisionDom;
  const { title, needed, hint, room } = window.SupervisionWidgets;
  const { EditorObject, EditorArray } = window.Jedison;

  const isFilled = (value) => (typeof value === "string" ? value !== "" : Object.values(value || {}).some(isFilled));

  // A block that is seldom needed is folded until it is filled in; an entry's and a page's own are always open.
  function frame(editor, ...inside) {
    const { instance } = editor;
    const id = editor.getIdFromPath(instance.path);
    if (!instance.parent) return element("div", { class: "fields" }, ...inside);
    const words = [title(instance), needed(instance)];
    const about = [hint(instance.schema, id), room(), ...inside];
    if (isFolded(editor)) return element("details", { class: "block" }, element("summary", {}, ...words), ...about);
    return element("fieldset", { class: "block" }, element("legend", { class: "block__title" }, ...words), ...about);
  }

  const isFolded = ({ instance }) =>
    (instance.schema["x-rare"] || instance.path.split("/").length > 2) && !instance.schema["x-needed"] && !instance.parent.schema["x-entry"];

  function unfoldOnceFilled(editor) {
    const filled = isFilled(editor.instance.getValue());
    if (filled && !editor.wasFilled && editor.control.container.tagName === "DETAILS") editor.control.container.open = true;
    editor.wasFilled = filled;
  }

  class Mapping extends EditorObject {
    build() {
      const slot = element("div", { class: "block__fields" });
      this.control = { container: frame(this, slot), slot, messages: element("div") };
    }
    addEventListeners() {}
    showValidationErrors() {}
    refreshUI() {
      const now = this.instance.children.map((child) => child.ui.control.container);
      if (!sameNodes(now, this.control.slot.children)) this.control.slot.replaceChildren(...now);
      unfoldOnceFilled(this);
    }
  }

  const sameNodes = (left, right) => left.length === right.length && left.every((node, number) => node === right[number]);

  class List extends EditorArray {
    build() {
      const { schema } = this.instance;
      const slot = element("div", { class: "block__fields" });
      const add = element("button", { type: "button", class: "button" }, `Add ${schema["x-entry"].toLowerCase()}`, hidden(schema.title ? ` to: ${schema.title}` : ""));
      this.control = { container: frame(this, slot, add), slot, add, messages: element("div") };
    }
    addEventListeners() {
      this.control.add.addEventListener("click", () => this.addEntry());
    }
    showValidationErrors() {}

    addEntry() {
      this.instance.addItem("user");
      const entry = this.instance.children[this.instance.children.length - 1];
      this.number(entry);
      const first = entry.ui.control.container.querySelector("input, select, textarea");
      if (first) first.focus();
    }

    // Entries that have a number get the next one by themselves.
    number(entry) {
      const own = entry.children.find((child) => child.getKey() === "id" && ["number", "label"].includes(child.schema["x-as"]));
      if (!own) return;
      const taken = this.instance.getValue().map(({ id }) => Number(id) || 0);
      own.setValue(String(Math.max(0, ...taken) + 1), true, "user");
    }

    removeEntry(number) {
      const name = title(this.instance.children[number]);
      this.instance.deleteItem(number, "user");
      say(`${name} was removed.`);
      this.control.add.focus();
    }

    refreshUI() {
      const now = this.instance.children.map((child) => child.ui.control.container);
      const there = [...this.control.slot.children].map((entry) => entry.firstElementChild);
      if (!sameNodes(now, there)) this.control.slot.replaceChildren(...now.map((node, number) => this.entry(node, number)));
      unfoldOnceFilled(this);
    }

    entry(node, number) {
      const name = title(this.instance.children[number]);
      const remove = element("button", { type: "button", class: "button button--quiet" }, "Remove", hidden(` ${name.toLowerCase()}`));
      remove.addEventListener("click", () => this.removeEntry(number));
      return element("div", { class: node.tagName === "FIELDSET" ? "entry" : "entry-line" }, node, remove);
    }
  }

  window.SupervisionBlocks = { all: [List, Mapping] };
})();
