/**
 * The monitor's work beside the page: reads the statistics feed with a SUB socket, as any program
 * could, draws the topology, and tells the page what else to show. So the page never waits, however
 * many sockets there are.
 *
 * From the page: {url} at first, {graph} for what is done to the picture, {view} for the rows of the
 * table, {selected} for a socket's id.
 */
import { SubSocket } from '../scapro.js';
import { Layout } from './layout.js';
import { Model } from './model.js';
import { Picture } from './picture.js';
import { topology } from './topology.js';

const VERSION = 1;
const ERRORS = 30;
const LATE = 5000;

const model = new Model();
const layout = new Layout((places, settled) => {
  picture.places(places, settled);
  if (settled !== isSettled) postMessage({ type: 'settled', settled });
  isSettled = settled;
});
let picture;
let isSettled;
let view = { text: '', column: 'name', descending: false, first: 0, most: 20 };
let selected;
let shape;
let latest;
let late = false;

function show(snapshot) {
  if (snapshot.version !== VERSION) {
    state('bad', 'unknown feed', `Expected a feed of version ${VERSION}, got ${snapshot.version}.`);
    return;
  }
  model.update(snapshot);
  const graph = topology(model.sockets);
  if (graph.shape !== shape) {
    shape = graph.shape;
    picture.topology(graph.nodes, graph.links);
    postMessage({ type: 'described', counts: countKinds(graph.nodes) });
    layout.show(graph);
  }
  picture.activity(activity(graph.nodes));
  postMessage({
    type: 'snapshot',
    totals: model.totals(),
    errors: model.errors(ERRORS),
    events: snapshot.events,
    eventsLeftOut: snapshot.eventsLeftOut,
    ...shown(),
  });
}

/** What depends on the choices of the user. */
const shown = () => ({
  table: model.rows(view),
  detail: model.detail(selected),
  points: model.points(selected),
});

/** Messages each second through every node; sockets have some. */
function activity(nodes) {
  return Float32Array.from(nodes, ({ id }) => {
    const rate = model.rateOf(id);
    return rate ? rate.sent + rate.received : 0;
  });
}

function countKinds(nodes) {
  const counts = {};
  for (const { kind } of nodes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** What is done to the picture, by name. */
const acts = {
  surface: (canvas) => (picture = new Picture(canvas)),
  look: (look) => picture.look(look),
  fit: () => picture.fit(),
  pan: ([dx, dy]) => picture.pan(dx, dy),
  zoom: ([factor, x, y]) => picture.zoom(factor, x, y),
  hover: ([x, y]) => postMessage({ type: 'hover', on: picture.hover(x, y) }),
  choose: ([x, y]) => postMessage({ type: 'chosen', id: picture.socketAt(x, y) }),
};

function state(name, text, trouble) {
  postMessage({ type: 'state', state: name, text, trouble });
}

function follow(url) {
  const sub = new SubSocket({ name: 'monitor', receiveMaxSize: 0, receiveBuffer: 4 });
  sub.subscribe('');
  sub.eventHandler(({ type }) => {
    if (type === 'CONNECTED') state('live', 'live');
    if (type === 'DISCONNECTED') state('trying', 'connection lost');
    if (type === 'CONNECT_FAILED' || type === 'REFUSED') {
      state(
        'bad',
        'trying again',
        `No process publishes statistics at ${url}. This page tries again.`,
      );
    }
  });
  sub.handler((message) => {
    latest = performance.now();
    if (late) state('live', 'live');
    late = false;
    show(message.json());
  });
  sub.connect(url);
  setInterval(() => {
    if (late || latest === undefined || performance.now() - latest < LATE) return;
    late = sub.statistics().pipes > 0;
    if (late) state('trying', 'no news');
  }, LATE);
}

onmessage = ({ data }) => {
  if ('url' in data) follow(data.url);
  if ('graph' in data) {
    for (const [act, value] of Object.entries(data.graph)) acts[act](value);
    return;
  }
  if ('view' in data) view = data.view;
  if ('selected' in data) {
    selected = data.selected;
    picture.select(selected);
  }
  if (latest !== undefined) postMessage({ type: 'shown', ...shown() });
};
