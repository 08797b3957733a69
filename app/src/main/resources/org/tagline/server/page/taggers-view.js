import { h, bar, day, number } from './dom.js';
import { text } from './api.js';
import { taggers } from './taggers.js';
import { markdown } from './markdown.js';
import { comparisons } from './comparisons.js';
import { tagTable } from './tag-table.js';

/** Leaderboards of the taggers that are served and of the comparisons, and the taggers' model cards. */
export function modelsView({ main, signal, argument }) {
  const place = h('div', h('p.soft.pulse', 'Looking…'));
  main.append(h('h1', 'Models'), h('p.soft', 'Measured on films held out; in brackets 95 % intervals. The first one served answers by default.'), place);

  taggers().then(known => {
    if (signal.aborted) return;
    const order = [...known].sort((a, b) => (figure(b, 'macroF1') ?? -1) - (figure(a, 'macroF1') ?? -1));
    const card = h('article.card.prose', { 'aria-label': 'Model card' });
    const each = h('div.each');
    const many = order.some(tagger => tagger.task === 'MULTI');
    const rows = order.map(tagger => h('tr', { id: `row-${tagger.name}` },
      h('th', { scope: 'row' }, h('button.link', { type: 'button', onclick: () => open(tagger.name) }, tagger.name), tagger === known[0] && h('span.badge', 'default')),
      many && score(tagger, 'microF1'), score(tagger, 'macroF1'), score(tagger, tagger.task === 'MULTI' ? 'subsetAccuracy' : 'accuracy'),
      h('td', tagger.kind === 'ensemble' ? `${tagger.base} and linear` : tagger.base ?? tagger.kind ?? ''), h('td', number.format(tagger.tags.length)), h('td', day(tagger.provenance.created))));
    place.replaceChildren(h('div.scroll', h('table.board',
      h('thead', h('tr', ['Tagger', many && 'Micro-F1', 'Macro-F1', many ? 'All right' : 'Accuracy', 'Base', 'Tags', 'Made'].filter(Boolean).map(name => h('th', { scope: 'col' }, name)))), h('tbody', rows))),
      h('p.soft', 'Made on different films or splits, figures cannot be compared; the cards say which.'), each, card, comparisons(signal));

    async function open(name) {
      history.replaceState(null, '', `#/models/${encodeURIComponent(name)}`);
      each.replaceChildren(...[tagTable(order.find(tagger => tagger.name === name))].filter(Boolean));
      rows.forEach((row, index) => row.classList.toggle('chosen', order[index].name === name));
      try {
        card.replaceChildren(...markdown(await text(`/api/taggers/${encodeURIComponent(name)}/card`)));
      } catch (problem) {
        card.replaceChildren(h('p.problem', problem.message));
      }
    }
    open(order.some(tagger => tagger.name === argument) ? argument : order[0].name);
  }).catch(problem => place.replaceChildren(h('p.problem', problem.message)));
}

function figure(tagger, name) {
  return tagger.provenance.evaluation?.[name] ?? null;
}

function score(tagger, name) {
  const value = figure(tagger, name);
  if (value === null) return h('td.soft', '–');
  const interval = tagger.provenance.evaluation.intervals?.[name];
  const low = interval?.low ?? interval?.lower;
  const high = interval?.high ?? interval?.upper;
  return h('td.score', bar(value, 'yes'), h('b', value.toFixed(3)), low !== undefined && h('span.soft', ` [${low.toFixed(3)}, ${high.toFixed(3)}]`));
}
