import { h, fill, bar, percent } from './dom.js';

/** Up to this many tags are one list; more are grouped, with the unlikely ones folded away. */
const MAX_UNGROUPED = 10;
const MAX_LIKELY = 6;
const MIN_LIKELY_PROBABILITY = 0.1;

/** Returns the predicted tags as a list, for single-label and multi-label taggers alike. */
export function predictedTags(answer) {
  return Array.isArray(answer.predicted) ? answer.predicted : [answer.predicted];
}

/**
 * Lists every tag with its probability under one or two taggers: predicted tags first, then tags from the catalogue and
 * other likely tags; the rest is behind a button, with a search field.
 *
 * catalogueTags: the film's tags in the catalogue, or undefined for a text that is not in it. onChoose(tag) is called on a
 * click.
 */
export function tagBars({ answers, catalogueTags, chosen, onChoose }) {
  const [first, ...others] = answers;
  const names = [...new Set(answers.flatMap(answer => answer.tags.map(one => one.tag)))];
  const predicted = names.filter(tag => answers.some(answer => predictedTags(answer).includes(tag)));
  const several = Array.isArray(first.predicted);
  const grouped = names.length > MAX_UNGROUPED;
  const notPredicted = catalogueTags?.filter(tag => !predicted.includes(tag)) ?? [];
  const likely = grouped ? names.filter(isLikely).slice(0, MAX_LIKELY) : [];
  const rest = names.filter(tag => !predicted.includes(tag) && !likely.includes(tag) && !notPredicted.includes(tag));
  const element = h('div.tags');
  let unfolded = false;
  let wanted = '';

  function isLikely(tag) {
    if (predicted.includes(tag) || notPredicted.includes(tag)) return false;
    return answers.some(answer => row(answer, tag)?.probability >= MIN_LIKELY_PROBABILITY);
  }

  function row(answer, tag) {
    return answer.tags.find(one => one.tag === tag);
  }

  function draw() {
    if (!grouped) {
      fill(element, list(names));
      return;
    }
    const find = h('input', { type: 'search', value: wanted, placeholder: 'Find a tag', 'aria-label': 'Find a tag', autocomplete: 'off', oninput: event => { wanted = event.target.value; drawRest(); } });
    const folded = h('div');
    fill(element, predictedGroups(), group('In the catalogue, not predicted', notPredicted), group('Other likely tags', likely),
      h('p.fold', h('button.link', { type: 'button', 'aria-expanded': String(unfolded), onclick: toggle }, unfolded ? 'Show fewer tags' : `Show all ${names.length} tags`), unfolded && find), folded);
    function drawRest() {
      const matching = rest.filter(tag => tag.toLowerCase().includes(wanted.trim().toLowerCase()));
      fill(folded, matching.length ? list(matching) : h('p.soft', wanted ? 'No other tag matches.' : 'No other tags.'));
    }
    if (unfolded) drawRest();
  }

  /** Predicted tags, by band if the tagger has bands. */
  function predictedGroups() {
    if (!first.tags.some(one => one.band)) return group('', predicted);
    const apply = predicted.filter(tag => row(first, tag)?.band === 'apply');
    return [group('Apply: meets the target precision', apply), group('Suggest: review first', predicted.filter(tag => !apply.includes(tag)))];
  }

  function toggle() {
    unfolded = !unfolded;
    wanted = '';
    draw();
    if (unfolded) element.querySelector('.fold input').focus();
  }

  function group(title, tags) {
    return tags.length ? h('div.group', title && h('h3', title), list(tags)) : null;
  }

  function list(tags) {
    return h(`ul.bars${others.length ? '.two' : catalogueTags && several ? '.own' : ''}`, tags.map(tag => h('li', h('button', {
      type: 'button', title: `Show the evidence for ${tag}`, 'aria-pressed': String(tag === chosen), disabled: !row(first, tag),
      className: predictedTags(first).includes(tag) ? 'yes' : '', onclick: () => { chosen = tag; onChoose(tag); }
    }, h('span.tag', { title: tag }, h('span', tag), mark(tag)), answers.map(answer => value(answer, tag))))));
  }

  /** Marks where the catalogue's tags agree with or differ from the first tagger's. */
  function mark(tag) {
    if (!catalogueTags || !several) return null;
    if (catalogueTags.includes(tag)) return h('span.in-catalogue', { title: 'In the catalogue', 'aria-label': 'in the catalogue' }, '✓');
    return predictedTags(first).includes(tag) && catalogueTags.length
      ? h('span.in-catalogue.missing', { title: 'Predicted but not in the catalogue; it may be missing there', 'aria-label': 'not in the catalogue' }, others.length ? '?' : 'missing?')
      : null;
  }

  function value(answer, tag) {
    const found = row(answer, tag);
    if (!found) return h('span.value.soft', 'unknown tag');
    const band = found.band && found.band !== 'leave' ? found.band : '';
    return h('span.value', { title: band ? `Band: ${band}` : undefined },
      bar(found.probability, predictedTags(answer).includes(tag) ? 'yes' : 'no', band || 'plain'), h('b', percent(found.probability)));
  }

  draw();
  return {
    element,
    press: tag => { chosen = tag; element.querySelectorAll('.bars button').forEach(button => button.setAttribute('aria-pressed', String(button.querySelector('.tag').title === tag))); }
  };
}
