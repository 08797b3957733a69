import { h } from './dom.js';

const MAX_ATTEMPTS = 30;
let pending = 0;

/** An error with the server's own message (problem details, RFC 9457). */
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

/** Sends a request. Asks for the token if the server wants one, and tries again if it answers Retry-After. */
async function call(path, options) {
  for (let attempt = 1; ; attempt++) {
    const response = await send(path, options);
    if (response.ok) return response;
    const retryAfter = Number(response.headers.get('Retry-After'));
    if (response.status === 401) {
      await askToken();
    } else if (retryAfter && attempt < MAX_ATTEMPTS) {
      await pause(Math.min(retryAfter, 5) * 1000, options.signal);
    } else {
      const body = await response.json().catch(() => ({}));
      throw new Problem(response.status, body.detail ?? `The server answered with status ${response.status}.`, body.field);
    }
  }
}

async function send(path, options) {
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
  pending += change;
  document.getElementById('busy').hidden = pending === 0;
}

function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('The view was left.', 'AbortError'));
    });
  });
}

let asking;
function askToken() {
  asking ??= new Promise(resolve => {
    const input = h('input', { type: 'password', autocomplete: 'current-password', required: true, id: 'token' });
    const dialog = h('dialog', { onclose: () => { sessionStorage.setItem('token', input.value); dialog.remove(); asking = undefined; resolve(); } },
      h('form', { method: 'dialog' },
        h('h2', 'Token required'),
        h('p.soft', 'Ask the person who runs this server for it. It is kept until you close this tab.'),
        h('label', { htmlFor: 'token' }, 'Token'), input,
        h('p.actions', h('button.primary', { type: 'submit' }, 'Continue'))));
    document.body.append(dialog);
    dialog.showModal();
  });
  return asking;
}
