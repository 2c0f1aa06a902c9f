/** The other side of a test: a WebSocket server that says what it is told, and events to wait for. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const ws = await import(process.env.SCAPRO_WS ? pathToFileURL(process.env.SCAPRO_WS) : 'ws');

// Node 22 has a WebSocket of its own; the sockets of older ones need that of the package ws.
globalThis.WebSocket ??= ws.WebSocket;

/** What arrives, to be waited for one by one. */
export class Arrivals {
  #items = [];
  #waiting = [];

  add(item) {
    const first = this.#waiting.shift();
    if (first) first(item);
    else this.#items.push(item);
  }

  next() {
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get length() {
    return this.#items.length;
  }
}

export const hex = (bytes) => Buffer.from(bytes).toString('hex');
export const fromHex = (text) => new Uint8Array(Buffer.from(text, 'hex'));

/** One connection of a socket under test. */
class Connection {
  #messages = new Arrivals();

  constructor(web, request) {
    this.web = web;
    this.path = request.url;
    this.protocol = web.protocol;
    this.closed = once(web, 'close').then(([code, reason]) => ({ code, reason: `${reason}` }));
    web.on('message', (data) => this.#messages.add(hex(data)));
  }

  /** The next message, in hex. */
  next() {
    return this.#messages.next();
  }

  /** How many messages nobody has asked for yet. */
  get unread() {
    return this.#messages.length;
  }

  say(text) {
    this.web.send(fromHex(text));
    return this;
  }

  close(code = 1000) {
    this.web.close(code);
    return this.closed;
  }

  /** As when a process is killed. */
  kill() {
    this.web.terminate();
    return this.closed;
  }
}

/** Listens until the test ends; accepts whatever subprotocol it is asked for. */
export async function listen(test, { port = 0, protocol } = {}) {
  const http = createServer();
  const connections = new Arrivals();
  const server = new ws.WebSocketServer({
    server: http,
    handleProtocols: (offered) => protocol ?? [...offered][0],
  });
  server.on('connection', (web, request) => connections.add(new Connection(web, request)));
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  const stop = () => {
    for (const client of server.clients) client.terminate();
    http.close();
  };
  test.after(stop);
  return {
    port: http.address().port,
    url: `ws://127.0.0.1:${http.address().port}/sp`,
    accept: () => connections.next(),
    stop,
  };
}

/** A socket that closes when the test ends, with a wish for quick reconnects. */
export function open(test, Socket, options = {}) {
  const socket = new Socket({ reconnectInterval: 5, reconnectIntervalMax: 0, ...options });
  test.after(() => socket.close());
  return socket;
}

/** A socket with a peer: [socket, connection, server]. */
export async function connect(test, Socket, options) {
  const server = await listen(test);
  const socket = open(test, Socket, options);
  const endpoint = socket.connect(server.url);
  const [connection] = await Promise.all([server.accept(), endpoint.connected()]);
  return [socket, connection, server];
}

/** The next event of a socket that passes the test. */
export function happened(socket, test) {
  return new Promise((resolve) =>
    socket.eventHandler((event) => {
      if (test(event)) resolve(event);
    }),
  );
}

export const dropped = (socket, reason) => happened(socket, (e) => e.dropReason === reason);

/** For assert.rejects and assert.throws. */
export const reason = (expected) => (error) =>
  error.name === 'SpError' && error.reason === expected;

/** From now on the time of the sockets stands still, and goes on by what the result is called with. */
export function stopTime(test) {
  let now = performance.now();
  test.mock.timers.enable({ apis: ['setTimeout'] });
  test.mock.method(performance, 'now', () => now);
  return (milliseconds) => {
    now += milliseconds;
    test.mock.timers.tick(milliseconds);
  };
}
