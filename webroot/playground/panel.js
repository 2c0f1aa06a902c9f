/** One card: a socket, from the choice of its protocol to its messages. */
import { languages, lines } from './code.js';
import { Messages } from './messages.js';
import { families, protocols } from './protocols.js';
import { absolute, diagnose, pathsFor } from './server.js';

const FIRST_WAIT = 'Connect, and messages appear here.';
const template = document.getElementById('panel');
let count = 0;

export class Panel {
  #changed;
  #kind;
  #url;
  #body;
  #state;
  #trouble;
  #messages;
  #language = 'java';
  #socket;
  #topic;
  #diagnosing = false;
  #fault; // what ended the last connection, where it will end the next one too
  #number = ++count;

  /**
   * A panel for protocol and url. changed() is called when the user has changed these, removed()
   * when the panel is gone.
   */
  constructor(protocol, url, { changed, removed }) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#changed = changed;
    this.#kind = this.#find('[name=protocol]');
    this.#url = this.#find('[name=url]');
    this.#body = this.#find('[name=body]');
    this.#state = this.#find('.state');
    this.#trouble = this.#find('.trouble');
    this.#messages = new Messages(this.#find('.messages'));
    this.#offerKinds();
    this.#offerLanguages();
    this.#listen(removed);
    this.#kind.value = protocol;
    this.#showKind(url);
  }

  get protocol() {
    return this.#kind.value;
  }

  get url() {
    return this.#url.value.trim();
  }

  focus() {
    this.#kind.focus();
  }

  // ---- what the socket of a protocol may use ----

  say() {
    return this.#body.value;
  }

  sent(body, note) {
    this.#messages.sent(body, note);
  }

  received(body, note) {
    if (this.#fault) {
      this.#fault = undefined;
      this.#showTrouble();
    }
    this.#messages.received(body, note);
  }

  note(text) {
    this.#messages.note(text);
  }

  // ---- what is shown ----

  #find(selector) {
    return this.element.querySelector(selector);
  }

  #offerKinds() {
    for (const [family, members] of Object.entries(families)) {
      const group = document.createElement('optgroup');
      group.label = family;
      group.append(...members.map((name) => new Option(protocols[name].name, name)));
      this.#kind.append(group);
    }
  }

  #offerLanguages() {
    const panel = this.#find('[role=tabpanel]');
    panel.id = `same-${this.#number}`;
    for (const [language, name] of Object.entries(languages)) {
      const tab = document.createElement('button');
      Object.assign(tab, { type: 'button', textContent: name, id: `${panel.id}-${language}` });
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', panel.id);
      tab.dataset.language = language;
      this.#find('.tabs').append(tab);
    }
  }

  /** The panel as its protocol wants it, with url or one that the server has. */
  #showKind(url) {
    const { name, does, say } = protocols[this.protocol];
    this.element.setAttribute('aria-label', `${name} socket`);
    this.#find('.does').textContent = does;
    this.#find('.say').hidden = !say;
    this.#find('.say .field > span').textContent = say?.label ?? '';
    this.#find('.send').textContent = say?.verb ?? '';
    this.#find('.send').hidden = !say?.verb;
    this.#find('.say').classList.toggle('alone', !say?.verb);
    this.#body.value = say?.body ?? '';
    this.#messages.whenEmpty(FIRST_WAIT);
    this.#offerPaths();
    this.#url.value = absolute(url ?? pathsFor(this.protocol)[0] ?? '/');
    this.#showCode();
  }

  #offerPaths() {
    const offers = this.#find('.offers');
    offers.querySelectorAll('button').forEach((each) => each.remove());
    for (const path of pathsFor(this.protocol)) {
      const offer = document.createElement('button');
      Object.assign(offer, { type: 'button', textContent: path });
      offer.addEventListener('click', () => this.#goTo(path));
      offers.append(offer);
    }
    offers.hidden = pathsFor(this.protocol).length === 0;
  }

  #showCode() {
    this.#find('.same code').textContent = lines(
      this.#language,
      this.protocol,
      absolute(this.url),
      this.say(),
    );
    for (const tab of this.element.querySelectorAll('[role=tab]')) {
      const chosen = tab.dataset.language === this.#language;
      tab.setAttribute('aria-selected', chosen);
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) this.#find('[role=tabpanel]').setAttribute('aria-labelledby', tab.id);
    }
  }

  #showState(state, text) {
    this.#state.dataset.state = state;
    this.#state.textContent = text;
    const button = this.#find('.connect');
    button.textContent = this.#socket ? 'Disconnect' : 'Connect';
    button.classList.toggle('first', !this.#socket);
    this.#url.readOnly = Boolean(this.#socket);
  }

  #showTrouble(text, action, act) {
    const button = this.#trouble.querySelector('button');
    this.#trouble.querySelector('p').textContent = text ?? '';
    this.#trouble.hidden = !text;
    this.#url.setAttribute('aria-invalid', Boolean(text));
    button.hidden = !action;
    button.textContent = action ?? '';
    button.onclick = act;
  }

  // ---- what the user does ----

  #listen(removed) {
    this.#kind.addEventListener('change', () => this.#become(this.protocol));
    this.#url.addEventListener('input', () => this.#showCode());
    this.#url.addEventListener('change', () => this.#changed());
    this.#body.addEventListener('input', () => this.#grow());
    this.#body.addEventListener('keydown', (event) => this.#key(event));
    this.#on('.reach', 'submit', () => (this.#socket ? this.#close() : this.#open()));
    this.#on('.say', 'submit', () => this.#send());
    this.#on('.tabs', 'click', (event) => this.#choose(event.target.dataset.language));
    this.#on('.tabs', 'keydown', (event) => this.#step(event));
    this.#on('.copy', 'click', () => this.#copy());
    this.#on('.remove', 'click', () => {
      this.#close();
      this.element.remove();
      removed();
    });
  }

  #on(selector, type, listener) {
    this.#find(selector).addEventListener(type, (event) => {
      if (type === 'submit') event.preventDefault();
      listener(event);
    });
  }

  #become(protocol, url) {
    this.#close();
    this.#kind.value = protocol;
    this.#showKind(url);
    this.#changed();
  }

  #goTo(path) {
    if (this.#socket) this.#close();
    this.#url.value = absolute(path);
    this.#showCode();
    this.#changed();
    this.#open();
  }

  /** Enter sends; with shift it is a new line. */
  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#find('.say').requestSubmit();
  }

  #grow() {
    this.#body.style.height = 'auto';
    this.#body.style.height = `${this.#body.scrollHeight + 2}px`;
    this.#showCode();
  }

  #choose(language) {
    if (!language) return;
    this.#language = language;
    this.#showCode();
  }

  #step(event) {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way) return;
    const tabs = [...this.element.querySelectorAll('[role=tab]')];
    const next = tabs[(tabs.indexOf(event.target) + way + tabs.length) % tabs.length];
    this.#choose(next.dataset.language);
    next.focus();
  }

  async #copy() {
    const button = this.#find('.copy');
    try {
      await navigator.clipboard.writeText(this.#find('.same code').textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(this.#find('.same code'));
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  }

  // ---- the socket ----

  #open() {
    const { open, use } = protocols[this.protocol];
    this.#showTrouble();
    const socket = open();
    this.#socket = socket;
    this.#topic = this.say();
    socket.eventHandler((event) => this.#happened(socket, event));
    use(socket, this);
    try {
      socket.connect(this.url);
    } catch (error) {
      this.#close();
      this.#showTrouble(error.message);
      this.#url.focus();
    }
  }

  #close() {
    this.#socket?.close();
    this.#socket = undefined;
    this.#fault = undefined;
    this.#showTrouble();
    this.#messages.whenEmpty(FIRST_WAIT);
    this.#showState('idle', 'not connected');
  }

  #happened(socket, event) {
    if (socket !== this.#socket) return;
    switch (event.type) {
      case 'CONNECTING':
        if (this.#state.dataset.state !== 'bad') this.#showState('trying', 'connecting');
        break;
      case 'CONNECTED':
        this.#showTrouble(this.#fault);
        this.#showState('live', 'connected');
        this.#messages.whenEmpty(protocols[this.protocol].waiting);
        break;
      case 'DISCONNECTED':
        this.#showState('trying', 'connection lost');
        if (/TOO_LONG|PROTOCOL/.test(event.cause.reason)) this.#fault = event.cause.message;
        this.#showTrouble(this.#fault);
        break;
      case 'CONNECT_FAILED':
      case 'REFUSED':
        this.#showState('bad', 'trying again');
        this.#messages.whenEmpty('Not connected yet.');
        this.#explain(socket);
        break;
      case 'DROPPED':
        this.#messages.failed(`${event.count} discarded: ${event.dropReason}`);
        break;
    }
  }

  async #explain(socket) {
    if (this.#diagnosing) return;
    this.#diagnosing = true;
    const { text, protocol } = await diagnose(this.protocol, absolute(this.url));
    this.#diagnosing = false;
    if (socket !== this.#socket || this.#state.dataset.state === 'live') return;
    const action = protocol && `Use ${protocols[protocol].name}`;
    this.#showTrouble(text, action, () => this.#become(protocol, this.url));
    this.#offerPaths();
  }

  async #send() {
    if (!this.#socket) this.#open();
    const socket = this.#socket;
    if (!socket) return;
    const { send, topic } = protocols[this.protocol];
    if (topic) {
      this.#resubscribe(socket);
      return;
    }
    try {
      await send?.(socket, this.say(), this);
    } catch (error) {
      if (error.reason !== 'CLOSED')
        this.#messages.failed(`${error.reason ?? ''} ${error.message}`);
    }
  }

  #resubscribe(socket) {
    if (this.say() === this.#topic) return;
    socket.subscribe(this.say());
    socket.unsubscribe(this.#topic);
    this.#topic = this.say();
    this.note(this.#topic ? `reads what begins with "${this.#topic}"` : 'reads everything');
  }
}
