/* The button of a draw's page: fetches both files, computes the draw again here, and shows the prepared sentence that fits. */
(function () {
  "use strict";

  function show(place, kind, ms) {
    for (const line of place.querySelectorAll("[data-pa-draw-says]"))
      line.hidden = !kind.includes(line.dataset.paDrawSays);
    for (const line of place.querySelectorAll("[data-pa-draw-seconds]")) line.textContent = (ms / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  }

  function list(place, names) {
    const target = place.querySelector("[data-pa-draw-winners]");
    if (!target) return;
    target.replaceChildren(...names.map(function (name) {
      const line = document.createElement("li");
      line.textContent = name;
      return line;
    }));
  }

  async function check(place) {
    const began = performance.now();
    show(place, ["busy"], 0);
    try {
      const files = await Promise.all([fetch(place.dataset.paEntries), fetch(place.dataset.paMinutes)]);
      if (files.some(function (file) { return !file.ok; })) throw new Error("absent");
      const bytes = new Uint8Array(await files[0].arrayBuffer()), text = await files[1].text();
      const result = window.passerelleDraw.checkDraw(bytes, text, place.dataset.paCommitment);
      list(place, result.winners);
      show(place, result.faults.length ? ["differs", ...result.faults] : ["agrees"], performance.now() - began);
    } catch (error) {
      show(place, ["unreadable"], performance.now() - began);
    }
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-pa-draw-check]");
    if (!button) return;
    button.disabled = true;
    check(button.closest("[data-pa-draw]")).finally(function () { button.disabled = false; });
  });
})();
