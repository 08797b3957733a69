'use strict';
(() => {
  const charts = drawCharts(JSON.parse(document.getElementById('charts').textContent));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', charts.draw);
  // Charts do not adapt to the print layout on their own.
  addEventListener('beforeprint', charts.resize);
  addEventListener('afterprint', charts.resize);
})();
