/** Messages with any headers: scapro.js delivers, and drops, what a simple model says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as scapro from '../../../webroot/scapro.js';
import { check, fc } from './check.mjs';
import { connect, hex } from './peer.mjs';

/** Words at which headers change their meaning, then any bytes. */
const word = fc.oneof(
  fc.constantFrom(0, 1, 7, 8, 9, 0xff, 0x100, 0x7fffffff, 0x80000000, 0xffffffff),
  fc.integer({ min: 0, max: 0xffffffff }),
);

const message = fc
  .tuple(fc.array(word, { maxLength: 12 }), fc.uint8Array({ maxLength: 7 }))
  .map(([words, rest]) => {
    const head = words.map((each) => each.toString(16).padStart(8, '0')).join('');
    return head + hex(rest);
  });

const TTL = 8;

/** The body behind a stack of words; undefined: dropped. */
function behindStack(text) {
  for (let at = 0; at + 8 <= text.length; at += 8) {
    if (parseInt(text.slice(at, at + 2), 16) >= 0x80) {
      return at / 8 < TTL ? text.slice(at + 8) : undefined;
    }
  }
  return undefined;
}

/** The body behind a count of hops that may still be crossed. */
function behindHops(mayHave) {
  return (text) => {
    const hops = text.length < 8 ? -1 : parseInt(text.slice(0, 8), 16);
    return hops >= 0 && hops <= 0xff && mayHave(hops) ? text.slice(8) : undefined;
  };
}

const all = (text) => text;

const END = 'ff'.repeat(3);

for (const [name, Socket, model, head] of [
  ['REP', scapro.RepSocket, behindStack, '80000000'],
  ['RESPONDENT', scapro.RespondentSocket, behindStack, '80000000'],
  ['STAR', scapro.StarSocket, behindHops((hops) => hops < TTL), '00000000'],
  ['PAIR', scapro.PairSocket, all, ''],
  ['PULL', scapro.PullSocket, all, ''],
  ['BUS', scapro.BusSocket, all, ''],
]) {
  test(`${name} delivers what has a good header`, async (t) => {
    const [socket, peer] = await connect(t, Socket);
    await check(fc.array(message, { maxLength: 10 }), async (messages) => {
      messages.forEach((each) => peer.say(each));
      peer.say(head + END);
      const expected = [...messages.map(model).filter((each) => each !== undefined), END];
      for (const each of expected) assert.equal(hex((await socket.receive()).body), each);
    });
    const { received, delivered, dropped } = socket.statistics();
    const lost = Object.values(dropped).reduce((sum, each) => sum + each, 0);
    assert.equal(received, delivered + lost);
  });
}
