package io.scapro.policy;

import io.scapro.Message;
import java.util.function.IntConsumer;

/** A reader of plain messages; its socket counts them. */
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
