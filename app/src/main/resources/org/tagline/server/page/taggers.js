import { h } from './dom.js';
import { get } from './api.js';

let loading;

/** Returns the taggers being served, the default one first. Requested once. */
export function taggers() {
  loading ??= get('/api/taggers').then(answer => answer.taggers, problem => { loading = undefined; throw problem; });
  return loading;
}

/** Selects for the tagger and for a second one to compare it with. The browser remembers the choice. */
export function taggerChoice(known, onChange) {
  const names = known.map(tagger => tagger.name);
  const stored = key => names.includes(localStorage.getItem(key)) ? localStorage.getItem(key) : '';
  const options = selected => names.map(name => h('option', { value: name, selected: name === selected }, name));
  const first = h('select', { id: 'tagger', onchange: changed }, options(stored('tagger')));
  const second = h('select', { id: 'compare-with', onchange: changed }, h('option', { value: '' }, 'none'), options(stored('compareWith')));
  function changed() {
    localStorage.setItem('tagger', first.value);
    localStorage.setItem('compareWith', second.value);
    onChange();
  }
  return {
    element: h('div.choice', h('span', h('label', { htmlFor: 'tagger' }, 'Tagger'), ' ', first),
      names.length > 1 && h('span', h('label', { htmlFor: 'compare-with' }, 'Compare with'), ' ', second)),
    chosen: () => [first.value, ...(second.value && second.value !== first.value ? [second.value] : [])]
  };
}
