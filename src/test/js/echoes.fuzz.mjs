/** Messages between scapro.js and sockets of Java that send them back, in any pieces. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as scapro from '../../../webroot/scapro.js';
import { body, check, fc } from './check.mjs';
import { cutting } from './cuts.mjs';
import { hex, open } from './peer.mjs';

const URLS = JSON.parse(process.env.SCAPRO_ECHOES);

/** Lengths of pieces; none: as they come. Short ones are for short messages only. */
const lengths = fc.oneof(
  fc.constant([]),
  fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }),
  fc.array(fc.integer({ min: 1000, max: 40_000 }), { minLength: 1, maxLength: 4 }),
);

const messages = fc.record({ lengths, bodies: fc.array(body, { minLength: 1, maxLength: 6 }) });

const isLong = (bodies) => bodies.some((each) => each.length > 1000);

/** A connected socket, and how to cut what it sends and receives. */
async function connected(t, Socket, name) {
  const { url, cuts } = await cutting(t, URLS[name]);
  const socket = open(t, Socket, { linger: 0 });
  await socket.connect(url).connected();
  const cut = (given, bodies) => {
    cuts.lengths = isLong(bodies) && given.some((each) => each < 1000) ? [] : given;
  };
  return [socket, cut];
}

const same = (got, expected) => assert.equal(hex(got.body ?? got), hex(expected));

test('REQ gets the replies of a REP', async (t) => {
  const [req, cut] = await connected(t, scapro.ReqSocket, 'req');
  await check(messages, async ({ lengths: given, bodies }) => {
    cut(given, bodies);
    const replies = await Promise.all(bodies.map((each) => req.request(each)));
    replies.forEach((reply, i) => same(reply, bodies[i]));
  });
});

test('SURVEYOR gets the answers of a RESPONDENT', async (t) => {
  const [surveyor, cut] = await connected(t, scapro.SurveyorSocket, 'surveyor');
  await check(messages, async ({ lengths: given, bodies }) => {
    cut(given, bodies);
    for (const each of bodies) same(await surveyor.survey(each).receive(), each);
  });
});

for (const [name, Socket] of [
  ['pair', scapro.PairSocket],
  ['pair1', scapro.Pair1Socket],
  ['bus', scapro.BusSocket],
  ['star', scapro.StarSocket],
]) {
  test(`${name} gets back what it sends`, async (t) => {
    const [socket, cut] = await connected(t, Socket, name);
    await check(messages, async ({ lengths: given, bodies }) => {
      cut(given, bodies);
      for (const each of bodies) {
        await socket.send(each);
        same(await socket.receive(), each);
      }
    });
  });
}

test('PULL gets what PUSH sends', async (t) => {
  const [push, cutSent] = await connected(t, scapro.PushSocket, 'push');
  const [pull, cutReceived] = await connected(t, scapro.PullSocket, 'pull');
  await check(messages, async ({ lengths: given, bodies }) => {
    cutSent(given, bodies);
    cutReceived(given, bodies);
    await Promise.all(bodies.map((each) => push.send(each)));
    for (const each of bodies) same(await pull.receive(), each);
  });
});

const END = Uint8Array.of(255);
const topic = fc.uint8Array({ maxLength: 3, max: 1 });

test('SUB gets the messages that begin with its topics', async (t) => {
  const [pub, cut] = await connected(t, scapro.PubSocket, 'pub');
  const [sub] = await connected(t, scapro.SubSocket, 'sub');
  sub.subscribe(END);
  const published = fc.record({
    lengths,
    topics: fc.array(topic, { maxLength: 3 }),
    bodies: fc.array(fc.uint8Array({ maxLength: 6, max: 1 }), { maxLength: 8 }),
  });
  await check(published, async ({ lengths: given, topics, bodies }) => {
    cut(given, bodies);
    topics.forEach((each) => sub.subscribe(each));
    const matches = (each) => topics.some((one) => hex(each).startsWith(hex(one)));
    for (const each of [...bodies, END]) await pub.send(each);
    for (const each of [...bodies.filter(matches), END]) same(await sub.receive(), each);
    topics.forEach((each) => sub.unsubscribe(each));
  });
});

for (const [name, Socket] of [
  ['rep', scapro.RepSocket],
  ['respondent', scapro.RespondentSocket],
]) {
  test(`${name} answers what comes over a device`, async (t) => {
    const [answering, cut] = await connected(t, Socket, name);
    const [orders] = await connected(t, scapro.PairSocket, `orders of ${name}`);
    await check(messages, async ({ lengths: given, bodies }) => {
      cut(given, bodies);
      for (const each of bodies) {
        await orders.send(each);
        const asked = await answering.receive();
        same(asked, each);
        await asked.reply(asked.body.slice().reverse());
        same(await orders.receive(), each.slice().reverse());
      }
    });
  });
}
