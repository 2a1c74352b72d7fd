// Rows to an Excel workbook: the parts that the format asks for, in a zip archive without compression. A cell is text, a
// number, { percent } (a part of 1) or { day } (YYYY-MM-DD). There is no way to write a formula here.
(function () {
  "use strict";

  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const WIDEST = 60;
  // The styles, by their place in STYLES.
  const PLAIN = 0, BOLD = 1, DAY = 2, PERCENT = 3;
  const STYLES = HEAD + `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">' +
    '<xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/>' +
    '<xf xfId="0" numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>';

  // sheets: [{ name, rows }], the first row of each its heading.
  function workbook(sheets) {
    const ids = sheets.map((_, at) => at + 1);
    const names = sheets.map((sheet) => named(sheet.name));
    return zipped([
      ["[Content_Types].xml", HEAD + `<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>` +
        ids.map((id) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${CONTENT}.worksheet+xml"/>`).join("") + "</Types>"],
      ["_rels/.rels", relations([["rId1", "officeDocument", "xl/workbook.xml"]])],
      ["xl/workbook.xml", HEAD + `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
        ids.map((id) => `<sheet name="${escaped(names[id - 1])}" sheetId="${id}" r:id="rId${id}"/>`).join("") + "</sheets></workbook>"],
      ["xl/_rels/workbook.xml.rels", relations([
        ...ids.map((id) => [`rId${id}`, "worksheet", `worksheets/sheet${id}.xml`]), ["rIdStyles", "styles", "styles.xml"]])],
      ["xl/styles.xml", STYLES],
      ...sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, worksheet(sheet.rows)]),
    ]);
  }

  function relations(all) {
    return HEAD + `<Relationships xmlns="${PACKAGE}/relationships">` +
      all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("") + "</Relationships>";
  }

  function worksheet(rows) {
    const widths = rows[0].map((_, at) => Math.min(WIDEST, Math.max(...rows.map((row) => shownLength(row[at])))) + 2);
    return HEAD + `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>' +
      widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join("") + "</cols><sheetData>" +
      rows.map((row, at) => `<row r="${at + 1}">${row.map((value, of) => cell(value, letters(of) + (at + 1), at === 0 ? BOLD : PLAIN)).join("")}</row>`).join("") +
      "</sheetData></worksheet>";
  }

  function cell(value, place, style) {
    if (typeof value === "number") return `<c r="${place}" s="${style}"><v>${value}</v></c>`;
    if (typeof value === "object") {
      return "day" in value ? `<c r="${place}" s="${DAY}"><v>${serial(value.day)}</v></c>`
        : `<c r="${place}" s="${PERCENT}"><v>${value.percent}</v></c>`;
    }
    return value === "" ? "" : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  }

  // Excel counts days from the end of 1899.
  function serial(day) {
    return Date.parse(day) / 86400000 + 25569;
  }

  function letters(at) {
    return (at >= 26 ? letters(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + at % 26);
  }

  function shownLength(value) {
    return typeof value === "object" ? 10 : String(value).length;
  }

  // A sheet's name has at most 31 signs, and none of these.
  function named(text) {
    return text.replace(/[[\]:*?/\\']/g, " ").trim().slice(0, 31) || "Table";
  }

  // XML 1.0 has no room for most control signs and for half signs.
  function escaped(text) {
    return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")
      .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  }

  // ---- the archive

  function zipped(files) {
    const encoder = new TextEncoder();
    const parts = [], directory = [];
    let offset = 0, size = 0;
    for (const [path, text] of files) {
      const name = encoder.encode(path), data = encoder.encode(text);
      // Version, flag of UTF-8, no compression, the first day that the format knows, checksum, sizes, length of the name.
      const about = [2, 20, 2, 0x800, 2, 0, 2, 0, 2, 0x21, 4, checksum(data), 4, data.length, 4, data.length, 2, name.length, 2, 0];
      const head = bytes([4, 0x04034b50, ...about]);
      const entry = bytes([4, 0x02014b50, 2, 20, ...about, 2, 0, 2, 0, 2, 0, 4, 0, 4, offset]);
      parts.push(head, name, data);
      directory.push(entry, name);
      offset += head.length + name.length + data.length;
      size += entry.length + name.length;
    }
    const end = bytes([4, 0x06054b50, 2, 0, 2, 0, 2, files.length, 2, files.length, 4, size, 4, offset, 2, 0]);
    return new Blob([...parts, ...directory, end], { type: TYPE });
  }

  // Pairs of a length and a number, as little-endian bytes.
  function bytes(pairs) {
    const found = [];
    for (let at = 0; at < pairs.length; at += 2) {
      for (let byte = 0; byte < pairs[at]; byte += 1) found.push((pairs[at + 1] >>> (8 * byte)) & 0xff);
    }
    return new Uint8Array(found);
  }

  const TABLE = Array.from({ length: 256 }, (_, number) => {
    let left = number;
    for (let bit = 0; bit < 8; bit += 1) left = left & 1 ? 0xedb88320 ^ (left >>> 1) : left >>> 1;
    return left;
  });

  function checksum(data) {
    let left = 0xffffffff;
    for (const byte of data) left = TABLE[(left ^ byte) & 0xff] ^ (left >>> 8);
    return (left ^ 0xffffffff) >>> 0;
  }

  window.SupervisionXlsx = { workbook };
})();
