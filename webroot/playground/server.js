/** What the server of this page has, and why a connection may have failed. */
import { protocols } from './protocols.js';

let known = [];
let tells = false;

/** Asks the server for its sockets. Returns whether it answers; one of another kind tells none. */
export async function lookAround() {
  let response;
  try {
    response = await fetch('sockets.json');
  } catch {
    return false;
  }
  tells = response.ok;
  known = tells ? await response.json() : [];
  const depth = (socket) => socket.path.split('/').length;
  known.sort((a, b) => depth(a) - depth(b) || a.path.localeCompare(b.path));
  return true;
}

/** Paths where a socket of protocol finds a peer. */
export const pathsFor = (protocol) =>
  known
    .filter((socket) => socket.protocol === protocols[protocol].peer)
    .map((socket) => socket.path);

/** The URL with scheme and host; as it was where it is none. */
export function absolute(url) {
  try {
    const parsed = new URL(url, location.href);
    parsed.protocol = parsed.protocol.replace(/^http/, 'ws');
    return parsed.href;
  } catch {
    return url;
  }
}

const isOurs = (url) => new URL(url).host === location.host;

const nameOf = (protocol) => protocols[protocol]?.name ?? protocol.toUpperCase();

/**
 * Why protocol does not get through to url, for people, and what they may do about it: a text, and
 * a protocol to change to where that would help. A browser tells a page nothing of the kind.
 */
export async function diagnose(protocol, url) {
  if (location.protocol === 'https:' && url.startsWith('ws:')) {
    return { text: 'A page that came by https may only connect to wss:// addresses.' };
  }
  if (!isOurs(url)) {
    return {
      text:
        `No connection to ${new URL(url).host}. Is the program running there, does it speak ` +
        `${nameOf(protocols[protocol].peer)}, and does it allow pages of ${location.origin}?`,
    };
  }
  if (!(await lookAround())) {
    return { text: `No server answers at ${location.host}. This card tries again.` };
  }
  const { pathname } = new URL(url);
  return tells ? mismatch(protocol, pathname) : { text: `No connection to ${pathname}.` };
}

function mismatch(protocol, path) {
  const there = known.find((socket) => socket.path === path);
  if (!there) {
    const paths = pathsFor(protocol);
    const instead = paths.length > 0 ? ` For ${nameOf(protocol)} it has ${paths.join(', ')}.` : '';
    return { text: `This server has no socket at ${path}.${instead}` };
  }
  if (there.protocol !== protocols[protocol].peer) {
    const fitting = Object.keys(protocols).find((each) => protocols[each].peer === there.protocol);
    return {
      text: `${path} is a ${nameOf(there.protocol)}, which talks with ${nameOf(fitting)}, not with ${nameOf(protocol)}.`,
      protocol: fitting,
    };
  }
  const taken = protocol === 'pair' ? ' A PAIR has one peer: close the other one first.' : '';
  return { text: `${path} turned the connection away; its log says why.${taken}` };
}
