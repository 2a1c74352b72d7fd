// What is wrong with a record, beside each field and in a box at the top whose lines lead there, as public services do it.
(function () {
  "use strict";

  const { element, hidden, unfold } = window.SupervisionDom;
  const plainTitle = document.title;

  function clear(root) {
    root.querySelectorAll(".field__fault").forEach((room) => room.replaceChildren());
    root.querySelectorAll(".is-faulty").forEach((place) => place.classList.remove("is-faulty"));
    root.querySelectorAll("[aria-invalid]").forEach((input) => {
      input.removeAttribute("aria-invalid");
      describe(input, (ids) => ids.filter((id) => !id.startsWith("fault-")));
    });
    root.querySelector(".record-form__summary").replaceChildren();
    document.title = plainTitle;
  }

  function describe(input, change) {
    const ids = change((input.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
    if (ids.length) input.setAttribute("aria-describedby", ids.join(" "));
    else input.removeAttribute("aria-describedby");
  }

  // "find" gives the place and the input of a pointer.
  function show(root, faults, find) {
    const box = root.querySelector(".record-form__summary");
    const words = faults.length === 1 ? "There is a problem" : `There are ${faults.length} problems`;
    const found = faults.map((fault) => ({ fault, at: find(fault.pointer) })).sort((left, right) => inOrder(left.at, right.at));
    const list = element("ul", {}, ...found.map(({ fault, at }, number) => element("li", {}, line(fault, number, at))));
    box.append(element("h2", { id: "faults" }, words), list);
    box.setAttribute("aria-labelledby", "faults");
    document.title = `Error: ${plainTitle}`;
    box.focus();
    box.scrollIntoView({ block: "start" });
  }

  // As they stand on the page; what stands nowhere comes last.
  function inOrder(left, right) {
    if (!left || !right) return (right ? 1 : 0) - (left ? 1 : 0);
    return left.place.compareDocumentPosition(right.place) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
  }

  // One line of the box; the same words are put beside the field.
  function line(fault, number, found) {
    if (!found || !found.input) return fault.message;
    mark(found, fault.message, `fault-${number}`);
    const link = element("a", { href: `#${found.input.id}` }, fault.message);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      unfold(found.input);
      found.input.focus({ preventScroll: true });
      found.place.scrollIntoView({ block: "center" });
    });
    return link;
  }

  function mark({ place, input }, message, id) {
    const room = place.querySelector(".field__fault") || place;
    room.append(element("p", { id, class: "field__error" }, hidden("Error: "), message));
    place.classList.add("is-faulty");
    unfold(place);
    if (input.tagName === "BUTTON") return;
    input.setAttribute("aria-invalid", "true");
    describe(input, (ids) => [...ids, id]);
  }

  window.SupervisionFaults = { clear, show };
})();
