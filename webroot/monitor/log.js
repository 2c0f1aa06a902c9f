/** The last errors of endpoints, and the events of sockets as they come, newest first. */
import { element, time } from './words.js';

const MOST = 200;
const BAD = new Set(['BIND_FAILED', 'CONNECT_FAILED', 'REFUSED', 'DISCONNECTED', 'DROPPED']);

const WORDS = {
  BOUND: 'is bound',
  BIND_FAILED: 'could not be bound',
  CONNECTING: 'connects',
  CONNECT_FAILED: 'could not connect',
  CONNECTED: 'is connected',
  ACCEPTED: 'accepted a peer',
  REFUSED: 'turned a peer away',
  DISCONNECTED: 'lost a peer',
  DROPPED: 'dropped',
  ENDPOINT_CLOSED: 'closed an endpoint',
  CLOSED: 'was closed',
};

export class Log {
  #places;
  #select;
  #shownErrors = '';

  constructor(places, select) {
    this.#places = places;
    this.#select = select;
    document.getElementById('which').addEventListener('change', () => this.#filter());
  }

  errors(errors) {
    const text = JSON.stringify(errors);
    if (text === this.#shownErrors) return;
    this.#shownErrors = text;
    this.#places.errors.replaceChildren(...errors.map((error) => this.#error(error)));
    this.#places.noErrors.hidden = errors.length > 0;
  }

  #error({ id, name, protocol, address, lastError }) {
    return element(
      'li',
      {},
      element('b', { text: `${protocol.toUpperCase()} ${name}` }),
      element('button', {
        type: 'button',
        class: 'plain',
        text: 'Show',
        onclick: () => this.#select(id),
      }),
      element('span', { class: 'mono quiet', text: address }),
      element('span', { class: 'error', text: lastError }),
    );
  }

  /** Takes the events of a snapshot, oldest first. */
  events(events, leftOut) {
    const list = this.#places.events;
    const items = events.slice(-MOST).map((event) => this.#event(event));
    if (leftOut > 0) items.push(element('li', { class: 'quiet', text: `… and ${leftOut} more` }));
    list.prepend(...items.reverse());
    while (list.children.length > MOST) list.lastChild.remove();
    if (items.length > 0) this.#filter();
  }

  #event(event) {
    const { type, name, protocol, endpoint, remoteAddress, reason, cause, dropReason, count } =
      event;
    const isBad = BAD.has(type);
    const what = type === 'DROPPED' ? `dropped ${count}: ${dropReason}` : (WORDS[type] ?? type);
    const where = [endpoint, remoteAddress].filter(Boolean).join(' · ');
    const item = element(
      'li',
      { 'data-bad': isBad ? 'true' : undefined },
      element('span', {}, element('b', { text: `${protocol.toUpperCase()} ${name}` }), ` ${what}`),
      element('time', { datetime: event.time, text: time(event.time) }),
    );
    if (where) item.append(element('span', { class: 'mono quiet', text: where }));
    if (cause)
      item.append(
        element('span', { class: isBad ? 'error' : 'quiet', text: `${reason}: ${cause}` }),
      );
    return item;
  }

  #filter() {
    const onlyBad = document.getElementById('which').value === 'bad';
    let shown = 0;
    for (const item of this.#places.events.children) {
      item.hidden = onlyBad && item.dataset.bad !== 'true';
      if (!item.hidden) shown++;
    }
    this.#places.noEvents.hidden = shown > 0;
  }
}
