/* Small comforts of the header; everything here also works without it. */
(function () {
  "use strict";

  /* A theme is shown at once; the form's own request keeps the choice. */
  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[name=theme]");
    if (!button) return;
    event.preventDefault();
    document.documentElement.dataset.theme = button.value;
    window.passerelleTheme();
    for (const other of button.form.querySelectorAll("button[name=theme]"))
      other.setAttribute("aria-pressed", String(other === button));
    fetch(button.form.action, { method: "POST", body: new FormData(button.form, button), redirect: "manual" });
  });

  /* A page that nobody looks at asks for nothing, and one that stays open asks a limited number of times. */
  let requests = 0;
  document.addEventListener("visibilitychange", function () { requests = 0; }, true);
  document.addEventListener("htmx:beforeRequest", function (event) {
    const calm = event.target.closest("[data-pa-calm]");
    if (!calm) return;
    const most = Number(calm.dataset.paAsks || Infinity);
    if (document.hidden || (requests += 1) > most) event.preventDefault();
  });

  /* An address is copied by a button, which only a browser that can copy shows. */
  if (navigator.clipboard)
    for (const button of document.querySelectorAll("[data-pa-copy]")) {
      button.hidden = false;
      button.addEventListener("click", async function () {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.paCopy).textContent);
        document.getElementById("said").textContent = button.textContent = button.dataset.paCopied;
      });
    }

  /* A menu closes on Escape and on a click elsewhere. */
  function close(menu, andFocus) {
    menu.open = false;
    if (andFocus) menu.querySelector("summary").focus();
  }
  document.addEventListener("click", function (event) {
    for (const menu of document.querySelectorAll("details.pa-menu[open]"))
      if (!menu.contains(event.target)) close(menu, false);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.pa-menu[open]")) close(menu, true);
  });
})();
