/**
 * Scapro for browsers and Node: the nanomsg Scalability Protocols over WebSocket, with the words of
 * the Java API and no gateway between.
 *
 *   const req = new ReqSocket();
 *   req.connect('ws://localhost:5555/echo');      // before or after the server is there
 *   const reply = await req.request('hello');     // any number in flight
 *   console.log(text(reply));
 *
 *   const sub = new SubSocket();
 *   sub.subscribe('weather.');
 *   sub.connect('/prices');                       // in a page: of the page's own server
 *   for await (const message of sub) console.log(message.text);
 *
 * A body is a string (sent as UTF-8), an ArrayBuffer or any view of one; what arrives is a
 * Uint8Array. A body given to a socket belongs to it until the returned promise is fulfilled. Times
 * are milliseconds, where Infinity is for ever; sizes are bytes. What fails, fails with an SpError,
 * whose reason is for the program and whose message is for people.
 *
 * A browser cannot listen, so there is no bind: REP, PULL and RESPONDENT connect as all others do.
 * On the wire a message is one binary WebSocket message, the SP header and then the body, and the
 * subprotocol is that of the listening side, such as "rep.sp.nanomsg.org".
 *
 * In Node 22 and newer nothing else is needed. In Node 20, give sockets that of the package ws:
 * new ReqSocket({ WebSocket }).
 *
 * Apache License 2.0.
 */

// ---- words ----

const words = (text) => Object.freeze(Object.fromEntries(text.split(' ').map((w) => [w, w])));

/** Why a call failed, in terms of what the caller can do about it. */
export const Reason = words(
  'CLOSED TIMEOUT CANCELLED STATE UNSUPPORTED REFUSED UNREACHABLE DISCONNECTED ADDRESS_IN_USE ' +
    'BAD_ADDRESS PROTOCOL TOO_LONG LIMIT FAILED NO_PEERS UNTRUSTED RESENT_TOO_OFTEN',
);

/** Why a message was discarded. */
export const DropReason = words(
  'PEER_FULL DISCONNECTED PEER_GONE QUEUE_FULL UNSUBSCRIBED NOT_EXPECTED MALFORMED TTL_EXCEEDED ' +
    'UNKNOWN_REQUEST NOT_ASKED DUPLICATE CLOSED TOO_LONG',
);

/** What happens to a socket besides messages. */
export const EventType = words(
  'CONNECTING CONNECT_FAILED CONNECTED REFUSED DISCONNECTED DROPPED ENDPOINT_CLOSED CLOSED ' +
    'GAVE_UP',
);

