import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RespondentSocket, SurveyorSocket } from '../../../webroot/scapro.js';
import { connect, dropped, hex, listen, reason, stopTime } from './peer.mjs';

const answer = (question, text) => question.slice(0, 8) + hex(Buffer.from(text));

/** Until so many answers wait to be read, and so many have been. */
async function unread(surveyor, waiting, read) {
  const is = ({ queuedToDeliver, delivered }) => queuedToDeliver === waiting && delivered === read;
  while (!is(surveyor.statistics())) await new Promise(setImmediate);
}

/** A surveyor with two peers: [surveyor, first, second]. */
async function connectTwo(t, options) {
  const [surveyor, first] = await connect(t, SurveyorSocket, options);
  const server = await listen(t);
  const endpoint = surveyor.connect(server.url);
  const [second] = await Promise.all([server.accept(), endpoint.connected()]);
  return [surveyor, first, second];
}

test('asks everybody and reads their answers until the deadline', async (t) => {
  const [surveyor, first, second] = await connectTwo(t, { surveyTime: 100 });
  const pass = stopTime(t);
  assert.equal(first.protocol, 'respondent.sp.nanomsg.org');
  const answers = surveyor.survey('who?').answers();
  const question = await first.next();
  assert.equal(await second.next(), question);
  first.say(answer(question, 'one'));
  second.say(answer(question, 'two')).say(answer(question, 'two again'));
  await unread(surveyor, 0, 3);
  pass(99);
  assert.equal(surveyor.statistics().ofProtocol.underWay, 1);
  pass(9);
  const texts = (await answers).map((each) => each.text);
  assert.deepEqual(texts.sort(), ['one', 'two', 'two again']);
});

test('reads answers one by one, and the deadline as the end', async (t) => {
  const [surveyor, peer] = await connect(t, SurveyorSocket);
  const pass = stopTime(t);
  const survey = surveyor.survey('?');
  const question = await peer.next();
  peer.say(answer(question, 'a'));
  assert.equal((await survey.receive()).text, 'a');
  const none = assert.rejects(survey.receive(), reason('TIMEOUT'));
  pass(1008);
  await none;
  const late = dropped(surveyor, 'UNKNOWN_REQUEST');
  peer.say(answer(question, 'late'));
  await late;
});

test('lets what came in time be read after the deadline', async (t) => {
  const [surveyor, peer] = await connect(t, SurveyorSocket);
  const pass = stopTime(t);
  const survey = surveyor.survey('?', { timeout: 30 });
  const question = await peer.next();
  peer.say(answer(question, 'in time'));
  await unread(surveyor, 1, 0);
  pass(38);
  assert.equal(surveyor.statistics().ofProtocol.underWay, 0);
  const texts = [];
  for await (const each of survey) texts.push(each.text);
  assert.deepEqual(texts, ['in time']);
  assert.equal(surveyor.statistics().queuedToDeliver, 0);
});

test('has any number of surveys under way', async (t) => {
  const [surveyor, peer] = await connect(t, SurveyorSocket, { surveyTime: Infinity });
  const surveys = ['a', 'b', 'c'].map((each) => surveyor.survey(each).receive());
  const questions = [await peer.next(), await peer.next(), await peer.next()];
  for (const question of questions.reverse()) peer.say(question);
  const answers = await Promise.all(surveys);
  assert.deepEqual(
    answers.map((each) => each.text),
    ['a', 'b', 'c'],
  );
});

test('has no answers without peers', async (t) => {
  const [surveyor, peer] = await connect(t, SurveyorSocket, { surveyTime: 20 });
  await peer.kill();
  assert.deepEqual(await surveyor.survey('anybody?').answers(), []);
});

test('can be given up', async (t) => {
  const [surveyor, peer] = await connect(t, SurveyorSocket, { surveyTime: Infinity });
  const gaveUp = new AbortController();
  const survey = surveyor.survey('?', { signal: gaveUp.signal });
  const question = await peer.next();
  gaveUp.abort();
  await assert.rejects(survey.answers(), reason('CANCELLED'));
  const late = dropped(surveyor, 'UNKNOWN_REQUEST');
  peer.say(answer(question, 'late'));
  await late;
  const other = surveyor.survey('?');
  other.cancel();
  await assert.rejects(other.receive(), reason('CANCELLED'));
});

test('fails when the socket is closed', async (t) => {
  const [surveyor] = await connect(t, SurveyorSocket, { surveyTime: Infinity });
  const answers = assert.rejects(surveyor.survey('?').answers(), reason('CLOSED'));
  await surveyor.close();
  await answers;
  await assert.rejects(surveyor.survey('?').receive(), reason('CLOSED'));
});

test('discards the oldest answer beyond its buffer', async (t) => {
  const options = { surveyTime: Infinity, receiveBuffer: 2 };
  const [surveyor, peer] = await connect(t, SurveyorSocket, options);
  const survey = surveyor.survey('?');
  const question = await peer.next();
  const drop = dropped(surveyor, 'QUEUE_FULL');
  for (const each of ['1', '2', '3']) peer.say(answer(question, each));
  await drop;
  assert.equal((await survey.receive()).text, '2');
  assert.equal((await survey.receive()).text, '3');
});

test('respondent answers surveys', async (t) => {
  const [respondent, peer] = await connect(t, RespondentSocket);
  assert.equal(peer.protocol, 'surveyor.sp.nanomsg.org');
  respondent.handler((survey) => survey.reply(`${survey.text}!`));
  peer.say('8000000161');
  assert.equal(await peer.next(), '800000016121');
});
