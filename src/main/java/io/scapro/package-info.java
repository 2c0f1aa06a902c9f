/**
 * What an application imports: sockets, messages, peers, endpoints, options, events and statistics.
 *
 * <pre>{@code
 * RepSocket rep = RepSocket.create(vertx);
 * rep.handler(request -> request.reply(Buffer.buffer("hello " + request.body())));
 * rep.bind("tcp://127.0.0.1:5555");
 * }</pre>
 *
 * <p>The sockets are in {@code io.scapro.protocol}, one class for each protocol; what they have in
 * common is {@link io.scapro.Socket}. Options of transports are in {@code io.scapro.transport}.
 * Authors of protocols and transports import {@code io.scapro.spi}.
 *
 * <h2>The way of a message</h2>
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
 * <p>{@code Pipe.send} answers whether the pipe can take one more message; {@code received} answers
 * whether the socket can. That is all of back-pressure. {@code docs/architecture.md} lists every
 * place where messages wait, with its bounds.
 *
 * <h2>Threads</h2>
 *
 * <p>One socket lives on one event loop: its state has no lock. A call from another thread enters
 * through one mailbox, with one task for all calls that wait there. Handlers are called on the
 * context that created the socket, worker and virtual-thread contexts included. A future completes
 * on the context of its caller, or on that of the socket where the caller has none.
 */
@NullMarked
package io.scapro;

import org.jspecify.annotations.NullMarked;
