package io.scapro.protocol;

import io.scapro.Message;
import java.util.function.IntConsumer;

/** What a reader of plain messages does with them: the counting is its socket's. */
record MessageReader(IntConsumer whenDelivered, IntConsumer whenLost)
    implements Inbox.Reader<Message> {

  @Override
  public void own(Message message) {
    message.keep();
  }

  @Override
  public void release(Message message) {
    message.release();
  }

  @Override
  public void delivered(int messages) {
    whenDelivered.accept(messages);
  }

  @Override
  public void lost(int messages) {
    whenLost.accept(messages);
  }
}
