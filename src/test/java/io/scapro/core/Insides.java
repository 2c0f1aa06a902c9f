package io.scapro.core;

import io.scapro.Socket;
import io.scapro.spi.Deadlines;
import io.scapro.spi.Engine;
import io.scapro.spi.ReceiveBudget;
import io.scapro.spi.SocketBase;
import java.lang.reflect.Field;

/** Reads the budgets of a socket, for tests that check that nothing is left of them. */
public final class Insides {

  private Insides() {}

  /** The bytes that are counted in the budgets of {@code socket}, as a text; empty: none. */
  public static String usedBudgets(Socket socket) {
    Engine engine = SocketBase.engineOf(socket);
    ReceiveBudget receiving = engine.budget();
    Object sending = field(field(engine, "peers"), "sendBudget");
    String used =
        "send %s, receive %s, %s, partial %s, lent %s"
            .formatted(
                field(sending, "waiting"),
                field(receiving, "queued"),
                field(receiving, "crossing"),
                field(receiving, "sum"),
                field(field(engine, "bodies"), "lent"));
    return used.equals("send 0, receive 0, 0, partial 0, lent 0") ? "" : used;
  }

  /** How many deadlines of calls {@code socket} has. */
  public static int deadlines(Socket socket) {
    return ((Deadlines) field(socket, "deadlines")).size();
  }

  private static Object field(Object of, String name) {
    try {
      Field field = of.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
