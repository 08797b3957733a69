import { h, bar, number, plural } from './dom.js';

const COLUMNS = [['tag', 'Tag'], ['f1', 'F1'], ['precision', 'Precision'], ['recall', 'Recall'], ['support', 'Films held out']];

/** How well a tagger gives each of its tags, sorted by any column; nothing where it was not measured. */
export function tagTable(tagger) {
  const scores = tagger.provenance.evaluation?.perTag;
  if (!scores?.length) return null;
  let by = 'support';
  let down = true;
  let wanted = '';
  const head = h('tr');
  const body = h('tbody');
  const find = h('input', { type: 'search', placeholder: 'Find a tag', 'aria-label': 'Find a tag', autocomplete: 'off', oninput: event => { wanted = event.target.value.trim().toLowerCase(); draw(); } });

  function draw() {
    head.replaceChildren(...COLUMNS.map(([key, name]) => h('th', { scope: 'col', 'aria-sort': key === by ? (down ? 'descending' : 'ascending') : undefined },
      h('button.sort', { type: 'button', onclick: () => sort(key) }, name, key === by ? (down ? ' ↓' : ' ↑') : ''))));
    const order = scores.filter(one => one.tag.toLowerCase().includes(wanted))
      .sort((a, b) => (down ? -1 : 1) * (by === 'tag' ? a.tag.localeCompare(b.tag) : a[by] - b[by]));
    body.replaceChildren(...order.map(one => h('tr', h('th', { scope: 'row' }, one.tag),
      h('td.score', bar(one.f1, 'yes'), h('b', one.f1.toFixed(3))),
      h('td', one.precision.toFixed(3)), h('td', one.recall.toFixed(3)), h('td', number.format(one.support)))));
  }

  function sort(key) {
    down = key === by ? !down : key !== 'tag';
    by = key;
    draw();
    head.querySelector('[aria-sort] button').focus();
  }

  draw();
  const never = scores.filter(one => one.support > 0 && one.recall === 0).length;
  return h('section', { 'aria-label': 'Each tag' },
    h('div.row', h('h2', 'Each tag'), h('span.soft', plural(scores.length, 'tag'), never > 0 && `, ${number.format(never)} of them never rightly given`), h('span.spring'), scores.length > 10 && find),
    h('div.scroll.tall', h('table.board', h('thead', head), body)));
}
