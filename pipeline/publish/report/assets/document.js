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
      this.claims = held.tables.claims;
      this.documents = held.tables.documents;
      this.excluded = held.tables.excluded;
      this.corrections = t.correctionsByClaim(held.corrections);
      this.hidden = new Set();
      this.build();
    }

    build() {
      this.directory = { value: (name) => this.documents.value(name, this.place), title: () => this.name() };
      this.grid = new t.Grid($("grid"), { label: "Claims of this document", columns: COLUMNS, draw: (row) => this.cells(row), open: (row) => this.choose(row) });
      this.detail = new t.Detail($("detail"), { claims: this.claims, directory: this.directory, help: this.held.columns,
        corrections: this.corrections, link: () => null, close: () => this.back() });
      $("sheet").addEventListener("click", (event) => this.follow(event));
      document.addEventListener("keydown", (event) => this.key(event));
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
      const row = this.rows.find((at) => this.claims.word("claim_id", at) === wanted.get("c"));
      if (row !== undefined) this.choose(row, { keep: true });
      document.documentElement.dataset.ready = "document";
    }

    find(id) {
      for (let place = 0; place < this.documents.rows; place++)
        if (this.documents.word("document_id", place) === id && this.documents.number("text_chunk", place) >= 0 && this.documents.word("status", place) !== "duplicate") return place;
      return -1;
    }

    async open(place) {
      const number = (name) => this.documents.number(name, place);
      const [first, end] = [number("first_claim"), number("first_claim") + number("claim_rows")];
      const [firstExcluded, endExcluded] = [number("first_excluded"), number("first_excluded") + number("excluded_rows")];
      const [texts] = await Promise.all([t.load("texts", number("text_chunk")), this.claims.need(first, end), this.excluded.need(firstExcluded, endExcluded)]);
      this.place = place;
      this.rows = Int32Array.from({ length: end - first }, (_, index) => first + index);
      this.head();
      this.marks = t.drawText($("sheet"), texts[this.documents.word("document_id", place)], [...this.spans(), ...this.exclusions(firstExcluded, endExcluded)]);
      this.grid.show(this.rows);
      this.showKinds();
    }

    spans() {
      const { claims } = this;
      return Array.from(this.rows, (row) => ({ start: claims.number("char_start", row), end: claims.number("char_end", row),
        row, kind: claims.word("kind", row), id: claims.word("claim_id", row), address: this.address(row) }));
    }

    exclusions(first, end) {
      const spans = [];
      for (let row = first; row < end; row++)
        spans.push({ start: this.excluded.number("char_start", row), end: this.excluded.number("char_end", row), reason: this.excluded.word("reason", row) });
      return spans;
    }

    address(row) {
      return `#d=${this.documents.word("document_id", this.place)}&c=${this.claims.word("claim_id", row)}`;
    }

    head() {
      const word = (name) => this.documents.word(name, this.place);
      document.title = `${t.visible(this.name())} · tidyclaims`;
      $("title").textContent = t.visible(this.name());
      const url = word("url");
      const link = url && /^https?:\/\//i.test(url) ? element("a", { href: url, rel: "noreferrer noopener" }, url) : url;
      const facts = [word("title") ? word("source") : null, word("publisher"), word("published"), word("language"), counted(this.rows.length, "claim"),
        counted(this.documents.number("excluded_rows", this.place), "number excluded", "numbers excluded")].filter(Boolean);
      $("about").replaceChildren(...facts.map((fact) => element("span", {}, fact)), link ? element("span", {}, link) : "");
    }

    cells(row) {
      const { claims } = this;
      const parts = ["measure", "subject"].map((name) => claims.word(name, row)).filter(Boolean);
      const years = [...new Set(["year_start", "year_end"].map((name) => claims.number(name, row)).filter((year) => !Number.isNaN(year)))];
      const status = claims.word("status", row);
      const [low, high] = [claims.number("value_low", row), claims.number("value_high", row)];
      const value = claims.word("kind", row) === "year" ? "" : `${low === high ? short(low) : `${short(low)} – ${short(high)}`} ${claims.word("unit", row) || ""}`;
      return [
        t.marked(claims.word("kind", row), claims.word("surface", row)),
        [element("span", { class: "strong" }, [value, parts.join(", ")].filter(Boolean).join(" · ")),
          element("span", { class: "soft" }, [years.join("–"), status === "actual" ? "" : status, spaced(claims.word("section", row))].filter(Boolean).join(" · "))],
      ];
    }

    showKinds() {
      const counts = new Map();
      for (const row of this.rows) counts.set(this.claims.word("kind", row), (counts.get(this.claims.word("kind", row)) || 0) + 1);
      const kinds = Object.keys(t.GLYPHS).filter((kind) => counts.has(kind));
      const toggles = kinds.map((kind) => this.toggle(kind, counts.get(kind), element("span", { class: `swatch kind-${kind}`, "aria-hidden": "true" }, t.GLYPHS[kind])));
      const excluded = this.documents.number("excluded_rows", this.place);
      if (excluded) toggles.push(this.toggle("excluded", excluded, element("span", { class: "swatch swatch-excluded", "aria-hidden": "true" })));
      $("kinds").replaceChildren(...toggles);
    }

    toggle(kind, count, sign) {
      const button = element("button", { type: "button", class: "option", "aria-pressed": String(!this.hidden.has(kind)) }, sign, element("span", { class: "name" }, kind), element("span", { class: "count" }, count));
      button.addEventListener("click", () => {
        if (!this.hidden.delete(kind)) this.hidden.add(kind);
        button.setAttribute("aria-pressed", String(!this.hidden.has(kind)));
        $("sheet").classList.toggle(`hide-${kind}`, this.hidden.has(kind));
        this.grid.show(this.rows.filter((row) => !this.hidden.has(this.claims.word("kind", row))));
      });
      return button;
    }

    // A row was chosen: show its span; a span was chosen: show its row.
    choose(row, { keep = false, focus = false } = {}) {
      this.row = row;
      this.detail.show(row);
      this.grid.select(row);
      document.querySelectorAll(".mark.chosen").forEach((mark) => mark.classList.remove("chosen"));
      const mark = this.marks.get(row);
      mark.classList.add("chosen");
      const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      mark.scrollIntoView({ block: "center", behavior: isCalm || keep ? "auto" : "smooth" });
      if (focus) mark.focus({ preventScroll: true });
      if (!keep) history.replaceState(null, "", this.address(row));
    }

    back() {
      if (this.row !== undefined) this.marks.get(this.row).focus({ preventScroll: true });
    }

    follow(event) {
      const mark = event.target.closest("a.mark");
      if (!mark) return;
      event.preventDefault();
      this.choose(Number(mark.dataset.row));
    }

    key(event) {
      if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { n: 1, p: -1 }[event.key];
      if (!step || !this.grid.rows.length) return;
      const at = this.grid.rows.indexOf(this.row);
      const place = Math.min(this.grid.rows.length - 1, Math.max(0, at < 0 && step < 0 ? 0 : at + step));
      this.choose(this.grid.rows[place], { focus: true });
    }
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
