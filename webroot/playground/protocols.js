/**
 * What a panel knows of each protocol: its words, how its socket is used from here, and the same in
 * Java, JavaScript and at a shell.
 *
 *   does     a sentence for people
 *   peer     the protocol of the other side
 *   say      what the text field is for: label, verb of the button, text to start with; undefined
 *            where the socket only listens
 *   waiting  what an empty list of messages says once connected
 *   open     makes the socket; use(socket, panel) has its messages shown; send(socket, text, panel)
 *            is one press of the button
 */
import * as sp from '../scapro.js';

const receive = (socket, panel) => socket.handler((message) => panel.received(message.body));

const send = async (socket, body, panel) => {
  await socket.send(body);
  panel.sent(body);
};

const answer = (socket, panel) =>
  socket.handler(async (request) => {
    panel.received(request.body, 'asked');
    const reply = panel.say();
    await request.reply(reply);
    panel.sent(reply, 'answered');
  });

async function ask(socket, body, panel) {
  panel.sent(body, 'asked');
  const since = performance.now();
  const reply = await socket.request(body);
  panel.received(reply, `answered after ${took(since)}`);
}

async function survey(socket, body, panel) {
  panel.sent(body, 'asked everybody');
  const since = performance.now();
  let answers = 0;
  try {
    for await (const message of socket.survey(body)) {
      answers++;
      panel.received(message.body, `answered after ${took(since)}`);
    }
  } finally {
    panel.note(
      answers === 1 ? 'the survey is over: 1 answer' : `the survey is over: ${answers} answers`,
    );
  }
}

const took = (since) => `${(performance.now() - since).toFixed(1)} ms`;

const hello = { label: 'Message', verb: 'Send', body: 'hello' };

