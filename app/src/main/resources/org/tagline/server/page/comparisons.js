import { h, fill, bar, day, fixed, plural } from './dom.js';
import { get } from './api.js';

const PREFERENCES = { accuracy: 'accuracy', speed: 'speed', small: 'low memory' };
const QUALITY = { accuracy: 'Accuracy', balancedAccuracy: 'Balanced accuracy', microF1: 'Micro-F1', macroF1: 'Macro-F1', f1At3: 'F1@3' };
const COST = {
  trainRuntimeSeconds: ['Training', value => `${fixed(value, 1)} s`],
  millisecondsPerFilm: ['Per film', value => `${fixed(value, value < 1 ? 2 : 1)} ms`],
  peakMemoryBytes: ['Memory', bytes],
  bytesOnDisk: ['Disk', bytes]
};

function bytes(value) {
  if (value >= 1e9) return `${fixed(value / 1e9, 2)} GB`;
  return value >= 1e6 ? `${fixed(value / 1e6, 0)} MB` : `${fixed(value / 1e3, 0)} kB`;
}

/** Leaderboards of the comparisons that have a finished run, newest first. */
export function comparisons(signal) {
  const section = h('section.comparisons', { 'aria-label': 'Comparisons' });
  get('/api/comparisons', signal).then(({ comparisons }) => {
    const begun = comparisons.filter(one => one.runs > 0);
    if (begun.length === 0) {
      fill(section, h('h2', 'Comparisons'), h('p.soft', 'No comparison has a finished run yet. Start one with ', h('code', 'tagline compare'), '.'));
      return;
    }
    const board = h('div', { 'aria-live': 'polite' });
    const comparison = h('select', { id: 'comparison', onchange: show }, begun.map(one => h('option', { value: one.id }, title(one))));
    const prefer = h('select', { id: 'prefer', onchange: show }, Object.entries(PREFERENCES).map(([value, name]) => h('option', { value }, name)));
    fill(section, h('h2', 'Comparisons'),
      h('div.row', h('label', { htmlFor: 'comparison' }, 'Comparison'), comparison, h('label', { htmlFor: 'prefer' }, 'Prefer'), prefer), board);
    show();

    async function show() {
      const path = () => `/api/comparisons/${comparison.value}?prefer=${prefer.value}`;
      try {
        const requested = path();
        const found = await get(requested, signal);
        if (requested === path()) fill(board, leaderboard(found));
      } catch (problem) {
        if (problem.name !== 'AbortError') fill(board, h('p.problem', problem.message));
      }
    }
  }).catch(problem => {
    if (problem.name !== 'AbortError') fill(section, h('p.problem', problem.message));
  });
  return section;
}

function title(one) {
  return `${day(one.started)}: ${one.winner ?? `${one.runs} of ${one.runsPlanned} runs`}, ${plural(one.candidates.length, 'candidate')}`;
}

function leaderboard(comparison) {
  const { candidates } = comparison;
  const shared = columns => Object.keys(columns).filter(key => candidates.every(one => key in one.mean));
  const quality = shared(QUALITY);
  const cost = shared(COST);
  const order = [...candidates].sort((a, b) => b.mean[quality[0]] - a.mean[quality[0]]);
  const runs = Math.max(...candidates.map(one => one.runs.length));
  const row = one => h('tr', { className: one.name === comparison.winner ? 'chosen' : '' },
    h('th', { scope: 'row' }, one.name, one.name === comparison.winner && h('span.badge', 'winner'),
      one.paretoBest && h('span.badge', { title: 'No other candidate is at least as good in quality, speed and memory and better in one of them.' }, 'Pareto-optimal')),
    quality.map((key, index) => h('td.score', index === 0 && bar(one.mean[key], 'yes'), h('b', fixed(one.mean[key], 3)), runs > 1 && h('span.soft', ` ± ${fixed(one.sd[key], 3)}`))),
    cost.map(key => h('td', COST[key][1](one.mean[key]))));
  const wrong = comparison.wrongForAll.length;
  return [
    h('div.scroll', h('table.board',
      h('thead', h('tr', ['Candidate', ...quality.map(key => QUALITY[key]), ...cost.map(key => COST[key][0])].map(name => h('th', { scope: 'col' }, name)))),
      h('tbody', order.map(row)))),
    h('p', comparison.why),
    h('p.soft', runs > 1 && `± is the standard deviation over ${runs} runs. `, `Times were measured on ${comparison.machine}.`,
      !comparison.complete && ' Some runs are missing; run the same compare command again to finish them.',
      wrong > 0 && ` ${plural(wrong, 'film')} got no correct tag from any candidate, not counting the majority class.`)
  ];
}
