/* Sets the theme before the first paint: the person's choice, or the system's and its changes. */
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    const chosen = root.dataset.theme;
    root.dataset.bsTheme = chosen === "light" || chosen === "dark" ? chosen : dark.matches ? "dark" : "light";
  }
  follow();
  dark.addEventListener("change", follow);
  /* Paper is white. */
  addEventListener("beforeprint", function () { root.dataset.bsTheme = "light"; });
  addEventListener("afterprint", follow);
  window.passerelleTheme = follow;
})();
