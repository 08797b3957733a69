'use strict';
(() => {
  const charts = drawCharts(JSON.parse(document.getElementById('charts').textContent));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', charts.draw);
  // Charts keep their screen size in print unless told.
  addEventListener('beforeprint', charts.resize);
  addEventListener('afterprint', charts.resize);
})();
