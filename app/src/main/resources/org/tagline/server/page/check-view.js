import { h, fill, bar, chips, number, percent, plural } from './dom.js';
import { get } from './api.js';
import { taggers } from './taggers.js';

const AGAIN = 2500;
const SIZE = 50;
const KINDS = {
  missing: ['Missing tags', 'Films that probably lack a tag, the most likely first.'],
  surplus: ['Surplus tags', 'Tags that probably do not belong to their film, the least likely first.'],
  diff: ['Two taggers', 'What would change on this catalogue with another tagger.']
};

/** A tagger beside people's tags, and two taggers beside each other, over the whole catalogue. */
export function checkView({ main, signal, argument, query }) {
  let kind = KINDS[argument] ? argument : 'missing';
  let asked = 0;
  let timer;
  const tabs = h('div.tabs', { role: 'group', 'aria-label': 'What to check' });
  const about = h('p.soft');
  const asking = h('div.row');
  const far = h('p.soft', { role: 'status' });
  const place = h('div', h('p.soft.pulse', 'Looking…'));
  signal.addEventListener('abort', () => clearTimeout(timer));
  main.append(h('h1', 'Check'), tabs, about, asking, far, place);

  let known;
  let chosen;
  taggers().then(found => { known = found; show(kind); }).catch(failed);

  function show(which) {
    kind = which;
    tabs.replaceChildren(...Object.entries(KINDS).map(([name, [title]]) =>
      h('button', { type: 'button', 'aria-pressed': String(name === kind), onclick: () => show(name) }, title)));
    about.textContent = KINDS[kind][1];
    asking.replaceChildren(...(kind === 'diff' ? pair() : one()));
    again();
  }

  function one() {
    const tagger = select('tagger', known.map(one => one.name), query.get('tagger'), () => { tags(); again(); });
    const tag = h('select', { id: 'tag', onchange: again });
    const films = h('select', { id: 'films', onchange: again },
      h('option', { value: 'unseen' }, 'that it did not learn from'), h('option', { value: 'all' }, 'all, also those it learned from'));
    function tags() {
      const names = known.find(one => one.name === tagger.value).tags;
      tag.replaceChildren(h('option', { value: '' }, 'any tag'), ...[...names].sort().map(name => h('option', { value: name, selected: name === query.get('tag') }, name)));
    }
    tags();
    chosen = () => `/api/missing?${new URLSearchParams({ tagger: tagger.value, tag: tag.value, kind, films: films.value, size: SIZE })}`;
    return [label('tagger', 'Tagger'), tagger, label('tag', 'Tag'), tag, label('films', 'Films'), films];
  }

  function pair() {
    const names = known.map(one => one.name);
    const from = select('from', names, query.get('from') ?? names[1] ?? names[0], again);
    const to = select('to', names, query.get('to') ?? names[0], again);
    chosen = () => from.value === to.value ? null : `/api/diff?${new URLSearchParams({ from: from.value, to: to.value, size: SIZE })}`;
    return [label('from', 'From'), from, label('to', 'to'), to];
  }

  function again() {
    clearTimeout(timer);
    place.replaceChildren(h('p.soft.pulse', 'Reading…'));
    load();
  }

  async function load() {
    const mine = ++asked;
    const address = chosen();
    history.replaceState(null, '', `#/check/${kind}`);
    if (!address) {
      far.textContent = '';
      place.replaceChildren(h('p.empty', known.length < 2 ? 'Only one tagger is served; serve two with: tagline serve A B' : 'Choose two different taggers.'));
      return;
    }
    try {
      const answer = await get(address, signal);
      if (mine !== asked || signal.aborted) return;
      const reading = answer.toRead !== 0;
      far.replaceChildren(reading
        ? `Read ${number.format(answer.read)}${answer.toRead === null ? '' : ` of ${plural(answer.read + answer.toRead, 'film')}`} so far; the list gets better.`
        : '');
      if (answer.read > 0 || !reading) fill(place, kind === 'diff' ? changes(answer) : doubts(answer));
      if (reading) timer = setTimeout(load, answer.read === 0 ? 400 : AGAIN);
    } catch (problem) {
      failed(problem);
    }
  }

  function failed(problem) {
    if (problem.name !== 'AbortError') place.replaceChildren(h('p.problem', problem.message));
  }
}

function select(id, names, value, onchange) {
  return h('select', { id, onchange }, names.map(name => h('option', { value: name, selected: name === value }, name)));
}

function label(id, text) {
  return h('label', { htmlFor: id }, text);
}

function film(one) {
  return h('a', { href: `#/film/${encodeURIComponent(one.id)}` }, one.title || 'Untitled');
}

function doubts(answer) {
  if (!answer.doubts.length) {
    return [h('p.empty', answer.films ? 'Nothing to doubt among the films read.' : 'It learned from every film read: look at all films, or train a tagger with films held out.')];
  }
  return [
    h('p.soft', `${number.format(Math.min(answer.doubts.length, answer.total))} of ${number.format(answer.total)} in ${plural(answer.films, 'film')}. `,
      answer.learned > 0 && `It learned from ${number.format(answer.learned)} of them, so what it says of these leans towards the tags that they have.`),
    h('div.scroll', h('table.board.doubts',
      h('thead', h('tr', ['Film', answer.kind === 'missing' ? 'Lacks' : 'Has', 'Probability', 'People say'].map(name => h('th', { scope: 'col' }, name)))),
      h('tbody', answer.doubts.map(one => h('tr',
        h('th', { scope: 'row' }, film(one), one.part === 'learned' && h('span.badge', 'learned')),
        h('td', h('b', one.tag)),
        h('td.score', bar(one.probability, 'yes'), h('b', percent(one.probability))),
        h('td.free', chips(one.tags)))))))];
}

function changes(answer) {
  const moved = answer.tags.filter(tag => tag.gained + tag.lost > 0);
  return [
    h('p', answer.summary),
    moved.length > 0 && h('h2', 'Tags'),
    moved.length > 0 && h('div.scroll', h('table.board',
      h('thead', h('tr', ['Tag', answer.from, answer.to, 'Gained', 'Lost'].map(name => h('th', { scope: 'col' }, name)))),
      h('tbody', moved.map(tag => h('tr', h('th', { scope: 'row' }, tag.tag, tag.known !== 'both' && h('span.badge', `only ${answer[tag.known]} knows it`)),
        h('td', number.format(tag.from)), h('td', number.format(tag.to)), h('td.good', `+${number.format(tag.gained)}`), h('td.bad', `−${number.format(tag.lost)}`)))))),
    answer.mostChanged.length > 0 && h('h2', `Films, the ${answer.mostChanged.length} most changed`),
    answer.mostChanged.length > 0 && h('div.scroll', h('table.board.doubts',
      h('thead', h('tr', ['Film', 'Gains', 'Loses', 'People say'].map(name => h('th', { scope: 'col' }, name)))),
      h('tbody', answer.mostChanged.map(one => h('tr', h('th', { scope: 'row' }, film(one)),
        h('td.free.good', one.gained.join(', ') || '–'), h('td.free.bad', one.lost.join(', ') || '–'), h('td.free', chips(one.tags)))))))];
}
