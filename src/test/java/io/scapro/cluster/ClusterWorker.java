package io.scapro.cluster;

import io.scapro.EndpointOptions;
import io.scapro.protocol.PullSocket;
import io.scapro.protocol.RepSocket;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A node that does the work of others, until its standard input ends. Each job that it takes goes
 * to standard output as its number, before it counts as taken.
 */
final class ClusterWorker {

  static final String JOBS = "eventbus://jobs";
  static final String QUESTIONS = "eventbus://questions";
  static final String MAIL = "cluster://mail";

  /** Stands for the worker being there. */
  static final int READY = -1;

  /** Stands for a question that a worker told to keep has kept. */
  static final int KEPT = -2;

  private final DataOutputStream out =
      new DataOutputStream(new FileOutputStream(FileDescriptor.out));
  private final boolean keeps;

  private ClusterWorker(boolean keeps) {
    this.keeps = keeps;
  }

  public static void main(String[] args) throws Exception {
    ClusterConfig config = new ClusterConfig(new JsonObject(args[0]));
    Vertx vertx = Cluster.join(new VertxOptions(), config).await();
    new ClusterWorker(args[1].equals("keeps")).work(vertx);
    System.in.transferTo(OutputStream.nullOutputStream());
    vertx.close().await();
  }

  private void work(Vertx vertx) {
    PullSocket jobs = PullSocket.create(vertx);
    jobs.handler(job -> tell(job.body().getInt(0)));
    PullSocket mail = PullSocket.create(vertx);
    mail.handler(letter -> tell(letter.body().getInt(0)));
    RepSocket questions = RepSocket.create(vertx);
    questions.handler(
        question -> {
          if (keeps) {
            tell(KEPT);
          } else {
            question.reply(Buffer.buffer("answer to " + question.body()));
          }
        });
    jobs.connect(JOBS).await().connected().await();
    questions.connect(QUESTIONS).await().connected().await();
    mail.bind(MAIL, new EndpointOptions().setShared(true)).await();
    tell(READY);
  }

  private synchronized void tell(int number) {
    try {
      out.writeInt(number);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
