/* Draws each table marked with data-pa-chart as bars, lying ones for "rows", for the eye: the table stays, for screen readers, printers and browsers without scripts. */
(function () {
  "use strict";

  const tints = ["--petrole", "--corail", "--or"];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  /* A hidden figure has no data-value, and no bar. */
  function number(cell) {
    return cell && cell.dataset.value ? Number(cell.dataset.value) : null;
  }

  function content(table) {
    const rows = Array.from(table.tBodies[0].rows);
    const heads = Array.from(table.tHead.rows[0].cells).filter((head) => head.hasAttribute("data-pa-series"));
    return {
      labels: rows.map((row) => row.cells[0].firstChild.textContent.trim()),
      datasets: heads.map((head, place) => ({
        label: head.textContent.trim(),
        backgroundColor: () => colour(tints[place % tints.length]),
        data: rows.map((row) => number(row.cells[head.cellIndex])),
        borderRadius: 4,
        maxBarThickness: 36,
      })),
    };
  }

  function draw(table) {
    const shown = content(table);
    if (!shown.datasets.some((series) => series.data.some(Boolean))) return [];
    const frame = document.createElement("div");
    const canvas = document.createElement("canvas");
    frame.className = "pa-chart";
    frame.setAttribute("aria-hidden", "true");
    frame.append(canvas);
    (table.closest(".table-responsive") || table).before(frame);
    const lies = table.dataset.paChart === "rows";
    const names = { ticks: { autoSkip: !lies, color: () => colour("--ink-2") }, grid: { display: false } };
    const values = {
      beginAtZero: true,
      ticks: { precision: 0, color: () => colour("--ink-2") },
      grid: { color: () => colour("--line") },
    };
    const options = {
      animation: false,
      indexAxis: lies ? "y" : "x",
      maintainAspectRatio: false,
      locale: document.documentElement.lang,
      scales: lies ? { x: values, y: names } : { x: names, y: values },
      plugins: { legend: { labels: { color: () => colour("--ink") } } },
    };
    return [new window.Chart(canvas, { type: "bar", data: shown, options: options })];
  }

  /* The colours and the font are those of the page: charts are drawn when its font is there, and again in another theme. */
  document.fonts.ready.then(function () {
    window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    const charts = Array.from(document.querySelectorAll("table[data-pa-chart]")).flatMap(draw);
    const repaint = () => charts.forEach((chart) => chart.update());
    new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  });
})();
