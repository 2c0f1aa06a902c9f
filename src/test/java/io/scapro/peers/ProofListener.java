package io.scapro.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes a line for each {@link Proof} of a test that passed or failed: the result, the proof, the
 * class, the method and the display name, separated by tabs. The folder, one for each run of Maven,
 * is the system property {@code scapro.proofs}; without it nothing is written. Test JVMs run at the
 * same time, so each has a file of its own.
 */
public final class ProofListener implements TestExecutionListener {

  private final Map<String, List<String>> published = new ConcurrentHashMap<>();

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    String proof = entry.getKeyValuePairs().get(Proof.KEY);
    if (proof != null) {
      published.computeIfAbsent(test.getUniqueId(), id -> new CopyOnWriteArrayList<>()).add(proof);
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    List<String> proofs = published.remove(test.getUniqueId());
    String folder = System.getProperty("scapro.proofs");
    if (proofs == null || folder == null || result.getStatus() == Status.ABORTED) {
      return;
    }
    String outcome = result.getStatus() == Status.SUCCESSFUL ? Proofs.PASSED : Proofs.FAILED;
    StringBuilder lines = new StringBuilder();
    for (String proof : proofs) {
      lines.append(String.join("\t", outcome, proof, source(test))).append('\n');
    }
    write(Path.of(folder), lines.toString());
  }

  private static String source(TestIdentifier test) {
    String method =
        test.getSource()
            .map(MethodSource.class::cast)
            .map(source -> source.getClassName() + '\t' + source.getMethodName())
            .orElseThrow();
    return method + '\t' + test.getDisplayName();
  }

  private static synchronized void write(Path folder, String lines) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(ProcessHandle.current().pid() + ".txt"),
          lines,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
