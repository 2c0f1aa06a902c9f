import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RepSocket, ReqSocket, text } from '../../../webroot/scapro.js';
import {
  connect,
  dropped,
  fromHex,
  happened,
  hex,
  listen,
  open,
  reason,
  stopTime,
} from './peer.mjs';

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

test('sends the same bytes again, whatever its caller does with them', async (t) => {
  const [req, before, server] = await connect(t, ReqSocket);
  const body = Buffer.from('question');
  const reply = req.request(body);
  const question = await before.next();
  body.fill('x');
  await before.kill();
  const after = await server.accept();
  assert.equal(await after.next(), question);
  after.say(question);
  assert.equal(text(await reply), 'question');
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

// ---- requests that end connections ----

test('fails a request that is too long for its server, and no other', async (t) => {
  const [req, first, server] = await connect(t, ReqSocket);
  const gaveUp = happened(req, ({ type }) => type === 'GAVE_UP');
  const before = req.request('before');
  const long = assert.rejects(req.request('z'.repeat(1000)), (error) => {
    assert.match(error.message, /expected a request that ws:.* accepts, got 1000 bytes; do: /);
    return reason('TOO_LONG')(error);
  });
  const after = req.request('after');
  await first.next();
  first.close(1009);
  await long;
  assert.equal((await gaveUp).cause.reason, 'TOO_LONG');
  const second = await server.accept();
  for (const question of [await second.next(), await second.next()]) second.say(question);
  assert.deepEqual([text(await before), text(await after)], ['before', 'after']);
  assert.equal(second.unread, 0);
});

test('spares a request that is not the first one its peer has not answered', async (t) => {
  const [req, first, server] = await connect(t, ReqSocket);
  const read = req.request('z'.repeat(2000)); // longer, but a later one was answered
  const small = req.request('small');
  const long = assert.rejects(req.request('z'.repeat(1000)), reason('TOO_LONG'));
  await first.next();
  first.say(await first.next());
  await small;
  first.close(1009);
  await long;
  const second = await server.accept();
  second.say(await second.next());
  assert.equal((await read).length, 2000);
});

test('fails a request that ends each connection it is sent on', async (t) => {
  const [req, first, server] = await connect(t, ReqSocket);
  const deadly = assert.rejects(req.request('deadly'), (error) => {
    assert.match(
      error.message,
      /got none: 3 connections ended after this request of 6 bytes was sent/,
    );
    return reason('RESENT_TOO_OFTEN')(error);
  });
  const harmless = req.request('harmless');
  let executed = 0;
  let over = false;
  const serve = async (connection) => {
    for (;;) {
      const question = await connection.next();
      if (said(question) === 'deadly') break;
      executed++;
      connection.say(question);
    }
    await connection.kill();
    if (!over) serve(await server.accept());
  };
  serve(first);
  assert.equal(text(await harmless), 'harmless');
  await deadly;
  over = true;
  assert.equal(executed, 1);
});

test('fails a request whose reply is longer than it accepts, and no other', async (t) => {
  const [req, first, server] = await connect(t, ReqSocket, { receiveMaxSize: 100 });
  const drop = dropped(req, 'TOO_LONG');
  const long = assert.rejects(req.request('long'), reason('TOO_LONG'));
  const small = req.request('small');
  const question = await first.next();
  first.say(question + '00'.repeat(100));
  await long;
  assert.equal((await drop).count, 1);
  const second = await server.accept();
  second.say(await second.next());
  assert.equal(text(await small), 'small');
});

test('sends nothing that is longer than it is told', async (t) => {
  const [req, peer] = await connect(t, ReqSocket, { sendMaxSize: 9 });
  await assert.rejects(req.request('123456'), reason('TOO_LONG')); // with a header of 4
  const reply = req.request('12345');
  peer.say(await peer.next());
  assert.equal(text(await reply), '12345');
});

test('asks again no more often than it is told', async (t) => {
  const [req, peer] = await connect(t, ReqSocket, { resendInterval: 10, maxResends: 2 });
  const reply = assert.rejects(req.request('hello?'), reason('RESENT_TOO_OFTEN'));
  for (let i = 0; i < 3; i++) await peer.next();
  await reply;
  assert.equal(req.statistics().ofProtocol.resends, 2);
});
