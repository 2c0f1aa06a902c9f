package io.scapro.cli.cat;

import io.scapro.cli.cat.engine.CatArguments;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The addresses of {@code scapro cat}, in any number. */
final class CatAddressFlags {

  @Option(
      names = {"--bind", "--listen"},
      paramLabel = "URL",
      description = "Bind to URL, such as tcp://127.0.0.1:5555; repeatable.")
  List<String> bind = new ArrayList<>();

  @Option(
      names = {"--connect", "--dial"},
      paramLabel = "URL",
      description = "Connect to URL, and retry until a peer accepts; repeatable.")
  List<String> connect = new ArrayList<>();

  @Option(
      names = {"-L", "--bind-local"},
      paramLabel = "PORT",
      description = "Same as --bind tcp://127.0.0.1:PORT.")
  List<String> bindLocal = new ArrayList<>();

  @Option(
      names = {"-l", "--connect-local"},
      paramLabel = "PORT",
      description = "Same as --connect tcp://127.0.0.1:PORT.")
  List<String> connectLocal = new ArrayList<>();

  @Option(
      names = {"-X", "--bind-ipc"},
      paramLabel = "PATH",
      description = "Same as --bind ipc://PATH.")
  List<String> bindIpc = new ArrayList<>();

  @Option(
      names = {"-x", "--connect-ipc"},
      paramLabel = "PATH",
      description = "Same as --connect ipc://PATH.")
  List<String> connectIpc = new ArrayList<>();

  void into(CatArguments arguments) {
    bind.forEach(arguments::bind);
    bindLocal.forEach(port -> arguments.bind("tcp://127.0.0.1:" + port));
    bindIpc.forEach(path -> arguments.bind("ipc://" + path));
    connect.forEach(arguments::connect);
    connectLocal.forEach(port -> arguments.connect("tcp://127.0.0.1:" + port));
    connectIpc.forEach(path -> arguments.connect("ipc://" + path));
  }
}
