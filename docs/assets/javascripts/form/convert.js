// Records to what a form shows, and back. A form holds texts, choices and lists of them; each node of its schema says
// in "x-as" how its text becomes a value. What a form cannot show (sealed text, say) is kept aside as it was.
(function () {
  "use strict";

  const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const wholeNumber = /^(0|-?[1-9][0-9]{0,14})$/;

  // How a text becomes a value ("read"), and a value its text ("show"). "show" gives null where the form has no text for it.
  const leaves = {
    text: { read: (text) => text, show: (value) => (typeof value === "string" ? value : null) },
    words: { read: (text) => text, show: (value) => (typeof value === "string" ? value : null) },
    word: { read: (text) => text, show: (value, node) => (node.enum.includes(value) ? value : null) },
    number: { read: (text) => (wholeNumber.test(text) ? Number(text) : text), show: (value) => (Number.isInteger(value) ? String(value) : null) },
    truth: { read: (text) => text === "true", show: (value) => (typeof value === "boolean" ? String(value) : null) },
    // A number, or a text; a text that looks like a number is shown in quotes, so that it stays one.
    label: {
      read: (text) => (wholeNumber.test(text) ? Number(text) : text.replace(/^"(.*)"$/s, "$1")),
      show: (value) => (Number.isInteger(value) ? String(value) : typeof value !== "string" ? null : wholeNumber.test(value) || /^".*"$/s.test(value) ? `"${value}"` : value),
    },
    held: {
      read: (text) => ({ held: text }),
      show: (value, node) => (isMapping(value) && node.enum.includes(value.held) ? value.held : null),
    },
    // One day, or several with commas; a comma at the end says that a list of one is meant.
    commas: {
      read: (text) => (text.includes(",") ? text.split(",").map((part) => part.trim()).filter(Boolean) : text.trim()),
      show: (value) => (typeof value === "string" ? value : !Array.isArray(value) ? null : value.length === 1 ? `${value[0]},` : value.join(", ")),
    },
  };

  // What a text stands for; undefined if nothing was filled in. Blanks around it count where words are written alone.
  function readLeaf(as, text) {
    if (text.trim() === "") return undefined;
    return leaves[as].read(as === "words" ? text : text.trim());
  }

  // A record's value as the form's. What has no place in the form goes into "aside", by its pointer.
  function toForm(value, node, pointer, aside) {
    const as = node["x-as"];
    if (value === undefined) return blank(node);
    if (leaves[as]) {
      const text = leaves[as].show(value, node);
      if (text !== null && same(readLeaf(as, text), value)) return text;
      aside.set(pointer, value);
      return "";
    }
    if (as === "mapping" && isMapping(value)) return members(value, node, pointer, aside);
    if (as === "named" && isMapping(value)) return named(value, node, pointer, aside);
    if (as === "ticks" && Array.isArray(value) && ticked(value, node)) return value;
    if (as === "list" && Array.isArray(value) && value.length) {
      return value.map((entry, index) => toForm(entry, node.items, `${pointer}/${index}`, aside));
    }
    aside.set(pointer, value);
    return blank(node);
  }

  const ticked = (value, node) => value.length > 0 && new Set(value).size === value.length && value.every((word) => node.items.enum.includes(word));

  function members(value, node, pointer, aside) {
    if (!Object.keys(value).length || Object.keys(value).some((key) => !(key in node.properties))) {
      aside.set(pointer, value);
      return blank(node);
    }
    const entries = Object.entries(node.properties);
    return Object.fromEntries(entries.map(([key, part]) => [key, toForm(value[key], part, `${pointer}/${key}`, aside)]));
  }

  function named(value, node, pointer, aside) {
    const { "*": others, ...known } = node.properties;
    if (!Object.keys(value).length) {
      aside.set(pointer, value);
      return blank(node);
    }
    const form = Object.fromEntries(Object.entries(known).map(([key, part]) => [key, toForm(value[key], part, `${pointer}/${key}`, aside)]));
    const rest = Object.keys(value).filter((key) => !(key in known));
    form["*"] = rest.map((key) => ({ key, value: toForm(value[key], others.items.properties.value, `${pointer}/${key}`, aside) }));
    return form;
  }

  function blank(node) {
    if (node.type === "array") return [];
    if (node.type !== "object") return "";
    return Object.fromEntries(Object.entries(node.properties).map(([key, part]) => [key, blank(part)]));
  }

  // The form's value as the record's; undefined where nothing was filled in. What was kept aside comes back.
  function toRecord(form, node, pointer, aside) {
    const as = node["x-as"];
    if (leaves[as]) {
      const value = typeof form === "string" ? readLeaf(as, form) : undefined;
      return value === undefined ? aside.get(pointer) : value;
    }
    if (node.type === "array") return listed(form, node, pointer, aside);
    const found = {};
    for (const [key, part] of Object.entries(node.properties)) {
      if (as === "named" && key === "*") continue;
      const value = toRecord(form ? form[key] : undefined, part, `${pointer}/${key}`, aside);
      if (value !== undefined) found[key] = value;
    }
    if (as === "named") addOthers(found, form ? form["*"] : [], node.properties["*"], pointer, aside);
    return Object.keys(found).length ? found : aside.get(pointer);
  }

  function listed(form, node, pointer, aside) {
    const entries = (Array.isArray(form) ? form : []).map((entry, index) => (node["x-as"] === "ticks" ? entry : toRecord(entry, node.items, `${pointer}/${index}`, aside)));
    const found = entries.filter((entry) => entry !== undefined && entry !== "");
    return found.length ? found : aside.get(pointer);
  }

  function addOthers(found, pairs, node, pointer, aside) {
    for (const pair of pairs || []) {
      if (!pair.key) continue;
      const value = toRecord(pair.value, node.items.properties.value, `${pointer}/${pair.key}`, aside);
      if (value !== undefined) found[pair.key] = value;
    }
  }

  function same(left, right) {
    return JSON.stringify(left) === JSON.stringify(right);
  }

  // A whole record: keys that must be there are, if only as an empty list, and in the order of the schema.
  function recordOf(form, schema, required, aside) {
    const record = toRecord(form, schema, "", aside) || {};
    for (const key of required) {
      if (!(key in record) && schema.properties[key] && schema.properties[key].type === "array") record[key] = [];
    }
    const order = Object.keys(schema.properties);
    return Object.fromEntries(Object.entries(record).sort(([left], [right]) => order.indexOf(left) - order.indexOf(right)));
  }

  window.SupervisionConvert = { toForm, toRecord, recordOf, blank };
})();
