/** All that is known of one socket. */
import { bytes, colourOf, element, figure } from './words.js';

export class Detail {
  #place;
  #close;
  #empty = true;

  constructor(place, close) {
    this.#place = place;
    this.#close = close;
    this.#nothing();
  }

  /** Shows a socket, or that none is chosen. */
  show(socket) {
    if (socket) {
      const { scrollTop } = this.#place;
      const hadFocus = this.#place.contains(document.activeElement);
      this.#place.replaceChildren(...this.#parts(socket));
      this.#place.scrollTop = scrollTop;
      if (hadFocus) this.#place.querySelector('button').focus();
      this.#empty = false;
    } else if (!this.#empty) {
      this.#nothing();
    }
  }

  #nothing() {
    this.#empty = true;
    this.#place.replaceChildren(
      element('p', {
        class: 'quiet nothing',
        text: 'Choose a socket in the picture or in the table.',
      }),
    );
  }

  #parts(socket) {
    const kind = element('span', { class: 'kind', text: socket.protocol.toUpperCase() });
    kind.style.color = `var(${colourOf(socket.protocol)})`;
    const close = element('button', {
      type: 'button',
      class: 'plain',
      text: 'Close',
      onclick: this.#close,
    });
    return [
      element('div', { class: 'caption' }, element('h2', {}, `${socket.name} `, kind), close),
      figures(socket),
      ...section('Endpoints', socket.endpoints.map(endpoint)),
      ...section(`Pipes: ${socket.pipes}`, socket.peers.map(pipe)),
    ];
  }
}

function figures(socket) {
  const { rate, roundTrips, ofProtocol, dropped } = socket;
  const shown = {
    'out/s': figure(rate.sent),
    'in/s': figure(rate.received),
    'queued to send': figure(socket.queuedToSend),
    'queued to deliver': figure(socket.queuedToDeliver),
    written: figure(socket.written),
    received: figure(socket.received),
    'bytes out': bytes(socket.writtenBytes),
    'bytes in': bytes(socket.receivedBytes),
  };
  if (roundTrips.count > 0) shown['mean round trip'] = `${figure(roundTrips.meanNanos / 1e6)} ms`;
  for (const [name, value] of Object.entries(ofProtocol)) shown[name] = figure(value);
  for (const [reason, count] of Object.entries(dropped)) shown[reason] = figure(count);
  const list = element('dl', { class: 'figures' });
  for (const [name, value] of Object.entries(shown)) {
    list.append(element('div', {}, element('dt', { text: name }), element('dd', { text: value })));
  }
  return list;
}

const section = (title, items) =>
  items.length === 0 ? [] : [element('h3', { text: title }), element('ul', {}, ...items)];

function endpoint({ address, bound, pipes, attempts, established, refused, lastError, security }) {
  const what = bound
    ? `bound, ${pipes} connected, ${established} so far, ${refused} refused`
    : `connects, ${pipes > 0 ? 'connected' : 'not connected'}, attempts: ${attempts}`;
  const item = element(
    'li',
    {},
    element('div', { class: 'mono', text: address }),
    element('div', { class: 'quiet', text: security ? `${what}, ${security}` : what }),
  );
  if (lastError) item.append(element('div', { class: 'error', text: lastError }));
  return item;
}

const pipe = (each) =>
  element(
    'li',
    {},
    element('div', { class: 'mono', text: each.remoteAddress }),
    element('div', {
      class: 'quiet',
      text:
        `${figure(each.writtenMessages)} out, ${figure(each.receivedMessages)} in, ` +
        `${figure(each.queuedMessages)} queued`,
    }),
  );
