import { h, bar, percent } from './dom.js';

/** With more tags than this they are shown in groups, and what nobody would give is folded away. */
const FEW = 10;
const LIKELY = 6;
const LEAST = 0.1;

/** The tags an answer gives, whether its tagger gives one or several. */
export function said(answer) {
  return Array.isArray(answer.predicted) ? answer.predicted : [answer.predicted];
}

/**
 * Every tag with what one or two taggers say of it: first what they give, then what is likely too or what people say, and
 * the rest behind a button with a field to find one.
 *
 * people: the film's own tags, or undefined for a text that is no film's. onChoose(tag) is told what was clicked.
 */
export function tagBars({ answers, people, chosen, onChoose }) {
  const [first, ...others] = answers;
  const names = [...new Set(answers.flatMap(answer => answer.tags.map(one => one.tag)))];
  const given = names.filter(tag => answers.some(answer => said(answer).includes(tag)));
  const several = Array.isArray(first.predicted);
  const grouped = names.length > FEW;
  const own = people?.filter(tag => !given.includes(tag)) ?? [];
  const likely = grouped ? names.filter(isLikely).slice(0, LIKELY) : [];
  const rest = names.filter(tag => !given.includes(tag) && !likely.includes(tag) && !own.includes(tag));
  const place = h('div.tags');
  let all = !grouped;
  let wanted = '';

  function isLikely(tag) {
    if (given.includes(tag) || own.includes(tag)) return false;
    return answers.some(answer => row(answer, tag)?.probability >= LEAST);
  }

  function row(answer, tag) {
    return answer.tags.find(one => one.tag === tag);
  }

  function draw() {
    const find = h('input', { type: 'search', value: wanted, placeholder: 'Find a tag', 'aria-label': 'Find a tag', autocomplete: 'off', oninput: event => { wanted = event.target.value; drawRest(); } });
    const folded = h('div');
    place.replaceChildren(...(grouped
      ? [...givenGroups(), group('People say, it does not', own), group('Likely too', likely),
        h('p.fold', h('button.link', { type: 'button', 'aria-expanded': String(all), onclick: toggle }, all ? 'Show the likeliest only' : `Show all ${names.length} tags`), all && find), folded]
      : [list(names)]).filter(Boolean));
    function drawRest() {
      const fitting = rest.filter(tag => tag.toLowerCase().includes(wanted.trim().toLowerCase()));
      folded.replaceChildren(...(fitting.length ? [list(fitting)] : [h('p.soft', wanted ? 'None of the other tags fits.' : 'That are all.')]));
    }
    if (grouped && all) drawRest();
  }

  /** By their band where the tagger has bands: what can be taken unseen, and what wants a look. */
  function givenGroups() {
    const applied = given.filter(tag => row(first, tag)?.band === 'apply');
    return first.tags.some(one => one.band)
      ? [group('Apply: right as often as was wanted', applied), group('Suggested: look at them', given.filter(tag => !applied.includes(tag)))]
      : [group('', given)];
  }

  function toggle() {
    all = !all;
    wanted = '';
    draw();
    if (all) place.querySelector('.fold input').focus();
  }

  function group(title, tags) {
    return tags.length ? h('div.group', title && h('h3', title), list(tags)) : null;
  }

  function list(tags) {
    return h(`ul.bars${others.length ? '.two' : people && several ? '.own' : ''}`, tags.map(tag => h('li', h('button', {
      type: 'button', title: `Show the sentences that spoke for ${tag}`, 'aria-pressed': String(tag === chosen), disabled: !row(first, tag),
      className: said(first).includes(tag) ? 'yes' : '', onclick: () => { chosen = tag; onChoose(tag); }
    }, h('span.tag', { title: tag }, h('span', tag), mark(tag)), answers.map(answer => value(answer, tag))))));
  }

  /** How people's tags and the first tagger's differ. */
  function mark(tag) {
    if (!people || !several) return null;
    const gives = said(first).includes(tag);
    if (people.includes(tag)) return h('span.people', { title: 'People say so', 'aria-label': 'people say so' }, '✓');
    return gives && people.length ? h('span.people.lacks', { title: 'People did not give it: perhaps it is missing', 'aria-label': 'people did not give it' }, others.length ? '?' : 'missing?') : null;
  }

  function value(answer, tag) {
    const found = row(answer, tag);
    if (!found) return h('span.value.soft', 'does not know it');
    const band = found.band && found.band !== 'leave' ? found.band : '';
    return h('span.value', { title: band ? `its band: ${band}` : undefined },
      bar(found.probability, said(answer).includes(tag) ? 'yes' : 'no', band || 'plain'), h('b', percent(found.probability)));
  }

  draw();
  return {
    place,
    press: tag => { chosen = tag; place.querySelectorAll('.bars button').forEach(button => button.setAttribute('aria-pressed', String(button.querySelector('.tag').title === tag))); }
  };
}
