// What "supervision check" finds in a record beyond its schema, as far as a page can know it. "Faults" are refused there;
// "doubts" are warnings, or rest on lists that may be older than the record.
(function () {
  "use strict";

  const pairs = [["from", "to"], ["opened", "closed"], ["starts", "ends"], ["commenced", "ceased"]];

  function faults(kind, record) {
    return [...endsBeforeStart(record, ""), ...(kind === "sessions" ? [...bothRoles(record), ...sameNumber(record)] : [])];
  }

  function* endsBeforeStart(value, pointer) {
    if (value === null || typeof value !== "object") return;
    for (const [first, last] of pairs) {
      if (typeof value[first] === "string" && typeof value[last] === "string" && value[last] < value[first]) {
        yield { pointer: `${pointer}/${last}`, message: "The last day is before the first. Correct one of the two." };
      }
    }
    for (const [key, inner] of Object.entries(value)) yield* endsBeforeStart(inner, `${pointer}/${key}`);
  }

  function bothRoles(record) {
    const supervisors = record.supervisors || [];
    return (record.supervisees || []).flatMap((person, index) =>
      supervisors.includes(person) ? [{ pointer: `/supervisees/${index}`, message: "Nobody is supervisor and supervisee of one session. Take this person out of one of the two." }] : []);
  }

  function sameNumber(record) {
    const numbers = (record.actions || []).map((action) => action.id);
    return numbers.flatMap((id, index) =>
      id !== undefined && numbers.indexOf(id) !== index ? [{ pointer: `/actions/${index}/id`, message: "Another action has this number. Give this one the next." }] : []);
  }

  // Ids that none of the known lists has. Without lists, nothing can be said.
  function doubts(kind, record, schema, known) {
    return known ? [...strangers(record, schema, "", known.lists)] : [];
  }

  function* strangers(value, node, pointer, lists) {
    if (value === undefined || !node) return;
    const list = node["x-of"] !== "session" && lists[node["x-of"]]; // Of sessions, only late ones are known.
    if (typeof value === "string" && list && Object.keys(list).length && !Object.hasOwn(list, value)) {
      yield { pointer, id: value, message: node["x-of"] === "case" ? "is not among the open cases" : `is not among the known ${{ person: "staff", team: "teams" }[node["x-of"]] || `${node["x-of"]}s`}` };
    }
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) yield* strangers(entry, node.items, `${pointer}/${index}`, lists);
    } else if (value && typeof value === "object" && node.properties) {
      for (const [key, inner] of Object.entries(value)) yield* strangers(inner, node.properties[key], `${pointer}/${key}`, lists);
    }
  }

  window.SupervisionConsistency = { faults, doubts };
})();
