import { h, chips, number, plural, patiently } from './dom.js';
import { get } from './api.js';

const SIZE = 20;

export function catalogueView({ main, signal, query }) {
  let page = 1;
  let total = 0;
  let asked = 0;
  const words = h('input', { type: 'search', id: 'words', placeholder: 'Words of title or text', value: query.get('q') ?? '', autocomplete: 'off', oninput: patiently(150, again) });
  const tag = h('select', { id: 'tag', onchange: again }, h('option', { value: '' }, 'any tag'));
  const count = h('p.soft', { role: 'status' });
  const list = h('ol.films');
  const more = h('button', { type: 'button', hidden: true, onclick: () => { page++; load(); } }, 'Show more');
  main.append(h('h1', 'Catalogue'),
    h('form.search', { role: 'search', onsubmit: event => { event.preventDefault(); links()[0]?.focus(); } },
      h('label.hidden', { htmlFor: 'words' }, 'Search'), words, h('label.hidden', { htmlFor: 'tag' }, 'Tag'), tag),
    count, list, h('p.actions', more));

  get('/api/tags', signal).then(({ tags }) => {
    tag.append(...tags.map(one => h('option', { value: one.tag, selected: one.tag === query.get('tag') }, `${one.tag} (${number.format(one.movies)})`)));
    again();
  }).catch(failed);
  words.focus();

  function again() {
    page = 1;
    const address = new URLSearchParams();
    if (words.value.trim()) address.set('q', words.value.trim());
    if (tag.value) address.set('tag', tag.value);
    history.replaceState(null, '', `#/catalogue${address.size ? '?' + address : ''}`);
    load();
  }

  async function load() {
    const mine = ++asked;
    const address = new URLSearchParams({ q: words.value.trim(), tag: tag.value, page, size: SIZE });
    try {
      const found = await get(`/api/films?${address}`, signal);
      if (mine !== asked) return;
      total = found.total;
      if (page === 1) list.replaceChildren();
      list.append(...found.movies.map(film));
      count.textContent = total || words.value || tag.value ? plural(total, 'film') : '';
      if (!total) list.replaceChildren(h('li.empty', words.value || tag.value ? 'No film fits. Fewer words find more.' : 'The catalogue is empty; bring films in with: tagline import FILE'));
      more.hidden = page * SIZE >= total;
    } catch (problem) {
      failed(problem);
    }
  }

  function failed(problem) {
    if (problem.name !== 'AbortError') count.replaceChildren(h('span.problem', problem.message));
  }

  function film(one) {
    return h('li', h('a', { href: `#/film/${encodeURIComponent(one.id)}` },
      h('span.head', h('b', one.title || 'Untitled'), chips(one.tags), h('span.spring'), h('span.soft.figure', `${number.format(one.characters)} characters`)),
      h('span.excerpt', highlighted(one.excerpt))));
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
