package io.scapro.transport.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.scapro.spi.Host;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a byte stream. Closing a channel with unread input resets the connection, and the peer can
 * lose bytes that it has not read yet. So a stream that still has bytes to send is half-closed: it
 * stops sending, and reads until the peer closes. A TLS stream sends close_notify first; a peer
 * that does not read can delay that. Runs on the pipe's event loop.
 */
final class StreamEnding {

  /** How long a peer may take to read the last frame, and to close. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ChannelHandlerContext ctx;
  private final Host host;
  private final Framing framing;
  private final Batch batch;
  private final StreamReader reader;
  private final @Nullable ChannelHandlerContext tls;
  private int flushes;
  private boolean closing;

  /**
   * @param linger how long the owner waits before it aborts
   */
  StreamEnding(
      ChannelHandlerContext ctx,
      Host host,
      Framing framing,
      Batch batch,
      StreamReader reader,
      Duration linger) {
    this.ctx = ctx;
    this.host = host;
    this.framing = framing;
    this.batch = batch;
    this.reader = reader;
    this.tls = ctx.pipeline().context(SslHandler.class);
    if (tls != null) { // longer than Netty's 3 s, after which Netty logs a warning
      ((SslHandler) tls.handler())
          .setCloseNotifyFlushTimeoutMillis(linger.plusSeconds(1).toMillis());
    }
  }

  /** A flush begins; {@link #flushed} follows. */
  void flushing() {
    flushes++;
  }

  /** The bytes of a flush were handed to the network, or failed. */
  void flushed() {
    flushes--;
    closeWhenFlushed();
  }

  /** Closes when all flushes are done, including the one with the last frame. */
  void closeGracefully() {
    closing = true;
    closeWhenFlushed();
  }

  private void closeWhenFlushed() {
    if (closing && flushes == 0 && ctx.channel().isActive()) {
      if (halfClose()) {
        reader.readOn(); // to detect that the peer closes
      } else {
        ctx.close();
      }
    }
  }

  /** Closes at once; sends close_notify if it can be written without waiting. */
  void abort() {
    ctx.close();
    if (tls != null && ctx.channel().isOpen()) {
      tls.close();
    }
  }

  /** Sends a close frame with the reason, if the framing has one, and closes. */
  void closeAfterFailure() {
    if (ctx.channel().isActive() && framing.closeFrame(batch)) {
      closeAfterBatch();
    } else {
      abort();
    }
  }

  /** Flushes the batch, and closes without reading any more. */
  void closeAfterBatch() {
    if (batch.isEmpty()) {
      abort();
    } else {
      host.execute(() -> host.after(PATIENCE, this::abort)); // if the peer never reads it
      batch.flush(written -> discardUntilClosed());
    }
  }

  private void discardUntilClosed() {
    if (halfClose()) {
      ctx.channel().config().setAutoRead(true);
    } else {
      ctx.close();
    }
  }

  /**
   * Whether a reset of the connection is no error: a peer that has closed the connection answers
   * the close_notify, which is data, with a reset.
   */
  boolean isAnsweredByReset() {
    return closing && tls != null;
  }

  /** Returns false where the connection cannot be half-closed. */
  private boolean halfClose() {
    if (!(ctx.channel() instanceof DuplexChannel duplex)) {
      return false;
    }
    if (tls == null) {
      duplex.shutdownOutput();
    } else {
      ((SslHandler) tls.handler()).closeOutbound().addListener(said -> duplex.shutdownOutput());
    }
    return true;
  }
}
