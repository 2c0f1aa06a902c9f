/**
 * What an application imports: sockets, messages, peers, endpoints, options, events and statistics.
 *
 * <pre>{@code
 * RepSocket rep = RepSocket.create(vertx);
 * rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
 * rep.bind("tcp://127.0.0.1:5555");
 * }</pre>
 *
 * <p>The sockets are in {@code io.scapro.protocol}, one class for each protocol. Their common
 * interface is {@link io.scapro.Socket}. Options of transports are in {@code io.scapro.transport}.
 * Authors of protocols and transports import {@code io.scapro.spi}.
 *
 * <h2>The path of a message</h2>
 *
 * <pre>
 *   push.send(body)                                        pull.handler(message -&gt; …)
 *     │ 1 Outbox       a peer can take it, or it waits            ▲ 4 Inbox, Delivery   demand, or it waits
 *     │ 2 LoadBalance  picks the peer                             │ 3 PullSocket.received
 *     │ 3 Pipe.send    counts it against the send buffer          │ 2 Pipe.received     counts it
 *     ▼ 4 StreamPipe   adds it to the batch of this turn          │ 1 Framer            cuts it from the read buffer
 *   ═══════════════════════════ one write per turn ═══════════════════════════
 * </pre>
 *
 * <p>{@code Pipe.send} returns whether the pipe can accept one more message. {@code received}
 * returns whether the socket can. Back-pressure consists of these two results. {@code
 * docs/architecture.md} lists every queue with its limits.
 *
 * <h2>Threads</h2>
 *
 * <p>A socket belongs to one event loop; its state needs no lock. Calls from other threads are
 * queued; one task runs all queued calls. Handlers are called on the context that created the
 * socket, which may be a worker or virtual-thread context. A future completes on the context of its
 * caller, or on that of the socket if the caller has none.
 */
@NullMarked
package io.scapro;

import org.jspecify.annotations.NullMarked;
