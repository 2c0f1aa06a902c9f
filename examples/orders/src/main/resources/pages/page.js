import { SubSocket } from './scapro/scapro.js';

const form = document.querySelector('form');
const rows = document.querySelector('tbody');
const state = document.querySelector('#state');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { item, quantity } = Object.fromEntries(new FormData(form));
  const response = await fetch('/orders', {
    method: 'POST',
    body: JSON.stringify({ item, quantity: Number(quantity) }),
  });
  const answer = await response.json();
  form.querySelector('output').value = response.ok ? '' : answer.error;
});

/** Adds the newest event on top. */
function show(text) {
  const topic = text.slice(0, text.indexOf(' '));
  const { item, quantity } = JSON.parse(text.slice(topic.length));
  const row = rows.insertRow(0);
  for (const value of [topic, quantity, item]) row.insertCell().textContent = value;
  if (rows.rows.length > 100) rows.deleteRow(-1);
}

// Connects again by itself, even after a restart of the server.
const sub = new SubSocket({ receiveBuffer: 1000 }).subscribe('order.');
sub.eventHandler(({ type }) => {
  if (type === 'CONNECTED' || type === 'DISCONNECTED') state.textContent = type.toLowerCase();
});
sub.connect('/events');
for await (const event of sub) show(event.text);
