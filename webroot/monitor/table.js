/** The table of sockets: found, ordered and a page at a time. */
import { colourOf, element, figure } from './words.js';

const MOST = 20;
const COLUMNS = {
  name: 'Name',
  protocol: 'Protocol',
  pipes: 'Pipes',
  sent: 'Out/s',
  received: 'In/s',
  queued: 'Queued',
  dropped: 'Dropped',
};

export class Table {
  #place;
  #view = { text: '', column: 'name', descending: false, first: 0, most: MOST };
  #changed;
  #select;
  #selected;
  #rows = [];

  constructor(place, { select, view }) {
    this.#place = place;
    this.#select = select;
    this.#changed = view;
    this.#heads();
    this.#find('#find').addEventListener('input', ({ target }) =>
      this.#look({ text: target.value.trim(), first: 0 }),
    );
    this.#find('#before').addEventListener('click', () => this.#turn(-MOST));
    this.#find('#after').addEventListener('click', () => this.#turn(MOST));
  }

  show({ rows, count }) {
    const { first } = this.#view;
    if (first > 0 && rows.length === 0) this.#look({ first: 0 });
    while (this.#rows.length < rows.length) this.#rows.push(this.#row());
    this.#rows.forEach((row, i) => row.show(rows[i]));
    this.#find('#before').disabled = first === 0;
    this.#find('#after').disabled = first + rows.length >= count;
    this.#find('.pager').hidden = count <= MOST && first === 0 && count > 0;
    this.#find('#where').textContent =
      count === 0
        ? 'No socket is like that.'
        : `${first + 1} to ${first + rows.length} of ${count}`;
    this.select(this.#selected);
  }

  select(id) {
    this.#selected = id;
    for (const row of this.#rows) row.mark(id);
  }

  #find(selector) {
    return this.#place.querySelector(selector);
  }

  #look(change) {
    Object.assign(this.#view, change);
    this.#changed({ ...this.#view });
  }

  #turn(by) {
    this.#look({ first: Math.max(0, this.#view.first + by) });
  }

  #heads() {
    for (const [column, text] of Object.entries(COLUMNS)) {
      const button = element('button', {
        type: 'button',
        text,
        onclick: () => this.#order(column),
      });
      this.#find('thead tr').append(element('th', { scope: 'col', 'data-column': column }, button));
    }
    this.#mark();
  }

  /** Words begin with the first, figures with the largest. */
  #order(column) {
    const { column: before, descending } = this.#view;
    const down = column === before ? !descending : column !== 'name' && column !== 'protocol';
    this.#look({ column, descending: down, first: 0 });
    this.#mark();
  }

  #mark() {
    for (const head of this.#place.querySelectorAll('th')) {
      if (head.dataset.column !== this.#view.column) head.removeAttribute('aria-sort');
      else head.setAttribute('aria-sort', this.#view.descending ? 'descending' : 'ascending');
    }
  }

  #row() {
    const row = new Row(this.#select);
    this.#find('tbody').append(row.element);
    return row;
  }
}

/** A row stays and gets other figures: cheaper than a new one, and it keeps the focus. */
class Row {
  #id;
  #name = element('button', { type: 'button', class: 'name' });
  #kind = element('span', { class: 'kind' });
  #cells = {};

  constructor(select) {
    this.#name.addEventListener('click', () => select(this.#id));
    this.element = element('tr', {}, element('td', {}, this.#name), element('td', {}, this.#kind));
    for (const column of ['pipes', 'sent', 'received', 'queued', 'dropped']) {
      this.#cells[column] = element('td');
      this.element.append(this.#cells[column]);
    }
  }

  show(row) {
    this.element.hidden = !row;
    if (!row) return;
    this.#id = row.id;
    write(this.#name, row.name);
    this.#name.title = row.name;
    write(this.#kind, row.protocol.toUpperCase());
    this.#kind.style.color = `var(${colourOf(row.protocol)})`;
    for (const [column, cell] of Object.entries(this.#cells)) write(cell, figure(row[column]));
    this.#cells.dropped.classList.toggle('bad', row.dropped > 0);
  }

  mark(id) {
    this.element.setAttribute('aria-selected', id !== undefined && id === this.#id);
  }
}

/** Text that is there already costs nothing. */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
