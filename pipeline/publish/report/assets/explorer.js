"use strict";
// The claims table of the first page: search, filters, sorting, the panel of one claim, and charts that lead into it.

(() => {
  const t = window.tidyclaims;
  const { element, grouped, short, counted, spaced, announce } = t;
  const $ = (id) => document.getElementById(id);
  const COLUMNS = [
    { key: "surface", label: "Claim", sort: "surface", help: "The words of the claim, marked by kind" },
    { key: "sentence", label: "In its sentence", help: "The words around it" },
    { key: "value", label: "Value", sort: "value", help: "The point or the stated bounds, with their unit" },
    { key: "measure", label: "Measure, subject", sort: "measure", help: "What is measured, and whose it is" },
    { key: "year", label: "Year", sort: "year_end", help: "The years the claim is about" },
    { key: "status", label: "Status", sort: "status", help: "Told as fact, estimate, forecast, target or hypothetical" },
    { key: "document", label: "Document", help: "Where it stands" },
  ];

  class Explorer {
    constructor(held) {
      this.claims = held.tables.claims;
      this.documents = held.tables.documents;
      this.help = held.columns;
      this.corrections = t.correctionsByClaim(held.corrections);
      this.filter = t.parsed(location.hash);
      this.ordering = null;
      this.isReady = false;
    }

    async start() {
      await this.documents.needAll();
      await this.claims.needAll((rows) => ($("result").textContent = `Loading claims… ${grouped(rows)} of ${grouped(this.claims.rows)}`));
      this.directory = new t.Directory(this.documents, this.claims);
      this.grid = new t.Grid($("grid"), {
        label: "Claims", columns: COLUMNS, draw: (row) => this.cells(row), open: (row) => this.open(row),
        sort: (name, descending) => this.sortBy(name, descending),
      });
      this.detail = new t.Detail($("detail"), {
        claims: this.claims, directory: this.directory, help: this.help, corrections: this.corrections,
        link: (row) => this.address(row), close: () => $("grid").focus({ preventScroll: true }),
      });
      this.bind();
      this.isReady = true;
      this.apply();
      document.documentElement.dataset.ready = "claims";
    }

    address(row) {
      return `document.html#d=${this.directory.value("document_id", row)}&c=${this.claims.word("claim_id", row)}`;
    }

    cells(row) {
      const { claims } = this;
      const years = [claims.number("year_start", row), claims.number("year_end", row)].filter((year) => !Number.isNaN(year));
      const span = years.length === 2 && years[0] !== years[1] ? years.join("–") : years.length ? String(years[0]) : "";
      const [low, high] = [claims.number("value_low", row), claims.number("value_high", row)];
      const isYear = claims.word("kind", row) === "year";
      const value = isYear ? "" : low === high ? short(low) : `${short(low)} – ${short(high)}`;
      const status = claims.word("status", row);
      const isCorrected = this.corrections.has(claims.word("claim_id", row));
      return [
        [t.marked(claims.word("kind", row), claims.word("surface", row)), isCorrected ? element("span", { class: "tag" }, "corrected") : null],
        element("p", { dir: "auto" }, t.sentenceOf(claims, row, 40)),
        [element("span", { class: "strong" }, value), element("span", { class: "soft" }, t.unitName(claims.word("unit", row)))],
        [element("span", { class: "strong" }, claims.word("measure", row) || ""), element("span", { class: "soft" }, claims.word("subject", row) || "")],
        span,
        element("span", { class: `state state-${status}` }, status || ""),
        element("a", { href: this.address(row), title: this.directory.value("source", row) }, this.directory.title(row)),
      ];
    }

    open(row) {
      this.detail.show(row);
    }

    sortBy(name, descending) {
      this.ordering = name ? { ranks: this.claims.ranks(name), descending } : null;
      this.display();
    }

    // Runs the filter and shows what passes.
    apply() {
      const started = performance.now();
      const { rows, counts } = t.matching(this.claims, this.directory, this.filter, this.corrections);
      this.rows = rows;
      this.display();
      this.showFacets(counts);
      this.showActive();
      $("result").textContent = `${counted(rows.length, "claim")}${rows.length < this.claims.rows ? ` of ${grouped(this.claims.rows)}` : ""}`;
      this.lastFilter = performance.now() - started;
      const words = t.written(this.filter);
      if (words !== location.hash.slice(1)) history.replaceState(null, "", words ? `#${words}` : location.pathname);
    }

    display() {
      const rows = this.ordering ? t.sorted(this.rows, this.ordering.ranks, this.ordering.descending) : this.rows;
      this.grid.show(rows);
    }

    showFacets(counts) {
      for (const facet of t.FACETS) {
        const box = document.querySelector(`[data-facet="${facet}"] .options`);
        const order = this.help.find((column) => column.name === facet).categories;
        box.replaceChildren(...order.filter((word) => counts[facet].has(word)).map((word) => this.option(facet, word, counts[facet].get(word))));
      }
    }

    option(facet, word, count) {
      const isOn = this.filter[facet].has(word);
      const sign = facet === "kind" ? element("span", { class: `swatch kind-${word}`, "aria-hidden": "true" }, t.GLYPHS[word]) : null;
      const swatch = facet === "status" ? element("span", { class: `swatch swatch-${word}`, "aria-hidden": "true" }) : sign;
      const toggle = () => {
        this.filter[facet][isOn ? "delete" : "add"](word);
        this.apply();
        const again = [...document.querySelectorAll(`[data-facet="${facet}"] button`)].find((button) => button.dataset.word === word);
        if (again) again.focus({ preventScroll: true });
      };
      return element("button", { type: "button", class: "option", "aria-pressed": String(isOn), "data-word": word, on: { click: toggle } },
        swatch, element("span", { class: "name" }, spaced(word)), element("span", { class: "count" }, grouped(count)));
    }

    // Filters that have no control of their own on show, each with a way to drop it.
    showActive() {
      const names = { document: "document", unit: "unit", min: "at least", max: "at most", corrected: "corrected" };
      const active = Object.keys(names).filter((key) => this.filter[key]);
      $("active").replaceChildren(...active.map((key) => {
        const value = key === "document" ? this.documentName(this.filter[key]) : key === "max" || key === "min" ? grouped(Number(this.filter[key])) : this.filter[key];
        const drop = () => { this.filter[key] = ""; this.apply(); };
        return element("li", {}, element("button", { type: "button", "aria-label": `Remove filter ${names[key]}`, on: { click: drop } }, `${names[key]}: ${value} ✕`));
      }));
      $("active").hidden = !active.length;
    }

    documentName(id) {
      const place = this.directory.places.get(id);
      return place === undefined ? id : this.documents.word("title", place) || this.documents.word("source", place);
    }

    // Shows what the address asks for.
    follow(hash) {
      this.filter = t.parsed(hash);
      this.fill();
      if (this.isReady) this.apply();
    }

    fill() {
      const fields = { search: "q", "year-from": "from", "year-to": "to", "document-filter": "name" };
      for (const [id, key] of Object.entries(fields)) $(id).value = this.filter[key];
    }

    bind() {
      const fields = { search: "q", "year-from": "from", "year-to": "to", "document-filter": "name" };
      for (const [id, key] of Object.entries(fields)) {
        let timer = 0;
        $(id).addEventListener("input", () => {
          clearTimeout(timer);
          timer = setTimeout(() => { this.filter[key] = $(id).value.trim(); this.apply(); }, 120);
        });
      }
      $("clear").addEventListener("click", () => { this.filter = t.parsed(""); this.fill(); this.apply(); });
      $("copy-csv").addEventListener("click", () => this.copy());
      $("column-help").addEventListener("click", () => this.explain());
    }

    copy() {
      const names = this.help.map((column) => column.name);
      const text = t.csv(names, this.grid.rows, (name, row) => this.detail.value(name, row));
      t.copy(text, $("copy-csv"), `${counted(this.grid.rows.length, "row")} copied as CSV`);
    }

    explain() {
      $("help-body").replaceChildren(element("dl", {}, this.help.map((column) => [
        element("dt", {}, element("code", {}, column.name), " ", element("span", { class: "soft" }, [column.type, column.unit, column.nullable ? "may be null" : null].filter(Boolean).join(", "))),
        element("dd", {}, column.description, " ", element("span", { class: "soft" }, "Example: "), element("code", {}, String(column.example))),
      ]).flat()));
      $("help").showModal();
    }
  }

  function lead(explorer, query) {
    explorer.follow(query);
    $("claims").scrollIntoView();
    announce("The claims table shows this choice");
  }

  async function start() {
    const held = await t.contents();
    const explorer = new Explorer(held);
    t.explorer = explorer;
    explorer.fill();
    document.querySelectorAll("[data-query]").forEach((shape) => shape.addEventListener("click", () => lead(explorer, shape.dataset.query)));
    window.addEventListener("hashchange", () => location.hash.includes("=") && lead(explorer, location.hash));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
      event.preventDefault();
      $("search").focus();
    });
    if (matchMedia("(max-width: 900px)").matches) $("facets").open = false;
    await explorer.start();
    if (location.hash.includes("=")) $("claims").scrollIntoView();
  }

  start().catch(t.fail);
})();
