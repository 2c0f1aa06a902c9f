package io.scapro.suite;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bodies that recordings and interop tests use. */
public final class Bodies {

  public static final Map<String, Buffer> ALL = all();

  private Bodies() {}

  public static Buffer of(String name) {
    Buffer body = ALL.get(name);
    if (body == null) {
      throw new IllegalArgumentException("expected one of " + ALL.keySet() + ", got " + name);
    }
    return body.copy();
  }

  private static Map<String, Buffer> all() {
    Map<String, Buffer> bodies = new LinkedHashMap<>();
    bodies.put("hello", Buffer.buffer("hello"));
    bodies.put("empty", Buffer.buffer());
    bodies.put("binary256", pattern(256));
    bodies.put("large70000", pattern(70_000));
    return bodies;
  }

  private static Buffer pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i ^ i >> 8);
    }
    return Buffer.buffer(bytes);
  }
}
