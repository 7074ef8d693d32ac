"use strict";
// Tables as typed columns, filled chunk by chunk: numbers with NaN for null, words once each with a code per row.

(() => {
  const { load } = window.tidyclaims;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  class Table {
    constructor(name, rows, size) {
      this.name = name;
      this.rows = rows;
      this.size = size;
      this.columns = new Map();
      this.pending = new Map();
    }

    // Loads the rows from first up to end.
    async need(first, end) {
      const numbers = [];
      for (let n = Math.floor(first / this.size); n * this.size < Math.min(end, this.rows); n++) numbers.push(n);
      await Promise.all(numbers.map((number) => this.chunk(number)));
    }

    // Loads every row, a few chunks at a time; told after each how many rows are there.
    async needAll(progress = () => {}) {
      const last = Math.ceil(this.rows / this.size);
      for (let number = 0; number < last; number += 2) {
        await this.need(number * this.size, (number + 2) * this.size);
        progress(Math.min((number + 2) * this.size, this.rows));
      }
    }

    chunk(number) {
      if (!this.pending.has(number)) this.pending.set(number, load(this.name, number).then((part) => this.take(number, part)));
      return this.pending.get(number);
    }

    take(number, part) {
      const first = number * this.size;
      for (const [name, column] of Object.entries(part.columns)) {
        if (column.numbers) this.takeNumbers(name, first, column.numbers);
        else this.takeWords(name, first, column);
      }
    }

    takeNumbers(name, first, numbers) {
      if (!this.columns.has(name)) this.columns.set(name, { numbers: new Float64Array(this.rows).fill(NaN) });
      const held = this.columns.get(name).numbers;
      for (let i = 0; i < numbers.length; i++) held[first + i] = numbers[i] === null ? NaN : numbers[i];
    }

    takeWords(name, first, { words, codes }) {
      if (!this.columns.has(name)) this.columns.set(name, { words: [], codes: new Int32Array(this.rows).fill(-1), low: [] });
      const column = this.columns.get(name);
      const offset = column.words.length;
      for (const word of words) column.words.push(word);
      for (let i = 0; i < codes.length; i++) column.codes[first + i] = codes[i] < 0 ? -1 : codes[i] + offset;
    }

    // A word, or null.
    word(name, row) {
      const column = this.columns.get(name);
      const code = column ? column.codes[row] : -1;
      return code < 0 ? null : column.words[code];
    }

    // A number, or NaN.
    number(name, row) {
      const column = this.columns.get(name);
      return column ? column.numbers[row] : NaN;
    }

    // Word, number or null, whichever the column holds.
    value(name, row) {
      const column = this.columns.get(name);
      if (!column) return null;
      if (column.words) return this.word(name, row);
      return Number.isNaN(column.numbers[row]) ? null : column.numbers[row];
    }

    // For each word of a column, 1 where test(word) holds.
    flags(name, test) {
      const { words } = this.columns.get(name);
      const found = new Uint8Array(words.length);
      for (let i = 0; i < words.length; i++) found[i] = test(words[i]) ? 1 : 0;
      return found;
    }

    // For each word of a column, 1 where it holds the term, which is in lower case.
    holding(name, term) {
      const column = this.columns.get(name);
      for (let i = column.low.length; i < column.words.length; i++) column.low.push(column.words[i].toLowerCase());
      const found = new Uint8Array(column.words.length);
      for (let i = 0; i < column.low.length; i++) found[i] = column.low[i].includes(term) ? 1 : 0;
      return found;
    }

    // A number per row to sort by; null sorts last either way.
    ranks(name) {
      const column = this.columns.get(name);
      if (column.numbers) return column.numbers;
      const order = Array.from(column.words.keys()).sort((a, b) => collator.compare(column.words[a], column.words[b]));
      const rank = new Float64Array(column.words.length);
      order.forEach((code, place) => {
        const previous = order[place - 1];
        const same = place > 0 && column.words[code] === column.words[previous];
        rank[code] = same ? rank[previous] : place;
      });
      return Float64Array.from(column.codes, (code) => (code < 0 ? NaN : rank[code]));
    }
  }

  // Row numbers sorted by their ranks; equal ranks keep their order, NaN comes last.
  function sorted(rows, ranks, descending) {
    const sign = descending ? -1 : 1;
    const known = rows.filter((row) => !Number.isNaN(ranks[row]));
    const unknown = rows.filter((row) => Number.isNaN(ranks[row]));
    known.sort((a, b) => sign * (ranks[a] - ranks[b]) || a - b);
    const all = new Int32Array(rows.length);
    all.set(known);
    all.set(unknown, known.length);
    return all;
  }

  // The tables of the report with their number of rows, and the help on columns.
  async function contents() {
    const held = await load("contents", 0);
    const tables = {};
    for (const [name, rows] of Object.entries(held.rows)) tables[name] = new Table(name, rows, held.size);
    return { ...held, tables };
  }

  // Documents by their place, the document of each row of a table, and documents by name.
  class Directory {
    constructor(documents, rows) {
      this.documents = documents;
      this.of = new Int32Array(rows.rows).fill(-1);
      this.places = new Map();
      this.names = [];
      const bySource = new Map();
      for (let place = 0; place < documents.rows; place++) {
        bySource.set(documents.word("source", place), place);
        const first = documents.number(`first_${rows.name}`, place);
        const count = documents.number(`${rows.name}_rows`, place);
        if (count) this.of.fill(place, first, first + count);
        if (count || !this.places.has(documents.word("document_id", place))) this.places.set(documents.word("document_id", place), place);
        this.names.push(`${documents.word("source", place)}\n${documents.word("title", place) || ""}`.toLowerCase());
      }
      if (rows.columns.has("source")) this.of = this.of.map((_, row) => bySource.get(rows.word("source", row)));
    }

    named(term) {
      return Uint8Array.from(this.names, (name) => (name.includes(term) ? 1 : 0));
    }

    // A value of the document that a claim stands in.
    value(name, row) {
      return this.documents.value(name, this.of[row]);
    }

    // What the page calls the document of a claim.
    title(row) {
      return this.value("title", row) || this.value("source", row);
    }
  }

  // Corrections by the id of the claim they correct.
  function correctionsByClaim(corrections = []) {
    const byClaim = new Map();
    for (const made of corrections) byClaim.set(made.claim_id, [...(byClaim.get(made.claim_id) || []), made]);
    return byClaim;
  }

  Object.assign(window.tidyclaims, { Table, Directory, sorted, contents, correctionsByClaim });
})();
