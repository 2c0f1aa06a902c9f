package io.scapro.policy;

import io.scapro.Message;

/**
 * How items are lent to the application.
 *
 * @param <T> the type of the items
 */
public interface Loan<T> {

  /** Messages, whose body may come from a pool. */
  Loan<Message> OF_MESSAGES =
      new Loan<>() {
        @Override
        public void own(Message message) {
          message.keep();
        }

        @Override
        public void release(Message message) {
          message.release();
        }

        @Override
        public int bytes(Message message) {
          return message.length();
        }
      };

  /** Makes {@code item} the application's own. */
  void own(T item);

  /** Ends the loan of {@code item}, which is no longer read. */
  void release(T item);

  /** Length of {@code item}, in bytes. May be called from any thread. */
  int bytes(T item);
}
