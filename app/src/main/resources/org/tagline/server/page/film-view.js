import { h, chips, plural } from './dom.js';
import { get } from './api.js';
import { taggers, taggerChoice } from './taggers.js';
import { reading } from './reading.js';
import { answerPanel } from './answer.js';

/** A film: its text with the windows a tagger reads it in, what people say and what taggers say. */
export function filmView({ main, signal, argument }) {
  const head = h('div.title');
  const pane = h('div.pane');
  const side = h('aside.side');
  let panel;
  let choice;
  let film;
  let asking = new AbortController();
  signal.addEventListener('abort', () => asking.abort());
  main.append(head, h('div.desk', h('div.text', pane), side));

  taggers().then(known => {
    choice = taggerChoice(known, ask);
    return ask();
  }).catch(failed);

  async function ask() {
    asking.abort();
    asking = new AbortController();
    film = await get(`/api/films/${encodeURIComponent(argument)}?tagger=${encodeURIComponent(choice.chosen()[0])}`, asking.signal);
    if (signal.aborted) return;
    document.title = `${film.title} · Tagline`;
    head.replaceChildren(h('p', h('a', { href: '#/catalogue' }, '← Catalogue')), h('h1', film.title || 'Untitled'),
      h('p.soft', film.tags.length ? ['People say ', chips(film.tags), ' · '] : 'Nobody tagged it yet · ', film.windows.length ? `read in ${plural(film.windows.length, 'window')} · ` : '', `id ${film.id}`));
    pane.replaceChildren(reading(film.text, [], film.windows));
    if (!film.text.trim()) {
      side.replaceChildren(h('p.empty', 'This film has no text to tag.'));
      return;
    }
    panel = answerPanel({
      subject: { text: film.text, movie: film.id, tags: film.tags }, taggers: choice.chosen(), signal: asking.signal,
      onEvidence: evidence => pane.replaceChildren(reading(film.text, evidence, film.windows))
    });
    side.replaceChildren(choice.place, panel.place);
  }

  function failed(problem) {
    if (problem.name !== 'AbortError') main.replaceChildren(h('p', h('a', { href: '#/catalogue' }, '← Catalogue')), h('p.problem', problem.message));
  }

  return { key: event => panel?.key(event) ?? false };
}
