import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BusSocket, StarSocket } from '../../../webroot/scapro.js';
import { connect, dropped, hex, listen } from './peer.mjs';

/** A socket with two peers: [socket, first, second]. */
async function connectTwo(t, Socket, options) {
  const [socket, first] = await connect(t, Socket, options);
  const server = await listen(t);
  const endpoint = socket.connect(server.url);
  const [second] = await Promise.all([server.accept(), endpoint.connected()]);
  return [socket, first, second];
}

test('bus reaches all peers and passes nothing on', async (t) => {
  const [bus, first, second] = await connectTwo(t, BusSocket);
  assert.equal(first.protocol, 'bus.sp.nanomsg.org');
  first.say('31');
  assert.equal((await bus.receive()).text, '1');
  await bus.send('2');
  assert.equal(await first.next(), '32');
  assert.equal(await second.next(), '32');
});

test('star passes on to all others, with one hop more', async (t) => {
  const [star, first, second] = await connectTwo(t, StarSocket);
  assert.equal(first.protocol, 'star.sp.nanomsg.org');
  first.say('0000000031');
  assert.equal((await star.receive()).text, '1');
  assert.equal(await second.next(), '0000000131');
  await star.send('2');
  assert.equal(await first.next(), '0000000032');
  assert.equal(await second.next(), '0000000032');
});

test('star drops what went too far, and what has no hop count', async (t) => {
  const [star, first] = await connect(t, StarSocket, { ttl: 2 });
  let drop = dropped(star, 'TTL_EXCEEDED');
  first.say('0000000231');
  await drop;
  drop = dropped(star, 'MALFORMED');
  first.say('000001');
  await drop;
  first.say('0000000132');
  assert.equal((await star.receive()).text, '2');
});

test('star reads each message once where it suppresses duplicates', async (t) => {
  const [star, first, second] = await connectTwo(t, StarSocket, { suppressDuplicates: true });
  const message = '00000000' + hex(Buffer.alloc(16, 7)) + '61';
  const drop = dropped(star, 'DUPLICATE');
  first.say(message);
  assert.equal((await star.receive()).text, 'a');
  assert.equal(await second.next(), '00000001' + message.slice(8));
  second.say(message);
  await drop;
  await star.send('own');
  const own = await first.next();
  assert.equal(own.length, 2 * (4 + 16 + 3));
  const back = dropped(star, 'DUPLICATE');
  first.say(own);
  await back;
});
