/** Places for the nodes of a topology, by forces between them: d3-force, in small steps. */
import '../vendor/d3/d3-dispatch.min.js';
import '../vendor/d3/d3-quadtree.min.js';
import '../vendor/d3/d3-timer.min.js';
import '../vendor/d3/d3-force.min.js';

const { forceSimulation, forceLink, forceManyBody, forceX, forceY, forceCollide } = globalThis.d3;

const STEP = 12; // milliseconds at a time
const PAUSE = 40;
const ROOM = { socket: 30, address: 24, peer: 9 };

export class Layout {
  #moved;
  #nodes = new Map();
  #simulation;
  #running = false;

  /**
   * moved(places, settled) is told where the nodes are, x and y in turn, in their order, and whether
   * they stay there.
   */
  constructor(moved) {
    this.#moved = moved;
    this.#simulation = forceSimulation([])
      .force('charge', forceManyBody().strength(-90).distanceMax(360))
      .force('x', forceX().strength(0.045))
      .force('y', forceY().strength(0.07))
      .force(
        'collide',
        forceCollide((node) => ROOM[node.kind]),
      )
      .alphaDecay(0.035)
      .alphaMin(0.01)
      .stop();
  }

  /** Takes a new topology; what was there before stays about where it is. */
  show({ nodes, links }) {
    const placed = new Map();
    for (const { key, kind } of nodes) placed.set(key, this.#nodes.get(key) ?? { key, kind });
    const ends = links.map(({ source, target }) => ({ source, target }));
    for (const { source, target } of ends) near(placed.get(source), placed.get(target));
    const isNew = this.#nodes.size === 0;
    this.#nodes = placed;
    this.#simulation
      .nodes([...placed.values()])
      .force(
        'link',
        forceLink(ends)
          .id((node) => node.key)
          .distance(46)
          .strength(0.8),
      )
      .alpha(isNew ? 1 : 0.35);
    if (!this.#running) this.#step();
  }

  #step() {
    const until = performance.now() + STEP;
    const simulation = this.#simulation;
    do simulation.tick();
    while (simulation.alpha() > simulation.alphaMin() && performance.now() < until);
    this.#running = simulation.alpha() > simulation.alphaMin();
    const places = Float32Array.from(simulation.nodes().flatMap((node) => [node.x, node.y]));
    this.#moved(places, !this.#running);
    if (this.#running) setTimeout(() => this.#step(), PAUSE);
  }
}

/** A new node begins beside the one it belongs to. */
function near(one, other) {
  const [known, fresh] = one.x === undefined ? [other, one] : [one, other];
  if (known.x !== undefined && fresh.x === undefined) {
    const angle = Math.random() * 2 * Math.PI;
    fresh.x = known.x + 20 * Math.cos(angle);
    fresh.y = known.y + 20 * Math.sin(angle);
  }
}
