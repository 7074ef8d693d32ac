"use strict";
// One claim in full: its sentence, every field, the rule that read it, and its correction as a snippet.

(() => {
  const { element, around, visible, marked, spaced, csv, copy } = window.tidyclaims;
  const FIRST = ["value", "value_low", "value_high", "unit", "unit_assumed", "per", "comparator", "direction", "change_role", "status", "negated", "measure", "measure_key", "subject", "of", "attributed_to", "year_start", "year_end", "year_role"];
  const FLAGS = ["unit_assumed", "negated"];
  const ABOVE = ["sentence", "surface", "kind", "section"];

  // Flags are held as 0 and 1.
  function worded(name, value) {
    return FLAGS.includes(name) && value !== null ? Boolean(value) : value;
  }

  // A number with its thousands apart and every digit it has.
  function inFull(number) {
    return Math.abs(number) < 1e21 ? number.toLocaleString("en", { maximumFractionDigits: 20 }) : String(number);
  }

  // Which of several equal surfaces of a sentence a claim is: 0 for the first.
  function occurrence(claims, row) {
    const [sentence, surface] = [claims.word("sentence", row), claims.word("surface", row)];
    let nth = 0;
    for (let other = row - 1; other >= 0 && claims.word("sentence", other) === sentence; other--)
      if (claims.word("surface", other) === surface) nth++;
    return nth;
  }

  // The sentence of a claim with the claim marked, cut to so many characters before it.
  function sentenceOf(claims, row, reach = Infinity) {
    const [before, surface, after] = around(claims.word("sentence", row), claims.word("surface", row), occurrence(claims, row), reach);
    return [before, surface ? marked(claims.word("kind", row), surface) : null, after];
  }

  // A TOML string, which is a JSON string but for one character.
  function toml(text) {
    return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
  }

  // The entry of corrections.toml for one field of a claim, ready but for the right value, the reason and the name.
  function correction(claims, row, source, field) {
    const value = worded(field, claims.value(field, row));
    const place = `${claims.number("char_start", row)}-${claims.number("char_end", row)}`;
    return [
      "[[correction]]",
      `document = ${toml(source)}`,
      `claim = ${toml(claims.word("claim_id", row))}  # ${toml(claims.word("surface", row))} at ${place}`,
      `field = ${toml(field)}`,
      `value = ${typeof value === "string" ? toml(value) : value ?? '""'}  # as it was read${value === null ? ": nothing" : ""}`,
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
      if (this.host.hidden) return;
      this.host.hidden = true;
      this.close();
    }

    value(name, row) {
      if (name === "document_id" || name === "source") return this.directory.value(name, row);
      return worded(name, this.claims.value(name, row));
    }

    show(row) {
      const word = (name) => this.claims.word(name, row);
      const parts = [
        element("header", {}, element("p", { class: "over" }, `${word("kind")} · ${spaced(word("section"))}`),
          element("button", { type: "button", class: "close", "aria-label": "Close", on: { click: () => this.hide() } }, "✕")),
        element("h2", { class: "surface", dir: "auto" }, word("surface")),
        element("blockquote", { dir: "auto", tabindex: "0" }, sentenceOf(this.claims, row)),
        element("p", { class: "where" }, this.directory.title(row)),
        this.broken(row), this.corrected(row), this.actions(row), this.fields(row), this.correcting(row),
      ];
      this.host.replaceChildren(...parts.filter(Boolean));
      this.host.hidden = false;
      this.host.scrollTop = 0;
    }

    actions(row) {
      const address = this.link(row);
      const button = element("button", { type: "button" }, "Copy row");
      button.addEventListener("click", () => copy(csv(this.names, [row], (name, at) => this.value(name, at)), button, "Row copied as CSV"));
      return element("p", { class: "actions" }, address ? element("a", { class: "button primary", href: address }, "Show in document") : null, button);
    }

    // The expectation that a quarantined row broke.
    broken(row) {
      const expectation = this.claims.word("expectation", row);
      if (!expectation) return null;
      return element("p", { class: "broken" }, element("strong", {}, spaced(expectation)), " ", this.claims.word("reason", row));
    }

    // What was read, where a correction says otherwise.
    corrected(row) {
      const made = this.corrections.get(this.claims.word("claim_id", row));
      if (!made) return null;
      return element("ul", { class: "corrected" }, made.map(({ field, read, corrected, reason, by }) =>
        element("li", {}, element("strong", {}, spaced(field)), " was read as ", element("del", {}, read ?? "nothing"), " and corrected to ", element("ins", {}, corrected ?? "nothing"),
          element("span", { class: "reason" }, `${reason} (${by})`))));
    }

    fields(row) {
      const stated = FIRST.filter((name) => this.says(name, row));
      const empty = FIRST.filter((name) => this.value(name, row) === null);
      const rest = this.names.filter((name) => !ABOVE.includes(name) && !stated.includes(name));
      const list = (names) => element("dl", {}, names.map((name) => this.field(name, row)));
      return element("div", { class: "fields" }, list(stated),
        empty.length ? element("p", { class: "empty" }, `Not stated: ${empty.map(spaced).join(", ")}`) : null,
        element("p", { class: "sub" }, "Where it stands, and how it was read"), list(rest.filter((name) => this.value(name, row) !== null)));
    }

    // Whether a field tells more than its default or than the value beside it.
    says(name, row) {
      const value = this.value(name, row);
      if (value === null || value === false) return false;
      return !["value_low", "value_high"].includes(name) || value !== this.value("value", row);
    }

    field(name, row) {
      const help = this.help.find((column) => column.name === name);
      const value = this.value(name, row);
      const isCode = ["claim_id", "document_id", "rule", "locator"].includes(name);
      const isValue = name.startsWith("value") && this.claims.word("kind", row) !== "year";
      return [element("dt", { title: help.description }, spaced(name)), element("dd", { class: isCode ? "code" : null, dir: "auto" }, isValue ? inFull(value) : String(value))];
    }

    correcting(row) {
      const choice = element("select", { "aria-label": "Field to correct" }, FIRST.map((name) => element("option", { value: name }, spaced(name))));
      const code = element("code", {});
      const text = () => correction(this.claims, row, this.directory.value("source", row), choice.value);
      const fill = () => (code.textContent = visible(text()));
      choice.addEventListener("change", fill);
      fill();
      const button = element("button", { type: "button" }, "Copy correction");
      button.addEventListener("click", () => copy(text(), button, "Correction copied"));
      return element("details", { class: "correcting" }, element("summary", {}, "Correct this row"),
        element("p", {}, "Paste into corrections.toml, set the right value, the reason and your name."), choice,
        element("pre", { tabindex: "0" }, code), button);
    }
  }

  Object.assign(window.tidyclaims, { Detail, sentenceOf, correction });
})();
