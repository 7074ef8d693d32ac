"use strict";
// A document's text with its claims and exclusions marked in place, in blocks that a browser lays out only when near.

(() => {
  const { element, appendText, GLYPHS, spaced } = window.tidyclaims;
  const LONGEST = 3000;

  // Offsets in code points → offsets in UTF-16 units; offsets must ascend.
  function codeUnits(text, offsets) {
    if (!/[\ud800-\udfff]/.test(text)) return offsets;
    const found = [];
    let point = 0;
    let unit = 0;
    for (const offset of offsets) {
      while (point < offset && unit < text.length) {
        unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
        point++;
      }
      found.push(unit);
    }
    return found;
  }

  // Spans with start and end in UTF-16 units, in order and apart.
  function placed(text, spans) {
    const inOrder = spans.filter((span) => span.end > span.start).sort((a, b) => a.start - b.start);
    const units = codeUnits(text, inOrder.flatMap((span) => [span.start, span.end]));
    return inOrder.map((span, index) => ({ ...span, start: units[2 * index], end: units[2 * index + 1] }));
  }

  // Where a block ends that starts here: at the last line end within reach, else at a space, never inside a span.
  function blockEnd(text, start, spans, next) {
    if (text.length - start <= LONGEST) return text.length;
    const line = text.lastIndexOf("\n", start + LONGEST - 1);
    const space = line >= start ? line : text.lastIndexOf(" ", start + LONGEST - 1);
    let end = space >= start ? space + 1 : start + LONGEST;
    if (/[\udc00-\udfff]/.test(text[end])) end++;
    for (let i = next; i < spans.length && spans[i].start < end; i++) end = Math.max(end, spans[i].end);
    return end;
  }

  function mark(text, span) {
    const content = text.slice(span.start, span.end);
    const made = span.key === undefined
      ? element("span", { class: "excluded", title: `not a claim: ${spaced(span.reason)}`, "data-reason": spaced(span.reason) })
      : element("a", { class: `mark kind-${span.kind} of-${span.table}`, href: span.address, "data-glyph": span.table === "failing" ? "!" : GLYPHS[span.kind], "data-key": span.key });
    appendText(made, content);
    return made;
  }

  // Draws the text into the sheet; gives the element of each span that has a key.
  function drawText(sheet, text, unplaced) {
    const spans = placed(text, unplaced);
    const marks = new Map();
    const blocks = document.createDocumentFragment();
    let next = 0;
    for (let start = 0; start < text.length; ) {
      const end = blockEnd(text, start, spans, next);
      const block = element("div", { class: "block" });
      let done = start;
      for (; next < spans.length && spans[next].start < end; next++) {
        appendText(block, text.slice(done, spans[next].start));
        const made = mark(text, spans[next]);
        if (spans[next].key !== undefined) marks.set(spans[next].key, made);
        block.append(made);
        done = spans[next].end;
      }
      appendText(block, text.slice(done, end));
      blocks.append(block);
      start = end;
    }
    sheet.replaceChildren(blocks);
    return marks;
  }

  Object.assign(window.tidyclaims, { drawText, codeUnits });
})();
