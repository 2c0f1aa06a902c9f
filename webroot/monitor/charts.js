/** Three charts that move, by uPlot: rates, drops by reason, queue depths. */
import { element, figure } from './words.js';

const HEIGHT = 180;
const SHORTEST = 60; // seconds
const LOOK = [
  ['--pub', []],
  ['--push', [6, 3]],
  ['--survey', [2, 3]],
  ['--bus', [8, 3, 2, 3]],
  ['--req', []],
  ['--pair', [4, 4]],
];

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

class Chart {
  #place;
  #none;
  #nothing;
  #plot;
  #names;
  #data;

  /** nothing is said in place of a chart without series. */
  constructor(place, nothing) {
    this.#place = place;
    this.#nothing = nothing;
    this.#none = element('p', { class: 'quiet none', text: 'Waiting for the first figures.' });
    place.append(this.#none);
    new ResizeObserver(() => this.#plot?.setSize(this.#size)).observe(place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#build());
  }

  /** series: name to values, as many as times. */
  show(times, series) {
    const names = Object.keys(series);
    this.#data = [times, ...Object.values(series)];
    if (this.#plot && names.join() === this.#names.join()) {
      this.#plot.setData(this.#data);
      this.#tellNewest();
    } else {
      this.#names = names;
      this.#build();
    }
  }

  /** Unless the user points at another, the legend has the newest figures. */
  #tellNewest() {
    if (this.#plot?.cursor.left < 0) this.#plot.setLegend({ idx: this.#data[0].length - 1 });
  }

  get #size() {
    return { width: Math.max(120, this.#place.clientWidth), height: HEIGHT };
  }

  #build() {
    this.#plot?.destroy();
    this.#plot = undefined;
    if (!this.#names) return;
    this.#none.hidden = this.#names.length > 0;
    this.#none.textContent = this.#nothing;
    if (this.#names.length === 0) return;
    const axis = {
      stroke: colour('--muted'),
      font: `11px ${colour('--sans')}`,
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { stroke: colour('--line'), width: 1 },
    };
    const options = {
      ...this.#size,
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { range: (plot, first, last) => [Math.min(first, last - SHORTEST), last] },
        y: { range: (plot, least, most) => [0, Math.max(1, most * 1.1)] },
      },
      axes: [
        { ...axis, space: 70, values: '{HH}:{mm}:{ss}' },
        { ...axis, size: 46, values: (plot, ticks) => ticks.map(figure) },
      ],
      series: [{ value: '{HH}:{mm}:{ss}' }, ...this.#names.map(line)],
    };
    this.#plot = new globalThis.uPlot(options, this.#data, this.#place);
    this.#tellNewest();
  }
}

function line(label, i) {
  const [name, dash] = LOOK[i % LOOK.length];
  const value = (plot, figureOf) => (figureOf == null ? '–' : figure(figureOf));
  return { label, stroke: colour(name), dash, width: 2, points: { show: false }, value };
}

export class Charts {
  #rates;
  #drops;
  #queues;

  constructor({ rates, drops, queues }) {
    this.#rates = new Chart(rates, '');
    this.#drops = new Chart(drops, 'Nothing has been dropped.');
    this.#queues = new Chart(queues, '');
  }

  showRates(points) {
    this.#rates.show(times(points), {
      out: values(points, 'sent'),
      in: values(points, 'received'),
      'to the application': values(points, 'delivered'),
    });
  }

  showDrops(points) {
    const reasons = [...new Set(points.flatMap((point) => Object.keys(point.drops)))].sort();
    const drops = reasons.map((reason) => [
      reason,
      points.map((point) => point.drops[reason] ?? 0),
    ]);
    this.#drops.show(times(points), Object.fromEntries(drops));
  }

  showQueues(points) {
    this.#queues.show(times(points), {
      'to send': values(points, 'toSend'),
      'to deliver': values(points, 'toDeliver'),
    });
  }
}

const times = (points) => points.map((point) => point.t);
const values = (points, name) => points.map((point) => point[name]);
