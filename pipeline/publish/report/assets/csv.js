"use strict";
// Rows as CSV for the clipboard, with cells that a spreadsheet would run as formulas made harmless.

(() => {
  const { announce } = window.tidyclaims;

  function cell(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  // Lines with a header; row(i) gives the values of a row by the names of the columns.
  function csv(names, rows, value) {
    const lines = [names.join(",")];
    for (const row of rows) lines.push(names.map((name) => cell(value(name, row))).join(","));
    return `${lines.join("\r\n")}\r\n`;
  }

  // Puts text on the clipboard and says so on the button.
  async function copy(text, button, said) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text);
    }
    const label = button.textContent;
    button.textContent = "Copied";
    button.disabled = true;
    announce(said);
    setTimeout(() => {
      button.textContent = label;
      button.disabled = false;
    }, 1200);
  }

  // Where a page from disk may not use the clipboard directly.
  function copyBySelection(text) {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }

  Object.assign(window.tidyclaims, { csv, copy });
})();
