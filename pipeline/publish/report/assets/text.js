"use strict";
// Elements and text. Everything from a document is set as text, never as markup, with unseen characters spelt out.

(() => {
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

  function label(character) {
    return `[U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`;
  }

  // The text with every control character spelt out, so that nothing in it reorders or hides the rest.
  function visible(text) {
    return String(text).replace(UNSEEN, label);
  }

  // An element with attributes and children; strings become text nodes.
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
      else made.setAttribute(name, value === true ? "" : value);
    }
    append(made, children);
    return made;
  }

  function append(parent, children) {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined) continue;
      parent.append(child instanceof Node ? child : visible(child));
    }
  }

  // Text of a document with its unseen characters as small labels.
  function appendText(parent, text) {
    let done = 0;
    for (const found of text.matchAll(UNSEEN)) {
      if (found.index > done) parent.append(text.slice(done, found.index));
      parent.append(element("span", { class: "unseen-character" }, label(found[0])));
      done = found.index + found[0].length;
    }
    if (done < text.length) parent.append(text.slice(done));
  }

  // The stretch of a sentence that holds its claim, with a little before and after: [before, surface, after].
  function around(sentence, surface, nth, reach) {
    let at = sentence.indexOf(surface);
    for (let i = 0; i < nth && at >= 0; i++) {
      const next = sentence.indexOf(surface, at + surface.length);
      if (next < 0) break;
      at = next;
    }
    if (at < 0) return [sentence, "", ""];
    const start = Math.max(0, at - reach);
    const end = at + surface.length;
    const before = (start > 0 ? "…" : "") + sentence.slice(start > 0 ? wordStart(sentence, start, at) : 0, at);
    return [before, surface, sentence.slice(end, reach === Infinity ? undefined : end + 4 * reach + 200)];
  }

  function wordStart(text, from, limit) {
    const space = text.indexOf(" ", from);
    return space >= 0 && space < limit ? space + 1 : from;
  }

  const plain = new Intl.NumberFormat("en", { maximumFractionDigits: 4, maximumSignificantDigits: 12 });
  const SCALES = [[1e12, "tn"], [1e9, "bn"], [1e6, "M"]];

  function grouped(number) {
    return plain.format(number);
  }

  // A value for a table cell: "21.7 bn".
  function short(number) {
    for (const [size, name] of SCALES) {
      if (Math.abs(number) >= size && Math.abs(number) < 1e16) return `${plain.format(Number((number / size).toPrecision(6)))} ${name}`;
    }
    return Math.abs(number) >= 1e16 ? number.toExponential(3) : plain.format(number);
  }

  // A unit for the eye; "1" is that of ratios and ranks.
  function unitName(unit) {
    return unit === null || unit === "1" ? "" : unit.replaceAll("_", " ");
  }

  function counted(number, one, many) {
    return `${grouped(number)} ${number === 1 ? one : many || `${one}s`}`;
  }

  function spaced(name) {
    return name.replaceAll("_", " ");
  }

  // Says something to a screen reader.
  function announce(words) {
    document.getElementById("announcer").textContent = words;
  }

  const GLYPHS = { percent: "%", money: "$", year: "Y", quantity: "#", ratio: "×", rank: "№" };

  // A surface marked by kind: colour, line and glyph.
  function marked(kind, surface) {
    return element("span", { class: `mark kind-${kind}`, "data-glyph": GLYPHS[kind], dir: "auto" }, surface);
  }

  Object.assign(window.tidyclaims, {
    visible, element, appendText, around, grouped, short, unitName, counted, spaced, announce, marked, GLYPHS,
  });
})();
