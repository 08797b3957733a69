import { h, fill } from './dom.js';
import { tagView } from './tag-view.js';
import { catalogueView } from './catalogue-view.js';
import { filmView } from './film-view.js';
import { checkView } from './check-view.js';
import { dataView } from './data-view.js';
import { taggersView } from './taggers-view.js';
import { flagsView } from './flags-view.js';
import { apiView } from './api-view.js';

/**
 * Each view fills the main element and may return handlers: key(event) for a key pressed outside a field, always(event)
 * for any key, close() for when the user leaves.
 */
const VIEWS = {
  tag: { name: 'Tag', key: 't', show: tagView },
  catalogue: { name: 'Catalogue', key: 'c', show: catalogueView },
  film: { show: filmView, within: 'catalogue' },
  check: { name: 'Check', key: 'k', show: checkView },
  data: { name: 'Data', key: 'd', show: dataView },
  taggers: { name: 'Taggers', key: 'm', show: taggersView },
  flags: { name: 'Flags', key: 'l', show: flagsView },
  api: { name: 'API', key: 'p', show: apiView }
};

/** Views that had another name. */
const RENAMED = { models: 'taggers' };

const KEYS = [
  ['t c k d m l p', 'Go to Tag, Catalogue, Check, Data, Taggers, Flags or API'],
  ['Ctrl + Enter', 'Tag the text'],
  ['e, n', 'Edit the text, start a new text'],
  ['↑ ↓', 'Move through tags or films; Enter shows a tag’s evidence or opens a film'],
  ['f, then 1 … 9', 'Flag a prediction as wrong and choose the correct tag'],
  ['/', 'Search the catalogue'],
  ['a, r, u', 'Accept or reject a flag, undo'],
  ['?', 'Show this list']
];

const main = document.getElementById('main');
let current = {};
let leaving = new AbortController();

function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [first, ...rest] = path.split('/');
  const name = RENAMED[first] ?? first;
  const view = VIEWS[name] ? name : 'tag';
  leaving.abort();
  current.close?.();
  leaving = new AbortController();
  fill(main);
  nav(VIEWS[view].within ?? view);
  document.title = `${VIEWS[view].name ?? 'Film'} · Tagline`;
  current = VIEWS[view].show({
    main, signal: leaving.signal, argument: decodeURIComponent(rest.join('/')), query: new URLSearchParams(query)
  }) ?? {};
  scrollTo(0, 0);
}

function nav(active) {
  fill(document.getElementById('nav'), Object.entries(VIEWS).filter(([, view]) => view.name).map(([name, view]) =>
    h('a', { href: `#/${name}`, title: `${view.name} (${view.key})`, 'aria-current': name === active ? 'page' : undefined }, view.name)));
}

function help() {
  const dialog = h('dialog', { onclose: () => dialog.remove() },
    h('h2', 'Keyboard shortcuts'),
    h('table.keys', h('tbody', KEYS.map(([keys, action]) => h('tr', h('th', { scope: 'row' }, h('kbd', keys)), h('td', action))))),
    h('form', { method: 'dialog' }, h('p.actions', h('button.primary', 'Close'))));
  document.body.append(dialog);
  dialog.showModal();
}

function typing(target) {
  return Boolean(target.closest?.('input, textarea, select, dialog'));
}

addEventListener('keydown', event => {
  if (current.always?.(event)) { event.preventDefault(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (current.key?.(event)) { event.preventDefault(); return; }
  if (event.key === '?') help();
  else if (event.key === '/') location.hash = '#/catalogue';
  else {
    const [name] = Object.entries(VIEWS).find(([, view]) => view.key === event.key) ?? [];
    if (!name) return;
    location.hash = `#/${name}`;
  }
  event.preventDefault();
});
document.getElementById('help').addEventListener('click', help);
addEventListener('hashchange', route);
route();
