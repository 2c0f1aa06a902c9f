import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RepSocket, ReqSocket, text } from '../../../webroot/scapro.js';
import { connect, dropped, fromHex, hex, listen, open, reason, stopTime } from './peer.mjs';

const idOf = (message) => message.slice(0, 8);
const said = (message) => text(fromHex(message.slice(8)));

test('asks and is answered', async (t) => {
  const [req, peer] = await connect(t, ReqSocket);
  assert.equal(peer.protocol, 'rep.sp.nanomsg.org');
  const reply = req.request('question');
  const question = await peer.next();
  assert.equal(said(question), 'question');
  peer.say(idOf(question) + hex(Buffer.from('answer')));
  assert.equal(text(await reply), 'answer');
});

test('pairs any number of requests in flight with their replies', async (t) => {
  const [req, peer] = await connect(t, ReqSocket);
  const replies = Array.from({ length: 1000 }, (_, i) => req.request(`${i}`));
  const questions = [];
  for (const _ of replies) questions.push(await peer.next());
  assert.equal(new Set(questions.map(idOf)).size, 1000);
  for (const question of questions.reverse()) peer.say(question);
  assert.deepEqual(
    (await Promise.all(replies)).map(text),
    replies.map((_, i) => `${i}`),
  );
  assert.deepEqual(req.statistics().ofProtocol, { inFlight: 0, waiting: 0, resends: 0 });
});

test('asks another peer when the first one leaves', async (t) => {
  const [req, first] = await connect(t, ReqSocket);
  const reply = req.request('who?');
  const question = await first.next();
  const other = await listen(t);
  req.connect(other.url);
  const second = await other.accept();
  await first.kill();
  assert.equal(await second.next(), question);
  second.say(question);
  assert.equal(text(await reply), 'who?');
  assert.equal(req.statistics().ofProtocol.resends, 1);
});

test('asks again when its server comes back', async (t) => {
  const [req, before, server] = await connect(t, ReqSocket);
  const reply = req.request('still there?');
  const question = await before.next();
  server.stop();
  const again = await listen(t, { port: server.port });
  const after = await again.accept();
  assert.equal(await after.next(), question);
  after.say(question);
  assert.equal(text(await reply), 'still there?');
});

test('asks again after the resend interval', async (t) => {
  const [req, peer] = await connect(t, ReqSocket, { resendInterval: 10 });
  const reply = req.request('hello?');
  const question = await peer.next();
  assert.equal(await peer.next(), question);
  peer.say(question);
  await reply;
  assert.ok(req.statistics().ofProtocol.resends >= 1);
});

test('asks no more when its deadline falls together with the resend', async (t) => {
  const [req, peer] = await connect(t, ReqSocket, { resendInterval: 100 });
  const pass = stopTime(t);
  const reply = assert.rejects(req.request('x', { timeout: 100 }), reason('TIMEOUT'));
  await peer.next();
  pass(108);
  await reply;
  assert.deepEqual(req.statistics().ofProtocol, { inFlight: 0, waiting: 0, resends: 0 });
});

test('fails when its peer leaves and resending is off', async (t) => {
  const [req, peer] = await connect(t, ReqSocket, { resendInterval: 0 });
  const reply = assert.rejects(req.request('x'), reason('DISCONNECTED'));
  await peer.next();
  await peer.kill();
  await reply;
});

test('waits for a peer', async (t) => {
  const req = open(t, ReqSocket);
  const reply = req.request('early');
  const server = await listen(t);
  req.connect(server.url);
  const peer = await server.accept();
  peer.say(await peer.next());
  assert.equal(text(await reply), 'early');
});

test('gives up at the time allowed', async (t) => {
  const req = open(t, ReqSocket, { sendTimeout: 5 });
  await assert.rejects(req.request('x'), reason('TIMEOUT'));
  const [other, peer] = await connect(t, ReqSocket);
  await assert.rejects(other.request('x', { timeout: 5 }), reason('TIMEOUT'));
  const late = dropped(other, 'UNKNOWN_REQUEST');
  peer.say(await peer.next());
  await late;
});

test('gives up when its caller does', async (t) => {
  const [req, peer] = await connect(t, ReqSocket);
  const gaveUp = new AbortController();
  const reply = req.request('x', { signal: gaveUp.signal });
  await peer.next();
  gaveUp.abort(new Error('changed my mind'));
  await assert.rejects(reply, (error) => {
    assert.equal(error.cause.message, 'changed my mind');
    return reason('CANCELLED')(error);
  });
  await assert.rejects(req.request('y', { signal: gaveUp.signal }), reason('CANCELLED'));
  assert.equal(req.statistics().ofProtocol.inFlight, 0);
});

test('fails at once without peers, when told so', async (t) => {
  const req = open(t, ReqSocket, { failNoPeers: true });
  await assert.rejects(req.request('x'), reason('NO_PEERS'));
});

test('fails what is in flight when it is closed', async (t) => {
  const [req, peer] = await connect(t, ReqSocket);
  const reply = assert.rejects(req.request('x'), reason('CLOSED'));
  await peer.next();
  await req.close();
  await reply;
  await assert.rejects(req.request('x'), reason('CLOSED'));
});

test('drops and counts answers that nobody waits for', async (t) => {
  const [req, peer] = await connect(t, ReqSocket);
  for (const [answer, why] of [
    ['', 'MALFORMED'],
    ['00000001ff', 'MALFORMED'],
    ['80000001ff', 'UNKNOWN_REQUEST'],
  ]) {
    const drop = dropped(req, why);
    peer.say(answer);
    await drop;
  }
  assert.deepEqual(req.statistics().dropped, { MALFORMED: 2, UNKNOWN_REQUEST: 1 });
});

test('drops the answer of a peer that was not asked', async (t) => {
  const [req, asked] = await connect(t, ReqSocket);
  const reply = req.request('x');
  const question = await asked.next();
  const server = await listen(t);
  req.connect(server.url);
  const other = await server.accept();
  const drop = dropped(req, 'NOT_ASKED');
  other.say(question);
  await drop;
  asked.say(question);
  await reply;
});

test('rep answers each request on the way it came', async (t) => {
  const [rep, peer] = await connect(t, RepSocket);
  assert.equal(peer.protocol, 'req.sp.nanomsg.org');
  peer.say('000000018000000161').say('8000000262');
  const first = await rep.receive();
  const second = await rep.receive();
  await second.reply(second.text.toUpperCase());
  await first.reply(first.text.toUpperCase());
  assert.equal(await peer.next(), '8000000242');
  assert.equal(await peer.next(), '000000018000000141');
  await assert.rejects(first.reply('again'), reason('STATE'));
});

test('rep fails to answer a peer that has left', async (t) => {
  const [rep, peer] = await connect(t, RepSocket);
  peer.say('80000001');
  const request = await rep.receive();
  const gone = new Promise((resolve) =>
    rep.eventHandler(({ type }) => type === 'DISCONNECTED' && resolve()),
  );
  await peer.kill();
  await gone;
  await assert.rejects(request.reply('late'), reason('DISCONNECTED'));
  assert.deepEqual(rep.statistics().dropped, { PEER_GONE: 1 });
});

test('rep drops what crossed too many devices', async (t) => {
  const [rep, peer] = await connect(t, RepSocket, { ttl: 1 });
  const drop = dropped(rep, 'TTL_EXCEEDED');
  peer.say('0000000180000001');
  await drop;
});
