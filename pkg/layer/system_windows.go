package layer

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

const (
	lockExclusiveNow     = 0x2 | 0x1 // LOCKFILE_EXCLUSIVE_LOCK, LOCKFILE_FAIL_IMMEDIATELY
	errorLockViolation   = syscall.Errno(33)
	errorIOPending       = syscall.Errno(997)
	wholeFile            = 0xFFFFFFFF
	lockFileExProcedure  = "LockFileEx"
	lockFileExLibraryDLL = "kernel32.dll"
)

// tryLock takes the lock on f unless another process has it. The system gives it
// back when the process ends, however it ends. Where a disk knows no locks there
// is nobody to wait for.
func tryLock(f *os.File) (busy bool) {
	var at syscall.Overlapped
	ok, _, err := syscall.NewLazyDLL(lockFileExLibraryDLL).NewProc(lockFileExProcedure).
		Call(f.Fd(), lockExclusiveNow, 0, wholeFile, wholeFile, uintptr(unsafe.Pointer(&at)))
	return ok == 0 && (errors.Is(err, errorLockViolation) || errors.Is(err, errorIOPending))
}

// openAtOnce changes nothing here: no file of a folder makes its reader wait.
const openAtOnce = 0
