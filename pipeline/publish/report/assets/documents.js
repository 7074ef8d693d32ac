"use strict";
// The list of documents: search, status, sorting.

(() => {
  const t = window.tidyclaims;
  const { element, grouped, counted, spaced } = t;
  const $ = (id) => document.getElementById(id);
  const COLUMNS = [
    { key: "name", label: "Document", sort: "source" },
    { key: "status", label: "Status", sort: "status" },
    { key: "claims", label: "Claims", sort: "claims" },
    { key: "excluded", label: "Excluded", sort: "excluded" },
    { key: "chars", label: "Characters", sort: "chars" },
    { key: "published", label: "Published", sort: "published" },
  ];
  const SEARCHED = ["source", "title", "publisher", "error", "document_id"];

  function cells(documents, row) {
    const source = documents.word("source", row);
    const title = documents.word("title", row);
    const isOpen = documents.number("text_chunk", row) >= 0;
    const name = title || source;
    const number = (column) => (Number.isNaN(documents.number(column, row)) ? "" : grouped(documents.number(column, row)));
    const why = documents.word("error", row) || (documents.word("duplicate_of", row) ? `same bytes as ${documents.word("duplicate_of", row)}` : null);
    return [
      [isOpen ? element("a", { href: `document.html#d=${documents.word("document_id", row)}`, class: "strong" }, name) : element("span", { class: "strong" }, name),
        element("span", { class: "soft" }, why || (title ? source : documents.word("media_type", row) || ""))],
      element("span", { class: `outcome outcome-${documents.word("status", row)}` }, spaced(documents.word("status", row))),
      number("claims"), number("excluded"), number("chars"), documents.word("published", row) || "",
    ];
  }

  function matching(documents, q, statuses) {
    const terms = q.toLowerCase().split(/\s+/).filter(Boolean).map((term) => SEARCHED.filter((name) => documents.columns.has(name)).map((name) => [documents.columns.get(name).codes, documents.holding(name, term)]));
    return Int32Array.from({ length: documents.rows }, (_, row) => row).filter((row) =>
      (!statuses.size || statuses.has(documents.word("status", row))) && terms.every((columns) => columns.some(([codes, flags]) => codes[row] >= 0 && flags[codes[row]])));
  }

  async function start() {
    const { tables: { documents } } = await t.contents();
    await documents.needAll();
    const statuses = new Set();
    let ordering = null;
    const open = (row) => documents.number("text_chunk", row) >= 0 && location.assign(`document.html#d=${documents.word("document_id", row)}`);
    const grid = new t.Grid($("grid"), { label: "Documents", columns: COLUMNS, draw: (row) => cells(documents, row), open,
      sort: (name, descending) => { ordering = name ? { ranks: documents.ranks(name), descending } : null; show(); } });
    function show() {
      const rows = matching(documents, $("search").value, statuses);
      grid.show(ordering ? t.sorted(rows, ordering.ranks, ordering.descending) : rows);
      $("result").textContent = counted(rows.length, "document");
    }
    const counts = new Map();
    for (let row = 0; row < documents.rows; row++) counts.set(documents.word("status", row), (counts.get(documents.word("status", row)) || 0) + 1);
    $("statuses").append(...[...counts].sort((a, b) => b[1] - a[1]).map(([status, count]) => {
      const button = element("button", { type: "button", class: "option", "aria-pressed": "false" }, element("span", { class: "name" }, spaced(status)), element("span", { class: "count" }, grouped(count)));
      button.addEventListener("click", () => {
        if (!statuses.delete(status)) statuses.add(status);
        button.setAttribute("aria-pressed", String(statuses.has(status)));
        show();
      });
      return button;
    }));
    $("search").addEventListener("input", show);
    show();
    document.documentElement.dataset.ready = "documents";
  }

  start().catch(t.fail);
})();
