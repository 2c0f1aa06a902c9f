package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a journal has after it was closed, or after its process was killed. */
@Timeout(30)
class FileJournalTest {

  private static final Order TEA = new Order("1", "tea", 2, false);
  private static final Order COFFEE = new Order("2", "coffee", 1, false);

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("journal");
    FileJournal journal = open();
    assertEquals(List.of(), journal.lines());
    journal.append(TEA).await();
    journal.close().await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private FileJournal open() {
    return FileJournal.open(vertx, file.toString()).await();
  }

  @Test
  void linesStay() {
    FileJournal journal = open();
    assertEquals(List.of(TEA), journal.lines());
    journal.append(TEA.asShipped()).await();
    journal.close().await();
    assertEquals(List.of(TEA, TEA.asShipped()), open().lines());
  }

  @Test
  void aPartOfALineIsRemoved() throws Exception {
    Files.writeString(file, "{\"id\":\"2\",\"it", StandardOpenOption.APPEND);
    FileJournal journal = open();
    assertEquals(List.of(TEA), journal.lines());
    journal.append(COFFEE).await();
    journal.close().await();
    assertEquals(List.of(TEA, COFFEE), open().lines());
  }
}
