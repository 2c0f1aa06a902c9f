/** What nanomsg and nng were recorded to say: our side of each recording says the same. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as scapro from '../../../webroot/scapro.js';
import { connect, fromHex, hex } from './peer.mjs';

const FOLDER = new URL('../../../../shared/vectors/', import.meta.url);

const SOCKETS = {
  bus: scapro.BusSocket,
  pair0: scapro.PairSocket,
  pair1: scapro.Pair1Socket,
  pub: scapro.PubSocket,
  pull: scapro.PullSocket,
  push: scapro.PushSocket,
  rep: scapro.RepSocket,
  req: scapro.ReqSocket,
  respondent: scapro.RespondentSocket,
  sub: scapro.SubSocket,
  surveyor: scapro.SurveyorSocket,
};

const LARGE = Uint8Array.from({ length: 70_000 }, (_, i) => (i ^ (i >> 8)) & 0xff);

const read = (file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));

function bodyOf({ body }) {
  if (body.hex !== undefined) return body.hex;
  assert.equal(body.sha256, createHash('sha256').update(LARGE).digest('hex'));
  return hex(LARGE);
}

const protocolIn = (request) =>
  request.lines.find((line) => line.startsWith('Sec-WebSocket-Protocol')).split(': ')[1];

/** Plays the listener of a recording to the socket that dialed in it. */
async function play(t, exchange) {
  const kind = exchange.dialer.socket;
  const options = kind === 'surveyor' ? { surveyTime: Infinity } : {};
  const [socket, peer] = await connect(t, SOCKETS[kind], options);
  if (kind === 'sub') socket.subscribe('');
  const [request] = exchange.events;
  assert.equal(peer.protocol, protocolIn(request));
  let liveHeader;
  let answer; // what the application is to get for what it asked
  let asked; // what the application was asked
  for (const event of exchange.events.filter((each) => each.kind === 'message')) {
    const body = bodyOf(event);
    if (event.from === 'listener') {
      peer.say((liveHeader ?? event.header) + body);
      const heard = answer ? await answer() : await socket.receive();
      asked = heard;
      assert.equal(hex(heard.body ?? heard), body);
      continue;
    }
    if (kind === 'req') {
      const reply = socket.request(fromHex(body));
      answer = () => reply;
    } else if (kind === 'surveyor') {
      const survey = socket.survey(fromHex(body));
      answer = () => survey.receive();
    } else if (kind === 'rep' || kind === 'respondent') {
      await asked.reply(fromHex(body));
    } else {
      await socket.send(fromHex(body));
    }
    const said = await peer.next();
    assert.equal(said.slice(event.header.length), body);
    if (answer) {
      liveHeader = said.slice(0, 8);
      assert.ok(parseInt(liveHeader.slice(0, 2), 16) >= 0x80, 'the top bit of an id');
    } else {
      assert.equal(said.slice(0, event.header.length), event.header);
    }
  }
}

/** Says to a socket what was said to nanomsg's or nng's; it does the same. */
async function probe(t, { socket: kind, sent, observed }) {
  const [socket, peer] = await connect(t, SOCKETS[kind]);
  const heard = [];
  socket.handler((message) => {
    heard.push(hex(message.body));
    message.reply?.('R');
  });
  const stream = sent.map((part) => part.hex).join('');
  for (const message of cut(stream)) peer.say(message);
  for (const answer of cut(observed.received.hex)) assert.equal(await peer.next(), answer);
  const isClosed = observed.connection.startsWith('closed');
  if (isClosed) assert.equal((await peer.closed).code, 4002);
  const expected = observed.messages_delivered.map((message) => message.hex);
  while (heard.length < expected.length) await new Promise(setImmediate);
  assert.deepEqual(heard, expected);
}

/** The messages of a tcp stream, without its greeting. */
function cut(stream) {
  const messages = [];
  for (let at = 16; at < stream.length;) {
    const end = at + 16 + 2 * parseInt(stream.slice(at, at + 16), 16);
    messages.push(stream.slice(at + 16, end));
    at = end;
  }
  return messages;
}

if (existsSync(FOLDER)) {
  for (const file of readdirSync(FOLDER).filter((name) => /^n\w+-\w+-ws\.json$/.test(name))) {
    for (const exchange of read(file).exchanges) {
      test(`${file} ${exchange.id}`, (t) => play(t, exchange));
    }
  }
  const models = { nanomsg: ['rep', 'respondent'], nng: ['pair1'] };
  for (const each of read('behaviour-malformed-header.json').probes) {
    const isOther = /pair0 connects|second connection/.test(each.probe); // of the handshake
    if (models[each.implementation].includes(each.socket) && !isOther) {
      test(`${each.implementation} ${each.socket}: ${each.probe}`, (t) => probe(t, each));
    }
  }
} else {
  test('the recordings', { skip: 'no recordings beside the clone' }, () => {});
}
