package io.scapro.simulation.net;

import io.scapro.spi.Host;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.SharedData;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@link Vertx} with one host, and one context on the lane of the application: what sockets and
 * streams ask it, and no more.
 */
final class SimVertx {

  private final Host host;
  private final BusNode node;
  private final SimTimers timers;
  private final Context context = (Context) proxy(this::callOnContext, Context.class);
  private final Map<Object, LocalMap<?, ?>> maps = new HashMap<>();
  private final SharedData shared = (SharedData) proxy(this::callOnSharedData, SharedData.class);

  private SimVertx(Host host, BusNode node) {
    this.host = host;
    this.node = node;
    this.timers = new SimTimers(node.lane());
  }

  static Vertx of(Host host, BusNode node) {
    return (Vertx) proxy(new SimVertx(host, node)::callOnVertx, Vertx.class, Host.Provider.class);
  }

  /** What a method of a proxy does. */
  interface Call {
    Object apply(Method method, Object[] arguments);
  }

  /** An object of {@code types} without any other behaviour than {@code calls}. */
  static Object proxy(Call calls, Class<?>... types) {
    return Proxy.newProxyInstance(
        SimVertx.class.getClassLoader(),
        types,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "equals" -> self == arguments[0];
              case "hashCode" -> 1;
              case "toString" -> "simulated " + types[0].getSimpleName();
              default -> calls.apply(method, arguments);
            });
  }

  private Object callOnVertx(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "host" -> host;
      case "sharedData" -> shared;
      case "isMetricsEnabled" -> false;
      case "eventBus" -> node.eventBus();
      case "getOrCreateContext" -> context;
      case "runOnContext" -> runOnContext(arguments);
      case "setTimer" -> timers.set((Long) arguments[0], handler(arguments));
      case "setPeriodic" -> timers.setPeriodic((Long) arguments[0], handler(arguments));
      case "cancelTimer" -> timers.cancel((Long) arguments[0]);
      default -> throw new UnsupportedOperationException("Vertx." + method.getName());
    };
  }

  private Object callOnContext(Method method, Object[] arguments) {
    if (!method.getName().equals("runOnContext")) {
      throw new UnsupportedOperationException("Context." + method.getName());
    }
    return runOnContext(arguments);
  }

  private Object runOnContext(Object[] arguments) {
    Handler<Void> task = handler(arguments);
    node.lane().execute(() -> task.handle(null));
    return null;
  }

  @SuppressWarnings("unchecked")
  private static <T> Handler<T> handler(Object[] arguments) {
    return (Handler<T>) arguments[arguments.length - 1];
  }

  private Object callOnSharedData(Method method, Object[] arguments) {
    if (!method.getName().equals("getLocalMap")) {
      throw new UnsupportedOperationException("SharedData." + method.getName());
    }
    return maps.computeIfAbsent(arguments[0], name -> localMap());
  }

  private static LocalMap<?, ?> localMap() {
    Map<Object, Object> map = new HashMap<>();
    return (LocalMap<?, ?>)
        proxy(
            (method, arguments) -> {
              try {
                return Map.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(map, arguments);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            },
            LocalMap.class);
  }
}
