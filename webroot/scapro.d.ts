/** Types of scapro.js. Times are milliseconds, Infinity is for ever; sizes are bytes. */

/** A string is sent as UTF-8. */
export type Body = string | ArrayBuffer | ArrayBufferView;

/** Why a call failed, in terms of what the caller can do about it. */
export type Reason =
  /** The socket or endpoint was closed: open a new one. */
  | 'CLOSED'
  /** Nothing happened within the time allowed: try again, or allow more. */
  | 'TIMEOUT'
  /** The caller gave this one up. */
  | 'CANCELLED'
  /** The call makes no sense in the present state: change the order of calls. */
  | 'STATE'
  /** That cannot be done here: use another protocol or address. */
  | 'UNSUPPORTED'
  /** The other side refused, or nobody listens there; a browser does not tell which. */
  | 'REFUSED'
  | 'UNREACHABLE'
  /** The peer the call depended on went away. */
  | 'DISCONNECTED'
  | 'ADDRESS_IN_USE'
  /** The address is written wrong: correct it. */
  | 'BAD_ADDRESS'
  /** The other side does not speak this protocol as it must. */
  | 'PROTOCOL'
  /** The message is longer than allowed: send less, or raise the limit. */
  | 'TOO_LONG'
  | 'LIMIT'
  /** Anything else; the cause tells. */
  | 'FAILED'
  /** Nobody is connected, and the socket was told to fail then. */
  | 'NO_PEERS'
  | 'UNTRUSTED'
  /** The message ended each connection that it was sent on, or was sent again as often as allowed. */
  | 'RESENT_TOO_OFTEN';
export const Reason: Readonly<{ [R in Reason]: R }>;

/** Why a message was discarded. */
export type DropReason =
  /** Sending: the send buffer was full, and the protocol does not wait for slow peers. */
  | 'PEER_FULL'
  /** Sending: the connection ended while the WebSocket still held it. */
  | 'DISCONNECTED'
  /** Sending: the peer that it was for is not connected any more. */
  | 'PEER_GONE'
  /** Receiving: the queue towards the application was full. */
  | 'QUEUE_FULL'
  /** Receiving: the application unsubscribed while it was queued. */
  | 'UNSUBSCRIBED'
  /** Receiving: this protocol takes no messages from its peers (PUB, PUSH). */
  | 'NOT_EXPECTED'
  /** Receiving: the SP header is missing, cut short or impossible. */
  | 'MALFORMED'
  /** Receiving: it crossed more connections than the TTL allows. */
  | 'TTL_EXCEEDED'
  /** Receiving: an answer to no request in progress: late, repeated or invented. */
  | 'UNKNOWN_REQUEST'
  /** Receiving: an answer from a peer that was never asked. */
  | 'NOT_ASKED'
  /** Receiving: the same message came before, by another way. */
  | 'DUPLICATE'
  /** Either side: the socket or survey was closed while it was queued. */
  | 'CLOSED'
  /** Receiving: it is longer than receiveMaxSize; its connection ends. */
  | 'TOO_LONG';
export const DropReason: Readonly<{ [R in DropReason]: R }>;

export type EventType =
  | 'CONNECTING'
  | 'CONNECT_FAILED'
  | 'CONNECTED'
  /** A peer was turned away before it joined: wrong protocol, one too many. */
  | 'REFUSED'
  | 'DISCONNECTED'
  /** Messages were discarded; one event per turn and reason, with their number. */
  | 'DROPPED'
  | 'ENDPOINT_CLOSED'
  | 'CLOSED'
  /** A request failed because it ended each connection it was sent on. */
  | 'GAVE_UP';
export const EventType: Readonly<{ [T in EventType]: T }>;

/** An outcome that is not a success: a reason for the program, a message for people. */
export class SpError extends Error {
  constructor(reason: Reason, message: string, cause?: unknown);
  readonly reason: Reason;
}

