package io.scapro.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages that a {@link WebServer} can serve. It serves the files that these pages need, and no
 * others.
 */
public enum Pages {
  /** At {@code /}: uses every protocol from the browser. */
  PLAYGROUND(
      "/",
      "index.html",
      // The user chooses the address that the page connects to.
      "connect-src 'self' ws: wss:",
      List.of(
          "ui/playground.css",
          "playground/main.js",
          "playground/panel.js",
          "playground/protocols.js",
          "playground/messages.js",
          "playground/code.js",
          "playground/server.js")),

  /** At {@code /monitor}: shows the sockets of the process; needs {@link #FEED}. */
  MONITOR(
      "/monitor",
      "monitor.html",
      "connect-src 'self'",
      List.of(
          "ui/monitor.css",
          "monitor/main.js",
          "monitor/worker.js",
          "monitor/model.js",
          "monitor/topology.js",
          "monitor/layout.js",
          "monitor/graph.js",
          "monitor/picture.js",
          "monitor/charts.js",
          "monitor/table.js",
          "monitor/detail.js",
          "monitor/log.js",
          "monitor/words.js",
          "vendor/d3/d3-dispatch.min.js",
          "vendor/d3/d3-force.min.js",
          "vendor/d3/d3-quadtree.min.js",
          "vendor/d3/d3-timer.min.js",
          "vendor/uplot/uPlot.iife.min.js",
          "vendor/uplot/uPlot.min.css"));

  /** The path at which {@link #MONITOR} expects the statistics feed, a PUB socket. */
  public static final String FEED = "/monitor/feed";

  private static final List<String> COMMON = List.of("scapro.js", "icon.svg", "ui/base.css");

  private final String path;
  private final String html;
  private final String connects;
  private final List<String> files;

  Pages(String path, String html, String connects, List<String> files) {
    this.path = path;
    this.html = html;
    this.connects = connects;
    this.files = files;
  }

  /** The files of the page, by request path. */
  Map<String, String> files() {
    Map<String, String> all = new TreeMap<>();
    COMMON.forEach(file -> all.put('/' + file, file));
    files.forEach(file -> all.put('/' + file, file));
    all.put(path, html);
    return all;
  }

  /** The Content-Security-Policy of the page: only scripts, styles and images of this server. */
  String policy() {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + connects;
  }

  String path() {
    return path;
  }
}
