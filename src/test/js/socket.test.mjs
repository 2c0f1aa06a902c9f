/** What all sockets have in common. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as scapro from '../../../webroot/scapro.js';
import { connect, dropped, happened, hex, listen, open, reason, stopTime } from './peer.mjs';

const { PairSocket, PullSocket, PushSocket, ReqSocket, bytes, text } = scapro;

test('connects before its server is there, and again after each loss', async (t) => {
  const gone = await listen(t);
  gone.stop();
  const pull = open(t, PullSocket);
  const refused = happened(pull, ({ type }) => type === 'CONNECT_FAILED');
  const endpoint = pull.connect(gone.url);
  assert.equal((await refused).cause.reason, 'REFUSED');
  const server = await listen(t, { port: gone.port });
  for (let i = 0; i < 3; i++) {
    const peer = await server.accept();
    peer.say('31');
    assert.equal((await pull.receive()).text, '1');
    await peer.kill();
  }
  await endpoint.connected();
  assert.ok(pull.statistics().endpoints[0].attempts >= 4);
});

test('waits longer after each attempt that fails, up to the maximum', async (t) => {
  const gone = await listen(t);
  gone.stop();
  t.mock.method(Math, 'random', () => 0.5); // takes off half of the most, a quarter
  const pass = stopTime(t);
  const pull = open(t, PullSocket, { reconnectInterval: 100, reconnectIntervalMax: 500 });
  const attempts = () => pull.statistics().endpoints[0].attempts;
  let failed = happened(pull, ({ type }) => type === 'CONNECT_FAILED');
  pull.connect(gone.url);
  for (const [i, wait] of [75, 150, 300, 375, 375].entries()) {
    await failed;
    failed = happened(pull, ({ type }) => type === 'CONNECT_FAILED');
    pass(wait - 1);
    assert.equal(attempts(), i + 1);
    pass(1);
    assert.equal(attempts(), i + 2);
  }
});

test('fails its first attempt when told so', async (t) => {
  const gone = await listen(t);
  gone.stop();
  const pull = open(t, PullSocket);
  const endpoint = pull.connect(gone.url, { firstAttempt: 'FAIL' });
  await assert.rejects(endpoint.connected(), reason('REFUSED'));
  assert.equal(pull.statistics().endpoints.length, 0);
});

test('gives up a server that does not answer in time, and tries again', async (t) => {
  const { createServer } = await import('node:net');
  const silent = createServer().listen(0, '127.0.0.1');
  t.after(() => silent.close());
  await new Promise((resolve) => silent.once('listening', resolve));
  silent.on('connection', (stream) => t.after(() => stream.destroy()));
  const pull = open(t, PullSocket, { handshakeTimeout: 20 });
  const late = happened(pull, ({ type }) => type === 'CONNECT_FAILED');
  pull.connect(`ws://127.0.0.1:${silent.address().port}/`);
  assert.equal((await late).cause.reason, 'TIMEOUT');
  await happened(pull, ({ type }) => type === 'CONNECTING');
});

test('closes an endpoint and goes on with the others', async (t) => {
  const [pull, first, server] = await connect(t, PullSocket);
  const other = await listen(t);
  const endpoint = pull.connect(other.url);
  const [second] = await Promise.all([other.accept(), endpoint.connected()]);
  assert.equal(endpoint.pipes, 1);
  await endpoint.close();
  assert.equal((await second.closed).code, 1000);
  assert.equal(endpoint.pipes, 0);
  first.say('31');
  assert.equal((await pull.receive()).text, '1');
  assert.equal(pull.statistics().endpoints.length, 1);
  const never = pull.connect(server.url);
  const unused = assert.rejects(never.connected(), reason('CLOSED'));
  await never.close();
  await unused;
});

test('says what is wrong with an address', (t) => {
  const pull = open(t, PullSocket);
  assert.throws(() => pull.connect('nonsense'), reason('BAD_ADDRESS'));
  assert.throws(() => pull.connect('tcp://127.0.0.1:1'), reason('UNSUPPORTED'));
});

test('says what is wrong with an option', () => {
  assert.throws(
    () => new ReqSocket({ resendIntervall: 1 }),
    /expected one of the options .*resendInterval/,
  );
  assert.throws(
    () => new ReqSocket({ resendInterval: '1' }),
    /resendInterval: expected a number, got the string 1/,
  );
});

test('says what to do where there is no WebSocket', (t) => {
  const { WebSocket } = globalThis;
  t.after(() => Object.assign(globalThis, { WebSocket }));
  globalThis.WebSocket = undefined;
  assert.throws(() => new ReqSocket(), reason('UNSUPPORTED'));
  open(t, ReqSocket, { WebSocket });
});

test('takes strings and every kind of bytes, and no others', async (t) => {
  const [push, peer] = await connect(t, PushSocket);
  const view = new Uint16Array([0x3130, 0x3332]);
  for (const body of ['0123', view, view.buffer, new DataView(view.buffer), bytes('0123')]) {
    await push.send(body);
    assert.equal(await peer.next(), '30313233');
  }
  assert.equal(text(bytes('grüße')), 'grüße');
  assert.throws(() => push.send(7), /expected a string or bytes, got number/);
  assert.throws(() => push.send(null), /got null/);
});

test('messages are bytes, text and JSON', async (t) => {
  const [pull, peer] = await connect(t, PullSocket);
  peer.say(hex(Buffer.from('{"ü":1}')));
  const message = await pull.receive();
  assert.deepEqual(message.json(), { ü: 1 });
  assert.equal(message.text, '{"ü":1}');
  assert.equal(message.pipe.endpoint.pipes, 1);
});

test('disconnects who sends text, unless told that it may', async (t) => {
  const [pull, peer] = await connect(t, PullSocket);
  const ended = happened(pull, ({ type }) => type === 'DISCONNECTED');
  peer.web.send('text');
  assert.equal((await ended).cause.reason, 'PROTOCOL');
  assert.equal((await peer.closed).code, 4002);
  const [tolerant, other] = await connect(t, PullSocket, { text: true });
  other.web.send('grüße');
  assert.equal((await tolerant.receive()).text, 'grüße');
});

test('disconnects who sends more than is allowed', async (t) => {
  const [pull, peer] = await connect(t, PullSocket, { receiveMaxSize: 3 });
  peer.say('313233');
  assert.equal((await pull.receive()).text, '123');
  const ended = happened(pull, ({ type }) => type === 'DISCONNECTED');
  peer.say('31323334');
  assert.equal((await ended).cause.reason, 'TOO_LONG');
  assert.equal((await peer.closed).code, 4009);
});

test('connects less and less often to who sends more than is allowed', async (t) => {
  const waits = [];
  let now = performance.now();
  const { setTimeout } = globalThis;
  t.mock.method(performance, 'now', () => now);
  t.mock.method(Math, 'random', () => 0);
  t.mock.method(globalThis, 'setTimeout', (then, wait, ...more) => {
    const isPause = wait >= 100 && wait < 1000;
    if (isPause) waits.push(wait);
    return setTimeout(then, isPause ? 0 : wait, ...more);
  });
  const server = await listen(t);
  const pull = open(t, PullSocket, {
    receiveMaxSize: 3,
    reconnectInterval: 100,
    reconnectIntervalMax: 400,
    linger: 10,
  });
  pull.connect(server.url);
  for (let i = 0; i < 5; i++) {
    const peer = await server.accept();
    now += 10_000; // as long as a healthy connection
    const ended = happened(pull, ({ type }) => type === 'DISCONNECTED');
    peer.say('31323334');
    assert.match(
      (await ended).cause.message,
      /3 bytes at most, got 4; do: .* raise receiveMaxSize/,
    );
  }
  assert.deepEqual(waits.slice(0, 4), [100, 200, 400, 400]);
  const statistics = pull.statistics();
  assert.deepEqual([statistics.dropped, statistics.received], [{ TOO_LONG: 5 }, 5]);
});

test('leaves a server that has told that it lives and then does not any more', async (t) => {
  const [req, first, server] = await connect(t, ReqSocket, { pingInterval: 1000 });
  assert.equal(first.path, '/sp?scapro-ping=1000');
  const pass = stopTime(t);
  const question = req.request('question');
  const asked = await first.next();
  first.web.send('scapro-ping=1000');
  first.say('ffffffff'); // to see that both have arrived
  await dropped(req, 'UNKNOWN_REQUEST');
  const gone = happened(req, ({ type }) => type === 'DISCONNECTED');
  pass(1000);
  pass(1000);
  assert.equal(req.statistics().pipes, 1); // what came before counts for the first interval
  pass(1000);
  const { cause } = await gone;
  assert.match(cause.message, /expected a ping within 2000 ms/);
  assert.equal(cause.reason, 'TIMEOUT');
  pass(100);
  const second = await server.accept();
  assert.equal(await second.next(), asked);
  second.say(asked);
  assert.equal((await question).length, 8);
});

test('expects no pings from a server that has sent none, nor when it wants none', async (t) => {
  const [pull, peer] = await connect(t, PullSocket, { pingInterval: Infinity, text: true });
  assert.equal(peer.path, '/sp');
  peer.web.send('scapro-ping=1000');
  assert.equal((await pull.receive()).text, 'scapro-ping=1000');
  const [quiet] = await connect(t, PullSocket, { pingInterval: 1000 });
  const pass = stopTime(t);
  for (let i = 0; i < 5; i++) pass(1000);
  assert.equal(quiet.statistics().pipes, 1);
});

test('tells events, and counts them', async (t) => {
  const pair = open(t, PairSocket, { name: 'mine' });
  const types = [];
  pair.eventHandler(({ type }) => types.push(type));
  const server = await listen(t);
  pair.connect(server.url);
  const peer = await server.accept();
  await pair.send('12345');
  await peer.next();
  peer.say('31');
  await pair.receive();
  const before = pair.statistics();
  assert.equal(before.name, 'mine');
  assert.equal(before.pipes, 1);
  assert.equal(before.writtenBytes, 5);
  assert.equal(before.copies, before.written + before.queuedToSend);
  await pair.close();
  assert.deepEqual(types, ['CONNECTING', 'CONNECTED', 'DISCONNECTED', 'ENDPOINT_CLOSED', 'CLOSED']);
  const after = pair.statistics();
  assert.equal(after.pipes, 0);
  assert.equal(after.received, 1);
  assert.equal(after.writtenBytes, 5);
  assert.deepEqual(after.connections, {
    CONNECTING: 1,
    CONNECTED: 1,
    DISCONNECTED: 1,
    ENDPOINT_CLOSED: 1,
    CLOSED: 1,
  });
});

test('accounts for what the connection took with it', async (t) => {
  const [push, peer] = await connect(t, PushSocket, { sendBufferBytes: 1 << 20 });
  peer.web.pause();
  let accepted = 0;
  for (; push.statistics().queuedToSend < 10; accepted++) await push.send(new Uint8Array(100_000));
  const ended = happened(push, ({ type }) => type === 'DISCONNECTED');
  await peer.kill();
  await ended;
  const { copies, written, queuedToSend, dropped: lost } = push.statistics();
  assert.equal(copies, accepted);
  assert.equal(queuedToSend, 0);
  assert.equal(copies, written + (lost.DISCONNECTED ?? 0)); // Node's do not tell how many
});

test('discards what nobody has read when it is closed', async (t) => {
  const [pull, peer] = await connect(t, PullSocket);
  peer.say('31').say('32');
  while (pull.statistics().queuedToDeliver < 2) await new Promise(setImmediate);
  await pull.close();
  assert.deepEqual(pull.statistics().dropped, { CLOSED: 2 });
  assert.equal(pull.statistics().queuedToDeliver, 0);
});

test('the types name everything that is there, and nothing else', () => {
  const types = readFileSync(new URL('../../../webroot/scapro.d.ts', import.meta.url), 'utf8');
  const declared = [...types.matchAll(/^export (?:abstract )?(?:class|function|const) (\w+)/gm)];
  assert.deepEqual(
    [...new Set(declared.map(([, name]) => name))].sort(),
    Object.keys(scapro).sort(),
  );
});
