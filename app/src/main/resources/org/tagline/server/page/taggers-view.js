import { h, fill, bar, day, fixed, number } from './dom.js';
import { text } from './api.js';
import { taggers } from './taggers.js';
import { markdown } from './markdown.js';
import { comparisons } from './comparisons.js';
import { tagTable } from './tag-table.js';

/** The taggers being served with their scores and model cards, and the comparisons. */
export function taggersView({ main, signal, argument }) {
  const content = h('div', h('p.soft.pulse', 'Loading…'));
  fill(main, h('h1', 'Taggers'), h('p.soft', 'Scores on held-out films, with 95 % confidence intervals in brackets. The default tagger answers requests that name no other.'), content);

  taggers().then(known => {
    if (signal.aborted) return;
    const order = [...known].sort((a, b) => (score(b, 'macroF1') ?? -1) - (score(a, 'macroF1') ?? -1));
    const card = h('article.card.prose', { 'aria-label': 'Model card' });
    const byTag = h('div.by-tag');
    const multi = order.some(tagger => tagger.task === 'MULTI');
    const rows = order.map(tagger => h('tr',
      h('th', { scope: 'row' }, h('button.link', { type: 'button', onclick: () => open(tagger.name) }, tagger.name), tagger === known[0] && h('span.badge', 'default')),
      multi && cell(tagger, 'microF1'), cell(tagger, 'macroF1'), cell(tagger, tagger.task === 'MULTI' ? 'subsetAccuracy' : 'accuracy'),
      h('td', base(tagger)), h('td', number(tagger.tags.length)), h('td', day(tagger.provenance.created))));
    fill(content, h('div.scroll', h('table.board',
      h('thead', h('tr', ['Tagger', multi && 'Micro-F1', 'Macro-F1', multi ? 'Subset accuracy' : 'Accuracy', 'Base', 'Tags', 'Created'].filter(Boolean).map(name => h('th', { scope: 'col' }, name)))), h('tbody', rows))),
      h('p.soft', 'Scores are comparable only between taggers with the same data and split; see the model cards.'), byTag, card, comparisons(signal));

    async function open(name) {
      history.replaceState(null, '', `#/taggers/${encodeURIComponent(name)}`);
      fill(byTag, tagTable(order.find(tagger => tagger.name === name)));
      rows.forEach((row, index) => row.classList.toggle('chosen', order[index].name === name));
      try {
        fill(card, markdown(await text(`/api/taggers/${encodeURIComponent(name)}/card`)));
      } catch (problem) {
        fill(card, h('p.problem', problem.message));
      }
    }
    open(order.some(tagger => tagger.name === argument) ? argument : order[0].name);
  }).catch(problem => fill(content, h('p.problem', problem.message)));
}

function base(tagger) {
  return tagger.kind === 'ensemble' ? `${tagger.base} + linear` : tagger.base ?? tagger.kind;
}

function score(tagger, name) {
  return tagger.provenance.evaluation?.[name] ?? null;
}

function cell(tagger, name) {
  const value = score(tagger, name);
  if (value === null) return h('td.soft', '–');
  const interval = tagger.provenance.evaluation.intervals?.[name];
  return h('td.score', bar(value, 'yes'), h('b', fixed(value, 3)), interval && h('span.soft', ` [${fixed(interval.low, 3)}, ${fixed(interval.high, 3)}]`));
}
