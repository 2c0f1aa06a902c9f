package io.scapro.policy;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ids of the latest messages, to detect duplicates. An id has 8 random bytes of the sender and
 * 8 bytes of its counter. The last {@value #MEMORY} ids are remembered; a duplicate that arrives
 * later counts as new.
 */
public final class SeenMessages {

  public static final int ID = 16;
  private static final int MEMORY = 4096;

  private final long self = ThreadLocalRandom.current().nextLong();
  private final Set<Buffer> ids = new LinkedHashSet<>();
  private long count;

  /** A new id for a message of this socket. It counts as seen. */
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
