import { h, number } from './dom.js';

/**
 * A text as it was read: sentences that spoke for a tag are marked, and where a window begins there is a line.
 * Positions count UTF-16 units, as strings here do.
 */
export function reading(text, evidence = [], windows = []) {
  const strongest = Math.max(...evidence.map(one => one.weight), 1e-9);
  const starts = new Map(windows.slice(1).map((window, index) => [window.start, { at: index + 2, ...window }]));
  const cuts = new Set([0, text.length, ...starts.keys()]);
  evidence.forEach(one => { cuts.add(one.start); cuts.add(one.end); });
  const points = [...cuts].filter(point => point <= text.length).sort((a, b) => a - b);
  const parts = [];
  points.forEach((from, index) => {
    const window = starts.get(from);
    if (window) {
      parts.push(h('span.window', { title: `The tagger reads at most this much at once; window ${window.at} begins here.` },
        `window ${window.at} · ${number.format(window.tokens)} tokens`));
    }
    const piece = text.slice(from, points[index + 1] ?? from);
    if (!piece) return;
    const rank = evidence.findIndex(one => one.start <= from && from < one.end);
    parts.push(rank < 0 ? piece : marked(piece, evidence[rank], rank, strongest));
  });
  return h('article.reading', { tabIndex: 0, 'aria-label': 'The text' }, parts);
}

function marked(piece, one, rank, strongest) {
  const mark = h('mark', { title: `Without this sentence the tag’s score is ${one.weight.toFixed(3)} lower.` }, piece, h('sup', rank + 1));
  mark.style.setProperty('--strength', (0.35 + 0.65 * one.weight / strongest).toFixed(2));
  return mark;
}
