/*
 * Plain blocking sockets: what the machine can do without a library. The same frames as tcp of SP, a
 * length of 8 bytes and the body. Messages of up to 64 KiB share a buffer each way, and are not
 * copied out of it; a larger body is written from, and read into, an array of its own.
 */
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "peer.h"

static const int peer_lingers = 1;

enum { HEADER = 8, BUFFER = 512 << 10, SMALL = 64 << 10, LONGEST = 16 << 20 };

struct connection {
  int listener; /* -1 when it connects */
  int fd;       /* -1 before it is accepted */
  size_t queued;
  size_t start; /* of the bytes received and not taken */
  size_t end;
  size_t ahead; /* how many bytes a read of a header asks for */
  char out[BUFFER];
  char in[BUFFER];
  char *body;
};

static void check(long result, const char *what) {
  if (result < 0) fail(what, strerror(errno));
}

static void ready(struct connection *it) {
  if (it->fd < 0) {
    it->fd = accept(it->listener, NULL, NULL);
    check(it->fd, "accept");
  }
  int on = 1;
  check(setsockopt(it->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
}

static int opened(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  check(fd, "socket");
  return fd;
}

static void *peer_open(enum role role, const char *url, int bound) {
  (void)role;
  char host[64];
  unsigned port;
  if (sscanf(url, "tcp://%63[^:]:%u", host, &port) != 2) fail("expected tcp://ADDRESS:PORT", url);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  if (inet_pton(AF_INET, host, &address.sin_addr) != 1) fail("expected an IPv4 address", host);
  struct connection *it = calloc(1, sizeof *it);
  it->body = filled(LONGEST);
  it->listener = it->fd = -1;
  it->ahead = BUFFER;
  if (bound) {
    it->listener = opened();
    int on = 1;
    setsockopt(it->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    check(bind(it->listener, (struct sockaddr *)&address, sizeof address), "bind");
    check(listen(it->listener, 1), "listen");
    return it;
  }
  it->fd = opened();
  while (connect(it->fd, (struct sockaddr *)&address, sizeof address) < 0) {
    if (errno != ECONNREFUSED) check(-1, "connect");
    close(it->fd); /* nobody listens yet */
    usleep(1000);
    it->fd = opened();
  }
  ready(it);
  return it;
}

static void write_all(struct connection *it, struct iovec *part, int parts) {
  while (parts > 0) {
    ssize_t written = writev(it->fd, part, parts);
    check(written, "writev");
    for (; parts > 0 && (size_t)written >= part->iov_len; part++, parts--) written -= part->iov_len;
    if (parts > 0) {
      part->iov_base = (char *)part->iov_base + written;
      part->iov_len -= written;
    }
  }
}

static void flush(struct connection *it) {
  struct iovec part = {it->out, it->queued};
  write_all(it, &part, it->queued > 0);
  it->queued = 0;
}

static void peer_send(void *to, size_t length) {
  struct connection *it = to;
  uint64_t header = htobe64(length);
  if (length > SMALL) {
    flush(it);
    struct iovec parts[] = {{&header, HEADER}, {it->body, length}};
    write_all(it, parts, 2);
    return;
  }
  if (it->queued + HEADER + length > BUFFER) flush(it);
  memcpy(it->out + it->queued, &header, HEADER);
  memcpy(it->out + it->queued + HEADER, it->body, length);
  it->queued += HEADER + length;
}

/* Reads until the buffer holds that many bytes from start on; takes what there is up to ahead bytes. */
static void fill(struct connection *it, size_t needed) {
  if (it->end - it->start >= needed) return;
  flush(it); /* the peer may wait for it */
  memmove(it->in, it->in + it->start, it->end - it->start);
  it->end -= it->start;
  it->start = 0;
  while (it->end < needed) {
    size_t most = it->ahead > needed ? it->ahead : needed;
    ssize_t got = recv(it->fd, it->in + it->end, most - it->end, 0);
    check(got, "recv");
    if (got == 0) fail("recv", "the peer closed");
    it->end += got;
  }
}

static size_t peer_receive(void *from) {
  struct connection *it = from;
  if (it->fd < 0) ready(it);
  fill(it, HEADER);
  uint64_t header;
  memcpy(&header, it->in + it->start, HEADER);
  size_t length = be64toh(header);
  it->start += HEADER;
  if (length <= SMALL) {
    it->ahead = BUFFER;
    fill(it, length);
    it->start += length;
    return length;
  }
  if (length > LONGEST) fail("recv", "a message is too long");
  it->ahead = HEADER; /* the next one is likely as long: none of its body into the buffer */
  size_t had = it->end - it->start < length ? it->end - it->start : length;
  memcpy(it->body, it->in + it->start, had);
  it->start += had;
  if (had < length) {
    ssize_t got = recv(it->fd, it->body + had, length - had, MSG_WAITALL);
    check(got, "recv");
    if ((size_t)got < length - had) fail("recv", "the peer closed");
  }
  return length;
}

static void peer_close(void *socket) {
  struct connection *it = socket;
  flush(it);
  close(it->fd);
  if (it->listener >= 0) close(it->listener);
  free(it->body);
  free(it);
}
