/** Makes an element: h('button.quiet', { onclick }, 'Save'). Text is always text, never markup. */
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

/** Replaces what an element holds; what is null or false is left out. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

function isProperties(value) {
  return value !== null && typeof value === 'object' && !(value instanceof Node) && !Array.isArray(value);
}

export const number = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

export function percent(share) {
  const value = 100 * share;
  return value >= 99.95 || value < 0.05 ? `${Math.round(value)} %` : `${value.toFixed(1)} %`;
}

export function plural(count, one, many = one + 's') {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

export function day(iso) {
  return new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** A bar from 0 to 1; the number stands beside it for those who do not see it. */
export function bar(share, ...classes) {
  const fill = h('i');
  fill.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return h(['span', 'bar', ...classes].join('.'), { 'aria-hidden': 'true' }, fill);
}

export function chips(tags) {
  return h('span.chips', tags.map(tag => h('span.chip', tag)));
}

let timer;
export function toast(...content) {
  const place = document.getElementById('toast');
  place.replaceChildren(...content);
  place.classList.add('shown');
  clearTimeout(timer);
  timer = setTimeout(() => place.classList.remove('shown'), 6000);
}

/** Waits until the calls stop coming. */
export function patiently(millis, action) {
  let waiting;
  return (...values) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => action(...values), millis);
  };
}
