/** The playground: panels, and an address that remembers them. */
import { Panel } from './panel.js';
import { protocols } from './protocols.js';
import { lookAround } from './server.js';

const AT_FIRST = [['req'], ['sub']];

const place = document.getElementById('panels');
const panels = new Set();

function add(protocol, url) {
  const panel = new Panel(protocol, url, {
    changed: remember,
    removed: () => {
      panels.delete(panel);
      remember();
      document.getElementById('add').focus();
    },
  });
  panels.add(panel);
  place.append(panel.element);
  return panel;
}

/** Keeps the sockets in the page's address: #req=/echo&sub=ws://elsewhere/tick */
function remember() {
  const entries = [...panels].map(({ protocol, url }) => {
    const ours = url.startsWith(`${location.origin.replace(/^http/, 'ws')}/`);
    return `${protocol}=${encodeURI(ours ? new URL(url).pathname : url).replaceAll('&', '%26')}`;
  });
  history.replaceState(null, '', entries.length > 0 ? `#${entries.join('&')}` : location.pathname);
}

const remembered = () =>
  location.hash
    .slice(1)
    .split('&')
    .map((entry) => entry.split(/=(.*)/s))
    .filter(([protocol]) => Object.hasOwn(protocols, protocol))
    .map(([protocol, url]) => [protocol, url && decoded(url)]);

function decoded(url) {
  try {
    return decodeURI(url).replaceAll('%26', '&');
  } catch {
    return url; // somebody wrote it by hand
  }
}

await lookAround();
const sockets = remembered();
for (const [protocol, url] of sockets.length > 0 ? sockets : AT_FIRST) add(protocol, url);

document.getElementById('add').addEventListener('click', () => {
  const used = new Set([...panels].map((panel) => panel.protocol));
  const next = Object.keys(protocols).find((protocol) => !used.has(protocol)) ?? 'bus';
  const panel = add(next);
  remember();
  panel.focus();
});

document.body.dataset.ready = 'true'; // for whoever drives the page
