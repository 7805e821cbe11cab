package layer

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

// What is being written has a name of its own until it is whole, such as
// .rolprofiel-1f2e3d4c-812-9a8b7c6d-3.tmp. The name tells the machine, the process
// and the run, so that a later run can see whether somebody is still busy with it
// or was stopped halfway.
const (
	tempPrefix = ".rolprofiel-"
	tempSuffix = ".tmp"
)

// self is how this run is known to others.
var self struct {
	once sync.Once
	host string // keeps machines apart that write on one network disk
	run  string // tells this process from an earlier one that had the same number
	made atomic.Int64
}

func whoAmI() (host, run string) {
	self.once.Do(func() {
		name, _ := os.Hostname() // without a name, all such machines are one
		sum := sha256.Sum256([]byte(name))
		self.host = hex.EncodeToString(sum[:4])
		self.run = fmt.Sprintf("%08x", rand.Uint32())
	})
	return self.host, self.run
}

// TempName is a name that nothing else has, for a file or folder in the making.
func TempName() string {
	host, run := whoAmI()
	return fmt.Sprintf("%s%s-%d-%s-%d%s", tempPrefix, host, os.Getpid(), run, self.made.Add(1), tempSuffix)
}

// Sweep takes away what stopped runs on this machine left in the making in folder
// dir. What a living process is making stays. It is only tidying: whatever cannot
// be seen or taken away stays too.
func Sweep(root *os.Root, dir string) {
	entries, err := fs.ReadDir(root.FS(), dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if leftBehind(e.Name()) {
			_ = root.RemoveAll(path.Join(dir, e.Name()))
		}
	}
}

// leftBehind reports whether name is a TempName of a process that is gone.
func leftBehind(name string) bool {
	middle, isTemp := strings.CutPrefix(name, tempPrefix)
	middle, ended := strings.CutSuffix(middle, tempSuffix)
	parts := strings.Split(middle, "-")
	host, run := whoAmI()
	if !isTemp || !ended || len(parts) != 4 || parts[0] != host || len(parts[2]) != len(run) {
		return false
	}
	pid, err := strconv.Atoi(parts[1])
	if err != nil || pid <= 0 {
		return false
	}
	if pid == os.Getpid() {
		return parts[2] != run
	}
	return !alive(pid)
}

// alive reports whether there is a process of this number. In doubt there is.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false // Windows alone knows it at once
	}
	defer func() { _ = p.Release() }()
	if runtime.GOOS == "windows" {
		return true
	}
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
