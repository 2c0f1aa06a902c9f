/* For LD_PRELOAD: each listen() that succeeds makes an empty file in the folder SCAPRO_LISTENING. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int listen(int fd, int backlog) {
  int (*original)(int, int) = dlsym(RTLD_NEXT, "listen");
  int result = original(fd, backlog);
  const char *folder = getenv("SCAPRO_LISTENING");
  if (result == 0 && folder != NULL) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%d", folder, fd);
    close(open(path, O_CREAT | O_WRONLY, 0600));
  }
  return result;
}
