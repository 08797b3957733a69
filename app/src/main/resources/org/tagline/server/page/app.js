import { h } from './dom.js';
import { tagView } from './tag-view.js';
import { catalogueView } from './catalogue-view.js';
import { filmView } from './film-view.js';
import { checkView } from './check-view.js';
import { dataView } from './data-view.js';
import { modelsView } from './taggers-view.js';
import { flagsView } from './flags-view.js';
import { apiView } from './api-view.js';

/** A view fills the main part and may return what to do with keys and when it goes. */
const VIEWS = {
  tag: { name: 'Tag', key: 't', show: tagView },
  catalogue: { name: 'Catalogue', key: 'c', show: catalogueView },
  film: { show: filmView, within: 'catalogue' },
  check: { name: 'Check', key: 'k', show: checkView },
  data: { name: 'Data', key: 'd', show: dataView },
  models: { name: 'Models', key: 'm', show: modelsView },
  flags: { name: 'Flags', key: 'l', show: flagsView },
  api: { name: 'API', key: 'p', show: apiView }
};

const KEYS = [
  ['t c k d m l p', 'go to a view: tag, catalogue, check, data, models, flags, API'],
  ['Ctrl + Enter', 'tag the text'],
  ['e', 'edit the text again'],
  ['↑ ↓', 'move through tags or films; Enter shows a tag’s sentences or opens a film'],
  ['f, then 1 … 9', 'flag the answer as wrong, with the right tag or tags'],
  ['/', 'search the catalogue'],
  ['a, r, u', 'in the review: accept, reject, undo'],
  ['?', 'this list']
];

const main = document.getElementById('main');
let current = {};
let gone = new AbortController();

function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/');
  const view = VIEWS[name] ? name : 'tag';
  gone.abort();
  current.close?.();
  gone = new AbortController();
  main.replaceChildren();
  nav(VIEWS[view].within ?? view);
  document.title = `${VIEWS[view].name ?? 'Film'} · Tagline`;
  current = VIEWS[view].show({
    main, signal: gone.signal, argument: decodeURIComponent(rest.join('/')), query: new URLSearchParams(query)
  }) ?? {};
  scrollTo(0, 0);
}

function nav(active) {
  document.getElementById('nav').replaceChildren(...Object.entries(VIEWS).filter(([, view]) => view.name).map(([name, view]) =>
    h('a', { href: `#/${name}`, title: `${view.name} (${view.key})`, 'aria-current': name === active ? 'page' : undefined }, view.name)));
}

function help() {
  const dialog = h('dialog', { onclose: () => dialog.remove() },
    h('h2', 'Keyboard'),
    h('table.keys', h('tbody', KEYS.map(([keys, what]) => h('tr', h('th', { scope: 'row' }, h('kbd', keys)), h('td', what))))),
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
