// Two buttons below every table of figures: what it shows, as CSV or Excel. Made here, in the browser; nothing is sent.
(function () {
  "use strict";

  // What makes a spreadsheet take a text for a formula, if it comes first.
  const FORMULA = /^[=+\-@|%\uff1d\uff0b\uff0d\uff20]/;

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".sheet > table").forEach(offer);
  });

  function offer(table) {
    const caption = words(table.caption) || "Table";
    const tools = document.createElement("p");
    tools.className = "sheet-files";
    tools.append("Download this table: ");
    for (const [label, made] of [["CSV", csv], ["Excel", excel]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.setAttribute("aria-label", `${label}: ${caption}`);
      button.addEventListener("click", () => {
        save(made(rowsOf(table), caption), `${fileName(caption)}.${label === "CSV" ? "csv" : "xlsx"}`);
      });
      tools.append(button, " ");
    }
    table.parentElement.after(tools);
  }

  // ---- what the table shows: rows that a filter has hidden are left out, and then the line that counts them all, too

  function rowsOf(table) {
    const rows = [...table.rows];
    const cut = rows.some((row) => row.hidden);
    const shown = rows.filter((row) => !row.hidden && !(cut && row.parentElement.tagName === "TFOOT"));
    return shown.map((row) => {
      const isHead = row.parentElement.tagName === "THEAD";
      return [...row.cells].map((cell) => (isHead ? words(cell) : value(cell)));
    });
  }

  function value(cell) {
    const text = words(cell);
    const days = cell.querySelectorAll("time");
    if (days.length === 1 && words(days[0]) === text) return { day: days[0].dateTime };
    const number = /^(\d{1,3}(?:,\d{3})+|\d{1,15})( ?%)?$/.exec(text);
    if (!number || (!cell.classList.contains("number") && !number[2])) return text;
    const amount = Number(number[1].replaceAll(",", ""));
    return number[2] ? { percent: amount / 100 } : amount;
  }

  // The words of a cell, without signs that are only seen and without the steps of "How is this judged?".
  function words(element) {
    if (!element) return "";
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true], .judged").forEach((part) => part.remove());
    copy.querySelectorAll("br, li, p, div").forEach((part) => part.before(" "));
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // ---- files

  function csv(rows) {
    const plain = (cell) => {
      if (typeof cell === "number") return String(cell);
      if (typeof cell === "object") return "day" in cell ? cell.day : String(cell.percent);
      const text = FORMULA.test(cell) ? `'${cell}` : cell;
      return /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = rows.map((row) => row.map(plain).join(",")).join("\r\n");
    // The mark at the beginning tells Excel that it is UTF-8.
    return new Blob(["\ufeff", lines, "\r\n"], { type: "text/csv;charset=utf-8" });
  }

  function excel(rows, caption) {
    const day = asOf();
    const about = [
      ["About this table", ""], ["Table", caption], ["Page", words(document.querySelector("h1")).replace(/¶$/, "").trim()],
      ["As of", day ? { day } : ""], ["Rows", rows.length - 1],
    ];
    return window.SupervisionXlsx.workbook([{ name: "Table", rows }, { name: "About", rows: about }]);
  }

  function asOf() {
    return document.querySelector(".as-of time")?.dateTime ?? "";
  }

  function fileName(caption) {
    const page = location.pathname.split("/").pop().replace(/\.html$/, "");
    const slug = `${page} ${caption}`.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60);
    return [slug.replace(/^-|-$/g, ""), asOf()].filter(Boolean).join("-");
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
})();
