package io.scapro.arguments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.scapro.Arguments;
import io.scapro.Durations;
import io.scapro.Socket;
import io.vertx.core.Vertx;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every public method and constructor of the public packages refuses null at the call, where its
 * parameter is not {@code @Nullable}, with a {@link NullPointerException} that has the name of the
 * parameter; also null inside a list or map. What an application or a transport implements, that is
 * abstract methods of interfaces, is walked where a class of these packages implements it.
 */
class ArgumentsTest {

  private static final Set<String> PACKAGES =
      Set.of(
          "io.scapro",
          "io.scapro.protocol",
          "io.scapro.transport",
          "io.scapro.web",
          "io.scapro.metrics",
          "io.scapro.cluster",
          "io.scapro.verticle",
          "io.scapro.testing",
          "io.scapro.spi");

  /** The value of an event, which may be null as that of a Vert.x handler. */
  private static final Set<String> MAY_BE_NULL = Set.of("FakeHost.emit(value)");

  private final Vertx vertx = Vertx.vertx();
  private final Values values = new Values(vertx);
  private final List<String> wrong = new ArrayList<>();
  private final Set<Executable> walked = new HashSet<>();
  private int parameters;

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void refuseNullAtTheCall() throws ReflectiveOperationException {
    Set<String> seen = new TreeSet<>();
    for (Class<?> type : types()) {
      seen.add(type.getPackageName());
      Object instance = null;
      for (Executable call : calls(type)) {
        for (int i = 0; i < call.getParameterCount(); i++) {
          if (mayNotBeNull(call, i)) {
            if (instance == null && needsInstance(call)) {
              instance = values.of(type);
            }
            tryNulls(call, instance, i);
          }
        }
      }
      if (instance instanceof Socket socket) {
        values.host().turn();
        SocketsAtWork.check(socket, values.host());
      }
    }
    System.out.printf(
        "ArgumentsTest: %d methods and constructors, %d parameters%n", walked.size(), parameters);
    assertEquals(List.of(), wrong);
    assertEquals(PACKAGES, seen);
    assertTrue(parameters > 300, "expected most parameters to be walked, got " + parameters);
  }

  private static List<Class<?>> types() {
    List<Class<?>> result = new ArrayList<>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.scapro")) {
      if (PACKAGES.contains(each.getPackageName())) {
        Class<?> type = each.reflect();
        if (isPublic(type)) {
          result.add(type);
        }
      }
    }
    result.sort((a, b) -> a.getName().compareTo(b.getName()));
    return result;
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()))
        && !type.isAnonymousClass();
  }

  /** Those of abstract classes are walked in each of their subclasses. */
  private static List<Executable> calls(Class<?> type) {
    boolean isConcrete = !Modifier.isAbstract(type.getModifiers());
    Stream<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> !method.isBridge() && !method.isSynthetic())
            .filter(method -> PACKAGES.contains(method.getDeclaringClass().getPackageName()))
            .filter(method -> !method.getName().equals("equals"))
            .filter(method -> !type.isEnum() || !method.getName().equals("valueOf"))
            .filter(
                method ->
                    Modifier.isStatic(method.getModifiers())
                        ? method.getDeclaringClass() == type
                        : isConcrete);
    Stream<Constructor<?>> constructors =
        isConcrete ? Arrays.stream(type.getConstructors()) : Stream.of();
    return Stream.<Executable>concat(methods, constructors)
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }

  private static boolean needsInstance(Executable call) {
    return call instanceof Method && !Modifier.isStatic(call.getModifiers());
  }

  private static boolean mayNotBeNull(Executable call, int index) {
    AnnotatedType type = call.getAnnotatedParameterTypes()[index];
    return !call.getParameterTypes()[index].isPrimitive()
        && !type.isAnnotationPresent(Nullable.class)
        && !MAY_BE_NULL.contains(text(call, index));
  }

  private static String text(Executable call, int index) {
    String name = call instanceof Method ? '.' + call.getName() : "";
    return "%s%s(%s)"
        .formatted(
            call.getDeclaringClass().getSimpleName(), name, call.getParameters()[index].getName());
  }

  private void tryNulls(Executable call, @Nullable Object instance, int index)
      throws ReflectiveOperationException {
    walked.add(call);
    parameters++;
    tryOne(call, instance, index, null);
    Class<?> type = call.getParameterTypes()[index];
    if (type == List.class || type == Collection.class) {
      tryOne(call, instance, index, Collections.singletonList(null));
    } else if (type == Map.class) {
      tryOne(call, instance, index, Collections.singletonMap("x", null));
    }
  }

  private void tryOne(Executable call, @Nullable Object instance, int index, @Nullable Object value)
      throws ReflectiveOperationException {
    Object[] arguments = new Object[call.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == index ? value : values.of(call.getParameterTypes()[i]);
    }
    String name = expectedName(call, index);
    String[] got = new String[1];
    // as from another thread: what a socket would do about it comes later, on its loop
    values.host().elsewhere(() -> got[0] = outcome(call, instance, arguments));
    if (!got[0].equals("NullPointerException " + name)) {
      wrong.add(
          "%s: expected NullPointerException %s, got %s%n"
              .formatted(text(call, index) + (value == null ? "" : " " + value), name, got[0]));
    }
  }

  /** The checks themselves tell the name that they were given. */
  private static String expectedName(Executable call, int index) {
    String name = call.getParameters()[index].getName();
    Class<?> type = call.getDeclaringClass();
    boolean isCheck = type == Arguments.class || type == Durations.class;
    return isCheck && call.getParameterCount() > 1 && !name.equals("name") ? "x" : name;
  }

  private static String outcome(Executable call, @Nullable Object instance, Object[] arguments) {
    try {
      Object result =
          call instanceof Constructor<?> constructor
              ? constructor.newInstance(arguments)
              : ((Method) call).invoke(instance, arguments);
      return "a result " + result;
    } catch (InvocationTargetException e) {
      return e.getCause().getClass().getSimpleName() + ' ' + e.getCause().getMessage();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
