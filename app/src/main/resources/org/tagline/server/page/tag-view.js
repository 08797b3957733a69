import { h, plural } from './dom.js';
import { taggers, taggerChoice } from './taggers.js';
import { reading } from './marked-text.js';
import { answerPanel } from './answer.js';

const MOST_BYTES = 1_000_000;

/** Kept while other views are looked at. */
let draft = '';
let shown = false;

export function tagView({ main, signal }) {
  const input = h('textarea', { id: 'text', placeholder: 'Paste a synopsis, or drop a .txt file here.', value: draft, spellcheck: false, oninput: edited, onpaste: pasted });
  const count = h('span.soft');
  const file = h('input', { type: 'file', id: 'file', accept: '.txt,text/plain', className: 'hidden', onchange: () => { upload(file.files[0]); file.value = ''; } });
  const problem = h('p.problem', { role: 'alert', hidden: true });
  const run = h('button.primary', { type: 'button', onclick: tag }, 'Tag it');
  const text = h('div.text');
  const side = h('aside.side');
  let choice;
  let panel;
  let asking = new AbortController();
  signal.addEventListener('abort', () => asking.abort());

  main.append(h('h1.hidden', 'Tag a text'), h('div.desk', text, side));
  text.addEventListener('dragover', event => { event.preventDefault(); text.classList.add('over'); });
  text.addEventListener('dragleave', () => text.classList.remove('over'));
  text.addEventListener('drop', event => {
    event.preventDefault();
    text.classList.remove('over');
    if (event.dataTransfer.files.length) upload(event.dataTransfer.files[0]);
    else { input.value = event.dataTransfer.getData('text'); tag(); }
  });

  taggers().then(known => {
    if (signal.aborted) return;
    choice = taggerChoice(known, () => { if (shown) tag(); });
    if (shown && draft.trim()) tag(); else edit();
  }).catch(failed => main.replaceChildren(h('p.problem', failed.message)));

  function edit() {
    shown = false;
    asking.abort();
    panel = undefined;
    text.replaceChildren(input, problem, h('div.under', count, h('span.spring'), file,
      h('button', { type: 'button', onclick: () => file.click() }, 'Open a file'), run, h('kbd.wide', 'Ctrl ↵')));
    side.replaceChildren(choice.place, h('div.empty', h('p', 'Tags, how sure the tagger is of each, and the sentences that spoke for them will stand here.'),
      h('p.soft', 'Or pick a film of the ', h('a', { href: '#/catalogue' }, 'catalogue'), '. All keys: ', h('kbd', '?'))));
    edited();
    input.focus();
  }

  function edited() {
    draft = input.value;
    const words = draft.trim() ? draft.trim().split(/\s+/).length : 0;
    count.textContent = plural(words, 'word');
    run.disabled = words === 0;
  }

  function pasted() {
    // A text pasted into nothing wants to be tagged.
    if (!input.value) setTimeout(() => { if (input.value.trim()) tag(); });
  }

  function complain(sentence) {
    edit();
    problem.textContent = sentence;
    problem.hidden = false;
  }

  async function upload(chosen) {
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return complain(`${chosen.name} is longer than 1 MB; paste a part of it.`);
    const bytes = await chosen.arrayBuffer();
    try {
      input.value = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return complain(`${chosen.name} is no UTF-8 text.`);
    }
    if (!input.value.trim()) return complain(`${chosen.name} is empty.`);
    tag();
  }

  function tag() {
    edited();
    if (!draft.trim()) return;
    problem.hidden = true;
    shown = true;
    asking.abort();
    asking = new AbortController();
    const pane = h('div.pane', reading(draft));
    text.replaceChildren(pane, h('div.under', count, h('span.spring'), h('button', { type: 'button', onclick: edit }, 'Edit ', h('kbd', 'e')),
      h('button', { type: 'button', onclick: () => { input.value = ''; edit(); } }, 'Another text ', h('kbd', 'n'))));
    panel = answerPanel({
      subject: { text: draft }, taggers: choice.chosen(), signal: asking.signal,
      onEvidence: evidence => {
        pane.replaceChildren(reading(draft, evidence));
        pane.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
      }
    });
    side.replaceChildren(choice.place, panel.place);
  }

  return {
    always(event) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && choice && !shown) { input.value.trim() && tag(); return true; }
      return false;
    },
    key(event) {
      if (shown && event.key === 'e') edit();
      else if (shown && event.key === 'n') { input.value = ''; edit(); }
      else return panel?.key(event) ?? false;
      return true;
    }
  };
}
