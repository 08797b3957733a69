import { h, fill } from './dom.js';

/**
 * Asks for the correct tags. A digit chooses one of the first nine; typing finds another tag or enters a new one. In a
 * single-label task, choosing a tag sends it. In a multi-label task, digits and Enter add or remove tags, and Enter in the
 * empty field sends them.
 */
export function flagDialog({ tags, predicted, several, send }) {
  const offered = several ? tags : tags.filter(tag => !predicted.includes(tag));
  const correct = new Set(several ? predicted : []);
  const find = h('input', { type: 'text', placeholder: 'Find a tag or enter a new one', 'aria-label': 'Find a tag or enter a new one', autocomplete: 'off', oninput: draw });
  const by = h('input', { type: 'text', value: localStorage.getItem('by') ?? '', maxLength: 200, id: 'by', autocomplete: 'name' });
  const note = h('input', { type: 'text', maxLength: 2000, id: 'note' });
  const list = h('ol.choices');
  const chosen = h('div.chosen', { 'aria-live': 'polite' });
  const problem = h('p.problem', { role: 'alert', hidden: true });
  const dialog = h('dialog.flag', { onclose: () => dialog.remove(), onkeydown: key, 'aria-labelledby': 'flag-title' },
    h('h2', { id: 'flag-title' }, several ? 'Which tags are correct?' : 'Which tag is correct?'),
    h('p.soft', 'Predicted: ', h('b', predicted.join(', ') || 'no tags'), '. ',
      several ? 'Enter or a digit adds or removes a tag; Enter in the empty field sends.' : 'Press a digit to send.'),
    chosen, list, find,
    h('details', h('summary', 'Your name and a note (optional)'), h('label', { htmlFor: 'by' }, 'Name'), by, h('label', { htmlFor: 'note' }, 'Note'), note),
    problem,
    h('p.actions', h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      several && h('button.primary', { type: 'button', onclick: () => submit([...correct]) }, 'Send')));

  function visible() {
    const wanted = find.value.trim().toLowerCase();
    const matching = offered.filter(tag => tag.toLowerCase().includes(wanted));
    const added = wanted && !tags.some(tag => tag.toLowerCase() === wanted) ? [find.value.trim()] : [];
    return [...matching, ...added].slice(0, 9);
  }

  function draw() {
    fill(chosen, several && [h('span.soft', correct.size ? 'Correct tags: ' : 'No tags chosen.'),
      h('span.chips', [...correct].map(tag => h('button.chip', { type: 'button', title: `Remove ${tag}`, onclick: () => choose(tag) }, tag, ' ×')))]);
    fill(list, visible().map((tag, index) => h('li', h('button', {
      type: 'button', onclick: () => choose(tag), 'aria-pressed': several ? String(correct.has(tag)) : undefined
    }, h('kbd', index + 1), ' ', tag, !tags.includes(tag) && h('span.soft', ' (new)')))));
  }

  function choose(tag) {
    if (!several) {
      submit([tag]);
    } else {
      if (!correct.delete(tag)) correct.add(tag);
      draw();
      find.focus();
    }
  }

  async function submit(choice) {
    if (!choice.length) return;
    localStorage.setItem('by', by.value);
    try {
      await send(choice, by.value, note.value);
      dialog.close();
    } catch (failed) {
      fill(problem, failed.message);
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
      if (several && !find.value) submit([...correct]);
      else if (visible().length) { const [tag] = visible(); find.value = ''; choose(tag); }
    } else if (event.key === 'Enter' && several && event.target === dialog) {
      event.preventDefault();
      submit([...correct]);
    }
  }

  draw();
  document.body.append(dialog);
  dialog.showModal();
  find.focus();
}
