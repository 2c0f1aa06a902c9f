package example.orders;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A file with one line of JSON for each change of an order. Its last line about an order counts.
 */
final class FileJournal implements Journal {

  private final AsyncFile file;
  private final List<Order> lines;

  private FileJournal(AsyncFile file, List<Order> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Reads what the file has, and opens it to append more. */
  static Future<FileJournal> open(Vertx vertx, String path) {
    FileSystem files = vertx.fileSystem();
    return files
        .exists(path)
        .compose(exists -> exists ? readWholeLines(files, path) : Future.succeededFuture(""))
        .map(text -> text.lines().map(line -> Order.of(new JsonObject(line))).toList())
        .compose(
            lines ->
                files
                    .open(path, new OpenOptions().setAppend(true))
                    .map(file -> new FileJournal(file, lines)));
  }

  /** A process that was killed may have left a part of a line. Nobody was told of that order. */
  private static Future<String> readWholeLines(FileSystem files, String path) {
    return files
        .readFile(path)
        .compose(
            all -> {
              int end = all.length();
              while (end > 0 && all.getByte(end - 1) != '\n') {
                end--;
              }
              String text = all.getString(0, end);
              return end == all.length()
                  ? Future.succeededFuture(text)
                  : files.truncate(path, end).map(text);
            });
  }

  /** What was in the file when it was opened, the oldest first. */
  List<Order> lines() {
    return lines;
  }

  @Override
  public Future<Void> append(Order order) {
    Buffer line = order.toJson().toBuffer().appendByte((byte) '\n');
    return file.write(line).compose(written -> file.flush());
  }

  Future<Void> close() {
    return file.close();
  }
}
