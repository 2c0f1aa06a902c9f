package io.scapro.cli.cat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options for the protocol of {@code scapro cat}: exactly one is required. */
final class CatProtocolFlags {

  @Option(names = "--push", description = "Send to one worker at a time.")
  boolean push;

  @Option(names = "--pull", description = "Be a worker.")
  boolean pull;

  @Option(names = "--pub", description = "Send to every subscriber.")
  boolean pub;

  @Option(names = "--sub", description = "Be a subscriber.")
  boolean sub;

  @Option(names = "--req", description = "Ask one server, print its answer.")
  boolean req;

  @Option(names = "--rep", description = "Be a server; answers the data, if there are any.")
  boolean rep;

  @Option(names = "--surveyor", description = "Ask all, print their answers.")
  boolean surveyor;

  @Option(names = "--respondent", description = "Be asked; answers the data, if there are any.")
  boolean respondent;

  @Option(names = "--bus", description = "Send to all neighbours, print theirs.")
  boolean bus;

  @Option(names = "--star", description = "As --bus, and everybody passes on.")
  boolean star;

  @Option(names = "--pair", description = "Talk with one peer.")
  boolean pair;

  @Option(names = "--pair1", description = "As --pair, version 1.")
  boolean pair1;

  @Option(
      names = "--poly",
      description = "With --pair1: talk with any number of peers; what is sent goes to all.")
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
