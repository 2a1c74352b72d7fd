/* Long tables can be sorted by any column, and cut down to the rows that hold some words. The pages work without it. */
document.addEventListener("DOMContentLoaded", () => {
  /* A table shorter than this is read faster than it is asked. */
  const SORTED = 3;
  const FILTERED = 10;
  /* Typing waits so many milliseconds for its next letter. */
  const PAUSE = 120;

  const words = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
  let made = 0;

  document.querySelectorAll(".sheet > table.figures:not(.form-grid, .questions)").forEach((table) => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < SORTED || !table.tHead) return;
    new Tools(table, rows);
  });

  /** What stands above one table, and what its headings do. */
  function Tools(table, rows) {
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map((head) => head.textContent.trim());
    const key = `tools-${(made += 1)}`;
    const said = element("p", { className: "said", role: "status" });
    const choice = heads.length > 1 && table.matches(".findings") ? sortChoice() : null;
    const field = rows.length >= FILTERED ? filterField() : null;
    const box = element("div", { className: "tools", role: "group" });
    box.setAttribute("aria-labelledby", table.caption.id);
    box.append(...(field ?? []), ...(choice ?? []), said);
    table.closest(".sheet").before(box);
    const narrow = matchMedia("(max-width: 59.9375em)");
    heads.forEach((head, column) => {
      const button = element("button", { type: "button", className: "sort" });
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(column, next(head)));
      head.append(button);
      if (choice) {
        /* What cannot be seen is not to be reached by keyboard either. */
        const reach = () => {
          button.disabled = narrow.matches;
        };
        narrow.addEventListener("change", reach);
        reach();
      }
    });

    function next(head) {
      return { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
    }

    /** Put the rows in the order of a column, or back as they were; rows that are alike stay as they were. */
    function sort(column, order) {
      heads.forEach((head) => head.removeAttribute("aria-sort"));
      const sign = order === "descending" ? -1 : 1;
      const keyed = rows.map((row, place) => ({ row, place, value: order ? value(row.cells[column]) : 0 }));
      keyed.sort((a, b) => (order && compare(a.value, b.value, sign)) || a.place - b.place);
      table.tBodies[0].append(...keyed.map((entry) => entry.row));
      if (order) heads[column].setAttribute("aria-sort", order);
      if (choice) choice[1].value = order ? `${column} ${order}` : "";
      said.textContent = order ? `Sorted by ${names[column]}, ${order}.` : "In the order of the page.";
    }

    function filterField() {
      const input = element("input", { type: "search", id: `${key}-filter`, autocomplete: "off" });
      input.setAttribute("aria-describedby", table.caption.id);
      let texts = null;
      let waiting = 0;
      const apply = () => {
        texts ??= rows.map((row) => row.textContent.toLowerCase());
        const asked = input.value.toLowerCase().split(/\s+/).filter(Boolean);
        let shown = 0;
        rows.forEach((row, at) => {
          row.hidden = !asked.every((word) => texts[at].includes(word));
          shown += row.hidden ? 0 : 1;
        });
        const totals = table.tFoot && shown < rows.length ? " The last line still counts all rows." : "";
        said.textContent = `${shown.toLocaleString("en-GB")} of ${rows.length.toLocaleString("en-GB")} rows shown.${totals}`;
      };
      input.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(apply, PAUSE);
      });
      return [element("label", { htmlFor: input.id, textContent: "Show rows that contain" }), input];
    }

    /** On a narrow screen each row is a block of its own and there are no headings to press. */
    function sortChoice() {
      const select = element("select", { id: `${key}-sort`, className: "narrow" });
      select.append(element("option", { value: "", textContent: "the order of the page" }));
      names.forEach((name, column) => {
        for (const order of ["ascending", "descending"]) {
          select.append(element("option", { value: `${column} ${order}`, textContent: `${name}, ${order}` }));
        }
      });
      select.addEventListener("change", () => {
        const [column, order] = select.value ? select.value.split(" ") : [0, ""];
        sort(Number(column), order);
      });
      return [element("label", { htmlFor: select.id, className: "narrow", textContent: "Sort by" }), select];
    }
  }

  function element(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  /** What a cell is sorted by: its first date, its number, or its words; nothing for an empty one. */
  function value(cell) {
    const day = cell.querySelector("time");
    if (day) return day.dateTime;
    const text = cell.textContent.trim();
    const number = /^-?[\d,]+(?:\.\d+)?(?=\s*(?:%|\+|$))/.exec(text);
    if (number) return Number(number[0].replaceAll(",", ""));
    return /^[–-]?$/.test(text) ? null : text;
  }

  /** Numbers by size, words as people order them; an empty cell comes last in either direction. */
  function compare(one, other, sign) {
    if (one === null || other === null) return (one === null) - (other === null);
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
    return sign * words.compare(one, other);
  }
});
