/* Between the program and the disk (LD_PRELOAD): notes what is asked of the files below a folder, and can be full.

   FAULTS_ROOT names the folder, FAULTS_LOG the file of the notes. A note is a header of 40 bytes (operation, inode,
   offset or length, lengths of what follows), then path, second path and data. `faults_full_after(n)`: from the n-th
   request for room on the disk is full, until the file `ballast` is removed or `faults_full_after(-1)` is called;
   returns how many requests there were since the last call. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct header { uint64_t operation, inode, place, first, second_and_data; };

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static const char *root;
static long asked, full_at = -1;

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

static int below_root(const char *path) {
    if (!root) root = getenv("FAULTS_ROOT");
    return root && path && strncmp(path, root, strlen(root)) == 0;
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below_root(path);
}

static void absolute(int folder, const char *path, char *out) {
    out[0] = 0;
    if (path[0] == '/') { snprintf(out, PATH_MAX, "%s", path); return; }
    char base[PATH_MAX];
    if (folder == AT_FDCWD) { if (!getcwd(base, sizeof base)) return; }
    else if (!path_of(folder, base)) return;
    if (snprintf(out, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) out[0] = 0;
}

static uint64_t inode_of(const char *path) {
    struct stat found;
    return stat(path, &found) == 0 ? found.st_ino : 0;
}

static void note(char operation, uint64_t inode, uint64_t place, const char *first, const char *second,
                 const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int before = errno;
    if (log_file < 0) {
        const char *name = getenv("FAULTS_LOG");
        int (*opens)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
        if (!name || (log_file = opens(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) < 0) { errno = before; return; }
    }
    size_t one_length = strlen(first), two_length = second ? strlen(second) : 0;
    struct header head = {(uint64_t)operation, inode, place, one_length, (uint64_t)two_length << 40 | size};
    size_t whole = sizeof head + one_length + two_length + size;
    char *text = malloc(whole), *at = text;
    if (!text) abort();
    memcpy(at, &head, sizeof head); at += sizeof head;
    memcpy(at, first, one_length); at += one_length;
    if (two_length) memcpy(at, second, two_length);
    at += two_length;
    if (size) memcpy(at, data, size);
    if (real(log_file, text, whole) != (ssize_t)whole) abort();
    free(text);
    errno = before;
}

long faults_full_after(long n) {
    long before = asked;
    asked = 0;
    full_at = n;
    return before;
}

static int is_full(void) {
    asked++;
    return full_at >= 0 && asked > full_at;
}

#define LOCKED(statement) do { pthread_mutex_lock(&one); statement; pthread_mutex_unlock(&one); } while (0)

static ssize_t written(int fd, const void *data, size_t size, off64_t place, ssize_t (*put)(int, const void *, size_t, off64_t)) {
    char path[PATH_MAX];
    struct stat found;
    if (fd == log_file || !path_of(fd, path) || fstat(fd, &found) || !S_ISREG(found.st_mode)) return put(fd, data, size, place);
    ssize_t done;
    pthread_mutex_lock(&one);
    if (place < 0) place = fcntl(fd, F_GETFL) & O_APPEND ? found.st_size : lseek64(fd, 0, SEEK_CUR);
    int full = is_full();
    size_t room = full && asked == full_at + 1 ? size / 2 : 0;  /* the disk becomes full within this one */
    if (full && !room) { errno = ENOSPC; done = -1; }
    else if ((done = put(fd, data, full ? room : size, place)) > 0) note('w', found.st_ino, place, path, NULL, data, done);
    pthread_mutex_unlock(&one);
    return done;
}

static ssize_t put_here(int fd, const void *data, size_t size, off64_t place) {
    REAL(ssize_t, "write", int, const void *, size_t);
    (void)place;
    return real(fd, data, size);
}

static ssize_t put_there(int fd, const void *data, size_t size, off64_t place) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return real(fd, data, size, place);
}

ssize_t write(int fd, const void *data, size_t size) { return written(fd, data, size, -1, put_here); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) { return written(fd, data, size, place, put_there); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t place) { return written(fd, data, size, place, put_there); }

static int synced(int fd, int (*sync)(int)) {
    char path[PATH_MAX];
    struct stat found;
    int done = sync(fd);
    if (!done && path_of(fd, path) && !fstat(fd, &found)) LOCKED(note('s', found.st_ino, 0, path, NULL, NULL, 0));
    return done;
}

int fsync(int fd) { REAL(int, "fsync", int); return synced(fd, real); }
int fdatasync(int fd) { REAL(int, "fdatasync", int); return synced(fd, real); }