export const protocols = {
  req: {
    name: 'REQ',
    does: 'Sends a request to one of many servers, and sends it again when the server disconnects or is late.',
    peer: 'rep',
    say: { label: 'Question', verb: 'Ask', body: 'hello' },
    waiting: 'Connected. Ask something: the reply appears here.',
    open: () => new sp.ReqSocket(),
    use: () => {},
    send: ask,
    java: (url, body) => `ReqSocket req = ReqSocket.create(vertx);
req.connect(${url});
req.request(Buffer.buffer(${body}))
    .onSuccess(reply -> System.out.println(reply));`,
    js: (url, body) => `const req = new ReqSocket();
req.connect(${url});
console.log(text(await req.request(${body})));`,
    shell: (url, body) => `nanocat --req --connect ${url} --data ${body} --ascii`,
  },
  rep: {
    name: 'REP',
    does: 'Answers the requests of REQ peers.',
    peer: 'req',
    say: { label: 'Answer every question with', verb: '', body: 'yes' },
    waiting: 'Connected. Questions appear here, and are answered.',
    open: () => new sp.RepSocket(),
    use: answer,
    java: (url, body) => `RepSocket rep = RepSocket.create(vertx);
rep.handler(request -> request.reply(Buffer.buffer(${body})));
rep.connect(${url});`,
    js: (url, body) => `const rep = new RepSocket();
rep.handler((request) => request.reply(${body}));
rep.connect(${url});`,
    shell: (url, body) => `nanocat --rep --connect ${url} --data ${body} --ascii`,
  },
  sub: {
    name: 'SUB',
    does: 'Receives all messages of PUB peers, or those that begin with a topic.',
    peer: 'pub',
    topic: true,
    say: { label: 'Topic (empty: everything)', verb: 'Subscribe', body: '' },
    waiting: 'Connected. What is published appears here.',
    open: () => new sp.SubSocket(),
    use: (socket, panel) => {
      socket.subscribe(panel.say());
      receive(socket, panel);
    },
    java: (url, topic) => `SubSocket sub = SubSocket.create(vertx);
sub.subscribe(${topic});
sub.handler(message -> System.out.println(message.body()));
sub.connect(${url});`,
    js: (url, topic) => `const sub = new SubSocket();
sub.subscribe(${topic});
sub.connect(${url});
for await (const message of sub) console.log(message.text);`,
    shell: (url, topic) => `nanocat --sub --connect ${url} --subscribe ${topic} --ascii`,
  },
  pub: {
    name: 'PUB',
    does: 'Sends each message to every subscriber. A subscriber that is too slow misses messages.',
    peer: 'sub',
    say: { label: 'Message', verb: 'Publish', body: 'news: it works' },
    waiting: 'Connected. What you publish appears here.',
    open: () => new sp.PubSocket(),
    use: () => {},
    send,
    java: (url, body) => `PubSocket pub = PubSocket.create(vertx);
pub.connect(${url}).compose(Endpoint::connected)
    .onSuccess(ready -> pub.send(Buffer.buffer(${body})));`,
    js: (url, body) => `const pub = new PubSocket();
await pub.connect(${url}).connected();
await pub.send(${body});`,
    shell: (url, body) => `nanocat --pub --connect ${url} --delay 1 --data ${body}`,
  },
  push: {
    name: 'PUSH',
    does: 'Sends each message to one PULL peer that has room, and waits while none has.',
    peer: 'pull',
    say: hello,
    waiting: 'Connected. What you send appears here.',
    open: () => new sp.PushSocket(),
    use: () => {},
    send,
    java: (url, body) => `PushSocket push = PushSocket.create(vertx);
push.connect(${url});
push.send(Buffer.buffer(${body}));`,
    js: (url, body) => `const push = new PushSocket();
push.connect(${url});
await push.send(${body});`,
    shell: (url, body) => `nanocat --push --connect ${url} --data ${body}`,
  },
  pull: {
    name: 'PULL',
    does: 'Receives a part of the messages of PUSH peers.',
    peer: 'push',
    waiting: 'Connected. Messages appear here.',
    open: () => new sp.PullSocket(),
    use: receive,
    java: (url) => `PullSocket pull = PullSocket.create(vertx);
pull.handler(message -> System.out.println(message.body()));
pull.connect(${url});`,
    js: (url) => `const pull = new PullSocket();
pull.connect(${url});
for await (const message of pull) console.log(message.text);`,
    shell: (url) => `nanocat --pull --connect ${url} --ascii`,
  },
  surveyor: {
    name: 'SURVEYOR',
    does: 'Sends a survey to all peers, and accepts answers until a deadline.',
    peer: 'respondent',
    say: { label: 'Question', verb: 'Ask all', body: 'who is there?' },
    waiting: 'Connected. Ask: all answers within a second appear here.',
    open: () => new sp.SurveyorSocket(),
    use: () => {},
    send: survey,
    java: (url, body) => `SurveyorSocket surveyor = SurveyorSocket.create(vertx);
surveyor.connect(${url})
    .compose(Endpoint::connected)
    .compose(ready -> surveyor.survey(Buffer.buffer(${body})).answers())
    .onSuccess(answers -> answers.forEach(each -> System.out.println(each.body())));`,
    js: (url, body) => `const surveyor = new SurveyorSocket();
await surveyor.connect(${url}).connected();
for await (const answer of surveyor.survey(${body})) console.log(answer.text);`,
    shell: (url, body) => `nanocat --surveyor --connect ${url} --delay 1 --data ${body} --ascii`,
  },
  respondent: {
    name: 'RESPONDENT',
    does: 'Answers the surveys of SURVEYOR peers.',
    peer: 'surveyor',
    say: { label: 'Answer every survey with', verb: '', body: 'here' },
    waiting: 'Connected. Surveys appear here, and are answered.',
    open: () => new sp.RespondentSocket(),
    use: answer,
    java: (url, body) => `RespondentSocket respondent = RespondentSocket.create(vertx);
respondent.handler(survey -> survey.reply(Buffer.buffer(${body})));
respondent.connect(${url});`,
    js: (url, body) => `const respondent = new RespondentSocket();
respondent.handler((survey) => survey.reply(${body}));
respondent.connect(${url});`,
    shell: (url, body) => `nanocat --respondent --connect ${url} --data ${body} --ascii`,
  },
  bus: {
    name: 'BUS',
    does: 'Sends each message to all direct peers. Open this page twice.',
    peer: 'bus',
    say: hello,
    waiting: 'Connected. What the others say appears here.',
    open: () => new sp.BusSocket(),
    use: receive,
    send,
    java: (url, body) => `BusSocket bus = BusSocket.create(vertx);
bus.handler(message -> System.out.println(message.body()));
bus.connect(${url}).compose(Endpoint::connected)
    .onSuccess(ready -> bus.send(Buffer.buffer(${body})));`,
    js: (url, body) => `const bus = new BusSocket();
bus.handler((message) => console.log(message.text));
await bus.connect(${url}).connected();
await bus.send(${body});`,
    shell: (url, body) => `nanocat --bus --connect ${url} --delay 1 --data ${body} --ascii`,
  },
  star: {
    name: 'STAR',
    does: 'Sends each message to all members of the network: members forward it.',
    peer: 'star',
    say: hello,
    waiting: 'Connected. What the others say appears here.',
    open: () => new sp.StarSocket(),
    use: receive,
    send,
    java: (url, body) => `StarSocket star = StarSocket.create(vertx);
star.handler(message -> System.out.println(message.body()));
star.connect(${url}).compose(Endpoint::connected)
    .onSuccess(ready -> star.send(Buffer.buffer(${body})));`,
    js: (url, body) => `const star = new StarSocket();
star.handler((message) => console.log(message.text));
await star.connect(${url}).connected();
await star.send(${body});`,
    shell: (url, body) => `scapro cat --star --connect ${url} --data ${body} --ascii`,
  },
  pair: {
    name: 'PAIR',
    does: 'Exchanges messages with one peer, in both directions. A second peer is refused.',
    peer: 'pair',
    say: hello,
    waiting: 'Connected. What the peer says appears here.',
    open: () => new sp.PairSocket(),
    use: receive,
    send,
    java: (url, body) => `PairSocket pair = PairSocket.create(vertx);
pair.handler(message -> System.out.println(message.body()));
pair.connect(${url});
pair.send(Buffer.buffer(${body}));`,
    js: (url, body) => `const pair = new PairSocket();
pair.connect(${url});
await pair.send(${body});
for await (const message of pair) console.log(message.text);`,
    shell: (url, body) => `nanocat --pair --connect ${url} --data ${body} --ascii`,
  },
  pair1: {
    name: 'PAIR1',
    does: 'As PAIR, with a hop count. Its peer may have many peers.',
    peer: 'pair1',
    say: hello,
    waiting: 'Connected. What the peer says appears here.',
    open: () => new sp.Pair1Socket(),
    use: receive,
    send,
    java: (url, body) => `Pair1Socket pair = Pair1Socket.create(vertx);
pair.handler(message -> System.out.println(message.body()));
pair.connect(${url});
pair.send(Buffer.buffer(${body}));`,
    js: (url, body) => `const pair = new Pair1Socket();
pair.connect(${url});
await pair.send(${body});
for await (const message of pair) console.log(message.text);`,
    shell: (url, body) => `nngcat --pair1 --connect ${url} --data ${body} --ascii`,
  },
};

/** The protocols as people look for them. */
export const families = {
  'Questions and answers': ['req', 'rep'],
  'To many': ['pub', 'sub'],
  'Work to share': ['push', 'pull'],
  Surveys: ['surveyor', 'respondent'],
  'All together': ['bus', 'star'],
  'One to one': ['pair', 'pair1'],
};
