"use strict";
// Loads the chunk files of data/ by script elements, since pages opened from disk may fetch nothing.

(() => {
  const ours = /^data\/[a-z]+-\d{4,}\.js$/;
  const waiting = new Map();
  const loads = new Map();

  function checked(path) {
    if (!ours.test(path)) throw new TypeError(`not a data file of this report: ${path}`);
    return path;
  }

  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("tidyclaims", { createScriptURL: checked })
    : { createScriptURL: checked };

  // The content of a chunk, loaded once: load("claims", 3).
  function load(table, number) {
    const path = `data/${table}-${String(number).padStart(4, "0")}.js`;
    if (!loads.has(path)) loads.set(path, request(table, number, path));
    return loads.get(path);
  }

  function request(table, number, path) {
    return new Promise((resolve, reject) => {
      waiting.set(`${table} ${number}`, resolve);
      const script = document.createElement("script");
      script.src = policy.createScriptURL(path);
      script.async = true;
      script.onload = () => script.remove();
      script.onerror = () => reject(new Error(`${path} is missing from the report's folder`));
      document.head.append(script);
    });
  }

  // Called by a chunk file with its content as JSON.
  function receive(table, number, json) {
    const resolve = waiting.get(`${table} ${number}`);
    waiting.delete(`${table} ${number}`);
    if (resolve) resolve(JSON.parse(json));
  }

  // Says on the page what could not be loaded; nothing fails in silence.
  function fail(error) {
    const box = document.createElement("p");
    box.className = "failure";
    box.setAttribute("role", "alert");
    box.textContent = `This part of the report cannot be shown: ${error.message}.`;
    document.getElementById("main").prepend(box);
    console.error(error);
  }

  window.tidyclaims = { load, receive, fail };
})();
