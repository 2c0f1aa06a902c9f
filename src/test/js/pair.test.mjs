import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pair1Socket, PairSocket } from '../../../webroot/scapro.js';
import { connect, happened, hex, listen, reason } from './peer.mjs';

test('talks both ways', async (t) => {
  const [pair, peer] = await connect(t, PairSocket);
  assert.equal(peer.protocol, 'pair.sp.nanomsg.org');
  await pair.send('ping');
  assert.equal(await peer.next(), hex(Buffer.from('ping')));
  peer.say(hex(Buffer.from('pong')));
  assert.equal((await pair.receive()).text, 'pong');
});

for (const Socket of [PairSocket, Pair1Socket]) {
  test(`${Socket.name} keeps its first peer and takes the next when it leaves`, async (t) => {
    const [pair, first] = await connect(t, Socket);
    const server = await listen(t);
    const refused = happened(pair, ({ type }) => type === 'REFUSED');
    pair.connect(server.url);
    assert.equal((await refused).cause.reason, 'REFUSED');
    const again = happened(pair, ({ type, endpoint }) => type === 'CONNECTED' && endpoint);
    await first.kill();
    await again;
  });
}

test('pair1 counts hops', async (t) => {
  const [pair, peer] = await connect(t, Pair1Socket);
  assert.equal(peer.protocol, 'pair1.sp.nanomsg.org');
  await pair.send('a');
  assert.equal(await peer.next(), '0000000161');
  peer.say('0000000862');
  assert.equal((await pair.receive()).text, 'b');
});

test('pair1, polyamorous, talks with each of its peers', async (t) => {
  const [pair, first] = await connect(t, Pair1Socket, { polyamorous: true });
  const server = await listen(t);
  const endpoint = pair.connect(server.url);
  const [second] = await Promise.all([server.accept(), endpoint.connected()]);
  second.say('0000000132');
  const message = await pair.receive();
  await pair.send('two', { pipe: message.pipe });
  assert.equal(await second.next(), '00000001' + hex(Buffer.from('two')));
  await pair.send('first');
  assert.equal(await first.next(), '00000001' + hex(Buffer.from('first')));
  const gone = happened(pair, ({ type }) => type === 'DISCONNECTED');
  await second.kill();
  await gone;
  await assert.rejects(pair.send('two', { pipe: message.pipe }), reason('DISCONNECTED'));
});
