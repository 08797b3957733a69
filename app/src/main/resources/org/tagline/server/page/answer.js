import { h, fill, fixed, number, plural, toast } from './dom.js';
import { post } from './api.js';
import { flagDialog } from './flag-dialog.js';
import { predictedTags, tagBars } from './bars.js';

const EVIDENCE_SENTENCES = 4;

/**
 * Shows the predictions of one or two taggers for a text: a bar for each tag, the evidence, how much was read, and a
 * button to flag the prediction.
 *
 * subject: { text, film?, tags? }, where tags are the film's tags in the catalogue.
 * onEvidence(evidence, tag) receives the sentences to mark.
 */
export function answerPanel({ subject, taggers, signal, onEvidence }) {
  const element = h('section.answer', { 'aria-label': 'Tags', 'aria-busy': 'true' });
  const cached = new Map();
  let answers = [];
  let chosen;
  let bars;

  async function ask() {
    fill(element, h('p.soft.pulse', 'Tagging…'));
    answers = await Promise.all(taggers.map(async tagger =>
      ({ tagger, ...await post('/api/predict', { text: subject.text, tagger, evidence: 0 }, signal) })));
    element.removeAttribute('aria-busy');
    chosen = answers[0].tags[0].tag;
    draw();
    await showEvidence(chosen);
  }

  function draw() {
    bars = tagBars({ answers, catalogueTags: subject.tags, chosen, onChoose: showEvidence });
    fill(element,
      h('div.verdict', answers.map(answer => h('div', answers.length > 1 && h('p.tagger-name', answer.tagger), headline(answer)))),
      bars.element,
      h('div.evidence', { id: 'evidence' }),
      h('dl.facts', answers.map(answer => h('div', h('dt', answer.tagger), h('dd', facts(answer))))),
      h('p.actions', h('button', { type: 'button', onclick: flag }, 'Flag as wrong ', h('kbd', 'f'))));
  }

  function headline(answer) {
    const tags = predictedTags(answer);
    return h(tags.length > 2 ? 'p.predicted.many' : 'p.predicted', tags.join(', ') || 'No tag reaches its threshold');
  }

  function facts({ tokensRead, tokensTotal, windows, elapsedMillis }) {
    const time = `${elapsedMillis < 10 ? fixed(elapsedMillis, 1) : number(Math.round(elapsedMillis))}\u00a0ms`;
    if (windows === 0) return `did not read the text, ${time}`;
    const read = tokensRead === tokensTotal ? `all ${plural(tokensTotal, 'token')}` : `${number(tokensRead)} of ${plural(tokensTotal, 'token')}`;
    return `read ${read} in ${plural(windows, 'window')}, ${time}`;
  }

  async function showEvidence(tag) {
    chosen = tag;
    bars.press(tag);
    const place = element.querySelector('.evidence');
    if (!cached.has(tag)) {
      fill(place, h('p.soft.pulse', `Finding evidence for ${tag}…`));
      cached.set(tag, post('/api/predict', { text: subject.text, tagger: answers[0].tagger, evidence: EVIDENCE_SENTENCES, evidenceFor: tag }, signal)
        .then(answer => answer.evidence));
    }
    let evidence;
    try {
      evidence = await cached.get(tag);
    } catch (problem) {
      cached.delete(tag);
      if (problem.name !== 'AbortError') fill(place, h('p.problem', problem.message));
      return;
    }
    if (chosen !== tag || signal.aborted) return;
    fill(place, h('p.soft', explain(evidence, tag)));
    onEvidence(evidence, tag);
  }

  function explain(evidence, tag) {
    if (!evidence.length) return ['No single sentence supports ', h('b', tag), '.'];
    const drop = h('b', fixed(evidence[0].weight, 2));
    return [h('span.key'), evidence.length === 1
      ? [' 1 sentence supports ', h('b', tag), '. Without it, the score drops by ', drop, '.']
      : [` ${evidence.length} sentences support `, h('b', tag), '. Without the strongest, the score drops by ', drop, '.']];
  }

  function flag() {
    if (!answers.length) return;
    const [first] = answers;
    const predicted = predictedTags(first);
    flagDialog({
      tags: first.tags.map(one => one.tag), predicted, several: Array.isArray(first.predicted),
      send: async (correct, by, note) => {
        const about = subject.film ? { film: subject.film } : { text: subject.text };
        const stored = await post('/api/flags', { ...about, tagger: first.tagger, predicted, correct, by, note });
        toast(`Flagged: ${correct.join(', ')} instead of ${predicted.join(', ') || 'no tags'}. `, h('a', { href: '#/flags' }, `Review flag ${stored.id}`));
      }
    });
  }

  function move(step) {
    const buttons = [...element.querySelectorAll('.bars button:enabled')];
    const at = buttons.indexOf(document.activeElement);
    (buttons[at + step] ?? buttons[at < 0 ? 0 : at])?.focus();
  }

  function start() {
    ask().catch(problem => {
      if (problem.name !== 'AbortError') fill(element, h('p.problem', problem.message), h('p.actions', h('button', { type: 'button', onclick: start }, 'Try again')));
    });
  }

  start();
  return {
    element,
    key(event) {
      if (event.key === 'f') flag();
      else if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else return false;
      return true;
    }
  };
}
