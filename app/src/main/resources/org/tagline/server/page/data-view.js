import { h, number, plural, percent } from './dom.js';
import { get } from './api.js';

const TITLES = { tags: 'Tags', lengths: 'Length of the texts', windows: 'Windows', weights: 'Class weights' };
const HEIGHT = 320;

/** The catalogue's profile, with the plots of the report that explore writes. */
export function dataView({ main, signal }) {
  const place = h('div', h('p.soft.pulse', 'Counting the films…'));
  let charts;
  main.append(h('h1', 'Data'), h('p.soft', 'What is in the catalogue, what is wrong with it, and how much of its texts an encoder reads.'), place);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const redraw = () => charts?.draw();
  dark.addEventListener('change', redraw);

  Promise.all([get('/api/profile', signal), script('/page/chart.js').then(() => script('/page/charts.js'))]).then(([profile]) => {
    if (signal.aborted) return;
    place.replaceChildren(
      h('dl.cards', Object.entries({
        films: profile.movies, tags: Object.keys(profile.tags).length, incomplete: profile.incomplete, repeated: profile.repeated,
        contradictory: profile.contradictory, 'kept for training': profile.cleaned
      }).map(([name, value]) => h('div', h('dt', name), h('dd', number.format(value))))),
      ...profile.charts.map(chart => h('section.card', h('h2', TITLES[chart.id] ?? chart.id), about(chart.id, profile), canvas(chart))),
      leftOut(profile));
    charts = globalThis.drawCharts(profile.charts);
  }).catch(problem => {
    if (problem.name !== 'AbortError') place.replaceChildren(h('p.problem', problem.message));
  });

  return { close: () => { dark.removeEventListener('change', redraw); charts?.remove(); } };
}

function about(id, profile) {
  const { characters, windows } = profile;
  return {
    lengths: () => h('p.soft', `Half of the texts have between ${number.format(Math.round(characters.p25))} and ${number.format(Math.round(characters.p75))} characters; the longest is `, h('cite', characters.longestTitle), ` with ${number.format(characters.max)}.`),
    windows: () => h('p.soft', `An encoder reads at most ${windows.maxTokens} tokens at once. ${plural(windows.moviesOfSeveralWindows, 'film')} (${percent(windows.moviesOfSeveralWindowsShare)}) need more than one window, and ${percent(windows.tokensBeyondFirstWindowShare)} of all tokens lie beyond the first.`),
    weights: () => h('p.soft', 'How much one film of a tag counts in training under each scheme, so that rare tags are not drowned.')
  }[id]?.() ?? null;
}

function canvas(chart) {
  const box = h('div.plot', h('canvas', { id: chart.id, role: 'img', 'aria-label': chart.description }));
  const rows = chart.labels.length * (chart.labels.length > 15 ? 20 : 8 + 18 * chart.series.length);
  box.style.height = `${chart.across ? 80 + rows : HEIGHT}px`;
  return [box, h('details', h('summary', 'The figures'), h('div.scroll', h('table.figures',
    h('thead', h('tr', h('th', chart.labelTitle), chart.series.map(series => h('th', series.name)))),
    h('tbody', chart.labels.map((label, index) => h('tr', h('th', { scope: 'row' }, label), chart.series.map(series => h('td', number.format(series.values[index])))))))))];
}

function leftOut(profile) {
  const film = one => h('a', { href: `#/film/${encodeURIComponent(one.id)}` }, one.title || one.id);
  const groups = [
    ['Incomplete', 'no text or no tag', profile.incompleteMovies.map(one => [film(one)])],
    ['Repeated', 'the text and tags of an earlier film', profile.repeatedMovies.map(one => [film(one), ' repeats ', film(one.repeats)])],
    ['Contradictory', 'one text with different tags', profile.contradictoryMovies.map(group => group.map((one, index) => [index ? ' and ' : '', film(one), ` (${one.tags.join(', ')})`]))]
  ];
  return h('section.card', h('h2', 'Left out of training'), groups.map(([name, what, films]) => films.length
    ? h('details', h('summary', `${name}: ${number.format(films.length)} `, h('span.soft', what)), h('ul', films.map(one => h('li', one))))
    : h('p.soft', `${name}: none`)));
}

const scripts = new Map();
function script(address) {
  if (!scripts.has(address)) {
    scripts.set(address, new Promise((resolve, reject) => {
      document.head.append(h('script', { src: address, onload: resolve, onerror: () => reject(new Error('The plots could not be loaded.')) }));
    }));
  }
  return scripts.get(address);
}
