package io.scapro.transport.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.scapro.spi.Host;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a byte stream is closed. A channel that is closed while input is unread resets the
 * connection, and the peer can lose what it has not read yet. So a stream that still has something
 * to say is half-closed: it sends no more, and reads on until the peer closes. A TLS stream says
 * close_notify before, which a peer that does not read can keep waiting. On the pipe's loop.
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
   * @param linger how long its owner waits before it aborts
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
    if (tls != null) { // not Netty's own 3 s, which it also complains about
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

  /** Closes once all flushes are done; the last frame is in one of them. */
  void closeGracefully() {
    closing = true;
    closeWhenFlushed();
  }

  private void closeWhenFlushed() {
    if (closing && flushes == 0 && ctx.channel().isActive()) {
      if (halfClose()) {
        reader.readOn(); // to see that the peer closes
      } else {
        ctx.close();
      }
    }
  }

  /** Closes at once: close_notify is said if it can be written now. */
  void abort() {
    ctx.close();
    if (tls != null && ctx.channel().isOpen()) {
      tls.close();
    }
  }

  /** Tells the peer why, where the framing has a frame for that, and closes. */
  void closeAfterFailure() {
    if (ctx.channel().isActive() && framing.closeFrame(batch)) {
      closeAfterBatch();
    } else {
      abort();
    }
  }

  /** Sends what is in the batch, and closes without reading any more. */
  void closeAfterBatch() {
    if (batch.isEmpty()) {
      abort();
    } else {
      host.execute(() -> host.after(PATIENCE, this::abort)); // the peer may never read it
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
   * Whether a reset of the connection tells nothing: a peer that has closed it answers our
   * close_notify with one, since that is data.
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
