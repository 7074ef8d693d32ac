"use strict";
// One claim in full: its sentence, every field, the rule that read it, and its correction as a snippet.

(() => {
  const { element, around, visible, marked, counted, spaced, csv, copy } = window.tidyclaims;
  const FIRST = ["value", "value_low", "value_high", "unit", "comparator", "measure", "subject", "of", "per", "attributed_to", "status", "direction", "change_role", "year_start", "year_end"];
  const FLAGS = ["unit_assumed", "negated"];
  // Fields that the grammar fixes are not corrected one by one: a wrong span or kind is a wrong rule.
  const CORRECTABLE = ["value", "value_low", "value_high", "unit", "unit_assumed", "per", "comparator", "direction", "change_role", "status", "negated", "measure", "measure_key", "subject", "of", "attributed_to", "year_start", "year_end", "year_role"];

  function shown(name, value) {
    if (value === null) return null;
    if (FLAGS.includes(name)) return value ? "true" : "false";
    return String(value);
  }

  // Which of several equal surfaces of a sentence a claim is: 0 for the first.
  function occurrence(claims, row) {
    const same = (other) => claims.word("surface", other) === claims.word("surface", row) && claims.word("sentence", other) === claims.word("sentence", row);
    let nth = 0;
    for (let other = row - 1; other >= 0 && other > row - 50 && claims.word("sentence", other) === claims.word("sentence", row); other--) if (same(other)) nth++;
    return nth;
  }

  function sentenceOf(claims, row, reach = Infinity) {
    const surface = claims.word("surface", row);
    const [before, middle, after] = around(claims.word("sentence", row) || "", surface, occurrence(claims, row), reach);
    return [before, middle ? marked(claims.word("kind", row), middle) : null, after];
  }

  // The lines of corrections.toml that would correct one field of a claim.
  function correction(claims, row, source, field) {
    const value = shown(field, claims.value(field, row));
    const literal = (text) => JSON.stringify(text).replaceAll("\u007f", "\\u007f");
    const bare = FLAGS.includes(field) || typeof claims.value(field, row) === "number";
    return [
      "[[correction]]",
      `document = ${literal(source)}`,
      `claim = ${literal(claims.word("claim_id", row))}  # ${literal(claims.word("surface", row))}, ${claims.number("char_start", row)}-${claims.number("char_end", row)}`,
      `field = ${literal(field)}`,
      `value = ${value === null ? '""' : bare ? value : literal(value)}  # was read as this`,
      'reason = ""',
      'by = ""',
      "",
    ].join("\n");
  }

  class Detail {
    // host: the panel; help: the columns of claims; link(row) gives the address of the claim in its document, or null.
    constructor(host, { claims, directory, help, corrections, link, close }) {
      Object.assign(this, { host, claims, directory, help, corrections, link, close });
      this.names = help.map((column) => column.name);
      host.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
    }

    hide() {
      this.host.hidden = true;
      this.close();
    }

    value(name, row) {
      if (name === "document_id" || name === "source") return this.directory.value(name, row);
      const value = this.claims.value(name, row);
      return FLAGS.includes(name) && value !== null ? (value ? "true" : "false") : value;
    }

    show(row) {
      const { claims } = this;
      const close = element("button", { type: "button", class: "close", "aria-label": "Close", on: { click: () => this.hide() } }, "✕");
      const kind = claims.word("kind", row);
      this.host.replaceChildren(
        element("header", {}, element("p", { class: "over" }, `${kind}, ${spaced(claims.word("section", row) || "")}`), close),
        element("h3", { dir: "auto" }, claims.word("surface", row)),
        element("blockquote", { dir: "auto" }, sentenceOf(claims, row)),
        element("p", { class: "where" }, this.directory.title(row)),
        this.actions(row),
        this.corrected(row),
        this.fields(row),
        this.correcting(row),
      );
      this.host.hidden = false;
      this.host.scrollTop = 0;
    }

    actions(row) {
      const address = this.link(row);
      const button = element("button", { type: "button" }, "Copy row");
      button.addEventListener("click", () => copy(csv(this.names, [row], (name, at) => this.value(name, at)), button, "Row copied as CSV"));
      return element("p", { class: "actions" }, address ? element("a", { class: "button primary", href: address }, "Show in document") : null, button);
    }

    // What was read, where a correction says otherwise.
    corrected(row) {
      const made = this.corrections.get(this.claims.word("claim_id", row));
      if (!made) return null;
      return element("ul", { class: "corrected" }, made.map(({ field, read, corrected, reason, by }) =>
        element("li", {}, element("strong", {}, spaced(field)), " read as ", element("del", {}, read ?? "nothing"), ", corrected to ", element("ins", {}, corrected ?? "nothing"), element("span", { class: "reason" }, `${reason} (${by})`))));
    }

    fields(row) {
      const rest = this.names.filter((name) => !FIRST.includes(name) && !["sentence", "surface"].includes(name));
      const list = (names) => element("dl", {}, names.map((name) => this.field(name, row)).flat());
      return element("div", { class: "fields" }, list(FIRST), element("details", { class: "rest", open: true }, element("summary", {}, "Where it stands, and how it was read"), list(rest)));
    }

    field(name, row) {
      const value = this.value(name, row);
      const help = this.help.find((column) => column.name === name);
      return [
        element("dt", { title: help.description }, spaced(name)),
        element("dd", { class: value === null ? "null" : "", dir: "auto" }, value === null ? "—" : String(value)),
      ];
    }

    correcting(row) {
      const choice = element("select", { "aria-label": "Field to correct" }, CORRECTABLE.map((name) => element("option", { value: name }, spaced(name))));
      const code = element("code", {});
      const fill = () => (code.textContent = visible(correction(this.claims, row, this.directory.value("source", row), choice.value)));
      choice.addEventListener("change", fill);
      fill();
      const button = element("button", { type: "button" }, "Copy correction");
      button.addEventListener("click", () => copy(correction(this.claims, row, this.directory.value("source", row), choice.value), button, "Correction copied"));
      return element("details", { class: "correcting" }, element("summary", {}, "Correct this row"),
        element("p", {}, "Paste into corrections.toml, set the right value, the reason and your name."), choice,
        element("pre", { tabindex: "0" }, code), button);
    }
  }

  Object.assign(window.tidyclaims, { Detail, sentenceOf, correction, counted });
})();
