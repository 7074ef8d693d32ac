"use strict";
// Rows that broke an expectation, in their sentences, by expectation.

(() => {
  const t = window.tidyclaims;
  const { element, counted, short } = t;
  const $ = (id) => document.getElementById(id);
  const COLUMNS = [
    { key: "surface", label: "Row", sort: "surface" },
    { key: "sentence", label: "In its sentence" },
    { key: "value", label: "Read as", sort: "value" },
    { key: "reason", label: "What it broke", sort: "expectation" },
  ];

  class Failing {
    constructor(held) {
      this.rows = held.tables.failing;
      this.directory = new t.Directory(held.tables.documents, this.rows);
      this.wanted = null;
      this.ordering = { ranks: this.rows.ranks("expectation"), descending: false };
      this.grid = new t.Grid($("grid"), { label: "Failing rows", columns: COLUMNS, draw: (row) => this.cells(row), open: (row) => this.detail.show(row),
        sort: (name, descending) => { this.ordering = name ? { ranks: this.rows.ranks(name), descending } : null; this.show(); } });
      this.detail = new t.Detail($("detail"), { claims: this.rows, directory: this.directory, help: held.columns, corrections: new Map(),
        link: (row) => `document.html#d=${this.directory.value("document_id", row)}&c=${this.rows.word("claim_id", row)}`,
        close: () => $("grid").focus({ preventScroll: true }) });
      this.buttons = [...document.querySelectorAll("[data-expectation]")];
      this.buttons.forEach((button) => button.addEventListener("click", () => this.choose(button)));
      this.show();
    }

    choose(button) {
      const isOn = button.getAttribute("aria-pressed") === "true";
      this.buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button && !isOn)));
      this.wanted = isOn ? null : button.dataset.expectation;
      this.show();
    }

    show() {
      const all = Int32Array.from({ length: this.rows.rows }, (_, row) => row);
      const rows = this.wanted === null ? all : all.filter((row) => t.visible(this.rows.word("expectation", row)) === this.wanted);
      this.grid.show(this.ordering ? t.sorted(rows, this.ordering.ranks, this.ordering.descending) : rows);
      $("result").textContent = counted(rows.length, "row");
    }

    cells(row) {
      const { rows } = this;
      const [low, high] = [rows.number("value_low", row), rows.number("value_high", row)];
      return [
        t.marked(rows.word("kind", row), rows.word("surface", row)),
        element("p", { dir: "auto" }, t.sentenceOf(rows, row, 60)),
        [element("span", { class: "strong" }, low === high ? short(low) : `${short(low)} – ${short(high)}`), element("span", { class: "soft" }, t.unitName(rows.word("unit", row)) || rows.word("kind", row))],
        element("p", {}, rows.word("reason", row)),
      ];
    }
  }

  async function start() {
    if (!$("grid")) {
      document.documentElement.dataset.ready = "failing";
      return;
    }
    const held = await t.contents();
    await Promise.all([held.tables.documents.needAll(), held.tables.failing.needAll()]);
    t.failing = new Failing(held);
    document.documentElement.dataset.ready = "failing";
  }

  start().catch(t.fail);
})();
