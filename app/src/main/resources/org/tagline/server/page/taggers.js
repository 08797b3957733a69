import { h } from './dom.js';
import { get } from './api.js';

let loading;

/** The taggers that are served, the default one first; asked for once. */
export function taggers() {
  loading ??= get('/api/taggers').then(answer => answer.taggers, problem => { loading = undefined; throw problem; });
  return loading;
}

/** Which tagger answers, and which one beside it; the choice is kept. */
export function taggerChoice(known, onChange) {
  const names = known.map(tagger => tagger.name);
  const kept = key => names.includes(localStorage.getItem(key)) ? localStorage.getItem(key) : '';
  const first = h('select', { id: 'tagger', onchange: changed }, names.map(name => h('option', { value: name, selected: name === kept('tagger') }, name)));
  const second = h('select', { id: 'beside', onchange: changed }, h('option', { value: '' }, 'nobody'),
    names.map(name => h('option', { value: name, selected: name === kept('beside') }, name)));
  function changed() {
    localStorage.setItem('tagger', first.value);
    localStorage.setItem('beside', second.value);
    onChange();
  }
  return {
    place: h('div.choice', h('label', { htmlFor: 'tagger' }, 'Tagger'), first,
      names.length > 1 && [h('label', { htmlFor: 'beside' }, 'beside'), second]),
    chosen: () => [first.value, ...(second.value && second.value !== first.value ? [second.value] : [])]
  };
}
