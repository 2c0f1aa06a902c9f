package io.scapro.cli.common;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers on the command line: the error for a value out of range contains the range. */
public final class Numbers {

  private Numbers() {}

  /** A whole number from 0 to 2147483647. */
  public static final class ZeroOrMore implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) between(0, Integer.MAX_VALUE, text);
    }
  }

  /** A whole number from 1 to 2147483647. */
  public static final class OneOrMore implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) between(1, Integer.MAX_VALUE, text);
    }
  }

  /** A whole number from 0 to 65535. */
  public static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) between(0, 65_535, text);
    }
  }

  /** A whole number from 1 to 9223372036854775807. */
  public static final class Count implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return between(1, Long.MAX_VALUE, text);
    }
  }

  private static long between(long least, long most, String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new TypeConversionException(
        "expected a whole number from %d to %d, got %s".formatted(least, most, text));
  }
}
