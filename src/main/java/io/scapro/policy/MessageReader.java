package io.scapro.policy;

import io.scapro.Message;
import java.util.function.IntConsumer;

/** What a reader of plain messages does with them: the counting is its socket's. */
public record MessageReader(IntConsumer whenDelivered, IntConsumer whenLost)
    implements Inbox.Reader<Message> {

  @Override
  public Loan<Message> loan() {
    return Loan.OF_MESSAGES;
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
