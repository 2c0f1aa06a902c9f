package io.scapro.peers;

import io.scapro.peers.PeerTable.Cell;
import io.scapro.peers.PeerTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of docs/reference/peers.md, and the proofs that each of their marks needs: for both
 * protocols of a pair, and with Scapro on both sides.
 *
 * <p>The proofs, with the protocol of Scapro's socket:
 *
 * <ul>
 *   <li>{@code run LIBRARY PROTOCOL SCHEME binds|connects}
 *   <li>{@code bytes LIBRARY PROTOCOL SCHEME binds|connects}
 *   <li>{@code native LIBRARY PROTOCOL SCHEME binds|connects}
 *   <li>{@code chain DEVICE,DEVICE… PROTOCOL}, the protocol of the client
 *   <li>{@code replaced LIBRARY PROTOCOL}, of the socket behind the device
 *   <li>{@code js LIBRARY PROTOCOL}
 * </ul>
 */
final class PeerTables {

  private static final Pattern BLOCK =
      Pattern.compile("(?s)(<!-- results: interop (\\S+) -->\n)(.*?)(<!-- /results -->)");

  private static final List<String> LIBRARIES = List.of("nanomsg", "nng");

  /** The row of a protocol, or of a pair of protocols. */
  private record Protocols(String title, String... sockets) {}

  private static final List<Protocols> OF_NANOMSG =
      List.of(
          new Protocols("PAIR", "pair"),
          new Protocols("PUB, SUB", "pub", "sub"),
          new Protocols("REQ, REP", "req", "rep"),
          new Protocols("PUSH, PULL", "push", "pull"),
          new Protocols("SURVEYOR, RESPONDENT", "surveyor", "respondent"),
          new Protocols("BUS", "bus"));

  private static final List<Protocols> OF_NNG = new ArrayList<>(OF_NANOMSG);

  static {
    OF_NNG.add(1, new Protocols("PAIR1, one peer", "pair1"));
    OF_NNG.add(2, new Protocols("PAIR1, Scapro polyamorous", Proof.POLYAMOROUS));
  }

  private final List<PeerTable> tables;
  private final Proofs proofs;

  /**
   * Tables of {@code proofs}.
   *
   * @param versions of the tools nanocat and nngcat
   */
  PeerTables(Proofs proofs, Map<String, String> versions) {
    this.proofs = proofs;
    tables =
        List.of(
            tools(versions),
            matrix("nanomsg", OF_NANOMSG, "tcp", "ipc", "ws"),
            matrix("nng", OF_NNG, "tcp", "ipc", "ws", "abstract", "tls+tcp", "wss"),
            nativeTransport(),
            devices(),
            replacedDevices(),
            scaproJs());
  }

  private static PeerTable tools(Map<String, String> versions) {
    List<Row> rows = new ArrayList<>();
    versions.forEach(
        (tool, version) -> rows.add(new Row("`" + tool + "`", List.of(Cell.of(version)))));
    return new PeerTable("tools", List.of("tool", "version"), rows);
  }

  private static PeerTable matrix(String library, List<Protocols> protocols, String... schemes) {
    return table(
        library,
        "protocol",
        protocols,
        Protocols::title,
        List.of(schemes),
        (row, scheme) ->
            Cell.of("run", both("run", library, row.sockets(), scheme))
                .and("bytes", both("bytes", library, row.sockets(), scheme)));
  }

  /** With both sides binding. */
  private static String[] both(String how, String library, String[] sockets, String scheme) {
    return Stream.of(sockets)
        .flatMap(
            socket ->
                Stream.of(true, false)
                    .map(bind -> String.join(" ", how, library, socket, scheme, Proof.side(bind))))
        .toArray(String[]::new);
  }

  private static PeerTable nativeTransport() {
    String[] pair = {"pair"};
    return table(
        "native",
        "PAIR",
        LIBRARIES,
        library -> library,
        List.of("ipc", "unix", "abstract"),
        (library, scheme) -> Cell.of("run", both("native", library, pair, scheme)));
  }

  private static PeerTable devices() {
    return table(
        "devices",
        "devices",
        List.of(
            "ours,ours",
            "ours,nanomsg,nng",
            "ours,nng,nanomsg",
            "nanomsg,ours,nng",
            "nanomsg,nng,ours",
            "nng,ours,nanomsg",
            "nng,nanomsg,ours",
            "ours,nng,ours"),
        devices -> devices.replace("ours", "Scapro").replace(",", ", "),
        List.of("REQ, REP", "SURVEYOR, RESPONDENT", "PUSH, PULL", "PUB, SUB", "PAIR1"),
        (devices, protocols) -> Cell.of("run", "chain " + devices + " " + client(protocols)));
  }

  private static PeerTable replacedDevices() {
    return table(
        "replaced",
        "instead of a device of",
        List.of("nanomsg", "nng", "mixed"),
        library -> library.equals("mixed") ? "nanomsg or nng, in a chain of both" : library,
        List.of("REQ, REP", "SURVEYOR, RESPONDENT", "BUS", "PAIR1"),
        (library, protocols) -> Cell.of("bytes", "replaced " + library + " " + client(protocols)));
  }

  private static String client(String protocols) {
    return protocols.replaceFirst(",.*", "").toLowerCase(Locale.ROOT);
  }

  private static PeerTable scaproJs() {
    return table(
        "scapro.js",
        "protocol",
        OF_NNG.stream().filter(row -> !row.sockets()[0].equals(Proof.POLYAMOROUS)).toList(),
        Protocols::title,
        LIBRARIES,
        (row, library) ->
            Cell.of(
                "bytes",
                Stream.of(row.sockets())
                    .map(socket -> "js " + library + " " + socket)
                    .toArray(String[]::new)));
  }

  private static <R> PeerTable table(
      String name,
      String first,
      List<R> rows,
      Function<R, String> title,
      List<String> columns,
      BiFunction<R, String, Cell> cell) {
    return new PeerTable(
        name,
        Stream.concat(Stream.of(first), columns.stream()).toList(),
        rows.stream()
            .map(
                row ->
                    new Row(
                        title.apply(row),
                        columns.stream().map(column -> cell.apply(row, column)).toList()))
            .toList());
  }

  /** {@code page} with these tables between its markers. */
  String in(String page) {
    return BLOCK
        .matcher(page)
        .replaceAll(
            block ->
                Matcher.quoteReplacement(
                    block.group(1)
                        + "\n"
                        + table(block.group(2)).markdown(proofs)
                        + "\n"
                        + block.group(4)));
  }

  private PeerTable table(String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected a table of PeerTables, got " + name));
  }

  /** What of {@code page} the results do not say, and the other way round; a line for each. */
  List<String> differences(String page) {
    List<String> differences = new ArrayList<>();
    Set<String> missing =
        tables.stream().map(PeerTable::name).collect(Collectors.toCollection(TreeSet::new));
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      PeerTable table = table(block.group(2));
      missing.remove(table.name());
      differences.addAll(table.differences(block.group(3), proofs));
    }
    missing.forEach(
        name -> differences.add("expected <!-- results: interop " + name + " -->, got none"));
    Set<String> known =
        tables.stream().flatMap(PeerTable::proofs).collect(Collectors.toCollection(TreeSet::new));
    proofs.passed().stream()
        .filter(proof -> !known.contains(proof))
        .forEach(proof -> differences.add("expected a cell in PeerTables for: " + proof));
    return differences;
  }
}
