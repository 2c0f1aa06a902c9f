/** The monitor's page: shows what the worker tells, and tells it what the user wants to see. */
import { Charts } from './charts.js';
import { Detail } from './detail.js';
import { Graph } from './graph.js';
import { Log } from './log.js';
import { Table } from './table.js';
import { figure } from './words.js';

const find = (id) => document.getElementById(id);
const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });

const graph = new Graph(find('graph'), (change, transfer) =>
  worker.postMessage({ graph: change }, transfer),
);
const table = new Table(find('sockets'), { select, view: (view) => worker.postMessage({ view }) });
const detail = new Detail(find('detail'), () => select(undefined));
const charts = new Charts({ rates: find('rates'), drops: find('drops'), queues: find('queues') });
const log = new Log(
  {
    errors: find('errors'),
    noErrors: find('no-errors'),
    events: find('events'),
    noEvents: find('no-events'),
  },
  select,
);
let paused = false;

function select(id) {
  table.select(id);
  worker.postMessage({ selected: id });
}

/**
 * Steps that show something, each a task of its own: between two of them the page answers its user.
 * Steps that have not been taken when there is news are replaced by the newer ones.
 */
class Steps {
  #waiting = new Map();
  #channel = new MessageChannel();

  constructor() {
    this.#channel.port1.onmessage = () => this.#next();
  }

  add(steps) {
    if (this.#waiting.size === 0) this.#channel.port2.postMessage('');
    for (const [name, step] of Object.entries(steps)) this.#waiting.set(name, step);
  }

  #next() {
    const [[name, step]] = this.#waiting;
    this.#waiting.delete(name);
    if (this.#waiting.size > 0) this.#channel.port2.postMessage('');
    step();
  }
}

const steps = new Steps();

/** What depends on the user's choices comes at once, without waiting for news. */
const chosen = ({ table: rows, detail: socket, points }) => ({
  table: () => table.show(rows),
  detail: () => detail.show(socket),
  rates: () => charts.showRates(points),
  drops: () => charts.showDrops(points),
  queues: () => charts.showQueues(points),
});

function showTotals(totals) {
  for (const place of document.querySelectorAll('[data-total]')) {
    const value = totals[place.dataset.total];
    place.textContent = figure(value);
    place.classList.toggle('bad', place.dataset.total === 'dropped' && value > 0);
  }
}

const shows = {
  state({ state, text, trouble }) {
    find('state').dataset.state = state;
    find('state').textContent = text;
    find('trouble').textContent = trouble ?? '';
    find('trouble').hidden = !trouble;
  },
  described: ({ counts }) => graph.describe(counts),
  settled: ({ settled }) => graph.settled(settled),
  hover: ({ on }) => graph.hover(on),
  chosen: ({ id }) => select(id),
  shown: (news) => steps.add(chosen(news)),
  snapshot(news) {
    log.events(news.events, news.eventsLeftOut);
    steps.add({
      totals: () => showTotals(news.totals),
      errors: () => log.errors(news.errors),
      ...chosen(news),
      ready: () => (document.body.dataset.ready = 'true'), // for whoever drives the page
    });
  },
};

/** A pause keeps the picture; events go on being collected. */
worker.onmessage = ({ data }) => {
  if (paused && data.type === 'snapshot') log.events(data.events, data.eventsLeftOut);
  else shows[data.type](data);
};

find('pause').addEventListener('click', () => {
  paused = !paused;
  find('pause').textContent = paused ? 'Go on' : 'Pause';
  find('pause').setAttribute('aria-pressed', paused);
});

worker.postMessage({ url: new URL('monitor/feed', document.baseURI).href });