/** The bytes of a string in UTF-8; bytes stay what they are. */
export function bytes(body: Body): Uint8Array;

/** The string that bytes are in UTF-8. */
export function text(body: Uint8Array): string;

/** A received message. */
export class Message {
  readonly body: Uint8Array;
  /** Who sent it. */
  readonly pipe: Pipe;
  /** The body as UTF-8. */
  readonly text: string;
  /** The body as JSON. */
  json(): any;
}

/** A request or survey that was received; it can be answered once. */
export interface Request extends Message {
  /**
   * Fulfilled when the peer's connection took the reply; fails with STATE for a second one,
   * DISCONNECTED when the peer has left, TIMEOUT, CANCELLED or CLOSED.
   */
  reply(body: Body, call?: Call): Promise<void>;
}

/** A live connection with a peer. */
export interface Pipe {
  readonly id: number;
  readonly endpoint: Endpoint;
}

/** An address a socket connects to, again and again. */
export interface Endpoint {
  readonly address: string;
  /** Live pipes: 0 or 1. */
  readonly pipes: number;
  /**
   * Fulfilled at the first live pipe; fails with CLOSED when the endpoint is closed before, or,
   * with firstAttempt FAIL, with why the first attempt failed.
   */
  connected(): Promise<void>;
  /** Stops connecting and ends the connection, after what it holds was sent. */
  close(): Promise<void>;
}

/** What one call can be told. */
export interface Call {
  /** Gives the call up: it fails with CANCELLED. */
  signal?: AbortSignal;
  /** After this it fails with TIMEOUT; otherwise as the socket's options say. */
  timeout?: number;
}

/** What an endpoint can be told. A socket that is told it tells its endpoints. */
export interface EndpointOptions {
  /** Wait between two attempts, before back-off; default 100 ms. */
  reconnectInterval?: number;
  /** The wait doubles up to here, with a random part; 0: it never grows; default 8 s. */
  reconnectIntervalMax?: number;
  /** Time allowed for the connection to open; default 5 s. */
  handshakeTimeout?: number;
  /** Whether a first attempt that fails closes the endpoint; default RETRY. */
  firstAttempt?: 'RETRY' | 'FAIL';
  /** Whether text messages are accepted, as messages like others; default false. */
  text?: boolean;
  /**
   * How often a Scapro server is to tell that it lives; one that has begun to and is silent for two
   * intervals in a row counts as gone, with TIMEOUT; 0, default: each 15 s; Infinity: not at all.
   */
  pingInterval?: number;
  /** What connects; default the platform's own, in Node 20 that of the package ws. */
  WebSocket?: new (url: string, protocol: string) => any;
}

/** What every socket can be told. */
export interface SocketOptions extends EndpointOptions {
  /** A name for people, in statistics. */
  name?: string;
  /** How long a message may wait until a peer can take it; default Infinity. */
  sendTimeout?: number;
  /** How long receive() and request() wait; default Infinity. */
  receiveTimeout?: number;
  /** Bytes a WebSocket may hold; a message that finds room is taken whole; default 1 MiB. */
  sendBufferBytes?: number;
  /**
   * Unread bytes beyond which peers are stopped, where the WebSocket can be: that of the package ws
   * can, that of a browser holds on to all that comes; default 1 MiB.
   */
  receiveBufferBytes?: number;
  /** Longest message accepted, SP header included; 0: no limit; default 1 MiB. */
  receiveMaxSize?: number;
  /** Longest message sent, SP header included; others fail with TOO_LONG; 0, default: no limit. */
  sendMaxSize?: number;
  /** How long close() goes on sending what was accepted; default 1 s. */
  linger?: number;
  /** Whether a message that no peer can take now is discarded, as PEER_FULL; default false. */
  bestEffort?: boolean;
  /** Whether sending without any peer fails at once with NO_PEERS; default false. */
  failNoPeers?: boolean;
}

