import { h, fixed, number } from './dom.js';

/**
 * Renders a text with its evidence sentences marked and a line where each window after the first begins.
 * Positions are UTF-16 code units, like JavaScript string indices.
 */
export function markedText(text, evidence = [], windows = []) {
  const strongest = Math.max(...evidence.map(one => one.weight), 1e-9);
  const starts = new Map(windows.slice(1).map((window, index) => [window.start, { number: index + 2, ...window }]));
  const cuts = new Set([0, text.length, ...starts.keys()]);
  evidence.forEach(one => { cuts.add(one.start); cuts.add(one.end); });
  const points = [...cuts].filter(point => point <= text.length).sort((a, b) => a - b);
  const parts = [];
  points.forEach((from, index) => {
    const window = starts.get(from);
    if (window) {
      parts.push(h('span.window', { title: `The tagger reads a long text in windows. Window ${window.number} begins here.` },
        `window ${window.number} · ${number(window.tokens)} tokens`));
    }
    const piece = text.slice(from, points[index + 1] ?? from);
    if (!piece) return;
    const rank = evidence.findIndex(one => one.start <= from && from < one.end);
    parts.push(rank < 0 ? piece : mark(piece, evidence[rank], rank, strongest));
  });
  return h('article.marked-text', { tabIndex: 0, 'aria-label': 'Text' }, parts);
}

function mark(piece, sentence, rank, strongest) {
  const element = h('mark', { title: `Without this sentence, the score drops by ${fixed(sentence.weight, 3)}.` }, piece, h('sup', rank + 1));
  element.style.setProperty('--strength', (0.35 + 0.65 * sentence.weight / strongest).toFixed(2));
  return element;
}
