//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package layer

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock on f unless another process has it. The system gives it
// back when the process ends, however it ends. Where a disk knows no locks there
// is nobody to wait for.
func tryLock(f *os.File) (busy bool) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return errors.Is(err, syscall.EWOULDBLOCK)
		}
	}
}

// openAtOnce makes opening a pipe return at once.
const openAtOnce = syscall.O_NONBLOCK
