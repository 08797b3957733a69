import { h, fill, chips, debounce, number, plural } from './dom.js';
import { get } from './api.js';

const PAGE_SIZE = 20;

/** The catalogue, with full-text search and a filter by tag. */
export function catalogueView({ main, signal, query }) {
  let page = 1;
  let latest = 0;
  const words = h('input', { type: 'search', id: 'words', placeholder: 'Search titles and texts', value: query.get('q') ?? '', autocomplete: 'off', oninput: debounce(150, search) });
  const tag = h('select', { id: 'tag', onchange: search }, h('option', { value: '' }, 'Any tag'));
  const count = h('p.soft', { role: 'status' });
  const list = h('ol.films');
  const more = h('button', { type: 'button', hidden: true, onclick: () => { page++; load(); } }, 'Show more');
  fill(main, h('h1', 'Catalogue'),
    h('form.search', { role: 'search', onsubmit: event => { event.preventDefault(); links()[0]?.focus(); } },
      h('label.hidden', { htmlFor: 'words' }, 'Search'), words, h('label.hidden', { htmlFor: 'tag' }, 'Tag'), tag),
    count, list, h('p.actions', more));

  get('/api/tags', signal).then(({ tags }) => {
    tag.append(...tags.map(one => h('option', { value: one.tag, selected: one.tag === query.get('tag') }, `${one.tag} (${number(one.films)})`)));
    search();
  }).catch(failed);
  words.focus();

  function search() {
    page = 1;
    const address = new URLSearchParams();
    if (words.value.trim()) address.set('q', words.value.trim());
    if (tag.value) address.set('tag', tag.value);
    history.replaceState(null, '', `#/catalogue${address.size ? '?' + address : ''}`);
    load();
  }

  async function load() {
    const request = ++latest;
    const address = new URLSearchParams({ q: words.value.trim(), tag: tag.value, page, size: PAGE_SIZE });
    try {
      const { films, total } = await get(`/api/films?${address}`, signal);
      if (request !== latest) return;
      const filtered = words.value || tag.value;
      if (page === 1) fill(list);
      list.append(...films.map(item));
      fill(count, (total > 0 || filtered) && plural(total, 'film'));
      if (!total) fill(list, h('li.empty', filtered ? 'No films match. Try fewer words.' : ['The catalogue is empty. Import films with: ', h('code', 'tagline import FILE')]));
      more.hidden = page * PAGE_SIZE >= total;
    } catch (problem) {
      failed(problem);
    }
  }

  function failed(problem) {
    if (problem.name !== 'AbortError') fill(count, h('span.problem', problem.message));
  }

  function item(film) {
    return h('li', h('a', { href: `#/film/${encodeURIComponent(film.id)}` },
      h('span.head', h('b', film.title || 'Untitled'), chips(film.tags), h('span.spacer'), h('span.soft.figure', plural(film.characters, 'character'))),
      h('span.excerpt', highlighted(film.excerpt))));
  }

  function highlighted(text) {
    const wanted = words.value.match(/[\p{L}\p{N}]+/gu);
    if (!wanted) return text;
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${wanted.join('|')})`, 'giu');
    return text.split(pattern).map((part, index) => index % 2 ? h('em', part) : part);
  }

  const links = () => [...list.querySelectorAll('a')];

  function move(step) {
    const at = links().indexOf(document.activeElement);
    if (at + step < 0) words.focus();
    else (links()[at + step] ?? links().at(-1))?.focus();
  }

  return {
    always(event) {
      if (document.activeElement === words && event.key === 'ArrowDown') { links()[0]?.focus(); return true; }
      return false;
    },
    key(event) {
      if (event.key === 'ArrowDown' || event.key === 'j') move(1);
      else if (event.key === 'ArrowUp' || event.key === 'k') move(-1);
      else if (event.key === '/') { words.focus(); words.select(); }
      else return false;
      return true;
    }
  };
}
