// A record checked in the browser by the very schema that "supervision check" uses, and each fault in plain words.
(function () {
  "use strict";

  // A day that exists, which the pattern of a date alone cannot tell.
  function realDay(text) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!parts) return true;
    const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
    return day.getUTCMonth() === Number(parts[2]) - 1;
  }

  // The keys that a schema describes for a value; of its branches, those that the value takes.
  function described(schema, value, validator) {
    const fits = (part) => !validator.getErrors(value, part, "", "#").length;
    const side = schema.if && schema[fits(schema.if) ? "then" : "else"];
    const branches = [...(schema.oneOf || []), ...(schema.anyOf || [])].filter(fits);
    const parts = [...(schema.allOf || []), ...branches, ...(side ? [side] : [])];
    return new Set([...Object.keys(schema.properties || {}), ...parts.flatMap((part) => [...described(part, value, validator)])]);
  }

  const constraints = {
    format: ({ value, schema, path }) =>
      schema.format === "date" && typeof value === "string" && !realDay(value) ? [{ type: "error", constraint: "format", path, messages: [""] }] : [],
    // Jedison's own knows nothing of "if", by which the keys of a session depend on its type.
    unevaluatedProperties: ({ validator, value, schema, path }) => {
      if (schema.unevaluatedProperties !== false || value === null || typeof value !== "object" || Array.isArray(value)) return [];
      const known = described(schema, value, validator);
      const strange = Object.keys(value).filter((key) => !known.has(key));
      return strange.map((key) => ({ type: "error", constraint: "unevaluatedProperties", path: `${path}/${key}`, messages: [""] }));
    },
  };

  const words = {
    unevaluatedProperties: (title) => `${title}: a record of this kind has no place for this.`,
    required: (title) => `${title}: fill this in.`,
    minItems: (title) => `${title}: name at least one.`,
    enum: (title) => `${title}: choose one of the words in the list.`,
    format: (title) => `${title}: there is no such day in the calendar.`,
    minimum: (title, part) => `${title}: at least ${part.minimum}.`,
    maximum: (title, part) => `${title}: at most ${part.maximum}.`,
    maxLength: (title, part) => `${title}: at most ${part.maxLength} characters.`,
    type: (title, part) => (part.type === "integer" ? `${title}: a whole number, in figures.` : `${title}: this is not in the form that it must have.`),
    pattern: (title, part) => `${title}: ${hint(part)}`,
  };

  const hint = (part) =>
    part.format === "date" ? "a day, such as 2026-07-14." : `this is not in the form that it must have.${part.examples ? ` For example: ${part.examples[0]}.` : ""}`;

  const { validator } = new window.Jedison.Create({ schema: { type: "object" }, subErrors: true, constraints, assertFormat: false });

  // Every fault of a record: its JSON pointer, and what to do in words. Values are never quoted.
  function faults(record, schema, form) {
    const found = new Map();
    for (const error of leaves(validator.getErrors(record, schema, "root", "#"))) {
      for (const fault of worded(error, schema, form)) if (!found.has(fault.pointer)) found.set(fault.pointer, fault);
    }
    return [...found.values()];
  }

  function leaves(errors) {
    return errors.flatMap((error) => {
      const inner = (error.subErrors || []).flatMap((sub) => (Array.isArray(sub.errors) ? sub.errors : Array.isArray(sub) ? sub : [sub]));
      return inner.length && !["oneOf", "anyOf"].includes(error.constraint) ? leaves(inner) : [error];
    });
  }

  function worded(error, schema, form) {
    const pointer = error.path.replace(/^#/, "").replace(/\./g, "/");
    if (error.constraint === "required") {
      const missing = error.messages.join(" ").replace(/^[^:]*: /, "").replace(/\.$/, "").split(", ");
      return missing.map((key) => ({ pointer: `${pointer}/${key}`, message: words.required(titleOf(form, `${pointer}/${key}`)) }));
    }
    const part = partOf(schema, pointer) || {};
    const title = titleOf(form, pointer);
    const word = words[error.constraint];
    return [{ pointer, message: word ? word(title, part) : `${title}: this is not in the form that it must have.` }];
  }

  // What the schema says of a place, in whichever branch it says it.
  function partOf(schema, pointer) {
    return pointer.split("/").filter(Boolean).reduce((part, step) => part && inside(part, step), schema);
  }

  function inside(part, step) {
    if (part.type === "array" || part.items) return part.items;
    if (part.properties && part.properties[step] && part.properties[step] !== true) return part.properties[step];
    for (const branch of [part.then, part.else, ...(part.allOf || []), ...(part.oneOf || []), ...(part.anyOf || [])]) {
      const found = branch && inside(branch, step);
      if (found && (found.title || found.type)) return found;
    }
    return typeof part.additionalProperties === "object" ? part.additionalProperties : undefined;
  }

  // What the form calls a place: "Due (action 2)".
  function titleOf(form, pointer) {
    let node = form;
    let title = "The record";
    let entry = "";
    for (const step of pointer.split("/").filter(Boolean)) {
      if (node && node.type === "array" && node["x-entry"]) {
        title = `${node["x-entry"]} ${Number(step) + 1}`;
        entry = title;
      }
      node = node && (node.items || (node.properties && node.properties[step]));
      if (node && node.title && !/^\d+$/.test(step)) title = node.title;
    }
    return entry && entry !== title ? `${title} (${entry.toLowerCase()})` : title;
  }

  window.SupervisionCheck = { faults };
})();
