import { h, fill, bar, chips, number, percent, plural } from './dom.js';
import { get } from './api.js';
import { taggers } from './taggers.js';

const POLL_MILLIS = 2500;
const FIRST_POLL_MILLIS = 400;
const MAX_ROWS = 50;
const KINDS = {
  missing: ['Missing tags', 'Tags that films probably lack, most likely first.'],
  surplus: ['Surplus tags', 'Tags that films probably should not have, least likely first.'],
  diff: ['Switch tagger', 'What would change in this catalogue with another tagger.']
};

/** Compares a tagger with the catalogue's own tags, or two taggers with each other, over the whole catalogue. */
export function checkView({ main, signal, argument, query }) {
  let kind = KINDS[argument] ? argument : 'missing';
  let latest = 0;
  let timer;
  const tabs = h('div.tabs', { role: 'group', 'aria-label': 'Check' });
  const about = h('p.soft');
  const controls = h('div.row');
  const progress = h('p.soft', { role: 'status' });
  const result = h('div', h('p.soft.pulse', 'Loading…'));
  signal.addEventListener('abort', () => clearTimeout(timer));
  fill(main, h('h1', 'Check'), tabs, about, controls, progress, result);

  let known;
  let address;
  taggers().then(found => { known = found; show(kind); }).catch(failed);

  function show(which) {
    kind = which;
    fill(tabs, Object.entries(KINDS).map(([name, [title]]) =>
      h('button', { type: 'button', 'aria-pressed': String(name === kind), onclick: () => show(name) }, title)));
    fill(about, KINDS[kind][1]);
    fill(controls, kind === 'diff' ? diffControls() : doubtControls());
    restart();
  }

  function doubtControls() {
    const tagger = select('tagger', known.map(one => one.name), query.get('tagger'), () => { listTags(); restart(); });
    const tag = h('select', { id: 'tag', onchange: restart });
    const films = h('select', { id: 'films', onchange: restart },
      h('option', { value: 'unseen' }, 'not used for training'), h('option', { value: 'all' }, 'all'));
    function listTags() {
      const names = known.find(one => one.name === tagger.value).tags;
      fill(tag, h('option', { value: '' }, 'any'), [...names].sort().map(name => h('option', { value: name, selected: name === query.get('tag') }, name)));
    }
    listTags();
    address = () => `/api/missing?${new URLSearchParams({ tagger: tagger.value, tag: tag.value, kind, films: films.value, size: MAX_ROWS })}`;
    return [label('tagger', 'Tagger'), tagger, label('tag', 'Tag'), tag, label('films', 'Films'), films];
  }

  function diffControls() {
    const names = known.map(one => one.name);
    const from = select('from', names, query.get('from') ?? names[1] ?? names[0], restart);
    const to = select('to', names, query.get('to') ?? names[0], restart);
    address = () => from.value === to.value ? null : `/api/diff?${new URLSearchParams({ from: from.value, to: to.value, size: MAX_ROWS })}`;
    return [label('from', 'From'), from, label('to', 'To'), to];
  }

  function restart() {
    clearTimeout(timer);
    fill(progress);
    fill(result, h('p.soft.pulse', 'Tagging the catalogue…'));
    load();
  }

  async function load() {
    const request = ++latest;
    const path = address();
    history.replaceState(null, '', `#/check/${kind}`);
    if (!path) {
      fill(result, h('p.empty', known.length < 2 ? ['Only one tagger is being served. To compare two, run ', h('code', 'tagline serve A B')] : 'Choose two different taggers.'));
      return;
    }
    try {
      const answer = await get(path, signal);
      if (request !== latest || signal.aborted) return;
      const unfinished = answer.toRead !== 0;
      fill(progress, unfinished && `${number(answer.read)}${answer.toRead === null ? '' : ` of ${number(answer.read + answer.toRead)}`} predictions done; the results may still change.`);
      if (!unfinished || (kind === 'diff' ? answer.films : answer.read) > 0) fill(result, kind === 'diff' ? changes(answer) : doubts(answer));
      if (unfinished) timer = setTimeout(load, answer.read === 0 ? FIRST_POLL_MILLIS : POLL_MILLIS);
    } catch (problem) {
      failed(problem);
    }
  }

  function failed(problem) {
    if (problem.name !== 'AbortError') fill(result, h('p.problem', problem.message));
  }
}

function select(id, names, value, onchange) {
  return h('select', { id, onchange }, names.map(name => h('option', { value: name, selected: name === value }, name)));
}

function label(id, text) {
  return h('label', { htmlFor: id }, text);
}

function filmLink(film) {
  return h('a', { href: `#/film/${encodeURIComponent(film.id)}` }, film.title || 'Untitled');
}

function header(names) {
  return h('thead', h('tr', names.map(name => h('th', { scope: 'col' }, name))));
}

/** Puts a sign before a count, but not before 0. */
function signed(sign, count) {
  return count === 0 ? '0' : sign + number(count);
}

function doubts(answer) {
  const kind = answer.kind === 'missing' ? 'missing tag' : 'surplus tag';
  if (!answer.doubts.length) {
    if (answer.films) return h('p.empty', answer.toRead === 0 ? `No ${kind}s found.` : `No ${kind}s found so far.`);
    return h('p.empty', answer.toRead === 0 ? 'No films to check. If the tagger was trained on all of them, choose all films or train a tagger that holds films out.' : 'No films to check so far.');
  }
  return [
    h('p.soft', answer.doubts.length < answer.total && `The first ${number(answer.doubts.length)} of `, `${plural(answer.total, kind)} in ${plural(answer.films, 'film')}.`,
      answer.learned > 0 && ` The tagger was trained on ${number(answer.learned)} of these films, so its predictions lean towards the tags they have.`),
    h('div.scroll', h('table.board.doubts',
      header(['Film', answer.kind === 'missing' ? 'Missing tag' : 'Surplus tag', 'Probability', 'Catalogue tags']),
      h('tbody', answer.doubts.map(one => h('tr',
        h('th', { scope: 'row' }, filmLink(one), one.part === 'learned' && h('span.badge', 'training film')),
        h('td', h('b', one.tag)),
        h('td.score', bar(one.probability, 'yes'), h('b', percent(one.probability))),
        h('td.free', chips(one.tags)))))))];
}

function changes(answer) {
  const changed = answer.tags.filter(tag => tag.gained + tag.lost > 0);
  return [
    h('p', answer.summary),
    changed.length > 0 && [h('h2', 'Tags'),
      h('div.scroll', h('table.board', header(['Tag', answer.from, answer.to, 'Gained', 'Lost']),
        h('tbody', changed.map(tag => h('tr', h('th', { scope: 'row' }, tag.tag, tag.known !== 'both' && h('span.badge', `only in ${answer[tag.known]}`)),
          h('td', number(tag.from)), h('td', number(tag.to)), h('td.good', signed('+', tag.gained)), h('td.bad', signed('−', tag.lost)))))))],
    answer.mostChanged.length > 0 && [h('h2', 'Most changed films'),
      h('div.scroll', h('table.board.doubts', header(['Film', 'Gained', 'Lost', 'Catalogue tags']),
        h('tbody', answer.mostChanged.map(film => h('tr', h('th', { scope: 'row' }, filmLink(film)),
          h('td.free.good', film.gained.join(', ') || '–'), h('td.free.bad', film.lost.join(', ') || '–'), h('td.free', chips(film.tags)))))))]];
}
