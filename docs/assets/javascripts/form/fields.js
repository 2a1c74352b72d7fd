// The fields of a form: groups with a heading each, whose values Jedison keeps.
(function () {
  "use strict";

  const settings = {
    showErrors: "never",
    enforceRequired: false,
    enforceEnum: false,
    enforceMinItems: false,
    enforceMaxItems: false,
    enforceAdditionalProperties: false,
    useConstraintAttributes: false,
    purifyHtml: false,
    purifyData: false,
    card: false,
    customEditors: [...window.SupervisionWidgets.all, ...window.SupervisionBlocks.all],
  };

  // One group: its fields, and "data", the form's value of the group's keys.
  function group(container, number, keys, schema, data, onChange) {
    const part = { type: "object", "x-as": "mapping", properties: Object.fromEntries(keys.map((key) => [key, schema.properties[key]])) };
    const fields = new window.Jedison.Create({ ...settings, container, id: `g${number}`, theme: new window.Jedison.Theme(), schema: part, data });
    // It keeps its value in a hidden field, too, and moves the focus by itself. Here nothing is posted, and the focus stays.
    fields.refreshFocus = () => {};
    if (fields.hiddenInput) fields.hiddenInput.remove();
    fields.on("change", onChange);
    return {
      keys,
      value: () => fields.getValue(),
      set: (values) => fields.setValue({ ...fields.getValue(), ...values }),
      destroy: () => fields.destroy(),
      container,
    };
  }

  // The field at a form's pointer, and the element in it that takes the focus; the nearest around it, if it is not shown.
  function find(groups, pointer) {
    const key = pointer.split("/")[1];
    const owner = groups.find((one) => one.keys.includes(key));
    let steps = pointer.split("/");
    while (owner && steps.length > 1) {
      const place = owner.container.querySelector(`[data-path="#${CSS.escape(steps.join("/"))}"]`);
      if (place) return { place, input: place.querySelector("input, select, textarea, button") };
      steps = steps.slice(0, -1);
    }
    return null;
  }

  window.SupervisionFields = { group, find };
})();