/** Something that happened to a socket besides messages. */
export interface SocketEvent {
  type: EventType;
  endpoint?: Endpoint;
  pipe?: Pipe;
  cause?: SpError;
  dropReason?: DropReason;
  /** Messages discarded. */
  count?: number;
}

/**
 * What a socket has counted. At rest: copies = written + queuedToSend + the drops of sending, and
 * received = delivered + filtered + queuedToDeliver + the drops of receiving.
 */
export interface Statistics {
  name: string;
  protocol: string;
  pipes: number;
  /** Messages times the peers each was meant for. */
  copies: number;
  /** Copies the WebSocket has sent, as far as it tells. */
  written: number;
  writtenBytes: number;
  queuedToSend: number;
  received: number;
  receivedBytes: number;
  delivered: number;
  filtered: number;
  queuedToDeliver: number;
  dropped: { [R in DropReason]?: number };
  connections: { [T in EventType]?: number };
  roundTrips: {
    count: number;
    minNanos: number;
    meanNanos: number;
    maxNanos: number;
    lastNanos: number;
  };
  /** Figures only this protocol has, such as resends and inFlight. */
  ofProtocol: Record<string, number>;
  endpoints: Array<Record<string, unknown>>;
  peers: Array<Record<string, unknown>>;
}

/** The base of every socket. */
export abstract class SpSocket {
  /** The protocol's name, such as "req". */
  readonly protocol: string;
  readonly name: string;
  /**
   * Connects to url and goes on connecting, also after losses, until the endpoint is closed. In a
   * page, "/path" is a socket of the page's own server. Throws BAD_ADDRESS, UNSUPPORTED, CLOSED.
   */
  connect(url: string | URL, options?: EndpointOptions): Endpoint;
  /** Closes, after what was accepted is sent or linger is over. Every call gets the same end. */
  close(): Promise<void>;
  /** Fulfilled when the socket has been closed, by whomever. */
  closed(): Promise<void>;
  eventHandler(handler: ((event: SocketEvent) => void) | undefined): this;
  statistics(): Statistics;
}

/** A socket that the application writes to. */
interface Sends {
  /**
   * Fulfilled when body was accepted for sending, which may wait for a peer that can take it: await
   * it, and a slow peer slows the page. Fails with TIMEOUT, CANCELLED, CLOSED or NO_PEERS.
   */
  send(body: Body, call?: Call): Promise<void>;
}

/** A socket that the application reads from. */
interface Receives<T> extends AsyncIterable<T> {
  /** The next message; fails with TIMEOUT, CANCELLED, CLOSED, or STATE beside a handler. */
  receive(call?: Call): Promise<T>;
  /** Calls handler for each message; undefined: they wait. */
  handler(handler: ((message: T) => void) | undefined): this;
}

export interface PairSocket extends Sends, Receives<Message> {}
/** Talks with one peer, both ways; messages wait while there is none. */
export class PairSocket extends SpSocket {
  constructor(options?: SocketOptions);
}

export interface Pair1Options extends SocketOptions {
  /** Whether it talks with many peers; default false. */
  polyamorous?: boolean;
  /** Connections a message may cross, 1 to 255; default 8. */
  ttl?: number;
}

export interface Pair1Socket extends Receives<Message> {}
/** As PAIR, with a hop count; polyamorous, it talks with many peers. */
export class Pair1Socket extends SpSocket {
  constructor(options?: Pair1Options);
  /** As PAIR's; with a pipe, to that peer, and fails with DISCONNECTED when it has left. */
  send(body: Body, call?: Call & { pipe?: Pipe }): Promise<void>;
}

export interface PubSocket extends Sends {}
/** Gives each message to all subscribers; one that is too slow misses it. */
export class PubSocket extends SpSocket {
  constructor(options?: SocketOptions);
}

export interface SubOptions extends SocketOptions {
  /** Unread messages beyond which one is discarded; default 128. */
  receiveBuffer?: number;
  /** Whether that is the oldest; default true. */
  preferNew?: boolean;
}

