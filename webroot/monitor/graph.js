/**
 * The topology's place in the page: what the user does there, and how it should look. The worker
 * draws it, so that many sockets do not hold the page up.
 */
import { element, families } from './words.js';

const COLOURS = [...Object.keys(families), 'ink', 'muted', 'edge', 'sunken'];

export class Graph {
  #canvas;
  #tell;
  #drag;

  /** tell(message, transfer) brings a message to the worker, as graph. */
  constructor(canvas, tell) {
    this.#canvas = canvas;
    this.#tell = tell;
    const surface = canvas.transferControlToOffscreen();
    tell({ surface }, [surface]);
    this.#legend();
    this.#listen();
    new ResizeObserver(() => this.#look()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#look());
  }

  /** Whether the pointer is on a node. */
  hover(on) {
    this.#canvas.classList.toggle('on', on);
  }

  /** How many nodes there are, for those who do not see the picture. */
  describe({ socket = 0, address = 0, peer = 0 }) {
    this.#canvas.setAttribute(
      'aria-label',
      `${socket} sockets at ${address} addresses, with ${peer} peers elsewhere. ` +
        'The table of sockets says the same in words.',
    );
  }

  /** Whether the nodes stay where they are; for whoever drives the page. */
  settled(settled) {
    this.#canvas.dataset.settled = settled;
  }

  #legend() {
    const list = this.#canvas.parentElement.querySelector('.legend');
    for (const [family, text] of Object.entries(families)) {
      const dot = element('i');
      dot.style.color = `var(--${family})`;
      list.append(element('li', {}, dot, text));
    }
    list.append(
      element('li', {}, element('i', { class: 'address' }), 'address'),
      element('li', {}, element('i', { class: 'peer' }), 'peer elsewhere'),
    );
  }

  #look() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => [`--${name}`, style.getPropertyValue(`--${name}`).trim()];
    this.#tell({
      look: {
        width: this.#canvas.clientWidth,
        height: this.#canvas.clientHeight,
        ratio: devicePixelRatio,
        colours: Object.fromEntries(COLOURS.map(colour)),
        family: style.getPropertyValue('--sans'),
      },
    });
  }

  #listen() {
    const canvas = this.#canvas;
    canvas.addEventListener('pointerdown', (event) => {
      this.#drag = { x: event.clientX, y: event.clientY, moved: false };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', ({ offsetX, offsetY }) => {
      if (this.#drag && !this.#drag.moved) this.#tell({ choose: [offsetX, offsetY] });
      this.#drag = undefined;
    });
    canvas.addEventListener('pointercancel', () => (this.#drag = undefined));
    canvas.addEventListener('pointerleave', () => this.#tell({ hover: [-1000, -1000] }));
    const zoomByWheel = (event) => {
      if (!event.ctrlKey) return; // the page scrolls
      event.preventDefault();
      this.#tell({ zoom: [Math.exp(-event.deltaY / 200), event.offsetX, event.offsetY] });
    };
    canvas.addEventListener('wheel', zoomByWheel, { passive: false });
    canvas.parentElement.querySelector('.zoom').addEventListener('click', ({ target }) => {
      const { zoom } = target.dataset;
      if (zoom === 'fit') this.#tell({ fit: true });
      else if (zoom)
        this.#tell({ zoom: [Number(zoom), canvas.clientWidth / 2, canvas.clientHeight / 2] });
    });
  }

  #move(event) {
    const drag = this.#drag;
    if (!drag) {
      this.#tell({ hover: [event.offsetX, event.offsetY] });
      return;
    }
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    Object.assign(drag, { x: event.clientX, y: event.clientY, moved: true });
    this.#tell({ pan: [dx, dy] });
  }
}
