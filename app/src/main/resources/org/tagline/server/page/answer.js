import { h, fill, plural, number, toast } from './dom.js';
import { post } from './api.js';
import { flagDialog } from './flag-dialog.js';
import { said, tagBars } from './bars.js';

/**
 * What one or two taggers say of a text: bars a tag, how much was read, and flagging.
 *
 * subject: { text, movie?, tags? }, where tags are people's; onEvidence(evidence, tag) is told which sentences to mark.
 */
export function answerPanel({ subject, taggers, signal, onEvidence }) {
  const place = h('section.answer', { 'aria-label': 'Tags', 'aria-busy': 'true' });
  const cached = new Map();
  let answers = [];
  let chosen;
  let bars;

  async function ask() {
    place.replaceChildren(h('p.soft.pulse', 'Reading…'));
    answers = await Promise.all(taggers.map(async tagger =>
      ({ tagger, ...await post('/api/predict', { text: subject.text, tagger, evidence: 0 }, signal) })));
    place.removeAttribute('aria-busy');
    chosen = answers[0].tags[0].tag;
    draw();
    await evidence(chosen);
  }

  function draw() {
    bars = tagBars({ answers, people: subject.tags, chosen, onChoose: evidence });
    fill(place,
      h('div.verdict',
        answers.map(answer => h('div',
          answers.length > 1 && h('p.who', answer.tagger),
          h(said(answer).length > 2 ? 'p.said.many' : 'p.said', said(answer).length ? said(answer).join(', ') : 'No tag is likely enough')))),
      bars.place,
      h('div.why', { id: 'why' }),
      h('dl.facts', answers.map(answer => [h('div', h('dt', answer.tagger), h('dd',
        answer.tokensRead === answer.tokensTotal ? `read all ${plural(answer.tokensTotal, 'token')}` : `read ${number.format(answer.tokensRead)} of ${plural(answer.tokensTotal, 'token')}`,
        ` in ${plural(answer.windows, 'window')}, ${answer.elapsedMillis < 10 ? answer.elapsedMillis.toFixed(1) : Math.round(answer.elapsedMillis)}\u00a0ms`))])),
      h('p.actions', h('button', { type: 'button', onclick: flag }, 'Flag as wrong ', h('kbd', 'f'))));
  }

  async function evidence(tag) {
    chosen = tag;
    bars.press(tag);
    const why = place.querySelector('.why');
    if (!cached.has(tag)) {
      why.replaceChildren(h('p.soft.pulse', `Looking for what spoke for ${tag}…`));
      cached.set(tag, post('/api/predict', { text: subject.text, tagger: answers[0].tagger, evidence: 4, evidenceFor: tag }, signal)
        .then(answer => answer.evidence));
    }
    let found;
    try {
      found = await cached.get(tag);
    } catch (problem) {
      cached.delete(tag);
      if (problem.name !== 'AbortError') why.replaceChildren(h('p.problem', problem.message));
      return;
    }
    if (chosen !== tag || signal.aborted) return;
    why.replaceChildren(found.length
      ? h('p.soft', h('span.key'), ` ${plural(found.length, 'sentence')} spoke for `, h('b', tag), ': without the first, its score is ', h('b', found[0].weight.toFixed(2)), ' lower.')
      : h('p.soft', 'No single sentence spoke for ', h('b', tag), '.'));
    onEvidence(found, tag);
  }

  function flag() {
    if (!answers.length) return;
    const [first] = answers;
    flagDialog({
      tags: first.tags.map(one => one.tag), predicted: said(first), several: Array.isArray(first.predicted),
      send: async (correct, by, note) => {
        const about = subject.movie ? { movie: subject.movie } : { text: subject.text };
        const stored = await post('/api/flags', { ...about, tagger: first.tagger, predicted: said(first), correct, by, note });
        toast(`Flagged: ${correct.join(', ')} instead of ${said(first).join(', ') || 'nothing'}. `, h('a', { href: '#/flags' }, `Review flag ${stored.id}`));
      }
    });
  }

  function move(step) {
    const buttons = [...place.querySelectorAll('.bars button:enabled')];
    const at = buttons.indexOf(document.activeElement);
    (buttons[at + step] ?? buttons[at < 0 ? 0 : at])?.focus();
  }

  ask().catch(problem => {
    if (problem.name !== 'AbortError') place.replaceChildren(h('p.problem', problem.message), h('p.actions', h('button', { type: 'button', onclick: ask }, 'Try again')));
  });
  return {
    place,
    key(event) {
      if (event.key === 'f') flag();
      else if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else return false;
      return true;
    }
  };
}
