/** A connection to a server that cuts what passes, in both directions, into pieces. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Passes data on in pieces of the lengths that cuts says, again and again. */
function pass(from, to, cuts) {
  let next = 0;
  from.on('data', async (data) => {
    from.pause();
    for (let at = 0; at < data.length;) {
      const { lengths } = cuts;
      const length = lengths.length > 0 ? lengths[next++ % lengths.length] : data.length;
      to.write(data.subarray(at, at + length));
      at += length;
      if (lengths.length > 0) await new Promise(setImmediate);
    }
    from.resume();
  });
  from.on('close', () => to.destroy());
  from.on('error', () => to.destroy());
}

/** Returns the URL to connect to in place of url; lengths may change at any time. */
export async function cutting(test, url) {
  const cuts = { lengths: [] };
  const { hostname, port } = new URL(url);
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.setNoDelay();
    far.setNoDelay();
    pass(near, far, cuts);
    pass(far, near, cuts);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => server.close());
  return { url: url.replace(`:${port}`, `:${server.address().port}`), cuts };
}
