package io.scapro.policy;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ids of the last messages, to tell a duplicate: 8 random bytes of the sender, 8 of its count.
 * It remembers the last {@value #MEMORY}; a duplicate that comes later than that is taken for new.
 */
public final class SeenMessages {

  public static final int ID = 16;
  private static final int MEMORY = 4096;

  private final long self = ThreadLocalRandom.current().nextLong();
  private final Set<Buffer> ids = new LinkedHashSet<>();
  private long count;

  /** An id for a message of our own; it is not new to us any more. */
  public Buffer newId() {
    Buffer id = Buffer.buffer(ID).appendLong(self).appendLong(count++);
    isNew(id);
    return id;
  }

  public boolean isNew(Buffer id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > MEMORY) {
      ids.remove(ids.iterator().next());
    }
    return true;
  }
}
