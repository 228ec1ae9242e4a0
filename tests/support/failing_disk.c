/* A disk that fails: preloaded into a process, it makes the n-th operation that writes in a
 * folder fail, once or from then on. Operations on anything outside that folder pass untouched.
 *
 * Counted are write, pwrite, writev, fsync, fdatasync, ftruncate, rename and link. A write that is
 * to be torn keeps the first half of its bytes before the disk refuses the rest.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX];
static size_t folder_length;
static long fails_at, seen;
static int error_number, for_ever, torn;

/* From now on the n-th operation in a folder fails; 0 only counts. */
void disk_fails(const char *in, long nth, int error, int forever, int tears) {
    snprintf(folder, sizeof folder, "%s/", in);
    folder_length = strlen(folder);
    seen = 0;
    fails_at = nth;
    error_number = error;
    for_ever = forever;
    torn = tears;
}

/* Everything passes again; says how many operations there were. */
long disk_works(void) {
    folder_length = 0;
    return seen;
}

static int there(const char *path) {
    return folder_length && path[0] == '/' && strncmp(path, folder, folder_length) == 0;
}

static int fails(const char *path) {
    if (!there(path)) return 0;
    seen++;
    if (!fails_at || (for_ever ? seen < fails_at : seen != fails_at)) return 0;
    errno = error_number;
    return 1;
}

static int fails_file(int file) {
    char name[32], path[PATH_MAX];
    if (!folder_length) return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    if (!fails_file(file)) return real(file, bytes, count);
    return torn && seen == fails_at && count > 1 ? real(file, bytes, count / 2) : -1;
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(writev);
    return fails_file(file) ? -1 : real(file, parts, count);
}

#define PWRITE(name, offset_t) \
    ssize_t name(int file, const void *bytes, size_t count, offset_t at) { \
        REAL(name); \
        if (!fails_file(file)) return real(file, bytes, count, at); \
        return torn && seen == fails_at && count > 1 ? real(file, bytes, count / 2, at) : -1; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define ON_FILE(name, declared, used) \
    int name declared { \
        REAL(name); \
        return fails_file(file) ? -1 : real used; \
    }
ON_FILE(fsync, (int file), (file))
ON_FILE(fdatasync, (int file), (file))
ON_FILE(ftruncate, (int file, off_t size), (file, size))
ON_FILE(ftruncate64, (int file, off64_t size), (file, size))

int rename(const char *from, const char *to) {
    REAL(rename);
    return fails(to) ? -1 : real(from, to);
}

int link(const char *from, const char *to) {
    REAL(link);
    return fails(to) ? -1 : real(from, to);
}