int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    char path[PATH_MAX];
    struct stat found;
    if (!path_of(fd, path) || fstat(fd, &found)) return real(fd, length);
    pthread_mutex_lock(&one);
    int done = length > found.st_size && is_full() ? (errno = ENOSPC, -1) : real(fd, length);
    if (!done) note('t', found.st_ino, length, path, NULL, NULL, 0);
    pthread_mutex_unlock(&one);
    return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int posix_fallocate64(int fd, off64_t place, off64_t length) {
    REAL(int, "posix_fallocate64", int, off64_t, off64_t);
    char path[PATH_MAX];
    struct stat found;
    if (!path_of(fd, path) || fstat(fd, &found)) return real(fd, place, length);
    pthread_mutex_lock(&one);
    int done = is_full() ? ENOSPC : real(fd, place, length);
    if (!done) note('t', found.st_ino, place + length, path, NULL, NULL, 0);
    pthread_mutex_unlock(&one);
    return done;
}
int posix_fallocate(int fd, off_t place, off_t length) { return posix_fallocate64(fd, place, length); }

static int opened(int folder, const char *path, int flags, mode_t mode) {
    REAL(int, "openat64", int, const char *, int, ...);
    char whole[PATH_MAX];
    absolute(folder, path, whole);
    if (!below_root(whole) || !(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE) return real(folder, path, flags, mode);
    pthread_mutex_lock(&one);
    int there = inode_of(whole) != 0, fd;
    if (!there && flags & O_CREAT && is_full()) { errno = ENOSPC; fd = -1; }
    else if ((fd = real(folder, path, flags, mode)) >= 0) {
        if (!there) note('c', inode_of(whole), 0, whole, NULL, NULL, 0);
        else if (flags & O_TRUNC) note('t', inode_of(whole), 0, whole, NULL, NULL, 0);
    }
    pthread_mutex_unlock(&one);
    return fd;
}

#define MODE(flags) mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }

static int named(char operation, int from, const char *old, int to, const char *name, int done) {
    char one_path[PATH_MAX], two_path[PATH_MAX];
    absolute(from, old, one_path);
    absolute(to, name, two_path);
    if (!done && below_root(one_path)) note(operation, inode_of(two_path), 0, one_path, two_path, NULL, 0);
    return done;
}

int rename(const char *old, const char *name) {
    REAL(int, "rename", const char *, const char *);
    int done;
    LOCKED(done = named('r', AT_FDCWD, old, AT_FDCWD, name, real(old, name)));
    return done;
}
int renameat(int from, const char *old, int to, const char *name) {
    REAL(int, "renameat", int, const char *, int, const char *);
    int done;
    LOCKED(done = named('r', from, old, to, name, real(from, old, to, name)));
    return done;
}
int link(const char *old, const char *name) {
    REAL(int, "link", const char *, const char *);
    int done;
    LOCKED(done = named('l', AT_FDCWD, old, AT_FDCWD, name, real(old, name)));
    return done;
}
int linkat(int from, const char *old, int to, const char *name, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    int done;
    LOCKED(done = named('l', from, old, to, name, real(from, old, to, name, flags)));
    return done;
}

static int gone(char operation, int folder, const char *path, int done) {
    char whole[PATH_MAX];
    absolute(folder, path, whole);
    if (done || !below_root(whole)) return done;
    note(operation, 0, 0, whole, NULL, NULL, 0);
    size_t length = strlen(whole);
    if (full_at >= 0 && length > 8 && !strcmp(whole + length - 8, "/ballast")) full_at = -1;
    return done;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    int done;
    LOCKED(done = gone('u', AT_FDCWD, path, real(path)));
    return done;
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    int done;
    LOCKED(done = gone(flags & AT_REMOVEDIR ? 'd' : 'u', folder, path, real(folder, path, flags)));
    return done;
}
int rmdir(const char *path) {
    REAL(int, "rmdir", const char *);
    int done;
    LOCKED(done = gone('d', AT_FDCWD, path, real(path)));
    return done;
}

static int folder_made(int folder, const char *path, mode_t mode) {
    REAL(int, "mkdirat", int, const char *, mode_t);
    char whole[PATH_MAX];
    absolute(folder, path, whole);
    if (!below_root(whole)) return real(folder, path, mode);
    pthread_mutex_lock(&one);
    int done = inode_of(whole) == 0 && is_full() ? (errno = ENOSPC, -1) : real(folder, path, mode);
    if (!done) note('m', inode_of(whole), 0, whole, NULL, NULL, 0);
    pthread_mutex_unlock(&one);
    return done;
}
int mkdir(const char *path, mode_t mode) { return folder_made(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return folder_made(folder, path, mode); }
