/**
 * What snapshots of the statistics feed say over time: rates, histories, and the rows of the table.
 * Plain data, without a page.
 */

const POINTS = 300;

/** The counts a rate is made of. */
const counts = (socket) => ({
  sent: socket.written,
  received: socket.received,
  delivered: socket.delivered,
  drops: socket.dropped,
});

const sum = (values) => Object.values(values).reduce((total, each) => total + each, 0);

/** How much more there is now than before, each second. */
function rates(now, before, seconds) {
  const per = (a, b = 0) => Math.max(0, (a - b) / seconds);
  const drops = {};
  for (const [reason, count] of Object.entries(now.drops)) {
    drops[reason] = per(count, before.drops[reason]);
  }
  return {
    sent: per(now.sent, before.sent),
    received: per(now.received, before.received),
    delivered: per(now.delivered, before.delivered),
    drops,
  };
}

/** One socket, or all together, over time. */
class Track {
  points = [];

  add(point) {
    this.points.push(point);
    if (this.points.length > POINTS) this.points.shift();
  }

  get last() {
    return this.points.at(-1);
  }
}

export class Model {
  sockets = [];
  #tracks = new Map();
  #total = new Track();
  #before;
  #time;

  /** Takes the next snapshot. */
  update({ time, sockets }) {
    const at = Date.parse(time) / 1000;
    const seconds = Math.max(0.001, at - (this.#time ?? at - 1));
    const before = this.#before ?? new Map(sockets.map((socket) => [socket.id, counts(socket)]));
    const total = { t: at, sent: 0, received: 0, delivered: 0, toSend: 0, toDeliver: 0, drops: {} };
    const now = new Map();
    const tracks = new Map();
    for (const socket of sockets) {
      const counted = counts(socket);
      now.set(socket.id, counted);
      const point = this.#point(
        at,
        socket,
        rates(counted, before.get(socket.id) ?? { drops: {} }, seconds),
      );
      const track = this.#tracks.get(socket.id) ?? new Track();
      track.add(point);
      tracks.set(socket.id, track);
      include(total, point);
    }
    this.sockets = sockets;
    this.#tracks = tracks;
    this.#before = now;
    this.#time = at;
    this.#total.add(total);
  }

  #point(t, socket, rate) {
    return { t, ...rate, toSend: socket.queuedToSend, toDeliver: socket.queuedToDeliver };
  }

  /** The history of the socket with id, of all together without one. */
  points(id) {
    return (this.#tracks.get(id) ?? this.#total).points;
  }

  rateOf(id) {
    return this.#tracks.get(id)?.last;
  }

  totals() {
    const { sent, received, toSend, toDeliver, drops } = this.#total.last;
    return {
      sockets: this.sockets.length,
      pipes: this.sockets.reduce((pipes, socket) => pipes + socket.pipes, 0),
      sent,
      received,
      queued: toSend + toDeliver,
      dropped: sum(drops),
    };
  }

  /** One socket with all that is known of it. */
  detail(id) {
    const socket = this.sockets.find((each) => each.id === id);
    return socket && { ...socket, peers: socket.peers.slice(0, 20), rate: this.rateOf(id) };
  }

  /** The rows from first on, of those that contain text, in the order of a column. */
  rows({ text, column, descending, first, most }) {
    const wanted = this.sockets.filter((socket) => matches(socket, text.toLowerCase()));
    const rows = wanted.map((socket) => this.#row(socket));
    const way = descending ? -1 : 1;
    rows.sort((a, b) => way * compare(a[column], b[column]) || a.id - b.id);
    return { rows: rows.slice(first, first + most), count: rows.length };
  }

  #row(socket) {
    const rate = this.rateOf(socket.id);
    return {
      id: socket.id,
      name: socket.name,
      protocol: socket.protocol,
      pipes: socket.pipes,
      sent: rate.sent,
      received: rate.received,
      queued: socket.queuedToSend + socket.queuedToDeliver,
      dropped: sum(socket.dropped),
    };
  }

  /** The endpoints that have failed last, each with its error. */
  errors(most) {
    const errors = [];
    for (const { id, name, protocol, endpoints } of this.sockets) {
      for (const { address, lastError, pipes, bound } of endpoints) {
        if (lastError)
          errors.push({ id, name, protocol, address, lastError, well: bound || pipes > 0 });
      }
    }
    return errors.sort((a, b) => a.well - b.well || a.id - b.id).slice(0, most);
  }
}

function include(total, point) {
  for (const figure of ['sent', 'received', 'delivered', 'toSend', 'toDeliver']) {
    total[figure] += point[figure];
  }
  for (const [reason, rate] of Object.entries(point.drops)) {
    total.drops[reason] = (total.drops[reason] ?? 0) + rate;
  }
}

const matches = (socket, text) =>
  text === '' ||
  socket.name.toLowerCase().includes(text) ||
  socket.protocol.includes(text) ||
  socket.endpoints.some((endpoint) => endpoint.address.toLowerCase().includes(text));

const compare = (a, b) =>
  typeof a === 'string' ? a.localeCompare(b, 'en', { numeric: true }) : a - b;