export interface SubSocket extends Receives<Message> {}
/** Reads what begins with a topic it subscribed to. */
export class SubSocket extends SpSocket {
  constructor(options?: SubOptions);
  /** Reads messages that begin with topic, too; the empty topic is every message. */
  subscribe(topic: Body): this;
  /** Takes one subscribe back; throws STATE when there was none. */
  unsubscribe(topic: Body): this;
}

export interface PushSocket extends Sends {}
/** Gives each message to one PULL peer that can take it, in turn. */
export class PushSocket extends SpSocket {
  constructor(options?: SocketOptions);
}

export interface PullSocket extends Receives<Message> {}
/** Reads what PUSH peers send. */
export class PullSocket extends SpSocket {
  constructor(options?: SocketOptions);
}

export interface ReqOptions extends SocketOptions {
  /**
   * How long a request waits for its reply before it is sent again; default 1 min. 0 or Infinity:
   * never, and a request whose connection ends fails with DISCONNECTED.
   */
  resendInterval?: number;
  /**
   * How often a request is sent again at most, for whatever cause; then it fails with
   * RESENT_TOO_OFTEN; default Infinity. One that ends each connection it is sent on fails earlier.
   */
  maxResends?: number;
}

/** Sends each request to one REP peer, and resends it if the connection ends or the reply is late. */
export class ReqSocket extends SpSocket {
  constructor(options?: ReqOptions);
  /**
   * The reply; any number may be in flight. Answered once, executed at least once. Fails with
   * TIMEOUT, CANCELLED, CLOSED, NO_PEERS or DISCONNECTED.
   */
  request(body: Body, call?: Call): Promise<Uint8Array>;
}

export interface AnsweringOptions extends SocketOptions {
  /** Devices a request may have crossed, 1 to 255; default 8. */
  ttl?: number;
}

export interface RepSocket extends Receives<Request> {}
/** Receives requests and answers each. */
export class RepSocket extends SpSocket {
  constructor(options?: AnsweringOptions);
}

export interface SurveyorOptions extends SocketOptions {
  /** How long answers are taken; default 1 s. */
  surveyTime?: number;
  /** Unread answers of a survey beyond which the oldest is discarded; default 128. */
  receiveBuffer?: number;
}

/** Asks all RESPONDENT peers at once and reads their answers until a deadline. */
export class SurveyorSocket extends SpSocket {
  constructor(options?: SurveyorOptions);
  /** Asks everybody who is connected now; timeout is the survey's time. */
  survey(body: Body, call?: Call): Survey;
}

/** A survey under way; for await ends at the deadline. */
export interface Survey extends AsyncIterable<Message> {
  /** The next answer; fails with TIMEOUT at the deadline, CANCELLED or CLOSED. */
  receive(call?: Call): Promise<Message>;
  /** All answers, at the deadline; or fails with CANCELLED or CLOSED. */
  answers(): Promise<Message[]>;
  /** Gives the survey up; answers that nobody has read are discarded. */
  cancel(): void;
}

export interface RespondentSocket extends Receives<Request> {}
/** Receives surveys and answers each. */
export class RespondentSocket extends SpSocket {
  constructor(options?: AnsweringOptions);
}

export interface BusSocket extends Sends, Receives<Message> {}
/** Gives each message to all its direct peers, and reads what they send; never its own. */
export class BusSocket extends SpSocket {
  constructor(options?: SocketOptions);
}

export interface StarOptions extends SocketOptions {
  /** Whether messages carry an id, so that each is read once; all members must agree. */
  suppressDuplicates?: boolean;
  /** Members a message may cross, 1 to 255; default 8. */
  ttl?: number;
}

export interface StarSocket extends Sends, Receives<Message> {}
/** Everybody hears everybody; who receives a message passes it on. */
export class StarSocket extends SpSocket {
  constructor(options?: StarOptions);
}
