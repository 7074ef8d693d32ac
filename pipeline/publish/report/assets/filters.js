"use strict";
// Which claims a filter lets through, and how many each further choice would leave.

(() => {
  const SEARCHED = ["sentence", "surface", "measure", "subject", "of", "attributed_to", "unit", "rule", "claim_id"];
  const FACETS = ["kind", "status", "section"];
  const SINGLE = ["q", "document", "name", "unit", "from", "to", "min", "max", "corrected"];

  // A filter from the words after # in the address: "kind=money&status=target&year=2029".
  function parsed(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const filter = { q: "", document: "", name: "", unit: "", from: "", to: "", min: "", max: "", corrected: "" };
    for (const facet of FACETS) filter[facet] = new Set((given.get(facet) || "").split(",").filter(Boolean));
    for (const key of SINGLE) filter[key] = given.get(key) || "";
    if (given.get("year")) filter.from = filter.to = given.get("year");
    return filter;
  }

  function written(filter) {
    const words = new URLSearchParams();
    for (const facet of FACETS) if (filter[facet].size) words.set(facet, [...filter[facet]].join(","));
    for (const key of SINGLE) if (filter[key]) words.set(key, filter[key]);
    return words.toString();
  }

  function number(text) {
    return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
  }

  // For each row, 1 where every term occurs in one of its searched columns or in the name of its document.
  function found(claims, directory, q) {
    const pass = new Uint8Array(claims.rows).fill(1);
    for (const term of q.toLowerCase().split(/\s+/).filter(Boolean)) {
      const columns = SEARCHED.filter((name) => claims.columns.has(name)).map((name) => [claims.columns.get(name).codes, claims.holding(name, term)]);
      const documents = directory.named(term);
      for (let row = 0; row < claims.rows; row++) {
        if (!pass[row]) continue;
        let hit = documents[directory.of[row]];
        for (let i = 0; !hit && i < columns.length; i++) {
          const code = columns[i][0][row];
          hit = code >= 0 && columns[i][1][code];
        }
        pass[row] = hit ? 1 : 0;
      }
    }
    return pass;
  }

  function narrow(pass, test) {
    for (let row = 0; row < pass.length; row++) if (pass[row] && !test(row)) pass[row] = 0;
  }

  // Narrows by everything but the facets.
  function narrowed(claims, directory, filter, corrected) {
    const pass = found(claims, directory, filter.q);
    if (filter.document) {
      const wanted = directory.places.get(filter.document);
      narrow(pass, (row) => directory.of[row] === wanted);
    }
    if (filter.name) {
      const named = directory.named(filter.name.toLowerCase());
      narrow(pass, (row) => named[directory.of[row]]);
    }
    if (filter.unit) narrow(pass, (row) => claims.word("unit", row) === filter.unit);
    narrowYears(pass, claims, number(filter.from), number(filter.to));
    const [least, most] = [number(filter.min), number(filter.max)];
    if (least !== null) narrow(pass, (row) => claims.number("value", row) >= least);
    if (most !== null) narrow(pass, (row) => claims.number("value", row) <= most);
    if (filter.corrected) narrow(pass, (row) => corrected.has(claims.word("claim_id", row)));
    return pass;
  }

  function narrowYears(pass, claims, from, to) {
    if (from === null && to === null) return;
    const starts = claims.columns.get("year_start").numbers;
    const ends = claims.columns.get("year_end").numbers;
    narrow(pass, (row) => {
      const first = Number.isNaN(starts[row]) ? ends[row] : starts[row];
      const last = Number.isNaN(ends[row]) ? starts[row] : ends[row];
      return last >= (from ?? -Infinity) && first <= (to ?? Infinity);
    });
  }

  // The rows that pass, and for each facet how many rows each of its words would leave: { rows, counts }.
  function matching(claims, directory, filter, corrected) {
    const pass = narrowed(claims, directory, filter, corrected);
    const facets = FACETS.map((name) => {
      const { words, codes } = claims.columns.get(name);
      const wanted = claims.flags(name, (word) => !filter[name].size || filter[name].has(word));
      return { name, words, codes, wanted, counts: new Float64Array(words.length) };
    });
    const rows = new Int32Array(claims.rows);
    let count = 0;
    for (let row = 0; row < claims.rows; row++) {
      if (!pass[row]) continue;
      let missed = 0;
      let last = null;
      for (const facet of facets) if (!facet.wanted[facet.codes[row]]) (missed++, (last = facet));
      if (missed === 0) {
        rows[count++] = row;
        for (const facet of facets) facet.counts[facet.codes[row]]++;
      } else if (missed === 1) last.counts[last.codes[row]]++;
    }
    return { rows: rows.slice(0, count), counts: Object.fromEntries(facets.map((facet) => [facet.name, summed(facet)])) };
  }

  function summed({ words, counts }) {
    const sums = new Map();
    words.forEach((word, code) => sums.set(word, (sums.get(word) || 0) + counts[code]));
    return sums;
  }

  Object.assign(window.tidyclaims, { parsed, written, matching, FACETS });
})();
