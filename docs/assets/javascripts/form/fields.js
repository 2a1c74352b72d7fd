// The fields of a form: groups with a heading each, drawn by Jedison from the form's schema.
(function () {
  "use strict";

  // Jedison's own markup, with what a screen reader and a small screen need of it.
  class Theme extends window.Jedison.Theme {
    getInputControl(config) {
      const control = super.getInputControl(config);
      control.input.style.width = "";
      return control;
    }
  }

  const settings = {
    showErrors: "never",
    enforceRequired: false,
    enforceEnum: false,
    enforceMinItems: false,
    enforceAdditionalProperties: false,
    useConstraintAttributes: false,
    arrayMove: false,
    arrayDeleteConfirm: false,
    arrayAdd: false,
    objectAdd: false,
    arrayFooterAdd: true,
    arrayFooterButtonsPosition: "left",
    btnIcons: false,
    purifyHtml: false,
  };

  // One group: a heading and its fields. "data" is the form's value of the group's keys.
  function group(container, number, keys, schema, data, onChange) {
    const part = { type: "object", "x-titleHidden": true, title: " ", properties: Object.fromEntries(keys.map((key) => [key, schema.properties[key]])) };
    const fields = new window.Jedison.Create({ ...settings, container, id: `g${number}`, theme: new Theme(), schema: part, data });
    fields.on("change", onChange);
    return {
      keys,
      value: () => fields.getValue(),
      set: (values) => fields.setValue({ ...fields.getValue(), ...values }),
      place: (pointer) => container.querySelector(`[data-path="#${CSS.escape(pointer).replace(/\\\//g, "/")}"]`),
      container,
    };
  }

  // The field at a form's pointer, and the element in it that takes the focus.
  function find(groups, pointer) {
    const key = pointer.split("/")[1];
    const owner = groups.find((one) => one.keys.includes(key));
    let steps = pointer.split("/");
    while (owner && steps.length > 1) {
      const place = [...owner.container.querySelectorAll("[data-path]")].find((node) => node.dataset.path === `#${steps.join("/")}`);
      if (place) return { place, input: place.querySelector("input:not([type=hidden]), select, textarea, button") };
      steps = steps.slice(0, -1);
    }
    return null;
  }

  window.SupervisionFields = { group, find };
})();
