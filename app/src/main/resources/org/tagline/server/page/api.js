import { h } from './dom.js';

const TRIES = 30;
let working = 0;

/** What went wrong, in the server's own words (RFC 9457). */
export class Problem extends Error {
  constructor(status, detail, field) {
    super(detail);
    this.status = status;
    this.field = field;
  }
}

export const get = (path, signal) => json(path, { signal });
export const post = (path, body, signal) =>
  json(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal });
export const text = async path => (await call(path, {})).text();

async function json(path, options) {
  return (await call(path, options)).json();
}

/** Asks the server; where it says "later", asks again then. */
async function call(path, options) {
  for (let attempt = 1; ; attempt++) {
    const response = await once(path, options);
    if (response.ok) return response;
    const later = Number(response.headers.get('Retry-After'));
    if (response.status === 401) {
      await askToken();
    } else if (later && attempt < TRIES) {
      await pause(Math.min(later, 5) * 1000, options.signal);
    } else {
      const body = await response.json().catch(() => ({}));
      throw new Problem(response.status, body.detail ?? `The server answered ${response.status}.`, body.field);
    }
  }
}

async function once(path, options) {
  const token = sessionStorage.getItem('token');
  const headers = { ...options.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  busy(1);
  try {
    return await fetch(path, { ...options, headers });
  } catch (problem) {
    if (problem.name === 'AbortError') throw problem;
    throw new Problem(0, 'The server cannot be reached. Is “tagline serve” still running?');
  } finally {
    busy(-1);
  }
}

function busy(change) {
  working += change;
  document.getElementById('busy').hidden = working === 0;
}

function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('gone', 'AbortError'));
    });
  });
}

let asking;
function askToken() {
  asking ??= new Promise(resolve => {
    const input = h('input', { type: 'password', autocomplete: 'current-password', required: true, id: 'token' });
    const dialog = h('dialog', { onclose: () => { sessionStorage.setItem('token', input.value); dialog.remove(); asking = undefined; resolve(); } },
      h('form', { method: 'dialog' },
        h('h2', 'This server asks for its token'),
        h('p.soft', 'Whoever started it knows it. It is kept until this tab is closed.'),
        h('label', { htmlFor: 'token' }, 'Token'), input,
        h('p.actions', h('button.primary', { type: 'submit' }, 'Continue'))));
    document.body.append(dialog);
    dialog.showModal();
  });
  return asking;
}
