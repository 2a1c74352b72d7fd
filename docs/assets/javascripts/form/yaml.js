// A record as YAML that looks like the tool's own (yamlio/emit.py): text in quotes where a reader of YAML, old or new,
// could take it for something else, and mappings of one key on one line.
(function () {
  "use strict";

  const { dump, visit, CORE_SCHEMA, SCALAR_STYLE, COLLECTION_STYLE_FLOW } = window.jsyaml;

  const plain = /^(?:[A-Za-z][A-Za-z0-9_./()'-]*(?: [A-Za-z0-9_./()'-]+)*|\d{4}-\d\d-\d\d(?:-[a-z][a-z0-9-]*)?)$/;
  // What YAML 1.1 takes for a truth value or for nothing.
  const misread = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

  const isText = (node) => node.kind === "scalar" && node.tag.endsWith(":str");
  const isPlain = (text) => plain.test(text) && !misread.test(text);

  // Keys are words of the schemas and of protocols: plain, but for those that somebody made up.
  function style(node) {
    if (node.kind === "sequence") node.items.filter(isText).forEach(quote);
    if (node.kind !== "mapping") return;
    node.items.map(({ value }) => value).filter(isText).forEach(quote);
    node.items.map(({ key }) => key).filter((key) => !/^[a-z_]+$/.test(key.value)).forEach(quote);
    for (const { value } of node.items) {
      if (value.kind === "mapping" && value.items.length === 1 && value.items[0].value.kind === "scalar") value.style = COLLECTION_STYLE_FLOW;
    }
  }

  function quote(node) {
    if (!isPlain(node.value)) node.style = SCALAR_STYLE.DOUBLE_QUOTED;
  }

  const text = (record) => dump(record, { schema: CORE_SCHEMA, lineWidth: -1, noRefs: true, transform: (documents) => visit(documents, style) });

  window.SupervisionYaml = { text };
})();
