package io.scapro.protocol;

import io.scapro.CommonOptions;
import io.scapro.Identity;
import io.scapro.Message;
import io.scapro.spi.Host;
import io.vertx.core.buffer.Buffer;

/**
 * A socket that the application reads messages from and writes bodies to.
 *
 * @param <S> the socket itself
 */
public abstract class DuplexSocket<S extends DuplexSocket<S>> extends StreamSocket<Buffer, S> {

  DuplexSocket(Host host, Identity identity, CommonOptions<?> options) {
    super(host, identity, options);
  }

  @Override
  final Message message(Buffer body) {
    return new Message(body);
  }
}
