/**
 * Who is connected to whom, as nodes and links: sockets, the addresses of their endpoints, and
 * peers outside of the process.
 *
 * A pipe has two ends. Where both are of this process, each names the other's address, and the two
 * sockets meet at the address that one is bound to. On transports that have no addresses, such as
 * inproc and ipc, they meet by the name, and of the peers elsewhere only their number is known.
 */

const MOST_PEERS = 24; // at one address; the rest is one node

/** The nodes and links of a snapshot's sockets. */
export function topology(sockets) {
  const graph = new Graph();
  const ends = accepted(sockets);
  for (const socket of sockets) graph.node(`s${socket.id}`, 'socket', socket.name, socket);
  for (const socket of sockets) {
    for (const endpoint of socket.endpoints) {
      if (endpoint.bound) {
        graph.link(socket, endpoint.address, 'bound');
      } else {
        connected(graph, socket, endpoint, ends);
      }
    }
  }
  const own = nameless(sockets);
  for (const socket of sockets) strangers(graph, socket, ends, own);
  return graph.done();
}

/** The pipes that bound endpoints have accepted, by both addresses as the other side has them. */
function accepted(sockets) {
  const ends = new Map();
  for (const socket of sockets) {
    const bound = new Set(
      socket.endpoints.filter((each) => each.bound).map((each) => each.address),
    );
    for (const pipe of socket.peers) {
      if (bound.has(pipe.endpoint) && pipe.localAddress) {
        ends.set(`${pipe.remoteAddress} ${pipe.localAddress}`, {
          address: pipe.endpoint,
          ours: false,
        });
      }
    }
  }
  return ends;
}

/** The links of an endpoint that connects: to where its pipes end, or to what it tries. */
function connected(graph, socket, endpoint, ends) {
  const pipes = socket.peers.filter((pipe) => pipe.endpoint === endpoint.address);
  if (pipes.length === 0) graph.link(socket, endpoint.address, 'trying');
  for (const pipe of pipes) {
    const end = ends.get(`${pipe.localAddress} ${pipe.remoteAddress}`);
    if (end) end.ours = true;
    graph.link(socket, end?.address ?? endpoint.address, 'connected');
  }
}

/** How many pipes of this process go to each address by a transport that has no addresses. */
function nameless(sockets) {
  const count = new Map();
  for (const { endpoints, peers } of sockets) {
    for (const { address } of endpoints.filter((each) => !each.bound)) {
      const pipes = peers.filter((pipe) => pipe.endpoint === address && !pipe.localAddress);
      count.set(address, (count.get(address) ?? 0) + pipes.length);
    }
  }
  return count;
}

/** Peers at bound addresses that are no socket of this process. */
function strangers(graph, socket, ends, own) {
  for (const endpoint of socket.endpoints.filter((each) => each.bound)) {
    let count = 0;
    let unnamed = -(own.get(endpoint.address) ?? 0);
    for (const pipe of socket.peers) {
      if (pipe.endpoint !== endpoint.address) continue;
      if (!pipe.localAddress) {
        unnamed++;
        continue;
      }
      if (ends.get(`${pipe.remoteAddress} ${pipe.localAddress}`)?.ours) continue;
      if (++count <= MOST_PEERS) {
        graph.node(`p${pipe.id}`, 'peer', pipe.remoteAddress);
        graph.join(`p${pipe.id}`, `a${endpoint.address}`, 'connected');
      }
    }
    const rest =
      count > MOST_PEERS ? `and ${count - MOST_PEERS} more` : unnamed > 0 && `${unnamed} elsewhere`;
    if (rest) {
      graph.node(`m${endpoint.address}`, 'peer', rest);
      graph.join(`m${endpoint.address}`, `a${endpoint.address}`, 'connected');
    }
  }
}

class Graph {
  #nodes = new Map();
  #links = new Map();

  node(key, kind, label, socket) {
    if (this.#nodes.has(key)) return;
    this.#nodes.set(key, { key, kind, label, id: socket?.id, protocol: socket?.protocol });
  }

  link(socket, address, kind) {
    this.node(`a${address}`, 'address', address);
    this.join(`s${socket.id}`, `a${address}`, kind);
  }

  join(source, target, kind) {
    this.#links.set(`${source} ${target}`, { source, target, kind });
  }

  done() {
    const nodes = [...this.#nodes.values()];
    const links = [...this.#links.values()];
    const seen = nodes.map((node) => node.key + node.label).join();
    const shape = `${seen}|${links.map((link) => link.source + link.target + link.kind).join()}`;
    return { nodes, links, shape };
  }
}
