import { h, fill, chips, day, plural, toast } from './dom.js';
import { get, post, text } from './api.js';
import { taggers } from './taggers.js';
import { predictedTags } from './bars.js';
import { flagDialog } from './flag-dialog.js';

const STATES = ['open', 'accepted', 'rejected'];
const DONE = { open: 'Reopened.', accepted: 'Accepted.', rejected: 'Rejected.' };

/** Review of flagged predictions. Accepted flags are labelled films for the next training. */
export function flagsView({ main, signal, query }) {
  let state = STATES.includes(query.get('state')) ? query.get('state') : 'open';
  let flags = [];
  let last;
  const tabs = h('div.tabs', { role: 'group', 'aria-label': 'State' });
  const list = h('ol.flags');
  const summary = h('div');
  fill(main, h('h1', 'Flags'), h('p.soft', 'Predictions flagged as wrong. Accepted flags become labelled films: use them with ', h('code', 'tagline train --with-flags'), ' or ', h('code', 'tagline compare --with-flags'), '.'), tabs, summary, list);
  load();

  async function load() {
    fill(tabs, STATES.map(one => h('button', { type: 'button', 'aria-pressed': String(one === state), onclick: () => { state = one; history.replaceState(null, '', `#/flags?state=${one}`); load(); } }, one)));
    try {
      const found = await get(`/api/flags?state=${state}&size=100`, signal);
      flags = found.flags;
      fill(list, flags.length ? flags.map(item) : h('li.empty', state === 'open' ? ['No flags to review. To flag a wrong prediction, press ', h('kbd', 'f'), ' next to it.'] : `No ${state} flags.`));
      fill(summary, state === 'accepted' && flags.length > 0 && accepted(found.total));
      if (state === 'open' && flags.length) list.querySelector('li').focus({ preventScroll: true });
    } catch (problem) {
      if (problem.name !== 'AbortError') fill(list, h('li.problem', problem.message));
    }
  }

  function item(flag) {
    return h('li', { tabIndex: 0, id: `flag-${flag.id}` },
      h('div.head', flag.film === null ? h('b', 'Pasted text') : h('a', { href: `#/film/${encodeURIComponent(flag.film)}` }, h('b', flag.title || 'Untitled')), h('span.spacer'),
        h('span.soft', `${flag.by || 'Anonymous'}, ${day(flag.flaggedAt)}`)),
      h('p.change', h('span.soft', flag.tagger, ' predicted '), h('s', flag.predicted.join(', ') || 'no tags'), h('span.soft', ', correct: '), chips(flag.correct)),
      h('p.excerpt', flag.text.slice(0, 260), flag.text.length > 260 && '…'),
      flag.note && h('p.note', flag.note),
      h('div.now', { hidden: true }),
      h('p.actions',
        flag.state === 'open'
          ? [h('button.primary', { type: 'button', onclick: () => decide(flag, 'accepted') }, 'Accept ', h('kbd', 'a')),
            h('button', { type: 'button', onclick: () => decide(flag, 'rejected') }, 'Reject ', h('kbd', 'r')),
            h('button', { type: 'button', onclick: () => change(flag) }, 'Change tags')]
          : h('button', { type: 'button', onclick: () => decide(flag, 'open') }, 'Reopen')));
  }

  async function decide(flag, to, correct) {
    const by = localStorage.getItem('by') ?? '';
    try {
      await post(`/api/flags/${flag.id}/review`, { state: to, by, ...(correct ? { correct } : {}) }, signal);
      last = { flag, from: flag.state };
      toast(DONE[to], to !== 'open' && [h('button.link', { type: 'button', onclick: undo }, 'Undo'), h('kbd', 'u')]);
      await load();
    } catch (problem) {
      if (problem.name !== 'AbortError') toast(problem.message);
    }
  }

  function undo() {
    if (last) decide(last.flag, last.from, last.flag.correct);
    last = undefined;
  }

  async function change(flag) {
    const known = (await taggers()).flatMap(tagger => tagger.tags);
    flagDialog({ tags: [...new Set([...flag.correct, ...known])], predicted: flag.correct, several: true, send: async correct => decide(flag, 'accepted', correct) });
  }

  function accepted(total) {
    const result = h('p.soft');
    return h('div.card.row',
      h('div', h('p', h('b', plural(total, 'labelled film'))), result),
      h('span.spacer'),
      h('button', { type: 'button', onclick: () => check(result).catch(problem => fill(result, problem.message)) }, 'Check taggers'),
      h('button', { type: 'button', onclick: () => download('flags.csv', '') }, 'Export CSV'),
      h('button', { type: 'button', title: 'Cells that look like formulas begin with an apostrophe. Do not import this file.', onclick: () => download('flags-spreadsheet.csv', '?spreadsheet=true') }, 'For a spreadsheet'));
  }

  /** Tags the flagged texts with every tagger and shows which ones are correct now. */
  async function check(result) {
    const known = await taggers();
    const right = new Map(known.map(tagger => [tagger.name, 0]));
    for (const flag of flags) {
      const now = list.querySelector(`#flag-${flag.id} .now`);
      now.hidden = false;
      fill(now);
      for (const { name } of known) {
        const answer = await post('/api/predict', { text: flag.text, tagger: name, evidence: 0 }, signal);
        const predicted = predictedTags(answer);
        const isRight = predicted.length === flag.correct.length && predicted.every(tag => flag.correct.includes(tag));
        if (isRight) right.set(name, right.get(name) + 1);
        now.append(h('span', { className: isRight ? 'good' : 'bad' }, isRight ? '✓ ' : '✗ ', h('b', name), !isRight && ` predicts ${predicted.join(', ') || 'no tags'}`));
      }
    }
    fill(result, [...right].map(([name, count]) => `${name}: ${count} of ${flags.length} correct`).join(' · '));
  }

  async function download(name, query) {
    const csv = await text('/api/flags/export' + query);
    const link = h('a', { href: URL.createObjectURL(new Blob([csv], { type: 'text/csv' })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function focused() {
    const items = [...list.children];
    const at = items.findIndex(one => one.contains(document.activeElement));
    return { items, at: Math.max(0, at) };
  }

  return {
    key(event) {
      const { items, at } = focused();
      const flag = flags[at];
      if (event.key === 'u' && last) undo();
      else if (!flag) return false;
      else if (event.key === 'a' && flag.state === 'open') decide(flag, 'accepted');
      else if (event.key === 'r' && flag.state === 'open') decide(flag, 'rejected');
      else if (event.key === 'ArrowDown' || event.key === 'j') items[at + 1]?.focus();
      else if (event.key === 'ArrowUp' || event.key === 'k') items[at - 1]?.focus();
      else return false;
      return true;
    }
  };
}
