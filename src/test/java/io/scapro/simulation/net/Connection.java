package io.scapro.simulation.net;

/** A connection of two processes: two flows, and the channel of each end once it is open. */
final class Connection {

  private final Network network;
  private final Flow there; // from the dialer to the listener
  private final Flow back;
  private final int dialer;
  private final int listener;
  private SimChannel near; // of the dialer
  private SimChannel far;
  private Flow.End nearEnd;
  private Flow.End farEnd;
  private boolean resetNear;
  private boolean resetFar;
  private boolean closedNear;
  private boolean closedFar;

  Connection(Network network, Flow there, Flow back, int dialer, int listener) {
    this.network = network;
    this.there = there;
    this.back = back;
    this.dialer = dialer;
    this.listener = listener;
    there.ends(new Near(), new Far(), () -> resetBoth(true));
    back.ends(new Far(), new Near(), () -> resetBoth(false));
  }

  /** Delegates to the end of the dialer. */
  private final class Near implements Flow.End {
    @Override
    public void readable() {
      if (nearEnd != null) {
        nearEnd.readable();
      }
    }

    @Override
    public void writable() {
      if (nearEnd != null) {
        nearEnd.writable();
      }
    }
  }

  /** Delegates to the end of the listener. */
  private final class Far implements Flow.End {
    @Override
    public void readable() {
      if (farEnd != null) {
        farEnd.readable();
      }
    }

    @Override
    public void writable() {
      if (farEnd != null) {
        farEnd.writable();
      }
    }
  }

  boolean isOf(int node) {
    return dialer == node || listener == node;
  }

  Flow there() {
    return there;
  }

  /** The end of a dialer that is no channel. */
  void bare(Flow.End end) {
    nearEnd = end;
  }

  /** The dialer that is no channel has closed, with all that it did not read. */
  void leave() {
    back.close();
    closed(true);
    network.wire().after(0, () -> reset(false));
  }

  /** The channel of the dialer, or of the listener. */
  SimChannel channel(Lane lane, boolean ofDialer) {
    int port = network.nextPort();
    SimChannel made =
        ofDialer
            ? new SimChannel(lane, back, there, () -> aborted(true), port, port + 1)
            : new SimChannel(lane, there, back, () -> aborted(false), port, port + 1);
    made.config().setAllocator(network.allocator());
    if (ofDialer) {
      near = made;
      nearEnd = made;
    } else {
      far = made;
      farEnd = made;
    }
    made.closeFuture().addListener(closed -> closed(ofDialer));
    if (ofDialer ? resetNear : resetFar) {
      made.reset();
    }
    return made;
  }

  void closed(boolean ofDialer) {
    network.countClosing();
    closedNear |= ofDialer;
    closedFar |= !ofDialer;
    if (closedNear && closedFar) {
      network.ended(this);
    }
  }

  /** An end closed with unread bytes: the other one gets a reset. */
  private void aborted(boolean byDialer) {
    network.countBroken();
    network.wire().after(0, () -> reset(!byDialer));
  }

  private void resetBoth(boolean ofDialer) {
    network.countBroken();
    reset(ofDialer);
  }

  private void reset(boolean ofDialer) {
    if (ofDialer) {
      resetNear = true;
    } else {
      resetFar = true;
    }
    SimChannel channel = ofDialer ? near : far;
    if (channel != null) {
      channel.reset();
    }
  }

  void stall(long until) {
    there.stall(until);
    back.stall(until);
  }

  void heal() {
    there.unstall();
    back.unstall();
  }

  void sever(long nearAfter, long farAfter) {
    network.countBroken();
    network.wire().after(nearAfter, () -> reset(true));
    network.wire().after(farAfter, () -> reset(false));
  }

  /** The process {@code node} is gone, with its end. */
  void kill(int node) {
    network.countBroken();
    boolean ofDialer = node == dialer;
    SimChannel channel = ofDialer ? near : far;
    if (channel != null) {
      channel.lane().inside(() -> channel.unsafe().closeForcibly());
      channel.lane().inside(() -> channel.pipeline().fireChannelInactive());
      channel.lane().inside(channel::close);
    } else {
      closed(ofDialer);
      reset(!ofDialer);
    }
  }
}
