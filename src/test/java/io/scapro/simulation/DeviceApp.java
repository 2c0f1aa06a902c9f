package io.scapro.simulation;

import io.scapro.Socket;
import io.scapro.protocol.Device;
import io.scapro.protocol.RawSocket;
import java.util.List;

/** Forwards between two raw sockets. */
final class DeviceApp extends App {

  private final RawSocket front;
  private final RawSocket back;

  DeviceApp(SimProcess process, RawSocket front, RawSocket back) {
    super(process);
    this.front = front;
    this.back = back;
    Device.start(front, back);
  }

  /** The socket of the front binds the first URL, that of the back the second. */
  @Override
  List<Socket> sockets() {
    return List.of(front, back);
  }
}
