import { h, fill, chips, plural } from './dom.js';
import { get } from './api.js';
import { taggers, taggerChoice } from './taggers.js';
import { markedText } from './marked-text.js';
import { answerPanel } from './answer.js';

/** A film: its text with the tagger's windows, its tags in the catalogue and the predicted tags. */
export function filmView({ main, signal, argument }) {
  const head = h('div.title');
  const pane = h('div.pane');
  const side = h('aside.side');
  let panel;
  let choice;
  let asking = new AbortController();
  signal.addEventListener('abort', () => asking.abort());
  fill(main, head, h('div.desk', h('div.text', pane), side));

  taggers().then(known => {
    choice = taggerChoice(known, () => ask().catch(failed));
    return ask();
  }).catch(failed);

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const film = await get(`/api/films/${encodeURIComponent(argument)}?tagger=${encodeURIComponent(choice.chosen()[0])}`, asking.signal);
    if (signal.aborted) return;
    const title = film.title || 'Untitled';
    document.title = `${title} · Tagline`;
    fill(head, h('p', h('a', { href: '#/catalogue' }, '← Catalogue')), h('h1', title),
      h('p.soft', film.tags.length ? ['Catalogue tags ', chips(film.tags)] : 'No catalogue tags',
        film.windows.length > 0 && ` · read in ${plural(film.windows.length, 'window')}`, ` · id ${film.id}`));
    fill(pane, markedText(film.text, [], film.windows));
    if (!film.text.trim()) {
      fill(side, h('p.empty', 'This film has no text to tag.'));
      return;
    }
    panel = answerPanel({
      subject: { text: film.text, film: film.id, tags: film.tags }, taggers: choice.chosen(), signal: asking.signal,
      onEvidence: evidence => fill(pane, markedText(film.text, evidence, film.windows))
    });
    fill(side, choice.element, panel.element);
  }

  function failed(problem) {
    if (problem.name !== 'AbortError') fill(main, h('p', h('a', { href: '#/catalogue' }, '← Catalogue')), h('p.problem', problem.message));
  }

  return { key: event => panel?.key(event) ?? false };
}
