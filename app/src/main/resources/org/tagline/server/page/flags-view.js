import { h, chips, day, plural, toast } from './dom.js';
import { get, post, text } from './api.js';
import { taggers } from './taggers.js';
import { flagDialog } from './flag-dialog.js';

const STATES = ['open', 'accepted', 'rejected'];

/** Review of what was marked as wrong; the accepted ones are films to learn from. */
export function flagsView({ main, signal, query }) {
  let state = STATES.includes(query.get('state')) ? query.get('state') : 'open';
  let flags = [];
  let last;
  const tabs = h('div.tabs', { role: 'group', 'aria-label': 'State' });
  const list = h('ol.flags');
  const note = h('div');
  main.append(h('h1', 'Flags'), h('p.soft', 'Answers that people marked as wrong. Accepted ones are labelled films: ', h('code', 'tagline train --with-flags'), ' learns from them, ', h('code', 'compare --with-flags'), ' too.'), tabs, note, list);
  load();

  async function load() {
    tabs.replaceChildren(...STATES.map(one => h('button', { type: 'button', 'aria-pressed': String(one === state), onclick: () => { state = one; history.replaceState(null, '', `#/flags?state=${one}`); load(); } }, one)));
    try {
      const found = await get(`/api/flags?state=${state}&size=100`, signal);
      flags = found.flags;
      list.replaceChildren(...flags.map(item));
      note.replaceChildren(...(state === 'accepted' && flags.length ? [accepted(found.total)] : []));
      if (!flags.length) {
        list.replaceChildren(h('li.empty', state === 'open' ? ['Nothing to review. Press ', h('kbd', 'f'), ' on a wrong answer to flag it.'] : `Nothing is ${state}.`));
      } else if (state === 'open') {
        list.querySelector('li').focus({ preventScroll: true });
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') list.replaceChildren(h('li.problem', problem.message));
    }
  }

  function item(flag) {
    return h('li', { tabIndex: 0, id: `flag-${flag.id}` },
      h('div.head', flag.movie === null ? h('b', 'Pasted text') : h('a', { href: `#/film/${encodeURIComponent(flag.movie)}` }, h('b', flag.title || flag.movie)), h('span.spring'),
        h('span.soft', `${flag.by || 'Somebody'}, ${day(flag.flaggedAt)}`)),
      h('p.change', h('span.soft', flag.tagger, ' said '), flag.predicted.length ? h('s', flag.predicted.join(', ')) : h('s', 'nothing'), h('span.soft', ' right is '), chips(flag.correct)),
      h('p.excerpt', flag.text.slice(0, 260), flag.text.length > 260 && '…'),
      flag.note && h('p.note', flag.note),
      h('div.now', { hidden: true }),
      h('p.actions',
        flag.state === 'open'
          ? [h('button.primary', { type: 'button', onclick: () => decide(flag, 'accepted') }, 'Accept ', h('kbd', 'a')),
            h('button', { type: 'button', onclick: () => decide(flag, 'rejected') }, 'Reject ', h('kbd', 'r')),
            h('button', { type: 'button', onclick: () => change(flag) }, 'Other tags')]
          : h('button', { type: 'button', onclick: () => decide(flag, 'open') }, 'Open again')));
  }

  async function decide(flag, to, correct) {
    const by = localStorage.getItem('by') ?? '';
    try {
      await post(`/api/flags/${flag.id}/review`, { state: to, by, ...(correct ? { correct } : {}) }, signal);
      last = { flag, from: flag.state };
      toast(to === 'open' ? 'Open again.' : `${to[0].toUpperCase()}${to.slice(1)}. `, to !== 'open' && h('button.link', { type: 'button', onclick: undo }, 'Undo'), to !== 'open' && h('kbd', 'u'));
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
      h('span.spring'),
      h('button', { type: 'button', onclick: () => check(result).catch(problem => { result.textContent = problem.message; }) }, 'How do the taggers answer now?'),
      h('button', { type: 'button', onclick: download }, 'Export CSV'));
  }

  /** What each tagger that is served says of the flagged texts: how a new one changed on them. */
  async function check(result) {
    const known = await taggers();
    const right = new Map(known.map(tagger => [tagger.name, 0]));
    for (const flag of flags) {
      const now = list.querySelector(`#flag-${flag.id} .now`);
      now.hidden = false;
      now.replaceChildren();
      for (const { name } of known) {
        const answer = await post('/api/predict', { text: flag.text, tagger: name, evidence: 0 }, signal);
        const said = [answer.predicted].flat();
        const same = said.length === flag.correct.length && said.every(tag => flag.correct.includes(tag));
        if (same) right.set(name, right.get(name) + 1);
        now.append(h('span', { className: same ? 'good' : 'bad' }, same ? '✓ ' : '✗ ', h('b', name), same ? '' : ` says ${said.join(', ') || 'nothing'}`));
      }
    }
    result.textContent = [...right].map(([name, count]) => `${name} is right on ${count} of ${flags.length}`).join(' · ');
  }

  async function download() {
    const csv = await text('/api/flags/export');
    const link = h('a', { href: URL.createObjectURL(new Blob([csv], { type: 'text/csv' })), download: 'flags.csv' });
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
