import { h, fill, number, plural, percent } from './dom.js';
import { get } from './api.js';

const TITLES = { tags: 'Tags', lengths: 'Text length', windows: 'Windows', weights: 'Class weights' };
const PLOT_HEIGHT = 320;

/** The catalogue's profile, with the same charts as the report of `tagline explore --html`. */
export function dataView({ main, signal }) {
  const content = h('div', h('p.soft.pulse', 'Analysing the catalogue…'));
  let charts;
  fill(main, h('h1', 'Data'), h('p.soft', 'What the catalogue contains, what is wrong with it, and how much of each text an encoder reads.'), content);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const redraw = () => charts?.draw();
  dark.addEventListener('change', redraw);

  Promise.all([get('/api/profile', signal), script('/page/chart.js').then(() => script('/page/charts.js'))]).then(([profile]) => {
    if (signal.aborted) return;
    if (profile.movies === 0) {
      fill(content, h('p.empty', 'The catalogue is empty. Import films with: ', h('code', 'tagline import FILE')));
      return;
    }
    fill(content,
      h('dl.cards', Object.entries({
        films: profile.movies, tags: Object.keys(profile.tags).length, incomplete: profile.incomplete, repeated: profile.repeated,
        contradictory: profile.contradictory, 'kept for training': profile.cleaned
      }).map(([name, value]) => h('div', h('dt', name), h('dd', number(value))))),
      profile.charts.map(chart => h('section.card', h('h2', TITLES[chart.id] ?? chart.id), about(chart.id, profile), canvas(chart))),
      excluded(profile));
    charts = globalThis.drawCharts(profile.charts);
  }).catch(problem => {
    if (problem.name !== 'AbortError') fill(content, h('p.problem', problem.message));
  });

  return { close: () => { dark.removeEventListener('change', redraw); charts?.remove(); } };
}

function about(id, profile) {
  const { characters, windows } = profile;
  const long = windows.moviesOfSeveralWindows;
  return {
    lengths: () => h('p.soft', `Half of the texts have between ${number(Math.round(characters.p25))} and ${number(Math.round(characters.p75))} characters. The longest, `, h('cite', characters.longestTitle || 'Untitled'), `, has ${number(characters.max)}.`),
    windows: () => h('p.soft', `An encoder reads at most ${number(windows.maxTokens)} tokens at a time. ${plural(long, 'film')} (${percent(windows.moviesOfSeveralWindowsShare)}) ${long === 1 ? 'needs' : 'need'} more than one window; ${percent(windows.tokensBeyondFirstWindowShare)} of all tokens lie beyond the first.`),
    weights: () => h('p.soft', 'Weight of one film of each tag in the training loss, by scheme. Higher weights keep rare tags from being drowned out.')
  }[id]?.() ?? null;
}

function canvas(chart) {
  const box = h('div.plot', h('canvas', { id: chart.id, role: 'img', 'aria-label': chart.description }));
  const rows = chart.labels.length * (chart.labels.length > 15 ? 20 : 8 + 18 * chart.series.length);
  box.style.height = `${chart.across ? 80 + rows : PLOT_HEIGHT}px`;
  return [box, h('details', h('summary', 'Show as a table'), h('div.scroll', h('table.figures',
    h('thead', h('tr', h('th', chart.labelTitle), chart.series.map(series => h('th', series.name)))),
    h('tbody', chart.labels.map((label, index) => h('tr', h('th', { scope: 'row' }, label), chart.series.map(series => h('td', number(series.values[index])))))))))];
}

function excluded(profile) {
  const link = film => h('a', { href: `#/film/${encodeURIComponent(film.id)}` }, film.title || 'Untitled');
  const groups = [
    ['Incomplete', profile.incomplete, 'no text or no tags', profile.incompleteMovies.map(film => [link(film)])],
    ['Repeated', profile.repeated, 'same text and tags as an earlier film', profile.repeatedMovies.map(film => [link(film), ' repeats ', link(film.repeats)])],
    ['Contradictory', profile.contradictory, 'same text, different tags', profile.contradictoryMovies.map(group => group.map((film, index) => [index > 0 && ' and ', link(film), ` (${film.tags.join(', ')})`]))]
  ];
  return h('section.card', h('h2', 'Excluded from training'), groups.map(([name, count, reason, films]) => count > 0
    ? h('details', h('summary', `${name}: ${number(count)} `, h('span.soft', reason)), h('ul', films.map(film => h('li', film))))
    : h('p.soft', `${name}: none`)));
}

const scripts = new Map();
function script(address) {
  if (!scripts.has(address)) {
    scripts.set(address, new Promise((resolve, reject) => {
      document.head.append(h('script', { src: address, onload: resolve, onerror: () => reject(new Error('The charts could not be loaded. Reload the page to try again.')) }));
    }));
  }
  return scripts.get(address);
}
