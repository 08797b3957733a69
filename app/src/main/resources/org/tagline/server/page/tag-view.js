import { h, fill, plural } from './dom.js';
import { taggers, taggerChoice } from './taggers.js';
import { markedText } from './marked-text.js';
import { answerPanel } from './answer.js';

const MAX_BYTES = 1_000_000;

/** The text and whether its tags are shown; kept while the user looks at other views. */
let draft = '';
let answered = false;

/** Tags a text that is typed, pasted, dropped or read from a file. */
export function tagView({ main, signal }) {
  const input = h('textarea', { id: 'text', placeholder: 'Paste a synopsis, or drop a .txt file here.', 'aria-label': 'Synopsis', value: draft, spellcheck: false, oninput: edited, onpaste: pasted });
  const count = h('span.soft');
  const file = h('input', { type: 'file', id: 'file', accept: '.txt,text/plain', className: 'hidden', 'aria-label': 'Text file', onchange: () => { upload(file.files[0]); file.value = ''; } });
  const problem = h('p.problem', { role: 'alert', hidden: true });
  const run = h('button.primary', { type: 'button', onclick: tag }, 'Tag text');
  const text = h('div.text');
  const side = h('aside.side');
  let choice;
  let panel;
  let asking = new AbortController();
  signal.addEventListener('abort', () => asking.abort());

  fill(main, h('h1.hidden', 'Tag a text'), h('div.desk', text, side));
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
    choice = taggerChoice(known, () => { if (answered) tag(); });
    if (answered && draft.trim()) tag(); else edit();
  }).catch(failed => fill(main, h('p.problem', failed.message)));

  function edit() {
    answered = false;
    asking.abort();
    panel = undefined;
    fill(text, input, problem, h('div.under', count, h('span.spacer'), file,
      h('button', { type: 'button', onclick: () => file.click() }, 'Open file'), run, h('kbd.wide', 'Ctrl ↵')));
    fill(side, choice.element, h('div.empty', h('p', 'The tags, their probabilities and the sentences that support them will appear here.'),
      h('p.soft', 'You can also open a film from the ', h('a', { href: '#/catalogue' }, 'catalogue'), '.', h('span.wide', ' Press ', h('kbd', '?'), ' for keyboard shortcuts.'))));
    edited();
    input.focus();
  }

  function edited() {
    draft = input.value;
    const words = draft.trim() ? draft.trim().split(/\s+/).length : 0;
    fill(count, plural(words, 'word'));
    run.disabled = words === 0;
  }

  function pasted() {
    // Text pasted into the empty field is tagged at once.
    if (!input.value) setTimeout(() => { if (input.value.trim()) tag(); });
  }

  function showProblem(message) {
    edit();
    fill(problem, message);
    problem.hidden = false;
  }

  async function upload(chosen) {
    if (!chosen) return;
    if (chosen.size > MAX_BYTES) return showProblem(`${chosen.name} is larger than 1 MB. Paste a part of it instead.`);
    const bytes = await chosen.arrayBuffer();
    try {
      input.value = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return showProblem(`${chosen.name} is not UTF-8 text.`);
    }
    if (!input.value.trim()) return showProblem(`${chosen.name} is empty.`);
    tag();
  }

  function tag() {
    edited();
    if (!draft.trim()) return;
    problem.hidden = true;
    answered = true;
    asking.abort();
    asking = new AbortController();
    const pane = h('div.pane', markedText(draft));
    fill(text, pane, h('div.under', count, h('span.spacer'), h('button', { type: 'button', onclick: edit }, 'Edit ', h('kbd', 'e')),
      h('button', { type: 'button', onclick: () => { input.value = ''; edit(); } }, 'New text ', h('kbd', 'n'))));
    panel = answerPanel({
      subject: { text: draft }, taggers: choice.chosen(), signal: asking.signal,
      onEvidence: evidence => {
        fill(pane, markedText(draft, evidence));
        pane.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
      }
    });
    fill(side, choice.element, panel.element);
  }

  return {
    always(event) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && choice && !answered) { input.value.trim() && tag(); return true; }
      return false;
    },
    key(event) {
      if (answered && event.key === 'e') edit();
      else if (answered && event.key === 'n') { input.value = ''; edit(); }
      else return panel?.key(event) ?? false;
      return true;
    }
  };
}
