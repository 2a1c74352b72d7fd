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

  const constraints = {
    format: ({ value, schema, path }) =>
      schema.format === "date" && typeof value === "string" && !realDay(value) ? [{ type: "error", constraint: "format", path, messages: [""] }] : [],
    // Keys that no schema describes cannot come from the form; keys out of their place are left out by "conditional".
    unevaluatedProperties: () => [],
  };

  const words = {
    required: (title) => `${title} is needed.`,
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
    part.format === "date" ? "a day, such as 2026-07-14." : `this is not in the form that it must have. ${part.description || ""}${part.examples ? ` For example: ${part.examples[0]}.` : ""}`;

  function validator() {
    const made = new window.Jedison.Create({ schema: { type: "object" }, subErrors: true, constraints, assertFormat: false });
    return made.validator;
  }

  // Every fault of a record: its JSON pointer, and what to do in words. Values are never quoted.
  function faults(record, schema) {
    const found = new Map();
    for (const error of leaves(validator().getErrors(record, schema, "root", "#"))) {
      for (const fault of worded(error, schema)) if (!found.has(fault.pointer)) found.set(fault.pointer, fault);
    }
    return [...found.values()];
  }

  function leaves(errors) {
    return errors.flatMap((error) => {
      const inner = (error.subErrors || []).flatMap((sub) => (Array.isArray(sub.errors) ? sub.errors : Array.isArray(sub) ? sub : [sub]));
      return inner.length && !["oneOf", "anyOf"].includes(error.constraint) ? leaves(inner) : [error];
    });
  }

  function worded(error, schema) {
    const pointer = error.path.replace(/^#/, "").replace(/\./g, "/");
    if (error.constraint === "required") {
      const missing = error.messages.join(" ").replace(/^[^:]*: /, "").replace(/\.$/, "").split(", ");
      return missing.map((key) => ({ pointer: `${pointer}/${key}`, message: words.required(titleOf(schema, `${pointer}/${key}`)) }));
    }
    const part = partOf(schema, pointer) || {};
    const title = titleOf(schema, pointer);
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

  function titleOf(schema, pointer) {
    const steps = pointer.split("/").filter(Boolean);
    const part = partOf(schema, pointer);
    const number = steps.find((step) => /^\d+$/.test(step));
    const title = (part && part.title) || steps[steps.length - 1] || "The record";
    return number === undefined ? title : `${title} (entry ${Number(number) + 1} of ${titleOf(schema, `/${steps[0]}`)})`;
  }

  window.SupervisionCheck = { faults };
})();
