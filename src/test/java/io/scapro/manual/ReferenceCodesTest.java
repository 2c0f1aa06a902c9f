package io.scapro.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.scapro.DropReason;
import io.scapro.Reason;
import io.scapro.SocketEvent;
import io.scapro.manual.Page.Heading;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages about reasons, drop reasons and events have each of them, and no other. */
class ReferenceCodesTest {

  private static List<String> codesAndNames(Page page) {
    Table table = page.firstTables().get(0);
    return table.rows().stream()
        .map(row -> table.cell(row, "code") + " " + table.cell(row, "reason"))
        .toList();
  }

  private static List<String> sections(Page page) {
    return page.headings().stream()
        .filter(heading -> heading.level() == 2)
        .map(Heading::text)
        .toList();
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  @Test
  void hasEachReason() {
    Page page = Page.of("docs/guides/reasons.md");
    List<String> real =
        Stream.of(Reason.values()).map(each -> each.code() + " " + each.name()).toList();
    assertEquals(real, codesAndNames(page));
    assertEquals(names(Reason.values()), sections(page));
  }

  @Test
  void hasEachDropReason() {
    Page page = Page.of("docs/guides/drop-reasons.md");
    List<String> real =
        Stream.of(DropReason.values()).map(each -> each.code() + " " + each.name()).toList();
    assertEquals(real, codesAndNames(page));
    assertEquals(names(DropReason.values()), sections(page));
  }

  @Test
  void hasEachEvent() {
    Table table = Page.of("docs/reference/events.md").firstTables().get(0);
    assertEquals(names(SocketEvent.Type.values()), table.column("`type()`"));
  }
}
