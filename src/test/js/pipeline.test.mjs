import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PullSocket, PushSocket } from '../../../webroot/scapro.js';
import { connect, hex, listen, open, reason } from './peer.mjs';

test('push gives each message to one peer, in turn', async (t) => {
  const [push, first] = await connect(t, PushSocket);
  assert.equal(first.protocol, 'pull.sp.nanomsg.org');
  const server = await listen(t);
  const endpoint = push.connect(server.url);
  const [second] = await Promise.all([server.accept(), endpoint.connected()]);
  for (const each of ['a', 'b', 'c', 'd']) await push.send(each);
  const got = [
    [await first.next(), await first.next()],
    [await second.next(), await second.next()],
  ];
  assert.deepEqual(got.flat().sort(), ['61', '62', '63', '64']);
});

test('push waits for a peer, in order', async (t) => {
  const push = open(t, PushSocket);
  const sends = ['1', '2', '3'].map((each) => push.send(each));
  const server = await listen(t);
  push.connect(server.url);
  const peer = await server.accept();
  await Promise.all(sends);
  assert.deepEqual([await peer.next(), await peer.next(), await peer.next()], ['31', '32', '33']);
});

test('push waits for a slow peer, and loses nothing', async (t) => {
  const [push, peer] = await connect(t, PushSocket, { sendBufferBytes: 100_000 });
  peer.web.pause();
  const count = 3000;
  const sends = Array.from({ length: count }, (_, i) => push.send(new Uint8Array(10_000).fill(i)));
  const last = Promise.race([sends.at(-1), new Promise(setImmediate).then(() => 'waits')]);
  assert.equal(await last, 'waits');
  assert.ok(push.statistics().copies < count);
  peer.web.resume();
  for (let i = 0; i < count; i++) assert.equal((await peer.next()).slice(0, 2), hex([i & 0xff]));
  await Promise.all(sends);
});

test('push gives up at its send timeout, or when its caller does', async (t) => {
  const push = open(t, PushSocket, { sendTimeout: 5 });
  await assert.rejects(push.send('x'), reason('TIMEOUT'));
  await assert.rejects(push.send('x', { timeout: 0 }), reason('TIMEOUT'));
  const gaveUp = new AbortController();
  const sent = push.send('x', { signal: gaveUp.signal, timeout: Infinity });
  gaveUp.abort();
  await assert.rejects(sent, reason('CANCELLED'));
});

test('push discards without peers, when told so', async (t) => {
  const push = open(t, PushSocket, { bestEffort: true });
  await push.send('x');
  assert.deepEqual(push.statistics().dropped, { PEER_FULL: 1 });
});

test('push sends what it accepted before it closes', async (t) => {
  const gone = await listen(t);
  gone.stop();
  const push = open(t, PushSocket, { linger: 20_000 });
  push.connect(gone.url);
  const sent = push.send('last words');
  const closed = push.close();
  await assert.rejects(push.send('too late'), reason('CLOSED'));
  assert.throws(() => push.connect(gone.url), reason('CLOSED'));
  const server = await listen(t, { port: gone.port });
  const peer = await server.accept();
  assert.equal(await peer.next(), hex(Buffer.from('last words')));
  assert.equal((await peer.closed).code, 1000);
  await sent;
  await closed;
});

test('push fails what still waits when linger is over', async (t) => {
  const push = open(t, PushSocket, { linger: 5 });
  const sent = assert.rejects(push.send('x'), reason('CLOSED'));
  await push.close();
  await sent;
});

test('pull reads with a handler, with receive, with for await', async (t) => {
  const [pull, peer] = await connect(t, PullSocket);
  assert.equal(peer.protocol, 'push.sp.nanomsg.org');
  const waiting = [pull.receive(), pull.receive()];
  for (const each of ['31', '32', '33', '34', '35']) peer.say(each);
  assert.deepEqual(
    (await Promise.all(waiting)).map((each) => each.text),
    ['1', '2'],
  );
  for await (const message of pull) {
    assert.equal(message.text, '3');
    break;
  }
  const rest = await new Promise((resolve) => {
    const texts = [];
    pull.handler((message) => texts.push(message.text) === 2 && resolve(texts));
  });
  assert.deepEqual(rest, ['4', '5']);
  await assert.rejects(pull.receive(), reason('STATE'));
});

test('pull stops its peer where the WebSocket can be stopped', async (t) => {
  if (!WebSocket.prototype.pause) return t.skip('only that of the package ws can');
  const [pull, peer] = await connect(t, PullSocket);
  const count = 2000;
  for (let i = 0; i < count; i++) peer.web.send(new Uint8Array(10_000).fill(i));
  while (pull.statistics().queuedToDeliver < 100) await new Promise(setImmediate);
  assert.ok(pull.statistics().received < count);
  for (let i = 0; i < count; i++) {
    assert.equal((await pull.receive()).body[0], i & 0xff);
    assert.ok(pull.statistics().queuedToDeliver < 200);
  }
});

test('pull gives up at the time allowed, and at the close', async (t) => {
  const pull = open(t, PullSocket, { receiveTimeout: 5 });
  await assert.rejects(pull.receive(), reason('TIMEOUT'));
  const waiting = assert.rejects(pull.receive({ timeout: Infinity }), reason('CLOSED'));
  const loop = (async () => {
    for await (const _ of pull) assert.fail('expected no message');
  })();
  await pull.close();
  await waiting;
  await loop;
});

test('a handler that throws does not stop the next message', async (t) => {
  const [pull, peer] = await connect(t, PullSocket);
  const uncaught = new Promise((resolve) =>
    t.mock.method(globalThis, 'queueMicrotask', (task) => {
      assert.throws(task, (error) => resolve(error) ?? true);
    }),
  );
  const second = new Promise((resolve) =>
    pull.handler(({ text }) => {
      if (text === '1') throw new Error('mine');
      resolve(text);
    }),
  );
  peer.say('31').say('32');
  assert.equal((await uncaught).message, 'mine');
  assert.equal(await second, '2');
});
