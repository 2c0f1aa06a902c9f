/** What the monitor makes of snapshots: rates, rows, and who is connected to whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Model } from '../../../webroot/monitor/model.js';
import { topology } from '../../../webroot/monitor/topology.js';

const socket = (id, name, more = {}) => ({
  id,
  name,
  protocol: 'push',
  pipes: 0,
  written: 0,
  received: 0,
  delivered: 0,
  queuedToSend: 0,
  queuedToDeliver: 0,
  dropped: {},
  endpoints: [],
  peers: [],
  ...more,
});

const at = (second, ...sockets) => ({ time: new Date(second * 1000).toISOString(), sockets });

const bound = (address, ...peers) => ({
  endpoints: [{ address, bound: true, pipes: peers.length }],
  peers: peers.map(([id, localAddress, remoteAddress]) => ({
    id,
    endpoint: address,
    localAddress,
    remoteAddress,
  })),
});

const connects = (address, ...peers) => {
  const endpoint = bound(address, ...peers);
  endpoint.endpoints[0].bound = false;
  return endpoint;
};

const drawn = (sockets) =>
  topology(sockets)
    .links.map(({ source, target, kind }) => `${source} ${kind} ${target}`)
    .sort();

test('makes rates of counts, by the time between two snapshots', () => {
  const model = new Model();
  model.update(at(1, socket(1, 'a', { written: 100 })));
  assert.equal(model.totals().sent, 0, 'what was before is no rate');
  model.update(at(3, socket(1, 'a', { written: 120, dropped: { PEER_FULL: 4 } })));
  assert.equal(model.totals().sent, 10);
  assert.equal(model.totals().dropped, 2);
  assert.deepEqual(model.points().at(-1).drops, { PEER_FULL: 2 });
});

test('counts a new socket from its first message on, and forgets one that was closed', () => {
  const model = new Model();
  model.update(at(1, socket(1, 'a', { written: 5 })));
  model.update(at(2, socket(2, 'b', { written: 7 })));
  assert.equal(model.totals().sent, 7);
  assert.equal(model.rateOf(1), undefined);
});

test('finds and orders rows, a page at a time', () => {
  const model = new Model();
  const named = ['worker 10', 'worker 9', 'orders'].map((name, i) => socket(i + 1, name));
  model.update(at(1, ...named));
  const view = { text: 'WORK', column: 'name', descending: false, first: 0, most: 1 };
  assert.deepEqual(
    model.rows(view).rows.map((row) => row.name),
    ['worker 9'],
  );
  assert.equal(model.rows(view).count, 2);
  assert.deepEqual(
    model.rows({ ...view, first: 1 }).rows.map((row) => row.name),
    ['worker 10'],
  );
});

test('tells first of those who are not connected', () => {
  const model = new Model();
  const failed = (more) => ({ endpoints: [{ address: 'tcp://h:1', lastError: 'no', ...more }] });
  model.update(
    at(
      1,
      socket(1, 'well', failed({ bound: false, pipes: 1 })),
      socket(2, 'ill', failed({ bound: false, pipes: 0 })),
    ),
  );
  assert.deepEqual(
    model.errors(5).map((error) => error.name),
    ['ill', 'well'],
  );
});

test('draws two sockets of the process at the address where they meet', () => {
  const sockets = [
    socket(1, 'orders', bound('tcp://h:1', [7, 'h:1', 'h:40'])),
    socket(2, 'worker', connects('tcp://h:1', [8, 'h:40', 'h:1'])),
  ];
  assert.deepEqual(drawn(sockets), ['s1 bound atcp://h:1', 's2 connected atcp://h:1']);
});

test('draws a connection where it ends, whatever address it was asked for', () => {
  const sockets = [
    socket(1, 'orders', bound('mounted://orders', [7, 'h:80', 'h:40'])),
    socket(2, 'worker', connects('ws://h:80/orders', [8, 'h:40', 'h:80'])),
  ];
  assert.deepEqual(drawn(sockets), [
    's1 bound amounted://orders',
    's2 connected amounted://orders',
  ]);
});

test('draws peers outside of the process, and counts those that are too many', () => {
  const peers = Array.from({ length: 30 }, (none, i) => [i + 1, 'h:1', `h:${i + 100}`]);
  const graph = topology([socket(1, 'orders', bound('tcp://h:1', ...peers))]);
  const strangers = graph.nodes.filter((node) => node.kind === 'peer').map((node) => node.label);
  assert.equal(strangers.length, 25);
  assert.equal(strangers.at(-1), 'and 6 more');
});

test('draws an endpoint without a connection as one that is trying', () => {
  assert.deepEqual(drawn([socket(1, 'orders', connects('tcp://h:1'))]), ['s1 trying atcp://h:1']);
});

test('counts peers elsewhere where a transport has no addresses', () => {
  const pipes = [7, 8, 9].map((id) => [id, '', 'ipc:///x']);
  const sockets = [
    socket(1, 'orders', bound('ipc:///x', ...pipes)),
    socket(2, 'worker', connects('ipc:///x', [8, '', 'ipc:///x'])),
  ];
  const { nodes } = topology(sockets);
  assert.deepEqual(
    nodes.filter((node) => node.kind === 'peer').map((node) => node.label),
    ['2 elsewhere'],
  );
});

test('meets by name where a transport has no addresses', () => {
  const sockets = [
    socket(1, 'orders', bound('inproc://x', [7, '', 'inproc://x'])),
    socket(2, 'worker', connects('inproc://x', [8, '', 'inproc://x'])),
  ];
  assert.deepEqual(drawn(sockets), ['s1 bound ainproc://x', 's2 connected ainproc://x']);
});
