import { h } from './dom.js';

/** Converts the Markdown of a model card to elements: headings, paragraphs, lists, tables and code. */
export function markdown(source) {
  const lines = source.replace(/^---\n[\s\S]*?\n---\n/, '').split('\n');
  const blocks = [];
  while (lines.length) {
    const line = lines.shift();
    if (!line.trim()) continue;
    if (line.startsWith('```')) {
      const code = [];
      while (lines.length && !lines[0].startsWith('```')) code.push(lines.shift());
      lines.shift();
      blocks.push(h('pre', h('code', code.join('\n'))));
    } else if (/^#{1,6} /.test(line)) {
      const depth = Math.min(6, line.indexOf(' ') + 1);
      blocks.push(h(`h${depth}`, inline(line.replace(/^#+ /, ''))));
    } else if (line.startsWith('|')) {
      const rows = [line, ...take(lines, next => next.startsWith('|'))].map(row => row.replace(/^\||\|\s*$/g, '').split('|').map(cell => cell.trim()));
      const [head, ...body] = rows.filter(row => !row.every(cell => /^:?-+:?$/.test(cell)));
      blocks.push(h('div.scroll', h('table', h('thead', h('tr', head.map(cell => h('th', inline(cell))))), h('tbody', body.map(row => h('tr', row.map(cell => h('td', inline(cell)))))))));
    } else if (/^[-*] /.test(line)) {
      const items = [line, ...take(lines, next => /^[-*] |^ +\S/.test(next))];
      blocks.push(h('ul', items.map(item => h('li', inline(item.replace(/^[-*] /, ''))))));
    } else {
      blocks.push(h('p', inline([line, ...take(lines, next => next.trim() && !/^[#|`\-*]/.test(next))].join(' '))));
    }
  }
  return blocks;
}

function take(lines, fits) {
  const taken = [];
  while (lines.length && fits(lines[0])) taken.push(lines.shift());
  return taken;
}

function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(part =>
    part.startsWith('`') ? h('code', part.slice(1, -1)) : part.startsWith('**') ? h('b', part.slice(2, -2)) : part.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1'));
}
