/**
 * The contract everything else stands on: sockets, pipes, transports, and the thread they live on.
 *
 * <pre>
 *   cli ──► verticle ──► protocol ──► io.scapro ◄── wire ◄── transport
 *                                         ▲                     │
 *                                         └── found at run time by ServiceLoader (scheme → Transport)
 * </pre>
 *
 * <p>Two families hang on this package and never meet at compile time: {@code protocol} says what
 * happens to messages, {@code transport} moves them. A test holds the arrows in place.
 *
 * <h2>The way of a message</h2>
 *
 * <pre>
 *   push.send(body)                                        pull.handler(message -&gt; …)
 *     │ 1 Outbox       somebody can take it, or it waits          ▲ 4 Inbox, Delivery   demand, or it queues
 *     │ 2 LoadBalance  picks the peer                             │ 3 PullSocket.received
 *     │ 3 Pipe.send    counts it against the send buffer          │ 2 Pipe.received     counts it
 *     ▼ 4 StreamPipe   into this turn's batch                     │ 1 Framer            cuts it from the read buffer
 *   ═══════════════════════════ one write per turn ═══════════════════════════
 * </pre>
 *
 * <p>A message waits in two places only, both bounded and counted: the send buffer of a pipe, and
 * the receive queue of a socket. {@code Pipe.send} answers whether the pipe can take one more;
 * {@code received} answers whether the socket can. That is all of back-pressure.
 *
 * <h2>Threads</h2>
 *
 * <p>One socket, one event loop: its state has no lock. A call from elsewhere enters through one
 * mailbox, with one task for all calls that wait there. Handlers and futures answer on the context
 * that opened the socket, worker and virtual-thread contexts included. See {@link io.scapro.Host}.
 */
@NullMarked
package io.scapro;

import org.jspecify.annotations.NullMarked;