/** An outcome that is not a success. */
export class SpError extends Error {
  constructor(reason, message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SpError';
    this.reason = reason;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // as it came

/** The bytes of a string in UTF-8; bytes stay what they are. */
export function bytes(body) {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return encoder.encode(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (ArrayBuffer.isView(body)) {
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  }
  throw new TypeError(`expected a string or bytes, got ${body === null ? 'null' : typeof body}`);
}

/** The string that bytes are in UTF-8. */
export const text = (body) => decoder.decode(body);

/** A received message. */
export class Message {
  constructor(body, pipe) {
    this.body = body;
    this.pipe = pipe;
  }

  get text() {
    return text(this.body);
  }

  json() {
    return JSON.parse(this.text);
  }
}

// ---- options ----

const MiB = 1 << 20;
const LONGEST_TIMER = 2 ** 31 - 1;

const COMMON = {
  name: '',
  sendTimeout: Infinity,
  receiveTimeout: Infinity,
  sendBufferBytes: MiB,
  receiveBufferBytes: MiB,
  receiveMaxSize: MiB,
  sendMaxSize: 0,
  linger: 1000,
  bestEffort: false,
  failNoPeers: false,
};

const ENDPOINT = {
  reconnectInterval: 100,
  reconnectIntervalMax: 8000,
  handshakeTimeout: 5000,
  firstAttempt: 'RETRY',
  text: false,
  pingInterval: 0,
  WebSocket: undefined,
};

/** The defaults with what was given in their place; refuses what nobody knows. */
function settle(defaults, given) {
  const options = { ...defaults };
  for (const [key, value] of Object.entries(given)) {
    const type = typeof defaults[key];
    if (!Object.hasOwn(defaults, key)) {
      const known = Object.keys(defaults).join(', ');
      throw new TypeError(`expected one of the options ${known}, got "${key}"`);
    }
    if (value === undefined) continue;
    if (type !== 'undefined' && typeof value !== type) {
      throw new TypeError(`${key}: expected a ${type}, got the ${typeof value} ${value}`);
    }
    options[key] = value;
  }
  return Object.freeze(options);
}

const isForever = (time) => !(time >= 0 && time <= LONGEST_TIMER);

// ---- time ----

/**
 * The deadlines of a socket, with one timer for all: a hundred thousand requests in flight do not
 * cost as many, and one that is answered in time costs none. Each is late by a grain at most.
 */
class Deadlines {
  static #GRAIN = 8;
  #slots = new Map(); // time in grains → entries
  #timer;
  #next = Infinity; // when the timer goes off; perhaps for nothing

  /** Calls expired(subject) after a time from now, unless the result is cancelled. */
  add(time, expired, subject, now = performance.now()) {
    if (isForever(time)) return undefined;
    const at = Math.ceil((now + time) / Deadlines.#GRAIN);
    let slot = this.#slots.get(at);
    if (!slot) this.#slots.set(at, (slot = new Set()));
    const entry = { at, slot, expired, subject };
    slot.add(entry);
    if (at < this.#next) this.#setTimer(at);
    return entry;
  }

  cancel(entry) {
    if (entry?.slot.delete(entry) && entry.slot.size === 0) this.#slots.delete(entry.at);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#slots.clear();
  }

  #setTimer(at) {
    clearTimeout(this.#timer);
    this.#next = at;
    this.#timer = setTimeout(() => this.#expire(), at * Deadlines.#GRAIN - performance.now());
  }

  #expire() {
    const now = performance.now() / Deadlines.#GRAIN;
    this.#next = Infinity;
    for (const [at, slot] of this.#slots) {
      if (at <= now) {
        for (const entry of slot) {
          this.cancel(entry);
          entry.expired(entry.subject);
        }
      }
    }
    let first = Infinity;
    for (const at of this.#slots.keys()) first = Math.min(first, at);
    if (first < this.#next) this.#setTimer(first);
  }
}

/** A promise that waits for the network; a deadline or its caller may end it first. */
class Call {
  #socket;
  #timeout;
  #late;
  #over;
  #resolve;
  #reject;
  #deadline;
  #signal;
  #aborted;

  /**
   * late() says what to fail with at the deadline; over() is told when the call has ended, however
   * that was.
   */
  constructor(socket, { timeout, signal }, late, over) {
    this.#socket = socket;
    this.#timeout = timeout;
    this.#late = late;
    this.#over = over;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (!isForever(timeout)) {
      this.#deadline = socket._deadlines.add(timeout, Call.#expired, this);
    }
    if (signal) {
      this.#signal = signal;
      this.#aborted = () => this.fail(cancelled(signal));
      signal.addEventListener('abort', this.#aborted);
    }
  }

  static #expired(call) {
    call.fail(call.#late(call.#timeout));
  }

  succeed(value) {
    this.#end();
    this.#resolve(value);
  }

  fail(error) {
    this.#end();
    this.#reject(error);
  }

  #end() {
    this.#socket._deadlines.cancel(this.#deadline);
    this.#signal?.removeEventListener('abort', this.#aborted);
    this.#over(this);
  }
}

const DONE = Promise.resolve();

/** A promise with its ends; a failure need not be looked at. */
function deferred() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  result.promise.catch(() => {});
  return result;
}

const cancelled = (signal) =>
  new SpError(Reason.CANCELLED, 'the caller cancelled the call', signal?.reason);

/** Calls the application; what it throws is its own business, and is reported as uncaught. */
function tell(handler, value) {
  try {
    handler(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

// ---- connections ----

const OPEN = 1;

/** Codes a page may close with; 1002 and 1009 are the browser's own. */
const CloseCode = { NORMAL: 1000, PROTOCOL: 4002, TOO_LONG: 4009 };

/** What begins a text message by which a Scapro server tells that it lives; SP has none. */
const PING = 'scapro-ping=';
const PING_INTERVAL = 15_000;

const noPing = (pipe, ms) =>
  new SpError(
    Reason.TIMEOUT,
    `expected a ping within ${ms} ms from ${pipe.endpoint.address}, got none; ` +
      'do: see whether the server hangs or the network is cut',
  );

const tooLong = (length, most, option) =>
  new SpError(
    Reason.TOO_LONG,
    `expected a message of ${most} bytes at most, got ${length}; do: send less, or raise ${option}`,
  );

function reasonOf(code) {
  if (code === 1009 || code === CloseCode.TOO_LONG) return Reason.TOO_LONG;
  const isProtocol = code === 1002 || code === 1003 || code === CloseCode.PROTOCOL;
  return isProtocol ? Reason.PROTOCOL : Reason.DISCONNECTED;
}

/**
 * A live connection with a peer. It takes messages as long as the WebSocket holds less than the
 * send buffer; since a WebSocket does not tell when it has sent something, the pipe looks again and
 * again while it is full.
 */
class Pipe {
  static #LOOK_AGAIN = 4;
  static #MEMORY = 4096;
  static #FRAME = 14; // what a WebSocket may add to a message
  static #count = 0;

  #ws;
  #socket;
  #hasTimes; // whether events tell when they happened, by the clock of this module
  #copies; // whether its WebSocket has copied a message when send() returns, as the standard says
  #lengths = [];
  #room; // bytes that can be sent before the WebSocket may hold more than the send buffer
  #full = false;
  #refusal;
  #pingInterval;
  #watch;
  #heard = false;

  constructor(ws, endpoint, socket, opened) {
    this.id = ++Pipe.#count;
    this.endpoint = endpoint;
    this.#ws = ws;
    this.#socket = socket;
    this.#hasTimes = opened.timeStamp <= performance.now();
    this.#copies = !ws.pause; // that of the package ws keeps what it has yet to compress
    this.#room = socket.options.sendBufferBytes;
    this.requests = undefined; // what Suspects knows of it
    this.writtenMessages = 0;
    this.writtenBytes = 0;
    this.receivedMessages = 0;
    this.receivedBytes = 0;
  }

  get isWritable() {
    return !this.#full && this.#ws.readyState === OPEN;
  }

  /** To be called when isWritable; the WebSocket copies the bytes. */
  send(message) {
    const { length } = message;
    this.#ws.send(message);
    this.writtenMessages++;
    this.writtenBytes += length;
    this.#remember(length);
    this.#room -= length + Pipe.#FRAME;
    if (this.#room <= 0) this.#measure();
  }

  /** As send, for a message of one word and a body. */
  sendWithWord(word, body) {
    this.send(this.#copies ? sharedWithWord(word, body) : withWord(word, body));
  }

  #measure() {
    this.#room = this.#socket.options.sendBufferBytes - this.#ws.bufferedAmount;
    if (this.#room > 0) return;
    this.#full = true;
    setTimeout(() => this.#look(), Pipe.#LOOK_AGAIN);
  }

  #look() {
    if (this.#ws.readyState !== OPEN) return;
    if (this.#ws.bufferedAmount < this.#socket.options.sendBufferBytes) {
      this.#full = false;
      this.#socket._writable(this);
    } else {
      setTimeout(() => this.#look(), Pipe.#LOOK_AGAIN);
    }
  }

  /** Keeps the lengths of what the WebSocket may still hold. */
  #remember(length) {
    this.#lengths.push(length);
    if (this.#lengths.length >= 2 * Pipe.#MEMORY) {
      this.#lengths = this.#lengths.slice(-Math.max(this.queuedMessages, 1));
    }
  }

  /** Messages the WebSocket still holds, as far as it tells. */
  get queuedMessages() {
    let count = 0;
    let held = this.#ws.bufferedAmount;
    while (held > 0 && count < this.#lengths.length) {
      count++;
      held -= this.#lengths[this.#lengths.length - count];
    }
    return count;
  }

  /** The WebSocket's event of a message. */
  received(event) {
    if (this.#refusal) return;
    let { data } = event;
    this.#heard = true;
    if (typeof data === 'string') {
      if (this.endpoint._asksForPings && data.startsWith(PING)) {
        this.#beWatched(Number(data.slice(PING.length)));
        return;
      }
      if (!this.endpoint.options.text) {
        this.refuse(Reason.PROTOCOL, 'expected binary messages, got text');
        return;
      }
      data = encoder.encode(data);
    }
    const message = bytes(data);
    this.receivedMessages++;
    this.receivedBytes += message.length;
    const most = this.#socket.options.receiveMaxSize;
    if (most > 0 && message.length > most) {
      const cause = tooLong(message.length, most, 'receiveMaxSize');
      this.#socket._drop(DropReason.TOO_LONG);
      this.#socket._tooLong(this, message, cause);
      this.refuse(cause.reason, cause.message);
      return;
    }
    this.#socket._received(this, message, this.#hasTimes ? event.timeStamp : undefined);
  }

  /** From now on the peer has to send something once in an interval; see Endpoint. */
  #beWatched(interval) {
    if (this.#pingInterval || !(interval > 0)) return;
    this.#pingInterval = interval;
    this.#watchOn(0);
  }

  #watchOn(silent) {
    const interval = this.#pingInterval;
    const due = performance.now() + interval;
    this.#heard = false;
    this.#watch = setTimeout(() => {
      const wasAsleep = performance.now() - due > interval; // what came is still to be told
      const isSilent = !this.#heard && !wasAsleep && !this.#ws.isPaused;
      if (isSilent && silent === 1) this.endpoint._gone(this, noPing(this, 2 * interval));
      else this.#watchOn(isSilent ? 1 : 0);
    }, interval);
  }

  /** To be called when it has ended. */
  stopWatching() {
    clearTimeout(this.#watch);
  }

  /** Stops reading, where the WebSocket can: that of the package ws can, that of a browser not. */
  pause() {
    this.#ws.pause?.();
  }

  resume() {
    if (this.#ws.isPaused) this.#ws.resume();
  }

  /** Ends the connection, after what it holds was sent. */
  disconnect() {
    this.resume();
    this.#ws.close(CloseCode.NORMAL);
  }

  /** Ends the connection of a peer that does not keep to the rules. */
  refuse(reason, message) {
    this.#refusal = new SpError(reason, message);
    this.#ws.close(CloseCode[reason], message);
  }

  /** Whether this side has ended it. */
  get isRefused() {
    return this.#refusal !== undefined;
  }

  /** Why it has ended. */
  causeOf({ code, reason }) {
    if (this.#refusal) return this.#refusal;
    const said = reason ? `: ${reason}` : '';
    const what =
      reasonOf(code) === Reason.TOO_LONG
        ? `expected messages that ${this.endpoint.address} accepts, got the close code ${code}` +
          `${said}; do: send less, or raise its limit`
        : `expected an open connection, got the close code ${code}${said}`;
    return new SpError(reasonOf(code), what);
  }

  statistics() {
    return {
      id: this.id,
      endpoint: this.endpoint.address,
      remoteAddress: this.endpoint.address,
      queuedMessages: this.queuedMessages,
      queuedBytes: this.#ws.bufferedAmount,
      writtenMessages: this.writtenMessages - this.queuedMessages,
      writtenBytes: this.writtenBytes - this.#ws.bufferedAmount,
      receivedMessages: this.receivedMessages,
      receivedBytes: this.receivedBytes,
    };
  }

  toString() {
    return `pipe ${this.id} to ${this.endpoint.address}`;
  }
}

/**
 * An address a socket connects to, again and again. The wait between two attempts doubles up to its
 * maximum, each time shortened at random, by up to half of it, so that many pages do not come
 * back at once. A connection that lasted a second starts it anew, unless a message or a peer that
 * broke the rules ended it, since that will happen again.
 *
 * A page cannot ping. It asks the server, in the query of its request, for a text frame at an
 * interval; a Scapro server sends it, others ignore that. A server that has begun to send signs and
 * from which nothing comes for two intervals in a row counts as gone.
 */
class Endpoint {
  static #PROVEN = 1000;

  #socket;
  #interval;
  #ws; // once there is an attempt, until its end
  #pipe; // once it has joined
  #patience;
  #attachedAt;
  #retry;
  #lastError;
  #isClosed = false;
  #isAway = false; // an attempt has failed since the last connection
  #connected = deferred();
  #gone = deferred();
  #counts = { attempts: 0, established: 0, refused: 0, disconnected: 0 };

  constructor(socket, address, options) {
    this.address = address;
    this.options = options;
    this.#socket = socket;
    this.#interval = options.reconnectInterval;
  }

  /** Fulfilled at the first live pipe; fails with CLOSED when the endpoint is closed before. */
  connected() {
    return this.#connected.promise;
  }

  /** Live pipes: 0 or 1. */
  get pipes() {
    return this.#pipe ? 1 : 0;
  }

  /** Stops connecting and ends the connection, after what it holds was sent. */
  close() {
    if (!this.#isClosed) {
      this.#isClosed = true;
      clearTimeout(this.#retry);
      clearTimeout(this.#patience);
      this.#connected.reject(new SpError(Reason.CLOSED, 'the endpoint was closed'));
      if (this.#pipe) {
        this.#socket._leave(this.#pipe);
      } else {
        const ws = this.#ws;
        this.#ws = undefined;
        ws?.close();
        this.#end();
      }
    }
    return this.#gone.promise;
  }

  open() {
    this.#counts.attempts++;
    this.#socket._event({ type: EventType.CONNECTING, endpoint: this });
    const { WebSocket, handshakeTimeout } = this.options;
    try {
      this.#ws = new WebSocket(this.#request, this.#socket._subprotocol);
    } catch (error) {
      this.#failed(new SpError(Reason.FAILED, `${this.address}: ${error.message}`, error));
      return;
    }
    const ws = this.#ws;
    const ended = (event) => {
      if (ws === this.#ws) this.#closed(event);
    };
    this.#patience = setTimeout(() => this.#giveUp(this.#late()), handshakeTimeout);
    ws.binaryType = 'arraybuffer';
    ws.onopen = (event) => {
      if (ws === this.#ws) this.#opened(event);
    };
    ws.onmessage = (event) => {
      if (ws === this.#ws) this.#pipe?.received(event);
    };
    ws.onerror = (event) => {
      if (!this.#pipe) ended(event); // not every WebSocket tells of a close then
    };
    ws.onclose = ended;
  }

  get _asksForPings() {
    return !isForever(this.options.pingInterval);
  }

  get #request() {
    if (!this._asksForPings) return this.address;
    const url = new URL(this.address);
    const interval = Math.ceil(this.options.pingInterval) || PING_INTERVAL;
    url.search += `${url.search ? '&' : '?'}${PING}${interval}`;
    return url.href;
  }

  #late() {
    const { handshakeTimeout } = this.options;
    return new SpError(
      Reason.TIMEOUT,
      `expected an answer of ${this.address} within ${handshakeTimeout} ms, got none`,
    );
  }

  #opened(event) {
    clearTimeout(this.#patience);
    const ws = this.#ws;
    const expected = this.#socket._subprotocol;
    const refusal =
      ws.protocol === expected
        ? this.#socket._admits()
        : new SpError(
            Reason.PROTOCOL,
            `expected the subprotocol ${expected}, got "${ws.protocol}"; do: check the path`,
          );
    if (refusal) {
      this.#giveUp(refusal, EventType.REFUSED);
      return;
    }
    this.#counts.established++;
    this.#attachedAt = performance.now();
    this.#pipe = new Pipe(ws, this, this.#socket, event);
    this.#pipe.wasAway = this.#isAway;
    this.#isAway = false;
    this.#connected.resolve();
    this.#socket._attach(this.#pipe);
  }

  /** Goes without what has not become a pipe. */
  #giveUp(cause, type) {
    const ws = this.#ws;
    this.#ws = undefined; // before its end is told, which is not news
    ws.close();
    this.#failed(cause, type);
  }

  #closed(event) {
    clearTimeout(this.#patience);
    const pipe = this.#pipe;
    if (pipe) {
      this._gone(pipe, pipe.causeOf(event));
    } else {
      this.#ws = undefined;
      this.#failed(refused(this.address));
    }
  }

  /** The connection has ended, or its peer does not live any more. */
  _gone(pipe, cause) {
    const ws = this.#ws;
    this.#pipe = undefined;
    this.#ws = undefined; // its end is no news
    pipe.stopWatching();
    if (ws.readyState <= OPEN) ws.close();
    this.#lost(pipe, cause);
    if (this.#isClosed) this.#end();
  }

  #lost(pipe, cause) {
    this.#counts.disconnected++;
    this.#lastError = cause.message;
    const isFault = cause.reason === Reason.TOO_LONG || cause.reason === Reason.PROTOCOL;
    if (!isFault && performance.now() - this.#attachedAt >= Endpoint.#PROVEN) {
      this.#interval = this.options.reconnectInterval;
    }
    this.#socket._detach(pipe, cause);
    this.#tryAgain();
  }

  #failed(cause, type = EventType.CONNECT_FAILED) {
    this.#counts.refused++;
    this.#isAway = true;
    this.#lastError = cause.message;
    this.#socket._event({ type, endpoint: this, cause });
    if (this.options.firstAttempt === 'FAIL' && this.#counts.established === 0) {
      this.#connected.reject(cause);
      this.close();
    } else {
      this.#tryAgain();
    }
  }

  #tryAgain() {
    if (this.#isClosed) return;
    const wait = this.#interval * (1 - Math.random() / 2);
    const most = this.options.reconnectIntervalMax;
    if (this.#interval < most) this.#interval = Math.min(2 * this.#interval, most);
    this.#retry = setTimeout(() => this.open(), wait);
  }

  #end() {
    this.#socket._forget(this);
    this.#gone.resolve();
  }

  statistics() {
    return {
      address: this.address,
      bound: false,
      security: this.address.startsWith('wss:') ? 'TLS' : '',
      pipes: this.pipes,
      inProgress: this.#ws && !this.#pipe ? 1 : 0,
      ...this.#counts,
      ...(this.#lastError && { lastError: this.#lastError }),
    };
  }
}

function refused(address) {
  return new SpError(
    Reason.REFUSED,
    `expected a socket at ${address}, got no connection; do: check the address and the server's log`,
  );
}

/** The URL to connect to; in a page, relative ones and http mean the page's own server. */
function addressOf(url) {
  let address;
  try {
    address = new URL(url, globalThis.location?.href);
  } catch (error) {
    throw new SpError(
      Reason.BAD_ADDRESS,
      `expected a URL such as ws://host/path, got ${url}`,
      error,
    );
  }
  address.protocol = address.protocol.replace(/^http/, 'ws');
  address.hash = '';
  if (!/^wss?:$/.test(address.protocol)) {
    throw new SpError(Reason.UNSUPPORTED, `expected ws:// or wss://, got ${url}`);
  }
  return address.href;
}

// ---- sockets ----

/** The base of every socket: its endpoints, its peers, its end. */
export class SpSocket {
  #state = 'OPEN'; // then DRAINING: what was accepted is sent; LEAVING; CLOSED
  #endpoints = new Set();
  #pipes = new Set();
  #counts = { copies: 0, delivered: 0, filtered: 0 };
  #past = { writtenMessages: 0, writtenBytes: 0, receivedMessages: 0, receivedBytes: 0 };
  #dropped = {};
  #happened = {};
  #dropsToTell;
  #roundTrips = { count: 0, sum: 0, minNanos: Infinity, maxNanos: 0, lastNanos: 0 };
  #handler;
  #lingering;
  #end = deferred();
  _deadlines = new Deadlines();

  constructor(given = {}, defaults = {}) {
    const endpoint = { ...ENDPOINT, WebSocket: globalThis.WebSocket };
    this.options = settle({ ...COMMON, ...endpoint, ...defaults }, given);
    if (!this.options.WebSocket) {
      throw new SpError(
        Reason.UNSUPPORTED,
        'expected the class WebSocket, got none; ' +
          'do: set the option WebSocket to that of the npm package ws',
      );
    }
  }

  /** The protocol's name, such as "req". */
  get protocol() {
    return this.constructor.protocol;
  }

  /** The socket's name, or its protocol's where it was given none. */
  get name() {
    return this.options.name || this.protocol;
  }

  /** Connects to url and goes on connecting, also after losses, until the endpoint is closed. */
  connect(url, options = {}) {
    if (!this._isOpen) throw this._closedError();
    const own = Object.fromEntries(Object.keys(ENDPOINT).map((key) => [key, this.options[key]]));
    const endpoint = new Endpoint(this, addressOf(url), settle(own, options));
    this.#endpoints.add(endpoint);
    endpoint.open();
    return endpoint;
  }

  /** Closes, after what was accepted is sent or linger is over. Every call gets the same end. */
  close() {
    if (this._isOpen) {
      this.#state = 'DRAINING';
      this._closing(this._closedError());
      this.#lingering = setTimeout(() => this.#lingerOver(), this.options.linger);
      this._leaveWhenDrained();
    }
    return this.closed();
  }

  /** Fulfilled when the socket has been closed, by whomever. */
  closed() {
    return this.#end.promise;
  }

  /** Calls handler for everything that happens besides messages. */
  eventHandler(handler) {
    this.#handler = handler;
    return this;
  }

  /** What was counted until now, as the Java API's toJson(). */
  statistics() {
    const peers = [...this.#pipes].map((pipe) => pipe.statistics());
    const sum = (field) =>
      peers.reduce((total, pipe) => total + pipe[field], this.#past[field] ?? 0);
    const { count, sum: nanos, ...times } = this.#roundTrips;
    const none = { minNanos: 0, meanNanos: 0, maxNanos: 0, lastNanos: 0 };
    return {
      name: this.name,
      protocol: this.protocol,
      pipes: peers.length,
      ...this.#counts,
      written: sum('writtenMessages'),
      writtenBytes: sum('writtenBytes'),
      queuedToSend: sum('queuedMessages'),
      received: sum('receivedMessages'),
      receivedBytes: sum('receivedBytes'),
      queuedToDeliver: this._queuedToDeliver(),
      dropped: { ...this.#dropped },
      connections: { ...this.#happened },
      roundTrips: { count, ...(count ? { ...times, meanNanos: Math.round(nanos / count) } : none) },
      ofProtocol: this._ofProtocol(),
      endpoints: [...this.#endpoints].map((endpoint) => endpoint.statistics()),
      peers,
    };
  }

  // ---- what a protocol says ----

  /** Why no peer may join; undefined: one may. */
  _admits() {}

  /** A peer joined; it is writable. */
  _attached(_pipe) {}

  /** A peer sent a message: header and body; at says when, where that is known. */
  _received(_pipe, _message, _at) {
    this._drop(DropReason.NOT_EXPECTED);
  }

  /** A message of a peer is longer than allowed, and ends its connection. */
  _tooLong(_pipe, _message, _cause) {}

  /** A peer that could not take more can again. */
  _writable(_pipe) {}

  /** A peer left, or is about to; cause says why it left. */
  _detached(_pipe, _cause) {}

  /** Whether nothing waits for a peer to take it. */
  _isDrained() {
    return true;
  }

  /** The application has closed the socket: what waits for the network fails. */
  _closing(_cause) {}

  /** Linger is over: what still waits to be sent fails. */
  _ended(_cause) {}

  _queuedToDeliver() {
    return 0;
  }

  _ofProtocol() {
    return {};
  }

  // ---- what a protocol may use ----

  get _isOpen() {
    return this.#state === 'OPEN';
  }

  get _hasPeers() {
    return this.#pipes.size > 0;
  }

  _closedError() {
    return new SpError(
      Reason.CLOSED,
      `expected an open socket, got the closed socket ${this.name}`,
    );
  }

  /** Why a call must not begin; undefined: it may. */
  _refusal(signal) {
    if (signal?.aborted) return cancelled(signal);
    return this._isOpen ? undefined : this._closedError();
  }

  /** TOO_LONG for a message of so many bytes that is not sent; undefined: it may be. */
  _tooLongToSend(length) {
    const { sendMaxSize } = this.options;
    return sendMaxSize > 0 && length > sendMaxSize
      ? tooLong(length, sendMaxSize, 'sendMaxSize')
      : undefined;
  }

  _countCopies(copies) {
    this.#counts.copies += copies;
  }

  _countDelivered() {
    this.#counts.delivered++;
  }

  _countFiltered() {
    this.#counts.filtered++;
  }

  _countRoundTrip(since, until = performance.now()) {
    const nanos = Math.max(0, Math.round((until - since) * 1e6));
    const times = this.#roundTrips;
    times.count++;
    times.sum += nanos;
    times.minNanos = Math.min(times.minNanos, nanos);
    times.maxNanos = Math.max(times.maxNanos, nanos);
    times.lastNanos = nanos;
  }

  /** Counts discarded messages; one event tells of all that are discarded in a turn. */
  _drop(reason, count = 1) {
    if (count === 0) return;
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + count;
    if (!this.#dropsToTell) {
      this.#dropsToTell = new Map();
      queueMicrotask(() => this.#tellDrops());
    }
    this.#dropsToTell.set(reason, (this.#dropsToTell.get(reason) ?? 0) + count);
  }

  #tellDrops() {
    const drops = this.#dropsToTell;
    this.#dropsToTell = undefined;
    for (const [dropReason, count] of drops) {
      this.#tell({ type: EventType.DROPPED, dropReason, count });
    }
  }

  /** Goes on with a close that waited; to be called when _isDrained may have become true. */
  _leaveWhenDrained() {
    if (this.#state !== 'DRAINING' || !this._isDrained()) return;
    this.#state = 'LEAVING';
    Promise.all([...this.#endpoints].map((endpoint) => endpoint.close())).then(() =>
      this.#finish(),
    );
  }

  #lingerOver() {
    this._ended(this._closedError());
    this._leaveWhenDrained();
    this.#finish(); // a WebSocket that is still closing goes on by itself
  }

  #finish() {
    if (this.#state === 'CLOSED') return;
    this.#state = 'CLOSED';
    clearTimeout(this.#lingering);
    this._deadlines.clear();
    this._event({ type: EventType.CLOSED });
    this.#end.resolve();
  }

  // ---- what endpoints use ----

  /** The name of the listening side, which is always the other one. */
  get _subprotocol() {
    return `${this.constructor.peer}.sp.nanomsg.org`;
  }

  _event(event) {
    this.#happened[event.type] = (this.#happened[event.type] ?? 0) + 1;
    this.#tell(event);
  }

  #tell(event) {
    if (this.#handler) tell(this.#handler, event);
  }

  _attach(pipe) {
    this.#pipes.add(pipe);
    this._event({ type: EventType.CONNECTED, endpoint: pipe.endpoint, pipe });
    this._attached(pipe);
    this._leaveWhenDrained();
  }

  /** Gives a pipe nothing more, and has it close when it has sent what it holds. */
  _leave(pipe) {
    this._detached(pipe);
    pipe.disconnect();
  }

  _detach(pipe, cause) {
    const counts = pipe.statistics();
    for (const field of Object.keys(this.#past)) this.#past[field] += counts[field];
    this.#pipes.delete(pipe);
    this._drop(DropReason.DISCONNECTED, counts.queuedMessages);
    this._event({ type: EventType.DISCONNECTED, endpoint: pipe.endpoint, pipe, cause });
    this._detached(pipe, cause);
  }

  _forget(endpoint) {
    this.#endpoints.delete(endpoint);
    this._event({ type: EventType.ENDPOINT_CLOSED, endpoint });
  }
}

// ---- what protocols are made of ----

/** A queue of messages that costs the same at both ends. */
class Fifo {
  #items = [];
  #head = 0;

  /** Of all bodies. */
  bytes = 0;

  get length() {
    return this.#items.length - this.#head;
  }

  push(item) {
    this.#items.push(item);
    this.bytes += item.body.length;
  }

  shift() {
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    this.bytes -= item.body.length;
    if (this.#head === this.#items.length) {
      this.#items.length = this.#head = 0;
    } else if (this.#head > 1024 && 2 * this.#head > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Keeps only what the test holds for; the number of those that are gone. */
  filter(test) {
    const before = this.length;
    this.#items = this.#items.slice(this.#head).filter(test);
    this.#head = 0;
    this.bytes = this.#items.reduce((sum, item) => sum + item.body.length, 0);
    return before - this.length;
  }
}

/** The sending half: messages that no peer can take yet wait here, in order. */
class Outbox {
  #socket;
  #offer;
  #waiting = new Map(); // call → message, in order
  #closed;

  /** offer gives a message to the peers; false: nobody can take it now. */
  constructor(socket, offer) {
    this.#socket = socket;
    this.#offer = offer;
  }

  get length() {
    return this.#waiting.size;
  }

  send(message, { signal, timeout = this.#socket.options.sendTimeout } = {}) {
    const { bestEffort, failNoPeers } = this.#socket.options;
    const refusal =
      this.#closed ?? this.#socket._refusal(signal) ?? this.#socket._tooLongToSend(message.length);
    if (refusal) return Promise.reject(refusal);
    if (this.#waiting.size === 0 && this.#offer(message)) return DONE;
    if (failNoPeers && !this.#socket._hasPeers) return Promise.reject(noPeers());
    if (bestEffort) {
      this.#socket._countCopies(1);
      this.#socket._drop(DropReason.PEER_FULL);
      return DONE;
    }
    if (timeout === 0) return Promise.reject(noRoom(timeout));
    const call = new Call(this.#socket, { timeout, signal }, noRoom, () => {
      this.#waiting.delete(call);
      this.#socket._leaveWhenDrained();
    });
    this.#waiting.set(call, message);
    return call.promise;
  }

  /** Offers what waits, because a peer can take it. */
  flush() {
    for (const [call, message] of this.#waiting) {
      if (!this.#offer(message)) break;
      call.succeed();
    }
  }

  /** Refuses further messages; those that wait go on waiting. */
  close(cause) {
    this.#closed = cause;
  }

  fail(cause) {
    this.#closed = cause;
    for (const call of this.#waiting.keys()) call.fail(cause);
  }
}

/** The receiving half: what arrives goes to the application, or waits for it here. */
class Inbox {
  #socket;
  #most;
  #preferNew;
  #queue = new Fifo();
  #paused = new Set();
  #calls = new Set();
  #handler;
  #emptied;
  #end;

  /**
   * Beyond most messages one is discarded; without most, peers are stopped where they can be.
   * emptied() is told when nothing waits any more.
   */
  constructor(socket, most = Infinity, preferNew = true, emptied = () => {}) {
    this.#socket = socket;
    this.#most = most;
    this.#preferNew = preferNew;
    this.#emptied = emptied;
  }

  get length() {
    return this.#queue.length;
  }

  offer(item, pipe) {
    if (this.#end) {
      this.#socket._drop(DropReason.CLOSED);
    } else if (this.#handler) {
      this.#socket._countDelivered();
      tell(this.#handler, item);
    } else if (this.#calls.size > 0) {
      const [first] = this.#calls;
      this.#socket._countDelivered();
      first.succeed(item);
    } else {
      this.#enqueue(item, pipe);
    }
  }

  #enqueue(item, pipe) {
    if (this.#queue.length >= this.#most) {
      this.#socket._drop(DropReason.QUEUE_FULL);
      if (!this.#preferNew) return;
      this.#queue.shift();
    }
    this.#queue.push(item);
    if (this.#most === Infinity && this.#queue.bytes >= this.#socket.options.receiveBufferBytes) {
      this.#paused.add(pipe);
      pipe.pause();
    }
  }

  #dequeue() {
    const item = this.#queue.shift();
    const { receiveBufferBytes } = this.#socket.options;
    if (this.#paused.size > 0 && 2 * this.#queue.bytes <= receiveBufferBytes) {
      for (const pipe of this.#paused) pipe.resume();
      this.#paused.clear();
    }
    this.#socket._countDelivered();
    if (this.#queue.length === 0) this.#emptied();
    return item;
  }

  receive({ signal, timeout = this.#socket.options.receiveTimeout } = {}) {
    if (this.#handler) {
      return Promise.reject(
        new SpError(
          Reason.STATE,
          'expected receive() or a handler, got both; do: use only one of them',
        ),
      );
    }
    if (this.#queue.length > 0) return Promise.resolve(this.#dequeue());
    if (this.#end) return Promise.reject(this.#end);
    if (signal?.aborted) return Promise.reject(cancelled(signal));
    const call = new Call(this.#socket, { signal, timeout }, noMessage, () =>
      this.#calls.delete(call),
    );
    this.#calls.add(call);
    return call.promise;
  }

  handler(handler) {
    this.#handler = handler;
    while (this.#handler && this.#queue.length > 0) tell(this.#handler, this.#dequeue());
  }

  /** Ends quietly with one of these reasons, or fails. */
  async *iterate(...ends) {
    try {
      for (;;) yield await this.receive({ timeout: Infinity });
    } catch (error) {
      if (error !== this.#end || !ends.includes(error.reason)) throw error;
    }
  }

  /** Discards what no longer passes the test. */
  keep(test) {
    return this.#queue.filter(test);
  }

  /** No more will come; what came can be read. */
  finish(cause) {
    this.#end ??= cause;
    for (const call of this.#calls) call.fail(this.#end);
    if (this.#queue.length === 0) this.#emptied();
  }

  /** As finish, and what came is discarded. */
  close(cause) {
    this.finish(cause);
    this.#socket._drop(
      DropReason.CLOSED,
      this.#queue.filter(() => false),
    );
    this.#emptied();
  }
}

/** Gives each message to one peer, in turn, among those that can take it now. */
class Balance {
  #pipes = [];
  #next = 0;

  add(pipe) {
    if (!this.#pipes.includes(pipe)) this.#pipes.push(pipe);
  }

  remove(pipe) {
    this.#pipes = this.#pipes.filter((other) => other !== pipe);
  }

  /** The peer whose turn it is; undefined when none can take a message. */
  take() {
    for (let i = this.#pipes.length; i > 0; i--) {
      this.#next = (this.#next + 1) % this.#pipes.length;
      const pipe = this.#pipes[this.#next];
      if (pipe.isWritable) return pipe;
    }
    return undefined;
  }
}

/** Gives each message to all peers; one that cannot take it now misses it, which is counted. */
class Fanout {
  #socket;
  #pipes = new Set();

  constructor(socket) {
    this.#socket = socket;
  }

  add(pipe) {
    this.#pipes.add(pipe);
  }

  remove(pipe) {
    this.#pipes.delete(pipe);
  }

  /** To all but one; the peers that took it. */
  send(message, except) {
    const asked = new Set();
    for (const pipe of this.#pipes) {
      if (pipe === except) continue;
      this.#socket._countCopies(1);
      if (pipe.isWritable) {
        pipe.send(message);
        asked.add(pipe);
      } else {
        this.#socket._drop(DropReason.PEER_FULL);
      }
    }
    return asked;
  }
}

/** Gives each message to the peer it is for; for one that reads too slowly it waits. */
class Addressed {
  #socket;
  #outboxes = new Map();

  constructor(socket) {
    this.#socket = socket;
  }

  add(pipe) {
    this.#outboxes.set(pipe, new Outbox(this.#socket, (message) => this.#offer(pipe, message)));
  }

  #offer(pipe, message) {
    if (!pipe.isWritable) return false;
    this.#socket._countCopies(1);
    pipe.send(message);
    return true;
  }

  /** The peer that has been here longest. */
  first() {
    return this.#outboxes.keys().next().value;
  }

  writable(pipe) {
    this.#outboxes.get(pipe)?.flush();
  }

  send(pipe, message, call) {
    const outbox = this.#outboxes.get(pipe);
    if (outbox) return outbox.send(message, call);
    this.#missed(1);
    return Promise.reject(left(pipe));
  }

  remove(pipe) {
    const outbox = this.#outboxes.get(pipe);
    if (!outbox) return;
    this.#outboxes.delete(pipe);
    this.#missed(outbox.length);
    outbox.fail(left(pipe));
  }

  #missed(count) {
    this.#socket._countCopies(count);
    this.#socket._drop(DropReason.PEER_GONE, count);
  }

  isEmpty() {
    return [...this.#outboxes.values()].every((outbox) => outbox.length === 0);
  }

  close(cause) {
    for (const outbox of this.#outboxes.values()) outbox.close(cause);
  }

  fail(cause) {
    for (const outbox of this.#outboxes.values()) outbox.fail(cause);
  }
}

const left = (pipe) =>
  new SpError(
    Reason.DISCONNECTED,
    `expected ${pipe} to stay connected until the message to it is sent, got the end of its connection`,
  );
const noPeers = () => new SpError(Reason.NO_PEERS, 'expected a connected peer, got none');
const noMessage = (ms) =>
  new SpError(Reason.TIMEOUT, `expected a message within ${ms} ms, got none`);
const noRoom = (ms) =>
  new SpError(
    Reason.TIMEOUT,
    `expected a peer that can take the message within ${ms} ms, got none`,
  );

/** A socket that the application reads from: with a handler, receive(), or for await. */
class ReceivingSocket extends SpSocket {
  _inbox = new Inbox(this);

  /** The next message; fails with TIMEOUT, CANCELLED, CLOSED, or STATE beside a handler. */
  receive(call) {
    return this._inbox.receive(call);
  }

  /** Calls handler for each message; undefined: they wait. */
  handler(handler) {
    this._inbox.handler(handler);
    return this;
  }

  /** All messages, until the socket is closed. */
  [Symbol.asyncIterator]() {
    return this._inbox.iterate(Reason.CLOSED);
  }

  _received(pipe, message) {
    this._inbox.offer(new Message(message, pipe), pipe);
  }

  _closing(cause) {
    this._inbox.close(cause);
  }

  _queuedToDeliver() {
    return this._inbox.length;
  }
}

/** Adds what an application needs to write to a socket. */
const Sending = (Base) =>
  class extends Base {
    _outbox = new Outbox(this, (body) => this._offer(body));

    /**
     * Sends body. Fulfilled when it was accepted for sending; fails with TIMEOUT, CANCELLED,
     * CLOSED or NO_PEERS.
     */
    send(body, call) {
      return this._outbox.send(bytes(body), call);
    }

    _writable(_pipe) {
      this._outbox.flush();
    }

    _isDrained() {
      return this._outbox.length === 0;
    }

    _closing(cause) {
      this._outbox.close(cause);
      super._closing(cause);
    }

    _ended(cause) {
      this._outbox.fail(cause);
    }
  };

const SendingSocket = Sending(SpSocket);
const DuplexSocket = Sending(ReceivingSocket);

// ---- headers ----

const WORD = 4;

/** A message of a header and a body. */
function join(header, body) {
  const message = new Uint8Array(header.length + body.length);
  message.set(header);
  message.set(body, header.length);
  return message;
}

/** The word that a message begins with, unsigned; -1 when it is too short. */
function firstWord(message) {
  if (message.length < WORD) return -1;
  return ((message[0] << 24) | (message[1] << 16) | (message[2] << 8) | message[3]) >>> 0;
}

/** A message of one word and a body. */
function withWord(word, body) {
  const message = new Uint8Array(WORD + body.length);
  putWord(message, word);
  message.set(body, WORD);
  return message;
}

const shared = new Uint8Array(1 << 14);
let sharedPart = shared;

/**
 * As withWord, but in one array for all where it is not long, valid until the next call: a new array
 * for each is slow in a browser.
 */
function sharedWithWord(word, body) {
  const length = WORD + body.length;
  if (length > shared.length) return withWord(word, body);
  if (sharedPart.length !== length) sharedPart = shared.subarray(0, length);
  putWord(sharedPart, word);
  sharedPart.set(body, WORD);
  return sharedPart;
}

function putWord(message, word) {
  message[0] = word >>> 24;
  message[1] = word >>> 16;
  message[2] = word >>> 8;
  message[3] = word;
}

/** Request ids: the word at the bottom of the stack, known by its top bit; nobody can guess one. */
const BOTTOM = 0x80000000;

class RequestIds {
  #block = new Uint32Array(256);
  #next = this.#block.length;

  /** An id that is not among the keys of taken. */
  next(taken) {
    for (;;) {
      if (this.#next === this.#block.length) {
        crypto.getRandomValues(this.#block);
        this.#next = 0;
      }
      const id = (this.#block[this.#next++] | BOTTOM) >>> 0;
      if (!taken.has(id)) return id;
    }
  }
}

/** The length of a stack of words up to its bottom; -1 when it has none. */
function stackLength(message) {
  for (let at = 0; at + WORD <= message.length; at += WORD) {
    if (message[at] & 0x80) return at + WORD;
  }
  return -1;
}

/** The count of crossed connections a message begins with; -1 when it has none. */
function hopsOf(message) {
  const hops = firstWord(message);
  return hops <= 0xff ? hops : -1;
}

// ---- pair ----

/** PAIR: talks with one peer, both ways; messages wait while there is none. */
export class PairSocket extends DuplexSocket {
  static protocol = 'pair';
  static peer = 'pair';
  #peer;

  _admits() {
    return this.#peer && oneTooMany(this.#peer);
  }

  _attached(pipe) {
    this.#peer = pipe;
    this._outbox.flush();
  }

  _detached(pipe) {
    if (this.#peer === pipe) this.#peer = undefined;
  }

  _offer(body) {
    if (!this.#peer?.isWritable) return false;
    this._countCopies(1);
    this.#peer.send(body);
    return true;
  }
}

const oneTooMany = (pipe) =>
  new SpError(Reason.REFUSED, `expected one peer at most, got one more while ${pipe} is connected`);

/**
 * PAIR1: as PAIR, with a hop count that stops messages in a loop of devices. A polyamorous socket
 * has many peers: message.pipe is the sender, and send(body, { pipe }) sends to one peer. A message
 * sent without a pipe goes to the peer that has been connected longest.
 */
export class Pair1Socket extends DuplexSocket {
  static protocol = 'pair1';
  static peer = 'pair1';
  static #FIRST_HOP = 1;
  #peers = new Addressed(this);

  constructor(options) {
    super(options, { polyamorous: false, ttl: 8 });
  }

  send(body, { pipe, ...call } = {}) {
    if (!pipe) return super.send(body, call);
    return this.#peers.send(pipe, withWord(Pair1Socket.#FIRST_HOP, bytes(body)), call);
  }

  _admits() {
    const first = this.#peers.first();
    return first && !this.options.polyamorous ? oneTooMany(first) : undefined;
  }

  _attached(pipe) {
    this.#peers.add(pipe);
    this._outbox.flush();
  }

  _writable(pipe) {
    this.#peers.writable(pipe);
    this._outbox.flush();
  }

  _detached(pipe) {
    this.#peers.remove(pipe);
    this._outbox.flush();
  }

  _offer(body) {
    const first = this.#peers.first();
    if (!first?.isWritable) return false;
    this._countCopies(1);
    first.send(withWord(Pair1Socket.#FIRST_HOP, body));
    return true;
  }

  _received(pipe, message) {
    const hops = hopsOf(message);
    if (hops < 0) {
      this._drop(DropReason.MALFORMED);
      pipe.refuse(
        Reason.PROTOCOL,
        'expected a message with the PAIR1 header (00 00 00 and the hop count), got one without it',
      );
    } else if (hops > this.options.ttl) {
      this._drop(DropReason.TTL_EXCEEDED);
    } else {
      super._received(pipe, message.subarray(WORD));
    }
  }

  _isDrained() {
    return super._isDrained() && this.#peers.isEmpty();
  }

  _closing(cause) {
    this.#peers.close(cause);
    super._closing(cause);
  }

  _ended(cause) {
    this.#peers.fail(cause);
    super._ended(cause);
  }
}

// ---- pub, sub ----

/** PUB: gives each message to all subscribers; one that is too slow misses it. */
export class PubSocket extends SendingSocket {
  static protocol = 'pub';
  static peer = 'sub';
  #peers = new Fanout(this);

  _attached(pipe) {
    this.#peers.add(pipe);
  }

  _detached(pipe) {
    this.#peers.remove(pipe);
  }

  _offer(body) {
    this.#peers.send(body);
    return true;
  }
}

/**
 * SUB: reads what begins with a topic it subscribed to; without a subscription nothing, with the
 * empty topic everything. It never slows a publisher: when more than receiveBuffer messages wait,
 * the oldest is discarded, or the newest with preferNew false.
 */
export class SubSocket extends ReceivingSocket {
  static protocol = 'sub';
  static peer = 'pub';
  #topics = new Topics();

  constructor(options) {
    super(options, { receiveBuffer: 128, preferNew: true });
    this._inbox = new Inbox(this, this.options.receiveBuffer, this.options.preferNew);
  }

  /** Reads messages that begin with topic, too; compared byte by byte. */
  subscribe(topic) {
    this.#topics.add(bytes(topic));
    return this;
  }

  /** Takes one subscribe back; unread messages that no topic asks for any more are discarded. */
  unsubscribe(topic) {
    if (!this.#topics.remove(bytes(topic))) {
      throw new SpError(Reason.STATE, `expected a subscribed topic, got "${text(bytes(topic))}"`);
    }
    const gone = this._inbox.keep((message) => this.#topics.match(message.body));
    this._drop(DropReason.UNSUBSCRIBED, gone);
    return this;
  }

  _received(pipe, message) {
    if (this.#topics.match(message)) {
      super._received(pipe, message);
    } else {
      this._countFiltered();
    }
  }
}

/** Subscriptions as a trie of bytes, counted: subscribed twice is unsubscribed twice. */
class Topics {
  #root = { count: 0, next: new Map() };

  add(topic) {
    let node = this.#root;
    for (const byte of topic) {
      if (!node.next.has(byte)) node.next.set(byte, { count: 0, next: new Map() });
      node = node.next.get(byte);
    }
    node.count++;
  }

  /** Whether it was there. */
  remove(topic) {
    const path = [this.#root];
    for (const byte of topic) {
      const node = path.at(-1).next.get(byte);
      if (!node) return false;
      path.push(node);
    }
    if (path.at(-1).count === 0) return false;
    path.at(-1).count--;
    for (let i = topic.length; i > 0 && path[i].count === 0 && path[i].next.size === 0; i--) {
      path[i - 1].next.delete(topic[i - 1]);
    }
    return true;
  }

  /** Whether body begins with a topic. */
  match(body) {
    let node = this.#root;
    for (let i = 0; node && node.count === 0; i++) {
      node = i < body.length ? node.next.get(body[i]) : undefined;
    }
    return node !== undefined;
  }
}

// ---- push, pull ----

/** PUSH: gives each message to one PULL peer that can take it, in turn. */
export class PushSocket extends SendingSocket {
  static protocol = 'push';
  static peer = 'pull';
  #peers = new Balance();

  _attached(pipe) {
    this.#peers.add(pipe);
    this._outbox.flush();
  }

  _detached(pipe) {
    this.#peers.remove(pipe);
  }

  _offer(body) {
    const pipe = this.#peers.take();
    if (!pipe) return false;
    this._countCopies(1);
    pipe.send(body);
    return true;
  }
}

/** PULL: reads what PUSH peers send. */
export class PullSocket extends ReceivingSocket {
  static protocol = 'pull';
  static peer = 'push';
}

// ---- req, rep ----

/**
 * REQ: sends each request to one REP peer, and resends it to the next one if the connection ends or
 * the reply is late. A request is answered once and executed at least once. A reply is accepted only
 * from a peer that the request was sent to. A request that ends each connection on which it is sent
 * fails; other requests are not affected.
 */
export class ReqSocket extends SpSocket {
  static protocol = 'req';
  static peer = 'rep';
  #ids = new RequestIds();
  #peers = new Balance();
  #exchanges = new Map();
  #waiting = new Set();
  #resends = 0;
  #again = (exchange) => this.#sendAgain(exchange);
  #over = (exchange) => this.#ended(exchange);
  #suspects = new Suspects(this._deadlines, {
    reserve: () => {
      const pipe = this.#peers.take();
      if (pipe) this.#peers.remove(pipe);
      return pipe;
    },
    release: (pipe) => {
      this.#peers.add(pipe);
      this.#flush();
    },
    send: (exchange, pipe) => this.#sendTo(exchange, pipe),
    suspected: (exchange) => {
      this.#waiting.delete(exchange);
      this._deadlines.cancel(exchange.deadline);
    },
    convict: (exchange, pipe, cause) => {
      for (const each of this.#exchanges.values()) each.strikes = each.absences = 0;
      this._event({ type: EventType.GAVE_UP, endpoint: pipe.endpoint, pipe, cause });
      exchange.fail(cause);
    },
    free: this.#again,
  });

  constructor(options) {
    super(options, { resendInterval: 60_000, maxResends: Infinity });
  }

  /**
   * The reply to body, as bytes; fails with TIMEOUT, CANCELLED, CLOSED, NO_PEERS, TOO_LONG when the
   * request or its reply is longer than one side accepts, RESENT_TOO_OFTEN when it ended each
   * connection it was sent on or was sent again maxResends times, or DISCONNECTED when its peer left
   * and resending is off.
   */
  request(body, { signal, timeout = this.options.receiveTimeout } = {}) {
    // It may be sent again, so it must not change with an array of the caller.
    const content = typeof body === 'string' ? bytes(body) : new Uint8Array(bytes(body));
    const refusal = this._refusal(signal) ?? this._tooLongToSend(WORD + content.length);
    if (refusal) return Promise.reject(refusal);
    const id = this.#ids.next(this.#exchanges);
    const exchange = new Exchange(id, content, this, { signal, timeout }, this.#over);
    this.#exchanges.set(id, exchange);
    if (this.#waiting.size > 0 || !this.#send(exchange)) this.#wait(exchange);
    return exchange.promise;
  }

  _attached(pipe) {
    this.#suspects.attached(pipe);
    this.#peers.add(pipe);
    this.#flush();
  }

  _writable() {
    this.#flush();
  }

  _received(pipe, message, at) {
    const id = firstWord(message);
    const exchange = this.#exchanges.get(id);
    if (id < BOTTOM) {
      this._drop(DropReason.MALFORMED);
    } else if (!exchange) {
      this._drop(DropReason.UNKNOWN_REQUEST);
    } else if (!exchange.asked.includes(pipe)) {
      this._drop(DropReason.NOT_ASKED);
    } else {
      this.#suspects.answered(exchange, pipe);
      this._countRoundTrip(exchange.sentAt, at);
      this._countDelivered();
      exchange.succeed(message.subarray(WORD));
    }
  }

  /** The same reply would come again. */
  _tooLong(pipe, message, cause) {
    const exchange = this.#exchanges.get(firstWord(message));
    if (exchange?.asked.includes(pipe)) exchange.fail(cause);
  }

  _detached(pipe, cause) {
    this.#peers.remove(pipe);
    const asked = [...this.#exchanges.values()].filter((each) => each.asked.includes(pipe));
    const askedLast = asked.filter((each) => each.asked.at(-1) === pipe);
    for (const each of asked) each.forget(pipe);
    this.#suspects.detached(pipe, cause, this.#doesResend ? askedLast : []);
    for (const each of askedLast) this.#left(each, pipe);
    this.#suspects.next();
  }

  _closing(cause) {
    for (const exchange of [...this.#exchanges.values()]) exchange.fail(cause);
  }

  _ofProtocol() {
    const inFlight = this.#exchanges.size;
    return { inFlight, waiting: this.#waiting.size, resends: this.#resends };
  }

  get #doesResend() {
    const { resendInterval } = this.options;
    return resendInterval !== 0 && !isForever(resendInterval);
  }

  #send(exchange) {
    const pipe = this.#peers.take();
    if (!pipe) return false;
    this.#sendTo(exchange, pipe);
    return true;
  }

  #sendTo(exchange, pipe) {
    if (exchange.sent++ > 0) this.#resends++;
    this._countCopies(1);
    const now = performance.now();
    exchange.sentAt = now;
    this.#suspects.sent(exchange, pipe);
    exchange.asks(pipe);
    this._deadlines.cancel(exchange.deadline);
    if (this.#doesResend) {
      const { resendInterval } = this.options;
      exchange.deadline = this._deadlines.add(resendInterval, this.#again, exchange, now);
    }
    pipe.sendWithWord(exchange.id, exchange.body);
  }

  #wait(exchange) {
    const { sendTimeout, failNoPeers } = this.options;
    if (failNoPeers && !this._hasPeers) {
      exchange.fail(noPeers());
    } else if (sendTimeout === 0) {
      exchange.fail(noRoom(sendTimeout));
    } else {
      const late = () => exchange.fail(noRoom(sendTimeout));
      exchange.deadline = this._deadlines.add(sendTimeout, late);
      this.#waiting.add(exchange);
    }
  }

  #sendAgain(exchange) {
    if (exchange.sent > this.options.maxResends) {
      exchange.fail(
        new SpError(
          Reason.RESENT_TOO_OFTEN,
          `expected a reply to a request sent ${exchange.sent} times, got none`,
        ),
      );
    } else if (this.#suspects.isSuspect(exchange)) {
      this.#suspects.add(exchange);
      this.#suspects.next();
    } else if (!this.#waiting.has(exchange) && (this.#waiting.size > 0 || !this.#send(exchange))) {
      this._deadlines.cancel(exchange.deadline);
      this.#waiting.add(exchange);
    }
  }

  #left(exchange, pipe) {
    if (!this.#exchanges.has(exchange.id)) return; // it has failed meanwhile
    if (this.#doesResend) {
      this.#again(exchange);
    } else {
      exchange.fail(left(pipe));
    }
  }

  #flush() {
    for (const exchange of this.#waiting) {
      if (!this.#send(exchange)) break;
      this.#waiting.delete(exchange);
    }
    this.#suspects.next();
  }

  #ended(exchange) {
    this._deadlines.cancel(exchange.deadline);
    if (this.#waiting.size > 0) this.#waiting.delete(exchange);
    this.#exchanges.delete(exchange.id);
    this.#suspects.ended(exchange);
  }
}

/** A request: asked are the pipes it was sent to, the last one at the end; the rest see Suspects. */
class Exchange extends Call {
  static #NOBODY = Object.freeze([]);
  asked = Exchange.#NOBODY;
  sent = 0;
  sentAt = 0;
  deadline;
  place = 0;
  strikes = 0;
  absences = 0;
  endedAt;
  endedAlone = false;
  endedInSilence = false;

  constructor(id, body, socket, call, over) {
    super(socket, call, noReply, over);
    this.id = id;
    this.body = body;
  }

  asks(pipe) {
    if (this.asked.at(-1) === pipe) return;
    this.forget(pipe);
    this.asked = this.asked.length === 0 ? [pipe] : [...this.asked, pipe];
  }

  forget(pipe) {
    if (this.asked.length > 0) this.asked = this.asked.filter((other) => other !== pipe);
  }
}

/**
 * Finds the request that ends each connection it is sent on, such as one that is longer than its
 * peer accepts, so that it fails instead of being sent for ever and taking others along.
 *
 * A peer reads its connection in order. A request that was on it at its end counts it as a strike,
 * unless a later one was answered, or the peer was away for a while: that is a restart. Nor is it a
 * strike when the peer fell silent: that is the network. With two strikes it is a suspect, and is
 * sent alone on a connection; if that ends too, it fails.
 */
class Suspects {
  static #QUIET = 1000; // how long a connection is kept free before a suspect, and after it
  static #MOST_STRIKES = 2;
  static #MOST_ABSENCES = 16;
  #deadlines;
  #owner;
  #suspects = [];
  #undecided = new Set(); // those whose endpoint has not connected again since
  #reserved;
  #alone;
  #quiet;

  constructor(deadlines, owner) {
    this.#deadlines = deadlines;
    this.#owner = owner;
  }

  isSuspect(exchange) {
    return exchange.strikes >= Suspects.#MOST_STRIKES;
  }

  // ---- connections ----

  attached(pipe) {
    pipe.requests = { sent: 0, readUpTo: 0, outstanding: 0 };
    for (const exchange of [...this.#undecided]) {
      if (exchange.endedAt === pipe.endpoint && this.#undecided.delete(exchange)) {
        this.#decide(exchange, pipe);
      }
    }
  }

  #decide(exchange, pipe) {
    const hasCause = pipe.wasAway || exchange.endedInSilence;
    if (hasCause) exchange.absences++;
    else exchange.strikes++;
    const ends = exchange.strikes + exchange.absences;
    if ((exchange.endedAlone && !hasCause) || exchange.absences > Suspects.#MOST_ABSENCES) {
      this.#convict(exchange, pipe, tooOften(exchange, pipe, ends));
    } else if (this.isSuspect(exchange) && exchange.asked.length === 0) {
      this.add(exchange);
    }
  }

  #convict(exchange, pipe, cause) {
    const free = this.#suspects.filter((other) => other !== exchange);
    this.#suspects = [];
    this.#undecided.clear();
    this.#owner.convict(exchange, pipe, cause);
    for (const each of free) this.#owner.free(each);
  }

  /** A connection has ended, with exchanges that it was asked last. */
  detached(pipe, cause, exchanges) {
    const trace = pipe.requests;
    if (!trace) return; // it was told before
    pipe.requests = undefined;
    const unread = exchanges.filter((exchange) => exchange.place > trace.readUpTo);
    for (const exchange of exchanges) {
      if (!unread.includes(exchange)) exchange.strikes = 0;
    }
    for (const exchange of unread) {
      exchange.endedAt = pipe.endpoint;
      exchange.endedAlone = exchange === this.#alone && pipe === this.#reserved;
      exchange.endedInSilence = cause?.reason === Reason.TIMEOUT;
      this.#undecided.add(exchange);
    }
    if (pipe === this.#reserved) this.#forgetReserved();
    if (cause?.reason === Reason.TOO_LONG && !pipe.isRefused && unread.length > 0) {
      const longest = unread.reduce((a, b) => (b.body.length > a.body.length ? b : a));
      this.#convict(longest, pipe, tooLongFor(longest, pipe));
    }
  }

  #forgetReserved() {
    this.#reserved = undefined;
    this.#alone = undefined;
    this.#deadlines.cancel(this.#quiet);
  }

  // ---- requests ----

  /** To be called before pipe is one of the asked. */
  sent(exchange, pipe) {
    const trace = pipe.requests;
    exchange.place = ++trace.sent;
    if (!exchange.asked.includes(pipe)) trace.outstanding++;
  }

  answered(exchange, pipe) {
    const trace = pipe.requests;
    if (exchange.asked.at(-1) === pipe) trace.readUpTo = Math.max(trace.readUpTo, exchange.place);
  }

  /** It has ended, whatever its outcome. */
  ended(exchange) {
    if (this.#undecided.size > 0) this.#undecided.delete(exchange);
    if (this.#suspects.length > 0) {
      this.#suspects = this.#suspects.filter((other) => other !== exchange);
    }
    for (const pipe of exchange.asked) pipe.requests.outstanding--;
    if (exchange === this.#alone) {
      this.#release();
    } else if (this.#reserved && !this.#alone && this.#isFree(this.#reserved)) {
      this.#sendNext();
    }
  }

  /** Has it sent alone, in its turn: the longest first. */
  add(exchange) {
    if (this.#suspects.includes(exchange)) return;
    this.#owner.suspected(exchange);
    this.#suspects.push(exchange);
    this.#suspects.sort((a, b) => b.body.length - a.body.length);
  }

  /** Goes on, since a connection may be free or a suspect is there. */
  next() {
    if (this.#reserved || this.#suspects.length === 0) return;
    this.#reserved = this.#owner.reserve();
    if (!this.#reserved) return;
    if (this.#isFree(this.#reserved)) this.#sendNext();
    else this.#waitForQuiet(() => this.#sendNext());
  }

  #isFree(pipe) {
    return pipe.requests.outstanding === 0;
  }

  #waitForQuiet(then) {
    this.#deadlines.cancel(this.#quiet);
    this.#quiet = this.#deadlines.add(Suspects.#QUIET, then);
  }

  #sendNext() {
    if (this.#suspects.length === 0 || !this.#reserved.isWritable) {
      this.#release();
      return;
    }
    this.#alone = this.#suspects.shift();
    this.#waitForQuiet(() => this.#release());
    this.#owner.send(this.#alone, this.#reserved);
  }

  #release() {
    const pipe = this.#reserved;
    this.#forgetReserved();
    if (pipe) this.#owner.release(pipe);
  }
}

const tooOften = (exchange, pipe, ends) =>
  new SpError(
    Reason.RESENT_TOO_OFTEN,
    `expected a reply, got none: ${ends} connections ended after this request of ` +
      `${exchange.body.length} bytes was sent, the last to ${pipe.endpoint.address}; ` +
      "do: send at most what the peer accepts, or read the peer's log",
  );

const tooLongFor = (exchange, pipe) =>
  new SpError(
    Reason.TOO_LONG,
    `expected a request that ${pipe.endpoint.address} accepts, got ` +
      `${exchange.body.length} bytes; do: send less, or raise the peer's limit`,
  );

const noReply = (ms) => new SpError(Reason.TIMEOUT, `expected a reply within ${ms} ms, got none`);

/** A request or survey to be answered, once. */
class Request extends Message {
  #answer;

  constructor(body, pipe, answer) {
    super(body, pipe);
    this.#answer = answer;
  }

  /**
   * Answers. Fulfilled when the peer's connection took the reply; fails with STATE for a second
   * one, DISCONNECTED when the peer has left, TIMEOUT, CANCELLED or CLOSED.
   */
  reply(body, call) {
    const answer = this.#answer;
    if (!answer) {
      return Promise.reject(
        new SpError(Reason.STATE, 'expected one reply to a request, got one more'),
      );
    }
    this.#answer = undefined;
    return answer(bytes(body), call);
  }
}

/** What REP and RESPONDENT have in common: each answer goes back on the way its question came. */
class AnsweringSocket extends ReceivingSocket {
  #peers = new Addressed(this);

  constructor(options) {
    super(options, { ttl: 8 });
  }

  _attached(pipe) {
    this.#peers.add(pipe);
  }

  _writable(pipe) {
    this.#peers.writable(pipe);
  }

  _detached(pipe) {
    this.#peers.remove(pipe);
  }

  _received(pipe, message) {
    const length = stackLength(message);
    if (length < 0 || length > this.options.ttl * WORD) {
      this._drop(length < 0 ? DropReason.MALFORMED : DropReason.TTL_EXCEEDED);
      return;
    }
    const stack = message.slice(0, length);
    const answer = (body, call) => this.#answer(pipe, join(stack, body), call);
    this._inbox.offer(new Request(message.subarray(length), pipe, answer), pipe);
  }

  #answer(pipe, message, call) {
    return this._isOpen
      ? this.#peers.send(pipe, message, call)
      : Promise.reject(this._closedError());
  }

  _isDrained() {
    return this.#peers.isEmpty();
  }

  _closing(cause) {
    this.#peers.close(cause);
    super._closing(cause);
  }

  _ended(cause) {
    this.#peers.fail(cause);
  }
}

/** REP: receives requests and answers each. */
export class RepSocket extends AnsweringSocket {
  static protocol = 'rep';
  static peer = 'req';
}

// ---- surveyor, respondent ----

/** SURVEYOR: asks all RESPONDENT peers at once and reads their answers until a deadline. */
export class SurveyorSocket extends SpSocket {
  static protocol = 'surveyor';
  static peer = 'respondent';
  #ids = new RequestIds();
  #peers = new Fanout(this);
  #underWay = new Map();
  #unread = new Set(); // surveys under way, and others with answers that nobody has read

  constructor(options) {
    super(options, { surveyTime: 1000, receiveBuffer: 128 });
  }

  /** Asks everybody who is connected now. Any number of surveys may be under way. */
  survey(body, { signal, timeout = this.options.surveyTime } = {}) {
    const id = this.#ids.next(this.#underWay);
    const message = withWord(id, bytes(body));
    const overLimit = this._tooLongToSend(message.length);
    const survey = new Survey(
      this,
      () => this.#underWay.delete(id),
      () => this.#unread.delete(survey),
    );
    const refusal = this._refusal(signal) ?? overLimit;
    if (refusal) {
      survey._end(refusal);
    } else {
      this.#underWay.set(id, survey);
      this.#unread.add(survey);
      survey._begin(timeout, signal, this.#peers.send(message));
    }
    return survey;
  }

  _attached(pipe) {
    this.#peers.add(pipe);
  }

  _detached(pipe) {
    this.#peers.remove(pipe);
  }

  _received(pipe, message) {
    const id = firstWord(message);
    const survey = this.#underWay.get(id);
    if (id < BOTTOM) {
      this._drop(DropReason.MALFORMED);
    } else if (!survey) {
      this._drop(DropReason.UNKNOWN_REQUEST);
    } else if (!survey._hasAsked(pipe)) {
      this._drop(DropReason.NOT_ASKED);
    } else {
      survey._answered(new Message(message.subarray(WORD), pipe));
    }
  }

  _closing(cause) {
    for (const survey of this.#unread) survey._discard(cause);
  }

  _queuedToDeliver() {
    return [...this.#unread].reduce((sum, survey) => sum + survey._unread, 0);
  }

  _ofProtocol() {
    return { underWay: this.#underWay.size };
  }
}

/**
 * A survey under way. Its answers are read with for await, which ends at the deadline, or one by
 * one, or all at once. Unread ones wait, receiveBuffer of them; then the oldest is discarded.
 */
class Survey {
  #socket;
  #inbox;
  #ended;
  #asked = new Set();
  #sentAt;
  #deadline;
  #signal;
  #isOver = false;
  #aborted = () => this._discard(cancelled(this.#signal));

  /** ended() is told when no more answers are taken, read() when those that came are read. */
  constructor(socket, ended, read) {
    this.#socket = socket;
    this.#ended = ended;
    this.#inbox = new Inbox(socket, socket.options.receiveBuffer, true, () => {
      if (this.#isOver) read();
    });
  }

  /** The next answer; fails with TIMEOUT at the deadline, CANCELLED or CLOSED. */
  receive({ signal, timeout = Infinity } = {}) {
    return this.#inbox.receive({ signal, timeout });
  }

  /** All answers, at the deadline; or fails with CANCELLED or CLOSED. */
  async answers() {
    const answers = [];
    for await (const answer of this) answers.push(answer);
    return answers;
  }

  [Symbol.asyncIterator]() {
    return this.#inbox.iterate(Reason.TIMEOUT);
  }

  /** Gives the survey up; answers that nobody has read are discarded. */
  cancel() {
    this._discard(cancelled());
  }

  get _unread() {
    return this.#inbox.length;
  }

  _begin(time, signal, asked) {
    this.#asked = asked;
    this.#sentAt = performance.now();
    this.#signal = signal;
    signal?.addEventListener('abort', this.#aborted);
    const late = new SpError(
      Reason.TIMEOUT,
      `expected one more answer within ${time} ms, got none`,
    );
    this.#deadline = this.#socket._deadlines.add(time, () => this._end(late));
  }

  _hasAsked(pipe) {
    return this.#asked.has(pipe);
  }

  _answered(answer) {
    this.#socket._countRoundTrip(this.#sentAt);
    this.#inbox.offer(answer, answer.pipe);
  }

  _end(cause) {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket._deadlines.cancel(this.#deadline);
    this.#signal?.removeEventListener('abort', this.#aborted);
    this.#ended();
    this.#inbox.finish(cause);
  }

  _discard(cause) {
    this._end(cause);
    this.#inbox.close(cause);
  }
}

/** RESPONDENT: receives surveys and answers each. */
export class RespondentSocket extends AnsweringSocket {
  static protocol = 'respondent';
  static peer = 'surveyor';
}

// ---- bus, star ----

/** BUS: gives each message to all its direct peers, and reads what they send; never its own. */
export class BusSocket extends DuplexSocket {
  static protocol = 'bus';
  static peer = 'bus';
  #peers = new Fanout(this);

  _attached(pipe) {
    this.#peers.add(pipe);
  }

  _detached(pipe) {
    this.#peers.remove(pipe);
  }

  _offer(body) {
    this.#peers.send(body);
    return true;
  }
}

/**
 * STAR: everybody hears everybody; who receives a message passes it on to all its other peers. With
 * suppressDuplicates, which all members must have, an id of 16 bytes follows the hop count.
 */
export class StarSocket extends DuplexSocket {
  static protocol = 'star';
  static peer = 'star';
  #peers = new Fanout(this);
  #seen = new SeenMessages();

  constructor(options) {
    super(options, { suppressDuplicates: false, ttl: 8 });
  }

  _attached(pipe) {
    this.#peers.add(pipe);
  }

  _detached(pipe) {
    this.#peers.remove(pipe);
  }

  _offer(body) {
    const { suppressDuplicates } = this.options;
    this.#peers.send(withWord(0, suppressDuplicates ? join(this.#seen.newId(), body) : body));
    return true;
  }

  _received(pipe, message) {
    const { suppressDuplicates, ttl } = this.options;
    const hops = hopsOf(message);
    const header = WORD + (suppressDuplicates ? SeenMessages.ID : 0);
    if (hops < 0 || message.length < header) {
      this._drop(DropReason.MALFORMED);
    } else if (hops >= ttl) {
      this._drop(DropReason.TTL_EXCEEDED);
    } else if (suppressDuplicates && !this.#seen.isNew(message.subarray(WORD, header))) {
      this._drop(DropReason.DUPLICATE);
    } else {
      this.#peers.send(withWord(hops + 1, message.subarray(WORD)), pipe);
      super._received(pipe, message.subarray(header));
    }
  }
}

/** The ids of the last messages, to tell a duplicate: 8 random bytes, 8 of a count. */
class SeenMessages {
  static ID = 16;
  static #MEMORY = 4096;
  #own = crypto.getRandomValues(new Uint8Array(SeenMessages.ID / 2));
  #count = 0n;
  #ids = new Set();

  /** An id for a message of our own; it is not new to us any more. */
  newId() {
    const id = new Uint8Array(SeenMessages.ID);
    id.set(this.#own);
    new DataView(id.buffer).setBigUint64(this.#own.length, this.#count++);
    this.isNew(id);
    return id;
  }

  isNew(id) {
    const key = id.join();
    if (this.#ids.has(key)) return false;
    this.#ids.add(key);
    if (this.#ids.size > SeenMessages.#MEMORY) {
      this.#ids.delete(this.#ids.values().next().value);
    }
    return true;
  }
}
