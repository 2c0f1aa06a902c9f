/**
 * The topology, drawn on a canvas by the worker. Sockets are dots in the colour of their protocol,
 * addresses are squares, peers elsewhere are rings. Only what has room gets a label.
 */
import { colourOf } from './words.js';

const MARGIN = 34;
const CLOSE = 16; // pixels a pointer may be off
const MOST_LABELS = 120;
const FONT = 12;

export class Picture {
  #canvas;
  #context;
  #look = { width: 0, height: 0, ratio: 1, colours: {}, family: 'sans-serif' };
  #nodes = [];
  #links = [];
  #order = [];
  #places = new Float32Array();
  #activity = new Float32Array();
  #scale = 1;
  #x = 0;
  #y = 0;
  #fitting = true;
  #settled = false;
  #selected;
  #hovered = -1;
  #waiting = false;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
  }

  // ---- what to draw ----

  topology(nodes, links) {
    const index = new Map(nodes.map((node, i) => [node.key, i]));
    const rank = { socket: 0, address: 1, peer: 2 };
    this.#nodes = nodes;
    this.#links = links.map(({ source, target, kind }) => [
      index.get(source),
      index.get(target),
      kind,
    ]);
    this.#order = nodes.map((node, i) => i).filter((i) => nodes[i].kind !== 'peer');
    this.#order.sort((a, b) => rank[nodes[a].kind] - rank[nodes[b].kind] || a - b);
    this.#activity = new Float32Array(nodes.length);
    this.#hovered = -1;
  }

  /** Where the nodes are; labels wait until they stay there. */
  places(places, settled) {
    this.#places = places;
    this.#settled = settled;
    this.#draw();
  }

  /** Messages each second through every node. */
  activity(activity) {
    this.#activity = activity;
    this.#draw();
  }

  select(id) {
    this.#selected = id;
    this.#draw();
  }

  // ---- how to draw it ----

  /** Size in CSS pixels, and colours and font of the page. */
  look(look) {
    this.#look = look;
    this.#draw();
  }

  fit() {
    this.#fitting = true;
    this.#draw();
  }

  pan(dx, dy) {
    this.#x += dx;
    this.#y += dy;
    this.#fitting = false;
    this.#draw();
  }

  zoom(factor, x, y) {
    const scale = Math.min(6, Math.max(0.05, this.#scale * factor));
    this.#x = x - ((x - this.#x) * scale) / this.#scale;
    this.#y = y - ((y - this.#y) * scale) / this.#scale;
    this.#scale = scale;
    this.#fitting = false;
    this.#draw();
  }

  /** Has the node there named. Returns whether there is one. */
  hover(x, y) {
    const node = this.#at(x, y);
    if (node !== this.#hovered) {
      this.#hovered = node;
      this.#draw();
    }
    return node >= 0;
  }

  /** The id of the socket there, if there is one. */
  socketAt(x, y) {
    return this.#nodes[this.#at(x, y)]?.id;
  }

  #at(x, y) {
    let best = -1;
    let least = CLOSE;
    for (let i = 0; i < this.#nodes.length; i++) {
      const distance = Math.hypot(this.#sx(i) - x, this.#sy(i) - y);
      if (distance < least) [least, best] = [distance, i];
    }
    return best;
  }

  // ---- drawing ----

  #sx(i) {
    return this.#places[2 * i] * this.#scale + this.#x;
  }

  #sy(i) {
    return this.#places[2 * i + 1] * this.#scale + this.#y;
  }

  /** Draws once before the next frame, however often it is asked. */
  #draw() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#drawNow();
    });
  }

  #drawNow() {
    const { width, height, ratio } = this.#look;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== w || this.#canvas.height !== h) {
      Object.assign(this.#canvas, { width: w, height: h });
    }
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (this.#places.length === 0 || width === 0) return;
    if (this.#fitting) this.#fitTo(width, height);
    for (const kind of ['connected', 'bound', 'trying']) this.#drawLinks(context, kind);
    this.#drawAddresses(context);
    this.#drawPeers(context);
    this.#drawSockets(context);
    this.#drawLabels(context, width, height);
  }

  #fitTo(width, height) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < this.#places.length; i += 2) {
      left = Math.min(left, this.#places[i]);
      right = Math.max(right, this.#places[i]);
      top = Math.min(top, this.#places[i + 1]);
      bottom = Math.max(bottom, this.#places[i + 1]);
    }
    const room = (size) => Math.max(1, size - 2 * MARGIN);
    this.#scale = Math.min(
      room(width) / (right - left || 1),
      room(height) / (bottom - top || 1),
      1.6,
    );
    this.#x = width / 2 - ((left + right) / 2) * this.#scale;
    this.#y = height / 2 - ((top + bottom) / 2) * this.#scale;
  }

  #drawLinks(context, wanted) {
    context.lineWidth = 1.3;
    context.setLineDash(wanted === 'trying' ? [3, 4] : []);
    context.strokeStyle = this.#look.colours[wanted === 'bound' ? '--muted' : '--edge'];
    context.beginPath();
    for (const [from, to, kind] of this.#links) {
      if (kind !== wanted) continue;
      context.moveTo(this.#sx(from), this.#sy(from));
      context.lineTo(this.#sx(to), this.#sy(to));
    }
    context.stroke();
    context.setLineDash([]);
  }

  #radius(kind) {
    const grown = Math.min(1.4, Math.max(0.4, Math.sqrt(this.#scale)));
    return { socket: 8, address: 4.5, peer: 3.5 }[kind] * grown;
  }

  #drawAddresses(context) {
    const r = this.#radius('address');
    context.fillStyle = this.#look.colours['--muted'];
    this.#each('address', (i) => context.fillRect(this.#sx(i) - r, this.#sy(i) - r, 2 * r, 2 * r));
  }

  #drawPeers(context) {
    context.beginPath();
    this.#each('peer', (i) => this.#circle(context, i, this.#radius('peer')));
    context.fillStyle = this.#look.colours['--sunken'];
    context.fill();
    context.strokeStyle = this.#look.colours['--muted'];
    context.lineWidth = 1.5;
    context.stroke();
  }

  /** In the colour of their protocol, with a ring where messages pass or which was chosen. */
  #drawSockets(context) {
    const r = this.#radius('socket');
    const colours = new Map();
    this.#each('socket', (i) => {
      const colour = colourOf(this.#nodes[i].protocol);
      if (!colours.has(colour)) colours.set(colour, []);
      colours.get(colour).push(i);
    });
    for (const [colour, members] of colours) {
      context.fillStyle = context.strokeStyle = this.#look.colours[colour];
      context.beginPath();
      for (const i of members) this.#circle(context, i, r);
      context.fill();
      context.lineWidth = 1.5;
      context.beginPath();
      for (const i of members) if (this.#activity[i] > 0) this.#circle(context, i, 1.45 * r);
      context.stroke();
    }
    const chosen = this.#nodes.findIndex(
      (node) => node.kind === 'socket' && node.id === this.#selected,
    );
    if (chosen < 0) return;
    context.strokeStyle = this.#look.colours['--ink'];
    context.lineWidth = 2.5;
    context.beginPath();
    this.#circle(context, chosen, Math.max(1.8 * r, 9));
    context.stroke();
  }

  #each(kind, draw) {
    for (let i = 0; i < this.#nodes.length; i++) if (this.#nodes[i].kind === kind) draw(i);
  }

  #circle(context, i, radius) {
    context.moveTo(this.#sx(i) + radius, this.#sy(i));
    context.arc(this.#sx(i), this.#sy(i), radius, 0, 2 * Math.PI);
  }

  /** The labels of what is pointed at and chosen; of the others those that cover nothing. */
  #drawLabels(context, width, height) {
    context.font = `${FONT}px ${this.#look.family}`;
    context.textAlign = 'center';
    context.textBaseline = 'top';
    const taken = new Taken();
    if (this.#settled) {
      this.#nodes.forEach((node, i) => {
        const [x, y, r] = [this.#sx(i), this.#sy(i), this.#radius(node.kind)];
        taken.add([x - r, y - r, x + r, y + r]);
      });
    }
    const chosen = this.#nodes.findIndex(
      (node) => node.kind === 'socket' && node.id === this.#selected,
    );
    const labels = [this.#hovered, chosen].filter((i) => i >= 0);
    for (const i of labels) this.#drawLabel(context, i, width, taken, true);
    if (!this.#settled) return;
    let count = 0;
    for (const i of this.#order) {
      if (count >= MOST_LABELS) break;
      const y = this.#sy(i);
      if (y < 0 || y > height - 2 * FONT || labels.includes(i)) continue;
      if (this.#drawLabel(context, i, width, taken, false)) count++;
    }
  }

  /** Returns whether there was room. */
  #drawLabel(context, i, width, taken, always) {
    const { label, kind } = this.#nodes[i];
    const at = this.#sx(i);
    const y = this.#sy(i) + this.#radius(kind) + 4;
    const half = context.measureText(label).width / 2 + 3;
    const x = Math.min(Math.max(at, half), Math.max(half, width - half));
    const box = [x - half, y - 1, x + half, y + FONT + 2];
    if (Math.abs(x - at) > half || (!always && !taken.isFree(box))) return false;
    taken.add(box);
    context.globalAlpha = 0.85;
    context.fillStyle = this.#look.colours['--sunken'];
    context.fillRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
    context.globalAlpha = 1;
    context.fillStyle = this.#look.colours[kind === 'socket' ? '--ink' : '--muted'];
    context.fillText(label, x, y);
    return true;
  }
}

/** Boxes that may not be covered, by the cells of a grid that they lie in. */
class Taken {
  static #CELL = 40;
  #cells = new Map();

  add(box) {
    for (const key of this.#keys(box)) {
      if (!this.#cells.has(key)) this.#cells.set(key, []);
      this.#cells.get(key).push(box);
    }
  }

  isFree([left, top, right, bottom]) {
    for (const key of this.#keys([left, top, right, bottom])) {
      for (const [l, t, r, b] of this.#cells.get(key) ?? []) {
        if (left < r && l < right && top < b && t < bottom) return false;
      }
    }
    return true;
  }

  *#keys([left, top, right, bottom]) {
    const cell = (value) => Math.floor(value / Taken.#CELL);
    for (let x = cell(left); x <= cell(right); x++) {
      for (let y = cell(top); y <= cell(bottom); y++) yield x * 65536 + y;
    }
  }
}
