"use strict";
// The page of one document: its text with marks, its claims beside it, each leading to the other.

(() => {
  const t = window.tidyclaims;
  const { element, short, counted, spaced } = t;
  const $ = (id) => document.getElementById(id);
  const COLUMNS = [{ key: "surface", label: "Claim" }, { key: "what", label: "What it says" }];

  class Page {
    constructor(held) {
      this.held = held;
      this.documents = held.tables.documents;
      this.corrections = t.correctionsByClaim(held.corrections);
      this.hidden = new Set();
      this.directory = { value: (name) => this.documents.value(name, this.place), title: () => this.name() };
      this.grid = new t.Grid($("grid"), { label: "Claims of this document", columns: COLUMNS, draw: (row) => this.cells(row), open: (row) => this.choose("claims", row) });
      this.details = { claims: this.detailOf("claims"), failing: this.detailOf("failing") };
      $("sheet").addEventListener("click", (event) => this.follow(event));
      document.addEventListener("keydown", (event) => this.key(event));
    }

    detailOf(table) {
      return new t.Detail($("detail"), { claims: this.held.tables[table], directory: this.directory, help: this.held.columns,
        corrections: this.corrections, link: () => null, close: () => this.back() });
    }

    name() {
      return this.documents.word("title", this.place) || this.documents.word("source", this.place);
    }

    // Shows the document and the claim that the address names.
    async show() {
      const wanted = new URLSearchParams(location.hash.slice(1));
      const place = this.find(wanted.get("d"));
      if (place < 0) throw new Error(`no document ${wanted.get("d") || "is named in the address"} in this release`);
      if (place !== this.place) await this.open(place);
      for (const [table, rows] of Object.entries(this.rows)) {
        const row = rows.find((at) => this.held.tables[table].word("claim_id", at) === wanted.get("c"));
        if (row !== undefined) this.choose(table, row, { keep: true });
      }
      document.documentElement.dataset.ready = "document";
    }

    find(id) {
      for (let place = 0; place < this.documents.rows; place++)
        if (this.documents.word("document_id", place) === id && this.documents.word("status", place) === "ok") return place;
      return -1;
    }

    async open(place) {
      const ranges = Object.fromEntries(["claims", "excluded", "failing"].map((table) => [table, this.range(table, place)]));
      const needed = Object.entries(ranges).map(([table, [first, end]]) => this.held.tables[table].need(first, end));
      const [texts] = await Promise.all([t.load("texts", this.documents.number("text_chunk", place)), ...needed]);
      this.place = place;
      this.rows = { claims: listed(...ranges.claims), failing: listed(...ranges.failing) };
      this.head();
      const spans = [...this.spans("claims"), ...this.spans("failing"), ...this.exclusions(...ranges.excluded)];
      this.marks = t.drawText($("sheet"), texts[this.documents.word("document_id", place)], spans);
      this.grid.show(this.rows.claims);
      this.showKinds();
    }

    // The rows of a table that belong to a document: first, end.
    range(table, place) {
      const first = this.documents.number(`first_${table}`, place);
      return [first, first + this.documents.number(`${table}_rows`, place)];
    }

    spans(name) {
      const table = this.held.tables[name];
      return Array.from(this.rows[name], (row) => ({ start: table.number("char_start", row), end: table.number("char_end", row),
        table: name, key: `${name} ${row}`, kind: table.word("kind", row), address: this.address(name, row) }));
    }

    exclusions(first, end) {
      const { excluded } = this.held.tables;
      return Array.from(listed(first, end), (row) => ({ start: excluded.number("char_start", row), end: excluded.number("char_end", row), reason: excluded.word("reason", row) }));
    }

    address(table, row) {
      return `#d=${this.documents.word("document_id", this.place)}&c=${this.held.tables[table].word("claim_id", row)}`;
    }

    head() {
      const word = (name) => this.documents.word(name, this.place);
      document.title = `${t.visible(this.name())} · tidyclaims`;
      $("title").textContent = t.visible(this.name());
      const url = word("url");
      const link = url && /^https?:\/\//i.test(url) ? element("a", { href: url, rel: "noreferrer noopener" }, url) : url;
      const held = this.rows.failing.length;
      const facts = [word("title") ? word("source") : null, word("publisher"), word("published"), word("language"), counted(this.rows.claims.length, "claim"),
        counted(this.documents.number("excluded_rows", this.place), "number excluded", "numbers excluded"), held ? counted(held, "row quarantined", "rows quarantined") : null, link];
      $("about").replaceChildren(...facts.filter(Boolean).map((fact) => element("span", {}, fact)));
    }

    cells(row) {
      const { claims } = this.held.tables;
      const parts = ["measure", "subject"].map((name) => claims.word(name, row)).filter(Boolean);
      const years = [...new Set(["year_start", "year_end"].map((name) => claims.number(name, row)).filter((year) => !Number.isNaN(year)))];
      const status = claims.word("status", row);
      const [low, high] = [claims.number("value_low", row), claims.number("value_high", row)];
      const value = claims.word("kind", row) === "year" ? "" : `${low === high ? short(low) : `${short(low)} – ${short(high)}`} ${t.unitName(claims.word("unit", row))}`;
      const isCorrected = this.corrections.has(claims.word("claim_id", row));
      return [
        [t.marked(claims.word("kind", row), claims.word("surface", row)), isCorrected ? element("span", { class: "tag" }, "corrected") : null],
        [element("span", { class: "strong" }, [value, parts.join(", ")].filter(Boolean).join(" · ")),
          element("span", { class: "soft" }, [years.join("–"), status === "actual" ? "" : status, spaced(claims.word("section", row))].filter(Boolean).join(" · "))],
      ];
    }

    showKinds() {
      const { claims } = this.held.tables;
      const counts = new Map();
      for (const row of this.rows.claims) counts.set(claims.word("kind", row), (counts.get(claims.word("kind", row)) || 0) + 1);
      const kinds = Object.keys(t.GLYPHS).filter((kind) => counts.has(kind));
      const toggles = kinds.map((kind) => this.toggle(kind, counts.get(kind), element("span", { class: `swatch kind-${kind}`, "aria-hidden": "true" }, t.GLYPHS[kind])));
      const excluded = this.documents.number("excluded_rows", this.place);
      if (excluded) toggles.push(this.toggle("excluded", excluded, element("span", { class: "swatch swatch-excluded", "aria-hidden": "true" })));
      if (excluded) toggles.push(this.reasons());
      $("kinds").replaceChildren(...toggles);
    }

    toggle(kind, count, sign) {
      const button = element("button", { type: "button", class: "option", "aria-pressed": String(!this.hidden.has(kind)) }, sign, element("span", { class: "name" }, kind), element("span", { class: "count" }, String(count)));
      button.addEventListener("click", () => {
        if (!this.hidden.delete(kind)) this.hidden.add(kind);
        button.setAttribute("aria-pressed", String(!this.hidden.has(kind)));
        $("sheet").classList.toggle(`hide-${kind}`, this.hidden.has(kind));
        this.grid.show(this.rows.claims.filter((row) => !this.hidden.has(this.held.tables.claims.word("kind", row))));
      });
      return button;
    }

    // Spells out beside each excluded number why it is no claim.
    reasons() {
      const button = element("button", { type: "button", class: "option", "aria-pressed": "false" }, element("span", { class: "name" }, "reasons"));
      button.addEventListener("click", () => button.setAttribute("aria-pressed", String($("sheet").classList.toggle("show-reasons"))));
      return button;
    }

    // A row was chosen: show its span; a span was chosen: show its row.
    choose(table, row, { keep = false, focus = false } = {}) {
      this.chosen = `${table} ${row}`;
      this.details[table].show(row);
      if (table === "claims") this.grid.select(row);
      document.querySelectorAll(".mark.chosen").forEach((mark) => mark.classList.remove("chosen"));
      const mark = this.marks.get(this.chosen);
      mark.classList.add("chosen");
      bringIntoView(mark);
      if (focus) mark.focus({ preventScroll: true });
      if (!keep) history.replaceState(null, "", this.address(table, row));
    }

    back() {
      if (this.chosen) this.marks.get(this.chosen).focus({ preventScroll: true });
    }

    follow(event) {
      const mark = event.target.closest("a.mark");
      if (!mark) return;
      event.preventDefault();
      const [table, row] = mark.dataset.key.split(" ");
      this.choose(table, Number(row));
    }

    // n and p go to the next and the previous claim.
    key(event) {
      if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { n: 1, p: -1 }[event.key];
      const { rows } = this.grid;
      if (!step || !rows.length) return;
      const at = rows.findIndex((row) => `claims ${row}` === this.chosen);
      const place = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
      this.choose("claims", rows[place], { focus: true });
    }
  }

  // The blocks on the way take their true height only once they are near, so that one step may miss the mark.
  function bringIntoView(mark, steps = 3) {
    mark.scrollIntoView({ block: "center" });
    if (steps > 1) requestAnimationFrame(() => bringIntoView(mark, steps - 1));
  }

  function listed(first, end) {
    return Int32Array.from({ length: end - first }, (_, index) => first + index);
  }

  async function start() {
    const held = await t.contents();
    await held.tables.documents.needAll();
    const page = new Page(held);
    t.page = page;
    window.addEventListener("hashchange", () => page.show().catch(t.fail));
    await page.show();
  }

  start().catch(t.fail);
})();
