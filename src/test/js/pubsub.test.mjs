import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PubSocket, SubSocket } from '../../../webroot/scapro.js';
import { connect, dropped, fromHex, hex, listen, open, reason } from './peer.mjs';

const say = (peer, text) => peer.say(hex(Buffer.from(text)));

test('reads what begins with a topic', async (t) => {
  const [sub, peer] = await connect(t, SubSocket);
  assert.equal(peer.protocol, 'pub.sp.nanomsg.org');
  sub.subscribe('a.').subscribe('bcd').subscribe('bc');
  for (const each of ['a.1', 'A.1', 'a', '', 'bc', 'b', 'bcd', 'x']) say(peer, each);
  say(peer, 'a.end');
  const texts = [];
  for await (const message of sub) {
    texts.push(message.text);
    if (message.text === 'a.end') break;
  }
  assert.deepEqual(texts, ['a.1', 'bc', 'bcd', 'a.end']);
  assert.equal(sub.statistics().filtered, 5);
});

test('reads everything with the empty topic, and bytes as topics', async (t) => {
  const [sub, peer] = await connect(t, SubSocket);
  sub.subscribe(fromHex('00ff'));
  peer.say('00').say('00fe').say('00ff01');
  assert.equal(hex((await sub.receive()).body), '00ff01');
  sub.subscribe('');
  peer.say('');
  assert.equal((await sub.receive()).body.length, 0);
});

test('unsubscribes as often as it subscribed, and discards what nobody asks for', async (t) => {
  const [sub, peer] = await connect(t, SubSocket);
  sub.subscribe('ab').subscribe('ab').subscribe('abc').subscribe('z');
  sub.unsubscribe('ab');
  say(peer, 'ab1');
  say(peer, 'abc1');
  while (sub.statistics().queuedToDeliver < 2) await new Promise(setImmediate);
  sub.unsubscribe('ab');
  assert.equal((await sub.receive()).text, 'abc1');
  assert.deepEqual(sub.statistics().dropped, { UNSUBSCRIBED: 1 });
  assert.throws(() => sub.unsubscribe('ab'), reason('STATE'));
  assert.throws(() => sub.unsubscribe('a'), reason('STATE'));
  assert.throws(() => sub.unsubscribe('abcd'), reason('STATE'));
});

for (const [preferNew, kept] of [
  [true, ['3', '4']],
  [false, ['1', '2']],
]) {
  test(`keeps ${preferNew ? 'the newest' : 'the oldest'} when nobody reads`, async (t) => {
    const [sub, peer] = await connect(t, SubSocket, { receiveBuffer: 2, preferNew });
    sub.subscribe('');
    for (const each of ['1', '2', '3', '4']) say(peer, each);
    while (sub.statistics().received < 4) await new Promise(setImmediate);
    assert.deepEqual([(await sub.receive()).text, (await sub.receive()).text], kept);
    assert.deepEqual(sub.statistics().dropped, { QUEUE_FULL: 2 });
  });
}

test('pub gives each message to all subscribers', async (t) => {
  const [pub, first] = await connect(t, PubSocket);
  const server = await listen(t);
  const endpoint = pub.connect(server.url);
  const [second] = await Promise.all([server.accept(), endpoint.connected()]);
  await pub.send('news');
  assert.equal(await first.next(), hex(Buffer.from('news')));
  assert.equal(await second.next(), hex(Buffer.from('news')));
  assert.equal(pub.statistics().copies, 2);
});

test('pub without subscribers sends to nobody', async (t) => {
  const pub = open(t, PubSocket);
  await pub.send('x');
  assert.equal(pub.statistics().copies, 0);
});

test('pub counts what a slow subscriber misses', async (t) => {
  const [pub, peer] = await connect(t, PubSocket, { sendBufferBytes: 1000 });
  peer.web.pause();
  const drop = dropped(pub, 'PEER_FULL');
  const longest = new Uint8Array(1 << 20);
  for (let i = 0; i < 100; i++) await pub.send(longest);
  await drop;
  assert.ok(pub.statistics().dropped.PEER_FULL > 0);
  await peer.kill();
});

test('pub takes no messages', async (t) => {
  const [pub, peer] = await connect(t, PubSocket);
  const drop = dropped(pub, 'NOT_EXPECTED');
  say(peer, 'x');
  await drop;
});
