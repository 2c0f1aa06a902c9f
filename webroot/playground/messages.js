/** The list of messages of a panel: what came and went, the last few hundred of it. */
const MOST = 300;
const LONGEST = 800;

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

const strict = new TextDecoder('utf-8', { fatal: true });

/** A body for people: as text where it is some, else in hexadecimal. */
function readable(body) {
  if (typeof body === 'string') return { text: body };
  const head = body.subarray(0, LONGEST);
  const rest = body.length > LONGEST ? `the first ${LONGEST} of ${body.length} bytes` : undefined;
  try {
    const text = strict.decode(head, { stream: body.length > LONGEST });
    // eslint-disable-next-line no-control-regex -- text has none of them
    if (!/[\x00-\x08\x0e-\x1f]/.test(text)) return { text, note: rest };
  } catch {
    // not text
  }
  const hex = Array.from(head, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return { text: hex, note: rest ?? `${body.length} bytes, in hexadecimal` };
}

export class Messages {
  #scroll;
  #list;
  #empty;
  #count;
  #clear;
  #total = 0;
  #waiting = [];

  constructor(element) {
    this.#scroll = element.querySelector('.scroll');
    this.#list = element.querySelector('ol');
    this.#empty = element.querySelector('.empty');
    this.#count = element.querySelector('.count');
    this.#clear = element.querySelector('.clear');
    this.#clear.addEventListener('click', () => this.clear());
  }

  /** What the list says while there is nothing in it. */
  whenEmpty(text) {
    this.#empty.textContent = text;
  }

  sent(body, note) {
    this.#add('out', '↑', 'sent', body, note);
  }

  received(body, note) {
    this.#add('in', '↓', 'received', body, note);
  }

  failed(text) {
    this.#add('failed', '!', 'failed', text);
  }

  note(text) {
    this.#add('aside', '·', 'note', text);
  }

  clear() {
    this.#waiting = [];
    this.#total = 0;
    this.#list.replaceChildren();
    this.#shown();
    this.#scroll.focus();
  }

  /** Many may come in a moment: they are drawn together, and no more than stay. */
  #add(kind, way, spoken, body, note) {
    if (this.#waiting.length === 0) requestAnimationFrame(() => this.#draw());
    this.#waiting.push({ kind, way, spoken, body, note, at: new Date() });
    if (this.#waiting.length > MOST) this.#waiting.shift();
    if (kind === 'in' || kind === 'out') this.#total++;
  }

  #draw() {
    const atEnd =
      this.#scroll.scrollTop + this.#scroll.clientHeight >= this.#scroll.scrollHeight - 24;
    this.#list.append(...this.#waiting.map(item));
    this.#waiting = [];
    while (this.#list.children.length > MOST) this.#list.firstChild.remove();
    this.#shown();
    if (atEnd) this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  #shown() {
    const none = this.#list.children.length === 0;
    this.#empty.hidden = !none;
    this.#clear.hidden = none;
    this.#count.textContent = this.#total > 0 ? this.#total : '';
  }
}

function item({ kind, way, spoken, body, note, at }) {
  const { text, note: about } = readable(body);
  const element = document.createElement('li');
  element.className = kind;
  element.append(
    part('span', 'way', way, { 'aria-label': spoken }),
    part('span', 'body', text === '' ? '(empty)' : text),
    part('time', '', clock.format(at), { datetime: at.toISOString() }),
  );
  const notes = [note, about].filter(Boolean).join(', ');
  if (notes) element.append(part('span', 'note', notes));
  return element;
}

function part(tag, name, text, attributes = {}) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
