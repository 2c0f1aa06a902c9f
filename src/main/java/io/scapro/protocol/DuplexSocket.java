package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.spi.Host;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A socket that reads messages and writes bodies.
 *
 * @param <S> the type of the socket itself
 */
public abstract class DuplexSocket<S extends DuplexSocket<S>> extends StreamSocket<Buffer, S> {

  DuplexSocket(Host host, Identity identity, CommonOptions<?> options) {
    super(host, identity, options);
  }

  /**
   * {@return the bodies of the messages as a stream: {@code bodies().pipeTo(file)}. The handler of
   * the stream replaces {@link #handler}. The stream and this socket have the same demand and the
   * same end. The application may keep each body, even if {@code lendBodies} is set}
   */
  public final ReadStream<Buffer> bodies() {
    return new Bodies(this);
  }

  @Override
  final Message message(Buffer body) {
    return new Message(body);
  }
}
