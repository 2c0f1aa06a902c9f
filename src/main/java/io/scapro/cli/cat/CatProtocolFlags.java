package io.scapro.cli.cat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options for the protocol of {@code scapro cat}: exactly one is required. */
final class CatProtocolFlags {

  static final String REP = "REP: print requests; reply with --data or --file if given.";
  static final String RESPONDENT =
      "RESPONDENT: print surveys; respond with --data or --file if given.";
  static final String STAR = "STAR: like BUS, but each member also forwards messages.";

  @Option(names = "--push", description = "PUSH: send each message to one PULL.")
  boolean push;

  @Option(names = "--pull", description = "PULL: receive the messages of PUSH sockets.")
  boolean pull;

  @Option(names = "--pub", description = "PUB: send each message to all subscribers.")
  boolean pub;

  @Option(names = "--sub", description = "SUB: receive published messages.")
  boolean sub;

  @Option(names = "--req", description = "REQ: send a request, print the reply.")
  boolean req;

  @Option(names = "--rep", description = REP)
  boolean rep;

  @Option(names = "--surveyor", description = "SURVEYOR: send a survey, print all responses.")
  boolean surveyor;

  @Option(names = "--respondent", description = RESPONDENT)
  boolean respondent;

  @Option(names = "--bus", description = "BUS: send to and receive from all direct neighbours.")
  boolean bus;

  @Option(names = "--star", description = STAR)
  boolean star;

  @Option(names = "--pair", description = "PAIR version 0: exchange messages with one peer.")
  boolean pair;

  @Option(names = "--pair1", description = "PAIR version 1: exchange messages with one peer.")
  boolean pair1;

  @Option(
      names = "--poly",
      description = "With --pair1: accept any number of peers; send each message to all of them.")
  boolean poly;

  /** The names of the given protocols. */
  List<String> named() {
    Map<String, Boolean> all = new LinkedHashMap<>();
    all.put("push", push);
    all.put("pull", pull);
    all.put("pub", pub);
    all.put("sub", sub);
    all.put("req", req);
    all.put("rep", rep);
    all.put("surveyor", surveyor);
    all.put("respondent", respondent);
    all.put("bus", bus);
    all.put("star", star);
    all.put("pair", pair);
    all.put("pair1", pair1);
    return all.keySet().stream().filter(all::get).toList();
  }
}
