import { h, bar, day, plural } from './dom.js';
import { get } from './api.js';

const WISHES = { accuracy: 'accuracy', speed: 'speed', small: 'little memory' };
const QUALITY = { accuracy: 'Accuracy', balancedAccuracy: 'Balanced accuracy', microF1: 'Micro-F1', macroF1: 'Macro-F1', f1At3: 'F1@3' };
const COST = {
  trainRuntimeSeconds: ['Training', value => `${value.toFixed(1)} s`],
  millisecondsPerFilm: ['A film', value => `${value.toFixed(1)} ms`],
  peakMemoryBytes: ['Memory', value => `${(value / 1e9).toFixed(2)} GB`],
  bytesOnDisk: ['On disk', value => `${(value / 1e6).toFixed(1)} MB`]
};

/** Leaderboards of the comparisons that were made, the newest first; empty where there is none. */
export function comparisons(signal) {
  const place = h('section.comparisons', { 'aria-label': 'Comparisons' });
  get('/api/comparisons', signal).then(({ comparisons }) => {
    const begun = comparisons.filter(one => one.runs > 0);
    if (begun.length === 0) {
      place.replaceChildren(h('h2', 'Comparisons'), h('p.soft', 'None has a finished run yet: ', h('code', 'tagline compare'), ' makes one.'));
      return;
    }
    const board = h('div', { 'aria-live': 'polite' });
    const which = h('select', { id: 'comparison', onchange: show }, begun.map(one => h('option', { value: one.id }, title(one))));
    const wish = h('select', { id: 'prefer', onchange: show }, Object.entries(WISHES).map(([value, name]) => h('option', { value }, name)));
    place.replaceChildren(h('h2', 'Comparisons'),
      h('div.row', h('label', { htmlFor: 'comparison' }, 'Which'), which, h('label', { htmlFor: 'prefer' }, 'You prefer'), wish), board);
    show();

    async function show() {
      try {
        const asked = `/api/comparisons/${which.value}?prefer=${wish.value}`;
        const comparison = await get(asked, signal);
        if (asked === `/api/comparisons/${which.value}?prefer=${wish.value}`) board.replaceChildren(...leaderboard(comparison));
      } catch (problem) {
        if (problem.name !== 'AbortError') board.replaceChildren(h('p.problem', problem.message));
      }
    }
  }).catch(problem => {
    if (problem.name !== 'AbortError') place.replaceChildren(h('p.problem', problem.message));
  });
  return place;
}

function title(one) {
  return `${day(one.started)}: ${one.winner ?? `${one.runs} of ${one.runsPlanned} runs`}, ${plural(one.candidates.length, 'candidate')}`;
}

function leaderboard(comparison) {
  const { candidates } = comparison;
  const shared = figures => Object.keys(figures).filter(figure => candidates.every(one => figure in one.mean));
  const quality = shared(QUALITY);
  const cost = shared(COST);
  const order = [...candidates].sort((a, b) => b.mean[quality[0]] - a.mean[quality[0]]);
  const row = one => h('tr', { className: one.name === comparison.winner ? 'chosen' : '' },
    h('th', { scope: 'row' }, one.name, one.name === comparison.winner && h('span.badge', 'winner'), one.paretoBest && h('span.badge', { title: 'No other is as right, as fast and as small at once.' }, 'none preferable')),
    quality.map((figure, index) => h('td.score', index === 0 && bar(one.mean[figure], 'yes'), h('b', one.mean[figure].toFixed(3)), h('span.soft', ` ± ${one.sd[figure].toFixed(3)}`))),
    cost.map(figure => h('td', COST[figure][1](one.mean[figure]))));
  return [
    h('div.scroll', h('table.board',
      h('thead', h('tr', ['Candidate', ...quality.map(figure => QUALITY[figure]), ...cost.map(figure => COST[figure][0])].map(name => h('th', { scope: 'col' }, name)))),
      h('tbody', order.map(row)))),
    h('p', comparison.why),
    h('p.soft', `± is the standard deviation over ${plural(Math.max(...candidates.map(one => one.runs.length)), 'run')}; times were taken on ${comparison.machine}.`,
      !comparison.complete && ' Runs are missing: the same compare command goes on with it.',
      comparison.wrongForAll.length > 0 && ` ${plural(comparison.wrongForAll.length, 'film')} got no right tag from any candidate that reads.`)
  ];
}
