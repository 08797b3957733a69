/** Shown in place of a value that is missing. */
export const MISSING = '–';

/** Creates an element: h('button.quiet', { onclick }, 'Save'). Children are text or nodes, never markup. */
export function h(selector, ...rest) {
  const [name, ...classes] = selector.split('.');
  const element = document.createElement(name || 'div');
  if (classes.length) element.className = classes.join(' ');
  const properties = isProperties(rest[0]) ? rest.shift() : {};
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key in element && !key.startsWith('aria') && key !== 'list') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  return fill(element, rest);
}

/**
 * Replaces an element's children. Every view renders through this function, so that no raw value reaches the screen: null,
 * undefined and booleans are left out, as in `condition && child`, and NaN becomes a dash.
 *
 * Throws a TypeError for an object that is not a node.
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).map(toChild).filter(child => child !== null));
  return element;
}

function toChild(child) {
  if (child === null || child === undefined || typeof child === 'boolean') return null;
  if (typeof child === 'string' || child instanceof Node) return child;
  if (typeof child === 'number') return Number.isFinite(child) ? String(child) : MISSING;
  throw new TypeError(`A child must be text or a node, not ${Object.prototype.toString.call(child)}.`);
}

function isProperties(value) {
  return value !== null && typeof value === 'object' && !(value instanceof Node) && !Array.isArray(value);
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** Formats a number with thousands separators and at most three decimals. */
export function number(value) {
  return Number.isFinite(value) ? grouped.format(value) : MISSING;
}

/** Formats a number with a fixed number of decimals. */
export function fixed(value, decimals) {
  return Number.isFinite(value) ? value.toFixed(decimals) : MISSING;
}

/** Formats a share, 0 to 1, as a percentage. */
export function percent(share) {
  if (!Number.isFinite(share)) return MISSING;
  const value = 100 * share;
  return value >= 99.95 || value < 0.05 ? `${Math.round(value)} %` : `${value.toFixed(1)} %`;
}

export function plural(count, one, many = one + 's') {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** Formats the date of an ISO 8601 instant. */
export function day(iso) {
  const date = new Date(iso ?? NaN);
  return Number.isNaN(date.getTime()) ? MISSING : date.toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** A bar from 0 to 1, hidden from screen readers; write the number next to it. */
export function bar(share, ...classes) {
  const filled = h('i');
  filled.style.width = `${Math.max(0, Math.min(1, Number.isFinite(share) ? share : 0)) * 100}%`;
  return h(['span', 'bar', ...classes].join('.'), { 'aria-hidden': 'true' }, filled);
}

export function chips(tags) {
  return h('span.chips', tags.map(tag => h('span.chip', tag)));
}

let hiding;

/** Shows a short message for six seconds. */
export function toast(...content) {
  const element = fill(document.getElementById('toast'), content);
  element.classList.add('shown');
  clearTimeout(hiding);
  hiding = setTimeout(() => element.classList.remove('shown'), 6000);
}

/** Delays a call until no further call has come for that long. */
export function debounce(millis, action) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), millis);
  };
}
