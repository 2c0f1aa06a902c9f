package io.scapro.samples

import io.scapro.Reason
import io.scapro.SpException
import io.scapro.protocol.PullSocket
import io.scapro.protocol.PushSocket
import io.scapro.protocol.RepSocket
import io.scapro.protocol.ReqSocket
import io.vertx.core.Context
import io.vertx.core.Vertx
import io.vertx.core.buffer.Buffer
import io.vertx.kotlin.coroutines.CoroutineVerticle
import io.vertx.kotlin.coroutines.coAwait
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

/** A call's future in a coroutine, with coAwait. */
class KotlinTest {

  private val vertx: Vertx = Vertx.vertx()

  @AfterEach
  fun closeVertx() {
    runBlocking { vertx.close().coAwait() }
  }

  /** Serves an echo, asks it, and reads a message; all in straight lines. */
  private class Example : CoroutineVerticle() {

    var reply = ""
    var message = ""
    var before: Context? = null
    var after: Context? = null

    override suspend fun start() {
      before = Vertx.currentContext()
      val rep = RepSocket.create(vertx)
      rep.handler { request -> request.reply(request.body()) }
      val bound = rep.bind("tcp://127.0.0.1:0").coAwait()

      val req = ReqSocket.create(vertx)
      req.connect(bound.address().toString()).coAwait()
      reply = req.request(Buffer.buffer("world")).coAwait().toString()

      val pull = PullSocket.create(vertx)
      pull.bind("inproc://work").coAwait()
      val push = PushSocket.create(vertx)
      push.connect("inproc://work").coAwait()
      push.send(Buffer.buffer("job")).coAwait()
      message = pull.receive().coAwait().body().toString()
      after = Vertx.currentContext()
    }
  }

  @Test
  fun awaitsInStraightLines() {
    val example = Example()
    runBlocking { vertx.deployVerticle(example).coAwait() }
    assertEquals("world", example.reply)
    assertEquals("job", example.message)
    assertNotNull(example.before)
    assertSame(example.before, example.after)
  }

  @Test
  fun failsWithTheReason() {
    val req = ReqSocket.create(vertx)
    val failure =
      assertThrows(SpException::class.java) {
        runBlocking {
          req.close().coAwait()
          req.request(Buffer.buffer("world")).coAwait()
        }
      }
    assertSame(Reason.CLOSED, failure.reason())
  }
}
