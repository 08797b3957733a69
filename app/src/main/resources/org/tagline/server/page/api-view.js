import { h, fill } from './dom.js';
import { get } from './api.js';

/** Renders openapi.json for people. */
export function apiView({ main, signal }) {
  const content = h('div', h('p.soft.pulse', 'Loading…'));
  fill(main, h('h1', 'API'), h('p.soft', 'Everything on this page is also available to programs. Full description: ', h('a', { href: '/openapi.json' }, '/openapi.json'), '. Errors are ', h('code', 'application/problem+json'), '.'), content);
  get('/openapi.json', signal).then(({ paths }) => {
    const groups = new Map();
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const [group] = operation.tags;
        groups.set(group, [...(groups.get(group) ?? []), entry(path, method, operation)]);
      }
    }
    fill(content, [...groups].map(([name, entries]) => h('section.card', h('h2', name), entries)));
  }).catch(problem => { if (problem.name !== 'AbortError') fill(content, h('p.problem', problem.message)); });
}

function entry(path, method, operation) {
  const contents = operation.requestBody?.content ?? {};
  const [type, content] = Object.entries(contents)[0] ?? [];
  const parameters = operation.parameters ?? [];
  const fields = Object.entries(content?.schema?.properties ?? {});
  return h('details.operation', h('summary', h('code.method', method.toUpperCase()), ' ', h('code', path), ' ', h('span.soft', operation.summary)),
    operation.description && h('p', operation.description),
    (parameters.length > 0 || fields.length > 0) && h('dl.fields',
      parameters.map(one => [h('dt', h('code', one.name), h('span.soft', ` in ${one.in}`)), h('dd', one.description, range(one.schema))]),
      fields.map(([name, schema]) => [h('dt', h('code', name), content.schema.required?.includes(name) && h('span.soft', ' required')), h('dd', schema.description, range(schema))])),
    h('pre', h('code', curl(path, method, type, content?.example))),
    h('p.soft', 'Status codes: ', Object.entries(operation.responses).map(([status, response], index) => [index > 0 && ', ', h('code', { title: response.description }, status)])));
}

function range(schema) {
  const parts = [];
  if (schema.enum) parts.push(schema.enum.join(', '));
  if (schema.minimum !== undefined) parts.push(schema.maximum === undefined ? `at least ${schema.minimum}` : `${schema.minimum} to ${schema.maximum}`);
  if (schema.default !== undefined) parts.push(`default ${schema.default}`);
  return parts.length ? h('span.soft', ` (${parts.join('; ')})`) : null;
}

function curl(path, method, type, example) {
  const body = example === undefined ? '' : ` -H 'Content-Type: ${type}' -d '${typeof example === 'string' ? example : JSON.stringify(example)}'`;
  return `curl${method === 'post' && !body ? ' -X POST' : ''} ${location.origin}${path}${body}`;
}
