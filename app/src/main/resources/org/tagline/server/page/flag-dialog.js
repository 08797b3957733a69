import { h } from './dom.js';

/**
 * Asks for the right tag: a digit chooses one of the first nine, typing finds any other. Where a film has one tag, the
 * digit sends at once; where it may have several, digits and Enter toggle, and Enter sends once nothing is typed.
 */
export function flagDialog({ tags, predicted, several, send }) {
  const offered = several ? tags : tags.filter(tag => !predicted.includes(tag));
  const right = new Set(several ? predicted : []);
  const find = h('input', { type: 'text', placeholder: 'or type a tag', 'aria-label': 'Another tag', autocomplete: 'off', oninput: draw });
  const by = h('input', { type: 'text', value: localStorage.getItem('by') ?? '', maxLength: 200, id: 'by', autocomplete: 'name' });
  const note = h('input', { type: 'text', maxLength: 2000, id: 'note' });
  const list = h('ol.choices');
  const chosen = h('div.chosen', { 'aria-live': 'polite' });
  const problem = h('p.problem', { hidden: true });
  const dialog = h('dialog.flag', { onclose: () => dialog.remove(), onkeydown: key, 'aria-labelledby': 'flag-title' },
    h('h2', { id: 'flag-title' }, several ? 'Which tags are right?' : 'What is right?'),
    h('p.soft', predicted.length ? ['It said ', h('b', predicted.join(', ')), '. '] : 'It said nothing. ', several ? 'Type to find a tag, Enter or a digit toggles it; Enter on nothing sends.' : 'A digit sends.'),
    chosen, list, find,
    h('details', h('summary', 'Who says so, and a note'), h('label', { htmlFor: 'by' }, 'Name'), by, h('label', { htmlFor: 'note' }, 'Note'), note),
    problem,
    h('p.actions', h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      several && h('button.primary', { type: 'button', onclick: () => done([...right]) }, 'Send')));

  function visible() {
    const wanted = find.value.trim().toLowerCase();
    const fitting = offered.filter(tag => tag.toLowerCase().includes(wanted));
    const fresh = wanted && !tags.some(tag => tag.toLowerCase() === wanted) ? [find.value.trim()] : [];
    return [...fitting, ...fresh].slice(0, 9);
  }

  function draw() {
    chosen.replaceChildren(...(several ? [h('span.soft', right.size ? 'Right are ' : 'No tag is right yet.'),
      h('span.chips', [...right].map(tag => h('button.chip', { type: 'button', title: `Take ${tag} away`, onclick: () => choose(tag) }, tag, ' ×')))] : []));
    list.replaceChildren(...visible().map((tag, index) => h('li', h('button', {
      type: 'button', onclick: () => choose(tag), 'aria-pressed': several ? String(right.has(tag)) : undefined
    }, h('kbd', index + 1), ' ', tag, !tags.includes(tag) && h('span.soft', ' (new)')))));
  }

  function choose(tag) {
    if (!several) {
      done([tag]);
    } else {
      if (!right.delete(tag)) right.add(tag);
      draw();
      find.focus();
    }
  }

  async function done(correct) {
    if (!correct.length) return;
    localStorage.setItem('by', by.value);
    try {
      await send(correct, by.value, note.value);
      dialog.close();
    } catch (failed) {
      problem.textContent = failed.message;
      problem.hidden = false;
    }
  }

  function key(event) {
    event.stopPropagation();
    const typing = event.target === by || event.target === note;
    if (!typing && /^[1-9]$/.test(event.key) && visible()[event.key - 1]) {
      event.preventDefault();
      choose(visible()[event.key - 1]);
    } else if (event.key === 'Enter' && event.target === find) {
      event.preventDefault();
      if (several && !find.value) done([...right]);
      else if (visible().length) { const [tag] = visible(); find.value = ''; choose(tag); }
    } else if (event.key === 'Enter' && several && event.target === dialog) {
      event.preventDefault();
      done([...right]);
    }
  }

  draw();
  document.body.append(dialog);
  dialog.showModal();
  find.focus();
}
