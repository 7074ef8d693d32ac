"use strict";
// A table of any length that draws only the rows in view, for mouse, keyboard and screen reader.

(() => {
  const { element } = window.tidyclaims;
  // Browsers cap the height of an element; beyond this, scrolling is compressed.
  const TALLEST = 8_000_000;
  const SPARE = 6;
  const PRINTED = 400;

  class Grid {
    // columns: [{ key, label, sort, help }]; draw(row) gives an array of cells; open(row) is called on a click or Enter.
    constructor(host, { label, columns, draw, open, sort = () => {} }) {
      Object.assign(this, { host, columns, draw, open, sort });
      this.rows = new Int32Array(0);
      this.active = -1;
      this.selected = -1;
      this.drawn = new Map();
      this.sorting = { key: null, descending: false };
      this.build(label);
    }

    build(label) {
      this.heads = this.columns.map((column) => this.head(column));
      this.top = element("div", { role: "row", class: "row head", "aria-rowindex": "1" }, this.heads);
      this.canvas = element("div", { role: "rowgroup", class: "canvas" });
      const attributes = { role: "grid", tabindex: "0", "aria-label": label, "aria-colcount": this.columns.length };
      for (const [name, value] of Object.entries(attributes)) this.host.setAttribute(name, value);
      this.host.replaceChildren(element("div", { role: "rowgroup", class: "heads" }, this.top), this.canvas);
      this.host.addEventListener("scroll", () => this.redraw(), { passive: true });
      this.host.addEventListener("keydown", (event) => this.key(event));
      this.canvas.addEventListener("click", (event) => this.click(event));
      new ResizeObserver(() => this.measure()).observe(this.host);
      window.addEventListener("beforeprint", () => this.print());
      window.addEventListener("afterprint", () => this.endPrint());
    }

    head(column) {
      const attributes = { role: "columnheader", class: `cell ${column.key}`, title: column.help };
      if (!column.sort) return element("div", attributes, column.label);
      const button = element("button", { type: "button", on: { click: () => this.turn(column) } }, column.label);
      return element("div", { ...attributes, "aria-sort": "none" }, button);
    }

    // Sorts by a column: up, down, and back to the order of the documents.
    turn(column) {
      const same = this.sorting.key === column.key;
      if (!same) this.sorting = { key: column.key, descending: false };
      else if (!this.sorting.descending) this.sorting.descending = true;
      else this.sorting = { key: null, descending: false };
      this.markSorting();
      this.sort(this.sorting.key ? column.sort : null, this.sorting.descending);
    }

    markSorting() {
      this.columns.forEach((column, index) => {
        if (!column.sort) return;
        const here = this.sorting.key === column.key;
        const direction = here ? (this.sorting.descending ? "descending" : "ascending") : "none";
        this.heads[index].setAttribute("aria-sort", direction);
      });
    }

    // Shows these rows, from the top unless told to stay.
    show(rows, { stay = false } = {}) {
      this.rows = rows;
      this.host.setAttribute("aria-rowcount", rows.length + 1);
      this.active = rows.length ? Math.max(0, rows.indexOf(this.selected)) : -1;
      if (!stay) this.host.scrollTop = 0;
      this.clear();
      this.measure();
    }

    clear() {
      this.canvas.replaceChildren();
      this.drawn.clear();
    }

    measure() {
      if (this.isPrinting) return;
      this.step = parseFloat(getComputedStyle(this.host).getPropertyValue("--row")) || 56;
      this.total = this.rows.length * this.step;
      this.canvas.style.height = `${Math.min(this.total, TALLEST)}px`;
      this.clear();
      this.redraw();
    }

    // Where the view starts among all rows, in pixels; differs from scrollTop only where scrolling is compressed.
    offset() {
      const view = this.view();
      if (this.total <= TALLEST) return this.host.scrollTop;
      return (this.host.scrollTop / (TALLEST - view)) * (this.total - view);
    }

    view() {
      return Math.max(this.host.clientHeight - this.top.offsetHeight, this.step);
    }

    redraw() {
      if (this.isPrinting) return;
      const offset = this.offset();
      const first = Math.max(0, Math.floor(offset / this.step) - SPARE);
      const last = Math.min(this.rows.length, Math.ceil((offset + this.view()) / this.step) + SPARE);
      for (const [place, line] of this.drawn) {
        if (place >= first && place < last) continue;
        line.remove();
        this.drawn.delete(place);
      }
      const shift = this.host.scrollTop - offset;
      for (let place = first; place < last; place++) {
        const line = this.drawn.get(place) || this.line(place);
        line.style.transform = `translateY(${place * this.step + shift}px)`;
      }
      this.markActive();
    }

    line(place) {
      const row = this.rows[place];
      const cells = this.draw(row).map((content, index) =>
        element("div", { role: "gridcell", class: `cell ${this.columns[index].key}` }, content));
      const line = element("div", { role: "row", class: "row", id: `${this.host.id}-${place}`, "aria-rowindex": place + 2 }, cells);
      line.dataset.place = place;
      this.drawn.set(place, line);
      this.canvas.append(line);
      return line;
    }

    markActive() {
      for (const [place, line] of this.drawn) {
        line.classList.toggle("active", place === this.active);
        line.setAttribute("aria-selected", String(this.rows[place] === this.selected));
      }
      if (this.drawn.has(this.active)) this.host.setAttribute("aria-activedescendant", `${this.host.id}-${this.active}`);
      else this.host.removeAttribute("aria-activedescendant");
    }

    click(event) {
      if (event.target.closest("a, button")) return;
      const line = event.target.closest(".row");
      if (line) this.choose(Number(line.dataset.place));
    }

    choose(place) {
      this.active = place;
      this.selected = this.rows[place];
      this.markActive();
      this.open(this.selected);
    }

    key(event) {
      const page = Math.max(1, Math.floor(this.view() / this.step) - 1);
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, j: 1, k: -1, Home: -Infinity, End: Infinity };
      if (event.target.closest("button, a, input") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key in steps) this.move(steps[event.key]);
      else if (event.key === "Enter" || event.key === " ") this.active >= 0 && this.choose(this.active);
      else return;
      event.preventDefault();
    }

    move(step) {
      if (!this.rows.length) return;
      this.active = Math.min(this.rows.length - 1, Math.max(0, this.active + step));
      this.reveal(this.active);
    }

    // Scrolls so that the row in this place is in view.
    reveal(place) {
      const [top, bottom] = [place * this.step, (place + 1) * this.step];
      const offset = this.offset();
      let wanted = offset;
      if (top < offset) wanted = top;
      else if (bottom > offset + this.view()) wanted = bottom - this.view();
      const view = this.view();
      if (this.total > TALLEST) wanted *= (TALLEST - view) / (this.total - view);
      this.host.scrollTop = wanted;
      this.redraw();
    }

    // Selects a row of the table and brings it into view, without opening it.
    select(row) {
      const place = this.rows.indexOf(row);
      this.selected = row;
      if (place < 0) return this.markActive();
      this.active = place;
      return this.reveal(place);
    }

    // On paper nothing scrolls: the first rows in full.
    print() {
      this.isPrinting = true;
      this.clear();
      for (let place = 0; place < Math.min(this.rows.length, PRINTED); place++) this.line(place).style.transform = "none";
      const left = this.rows.length - PRINTED;
      if (left > 0) this.canvas.append(element("p", { class: "soft" }, `and ${left} more rows, which are not printed`));
    }

    endPrint() {
      this.isPrinting = false;
      this.measure();
    }
  }

  Object.assign(window.tidyclaims, { Grid });
})();
