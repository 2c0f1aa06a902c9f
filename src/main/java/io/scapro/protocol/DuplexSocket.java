package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.spi.Host;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A socket that the application reads messages from and writes bodies to.
 *
 * @param <S> the socket itself
 */
public abstract class DuplexSocket<S extends DuplexSocket<S>> extends StreamSocket<Buffer, S> {

  DuplexSocket(Host host, Identity identity, CommonOptions<?> options) {
    super(host, identity, options);
  }

  /**
   * {@return the bodies of the messages, as a stream that can be piped: {@code
   * bodies().pipeTo(file)}. It replaces {@link #handler}; demand and end are those of this socket.
   * A body belongs to the reader}
   */
  public final ReadStream<Buffer> bodies() {
    return new Bodies(this);
  }

  @Override
  final Message message(Buffer body) {
    return new Message(body);
  }
}
