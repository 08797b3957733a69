import { h, fill, bar, fixed, number, plural } from './dom.js';

const COLUMNS = [['tag', 'Tag'], ['f1', 'F1'], ['precision', 'Precision'], ['recall', 'Recall'], ['support', 'Held-out films']];

/** A tagger's scores for each tag, sortable by column; null if the tagger was not evaluated. */
export function tagTable(tagger) {
  const scores = tagger.provenance.evaluation?.perTag;
  if (!scores?.length) return null;
  let by = 'support';
  let descending = true;
  let wanted = '';
  const head = h('tr');
  const body = h('tbody');
  const find = h('input', { type: 'search', placeholder: 'Find a tag', 'aria-label': 'Find a tag', autocomplete: 'off', oninput: event => { wanted = event.target.value.trim().toLowerCase(); draw(); } });

  function draw() {
    fill(head, COLUMNS.map(([key, name]) => h('th', { scope: 'col', 'aria-sort': key === by ? (descending ? 'descending' : 'ascending') : undefined },
      h('button.sort', { type: 'button', onclick: () => sort(key) }, name, key === by && (descending ? ' ↓' : ' ↑')))));
    const rows = scores.filter(one => one.tag.toLowerCase().includes(wanted))
      .sort((a, b) => (descending ? -1 : 1) * (by === 'tag' ? a.tag.localeCompare(b.tag) : a[by] - b[by]));
    fill(body, rows.map(one => h('tr', h('th', { scope: 'row' }, one.tag),
      h('td.score', bar(one.f1, 'yes'), h('b', fixed(one.f1, 3))),
      h('td', fixed(one.precision, 3)), h('td', fixed(one.recall, 3)), h('td', number(one.support)))));
  }

  function sort(key) {
    descending = key === by ? !descending : key !== 'tag';
    by = key;
    draw();
    head.querySelector('[aria-sort] button').focus();
  }

  draw();
  const missed = scores.filter(one => one.support > 0 && one.recall === 0).length;
  return h('section', { 'aria-label': 'Scores by tag' },
    h('div.row', h('h2', 'Scores by tag'), h('span.soft', plural(scores.length, 'tag'), missed > 0 && `, ${number(missed)} never predicted correctly`), h('span.spacer'), scores.length > 10 && find),
    h('div.scroll.tall', h('table.board', h('thead', head), body)));
}
