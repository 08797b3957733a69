'use strict';
/** Draws charts and plots, each into the canvas with its id. The specs are the JSON of Chart and Plot. */
globalThis.drawCharts = specs => {
  const drawn = [];
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

  /** Plugin: writes each bar's value at its end. */
  const values = {
    id: 'values',
    afterDatasetsDraw(chart, _, options) {
      if (!options.show) return;
      const { ctx } = chart;
      ctx.save();
      ctx.fillStyle = options.color;
      ctx.font = '11px system-ui, sans-serif';
      ctx.textBaseline = 'middle';
      chart.data.datasets.forEach((dataset, index) => {
        if (!chart.isDatasetVisible(index)) return;
        chart.getDatasetMeta(index).data.forEach((bar, at) => {
          ctx.fillText(number.format(dataset.data[at]), bar.x + 5, bar.y);
        });
      });
      ctx.restore();
    }
  };

  /** Plugin: draws an error bar through each point, from its low to its high. */
  const errorBars = {
    id: 'errorBars',
    beforeDatasetsDraw(chart) {
      const { ctx, scales } = chart;
      chart.data.datasets.forEach((dataset, index) => {
        if (!chart.isDatasetVisible(index)) return;
        ctx.save();
        ctx.strokeStyle = dataset.borderColor;
        ctx.lineWidth = 2;
        for (const point of dataset.data) {
          if (point.low === point.high) continue;
          const [low, high, y] = [scales.x.getPixelForValue(point.low), scales.x.getPixelForValue(point.high), scales.y.getPixelForValue(point.y)];
          ctx.beginPath();
          ctx.moveTo(low, y); ctx.lineTo(high, y);
          for (const end of [low, high]) { ctx.moveTo(end, y - 5); ctx.lineTo(end, y + 5); }
          ctx.stroke();
        }
        ctx.restore();
      });
    }
  };

  const pointStyles = ['circle', 'rect', 'triangle', 'rectRot'];

  /** Returns the configuration of a scatter or line plot. */
  function plot(spec, colour) {
    const ends = spec.plots.flatMap(series => series.points.flatMap(point => [point.low, point.high]));
    return {
      type: 'scatter',
      data: {
        datasets: spec.plots.map((series, index) => ({
          label: series.name,
          data: series.points,
          showLine: series.joined,
          borderColor: colour('--series-' + index % 4),
          backgroundColor: colour('--series-' + index % 4),
          borderDash: index < 4 ? [] : [6, 4],
          borderWidth: 2,
          pointStyle: pointStyles[(index + (index >> 2)) % 4],
          pointRadius: series.joined ? 4 : 6
        }))
      },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        scales: {
          x: {
            type: spec.logarithmic ? 'logarithmic' : 'linear',
            suggestedMin: spec.logarithmic ? undefined : Math.min(...ends),
            suggestedMax: spec.logarithmic ? undefined : Math.max(...ends),
            title: { display: true, text: spec.across + (spec.logarithmic ? ' (log scale)' : '') },
            grid: { color: colour('--grid') },
            border: { color: colour('--line') },
            ticks: { callback: value => number.format(value), maxTicksLimit: 12 }
          },
          y: {
            ...(spec.rows ? { min: -0.5, max: spec.rows.length - 0.5, reverse: true } : { grace: '8%' }),
            title: { display: !spec.rows, text: spec.upwards },
            grid: { color: colour('--grid') },
            border: { display: false },
            ...(spec.rows ? { afterBuildTicks: axis => { axis.ticks = spec.rows.map((_, at) => ({ value: at })); } } : {}),
            ticks: { autoSkip: !spec.rows, callback: value => spec.rows ? spec.rows[value] : number.format(value) }
          }
        },
        plugins: {
          legend: { display: !spec.rows, position: 'top', align: 'start', labels: { usePointStyle: true, boxHeight: 8 } },
          tooltip: {
            callbacks: {
              label: item => ` ${item.dataset.label}: ${number.format(item.raw.x)}` +
                (spec.rows ? (item.raw.low === item.raw.high ? '' : ` (${number.format(item.raw.low)} to ${number.format(item.raw.high)})`)
                  : `, ${number.format(item.raw.y)}`)
            }
          }
        }
      },
      plugins: [errorBars]
    };
  }

  function draw() {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    drawn.splice(0).forEach(chart => chart.destroy());
    Chart.defaults.color = colour('--soft');
    Chart.defaults.font.family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
    for (const spec of specs) {
      if (spec.plots) {
        drawn.push(new Chart(document.getElementById(spec.id), plot(spec, colour)));
        continue;
      }
      const few = spec.labels.length * spec.series.length <= 40;
      const labelAxis = {
        offset: true,
        title: { display: !spec.across, text: spec.labelTitle },
        grid: { display: spec.logarithmic, color: colour('--grid') },
        border: { color: colour('--line') },
        ticks: spec.histogram
          // The axis shows where each bar starts; the tooltip shows its whole range.
          ? { maxRotation: 45, callback: at => spec.labels[at].split('–')[0] }
          : { autoSkip: false, font: { size: few ? 12 : 11 } }
      };
      const valueAxis = {
        type: spec.logarithmic ? 'logarithmic' : 'linear',
        beginAtZero: true,
        grace: spec.across && few ? '12%' : 0,
        title: { display: true, text: spec.valueTitle + (spec.logarithmic ? ' (log scale)' : '') },
        grid: { color: colour('--grid') },
        border: { display: false },
        ticks: { callback: value => number.format(value) }
      };
      drawn.push(new Chart(document.getElementById(spec.id), {
        // A logarithmic axis has no zero for bars to start from: draw dots.
        type: spec.logarithmic ? 'line' : 'bar',
        data: {
          labels: spec.labels,
          datasets: spec.series.map((series, index) => ({
            label: series.name,
            data: series.values,
            backgroundColor: colour('--series-' + index % 4),
            showLine: false,
            pointStyle: pointStyles[index % 4],
            pointRadius: 4,
            maxBarThickness: spec.histogram ? 110 : 40,
            borderRadius: spec.histogram ? 0 : 3,
            categoryPercentage: spec.histogram ? 1 : 0.78,
            barPercentage: spec.histogram ? 0.96 : 0.92
          }))
        },
        options: {
          animation: false,
          responsive: true,
          maintainAspectRatio: false,
          indexAxis: spec.across ? 'y' : 'x',
          interaction: { mode: 'index', axis: spec.across ? 'y' : 'x', intersect: false },
          scales: spec.across ? { y: labelAxis, x: valueAxis } : { x: labelAxis, y: valueAxis },
          plugins: {
            legend: { display: spec.series.length > 1, position: 'top', align: 'start', labels: { boxWidth: 12, boxHeight: spec.logarithmic ? 8 : 12, usePointStyle: spec.logarithmic } },
            tooltip: { callbacks: { label: item => ` ${item.dataset.label}: ${number.format(item.raw)}` } },
            values: { show: spec.across && few && !spec.logarithmic, color: colour('--soft') }
          }
        },
        plugins: [values]
      }));
    }
  }

  draw();
  return { draw, resize: () => drawn.forEach(chart => chart.resize()), remove: () => drawn.splice(0).forEach(chart => chart.destroy()) };
};
