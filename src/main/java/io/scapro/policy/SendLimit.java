package io.scapro.policy;

import io.scapro.CommonOptions;
import io.scapro.Reason;
import io.scapro.SpException;
import org.jspecify.annotations.Nullable;

/** The maximum length of sent messages, see {@link CommonOptions#setSendMaxSize}. */
public final class SendLimit {

  private final int most;

  public SendLimit(CommonOptions<?> options) {
    this.most = options.getSendMaxSize();
  }

  /**
   * TOO_LONG for a message of {@code bytes}, header included, that exceeds the limit; else null.
   */
  public @Nullable SpException refusal(int bytes) {
    return most == 0 || bytes <= most
        ? null
        : new SpException(
            Reason.TOO_LONG,
            "expected a message of at most %d bytes, got %d; do: send less, or raise sendMaxSize"
                .formatted(most, bytes));
  }
}
