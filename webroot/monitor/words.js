/** Figures and colours as the page writes them. */

const small = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const large = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** A figure in a few characters: 0.25, 17, 1,234, 56.7K. */
export function figure(value) {
  if (value !== 0 && Math.abs(value) < 10) return small.format(value);
  return Math.abs(value) < 10_000 ? whole.format(value) : large.format(value);
}

export const bytes = (value) =>
  value < 1000
    ? `${value} B`
    : `${large.format(value).replace('K', ' k').replace('M', ' M').replace('G', ' G')}B`;

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

export const time = (iso) => clock.format(new Date(iso));

const FAMILY = {
  req: 'req',
  rep: 'req',
  pub: 'pub',
  sub: 'pub',
  push: 'push',
  pull: 'push',
  surveyor: 'survey',
  respondent: 'survey',
  bus: 'bus',
  star: 'bus',
  pair: 'pair',
  pair1: 'pair',
};

export const families = {
  req: 'REQ, REP',
  pub: 'PUB, SUB',
  push: 'PUSH, PULL',
  survey: 'SURVEYOR, RESPONDENT',
  bus: 'BUS, STAR',
  pair: 'PAIR',
};

/** The custom property that has the colour of a protocol. */
export const colourOf = (protocol) => `--${FAMILY[protocol] ?? 'pair'}`;

/** An element with text or children; attributes by name, and listeners as onclick. */
export function element(tag, { text, ...properties } = {}, ...children) {
  const result = document.createElement(tag);
  if (text !== undefined) result.textContent = text;
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') result.addEventListener(key.slice(2), value);
    else if (value !== undefined) result.setAttribute(key, value);
  }
  result.append(...children);
  return result;
}
