"use strict";
// The colour theme, set before the page is drawn: as the system has it, light, or dark.

(() => {
  const THEMES = ["auto", "light", "dark"];
  const SIGNS = { auto: "◐", light: "☀", dark: "☾" };
  const root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem("tidyclaims-theme");
    } catch {
      return null; // Storage may be forbidden for pages opened from disk.
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem("tidyclaims-theme", theme);
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  function apply(theme) {
    root.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (!button) return;
    button.hidden = false;
    button.textContent = SIGNS[theme];
    button.setAttribute("aria-label", `Colour theme: ${theme === "auto" ? "as the system has it" : theme}`);
  }

  let theme = THEMES.includes(stored()) ? stored() : "auto";
  apply(theme);
  document.addEventListener("DOMContentLoaded", () => {
    apply(theme);
    document.getElementById("theme").addEventListener("click", () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
      keep(theme);
      apply(theme);
    });
  });
})();
