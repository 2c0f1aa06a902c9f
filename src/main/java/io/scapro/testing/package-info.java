/**
 * Tests of handlers and of protocols without a network, without threads and without waiting. {@link
 * io.scapro.testing.FakeHost} runs sockets under a virtual clock. {@link
 * io.scapro.testing.FakePeer} is a peer that the test controls. Neither needs a test framework.
 *
 * <p>A test of a worker that gets tasks from a PULL socket:
 *
 * <pre>{@code
 * FakeHost host = FakeHost.onEventLoop();
 * PullSocket pull = host.open(PullSocket::create);
 * List<String> tasks = new ArrayList<>();
 * pull.handler(message -> tasks.add(message.body().toString()));
 *
 * FakePeer peer = FakePeer.join(pull);
 * peer.offer("first"); // a message from the peer
 * assertEquals(List.of("first"), tasks); // the handler has run
 *
 * pull.pause();
 * peer.offer("second");
 * assertEquals(List.of("first"), tasks);
 * pull.resume();
 * assertEquals(List.of("first", "second"), tasks);
 * assertEquals(List.of(), host.failures()); // no handler has thrown
 * }</pre>
 *
 * <p>The test advances the clock. A PUSH socket whose send timeout is one second and whose only
 * peer does not read:
 *
 * <pre>{@code
 * FakeHost host = FakeHost.onEventLoop();
 * SocketOptions options = new SocketOptions().setSendTimeout(Duration.ofSeconds(1)).setSendBuffer(1);
 * PushSocket push = host.open(vertx -> PushSocket.create(vertx, options));
 * FakePeer slow = FakePeer.join(push).hold();
 *
 * Future<Void> first = push.send(Buffer.buffer("first")); // fills the send buffer of the peer
 * Future<Void> second = push.send(Buffer.buffer("second")); // waits
 * assertTrue(first.succeeded());
 * assertEquals(List.of("first"), slow.texts());
 * host.advance(Duration.ofMillis(999));
 * assertFalse(second.isComplete());
 * host.advance(Duration.ofMillis(1));
 * assertEquals(Reason.TIMEOUT, ((SpException) second.cause()).reason());
 * }</pre>
 *
 * <p>A custom protocol, a subclass of {@link io.scapro.spi.SocketBase}, is created with the host
 * itself: {@code new MySocket(host, options)}.
 */
@NullMarked
package io.scapro.testing;

import org.jspecify.annotations.NullMarked;
