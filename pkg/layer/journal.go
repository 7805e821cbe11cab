package layer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"
)

// The names under which a Tree keeps what it knows.
const (
	stateDir     = ".rolprofiel"
	manifestName = stateDir + "/manifest" // what was written, by earlier Trees
	journalName  = stateDir + "/journal"  // what this Tree is about to write
	lockName     = stateDir + "/lock"     // held by the one who writes
)

// ErrBusy says that another process keeps writing in the same folder.
var ErrBusy = errors.New("another rolprofiel is writing in this folder")

// begin makes t the one Tree that writes under its root. The manifest is read
// again: another Tree may have written between opening and now. A journal that
// is still there is of a Tree that was stopped halfway, and tells which files are
// its work though the manifest does not know them yet.
func (t *Tree) begin() error {
	err := t.takeLock()
	if err != nil {
		return err
	}
	if t.old, err = readManifest(t.root); err != nil {
		return err
	}
	Sweep(t.root, stateDir)
	return t.openJournal()
}

// takeLock waits until nobody else writes here. The one who is done takes the file
// of the lock away, so a lock counts only on the file that has the name.
func (t *Tree) takeLock() error {
	for tries := 0; ; {
		if err := t.root.MkdirAll(stateDir, 0o755); err != nil {
			return fmt.Errorf("make folder %s: %w", stateDir, cause(err))
		}
		f, err := t.root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o644)
		if errors.Is(err, fs.ErrNotExist) {
			continue // the folder has just been taken away
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", lockName, cause(err))
		}
		if !tryLock(f) && t.isAt(f, lockName) {
			t.lock = f
			return nil
		}
		_ = f.Close()
		if tries++; t.Wait == nil || !t.Wait(tries) {
			return ErrBusy
		}
	}
}

// isAt reports whether f is the file at p.
func (t *Tree) isAt(f *os.File, p string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := t.root.Stat(p)
	return err == nil && os.SameFile(mine, there)
}

// openJournal settles the journal of a Tree that was stopped, and goes on in it:
// it is taken away only once the manifest has been written.
func (t *Tree) openJournal() error {
	data, err := fs.ReadFile(t.root.FS(), journalName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read %s: %w", journalName, cause(err))
	}
	swept := map[string]bool{}
	for p, hashes := range hashesIn(data) {
		if dir := path.Dir(p); !swept[dir] {
			swept[dir] = true
			Sweep(t.root, dir) // it may have been stopped with this file in the making
		}
		there, err := t.hashAt(p)
		for _, hash := range hashes {
			if err == nil && hash == there {
				t.old[p] = hash
			}
		}
	}
	t.journal, err = t.root.OpenFile(journalName, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return fmt.Errorf("write %s: %w", journalName, cause(err))
	}
	if len(data) > 0 && !bytes.HasSuffix(data, []byte("\n")) {
		return t.note("\n") // the last line was cut off; what comes must not be glued to it
	}
	return nil
}

// note puts a line in the journal.
func (t *Tree) note(line string) error {
	if _, err := t.journal.WriteString(line); err != nil {
		return fmt.Errorf("write %s: %w", journalName, cause(err))
	}
	return nil
}

// leave gives the lock back; the journal stays unless the manifest was written.
func (t *Tree) leave(written bool) {
	if t.journal != nil {
		_ = t.journal.Close()
		if written {
			_ = t.root.Remove(journalName)
		}
	}
	if t.lock != nil {
		if runtime.GOOS != "windows" { // there a file that somebody waits for cannot go
			_ = t.root.Remove(lockName)
			_ = t.root.Remove(stateDir) // only when nothing is in it
		}
		_ = t.lock.Close()
	}
	t.journal, t.lock = nil, nil
}

func readManifest(root *os.Root) (map[string]string, error) {
	data, err := fs.ReadFile(root.FS(), manifestName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s: %w", manifestName, cause(err))
	}
	known := map[string]string{}
	for p, hashes := range hashesIn(data) {
		known[p] = hashes[len(hashes)-1]
	}
	return known, nil
}

func lineOf(hash, p string) string { return hash + "  " + p + "\n" }

// hashesIn reads lines of a hash and a path; a line that is not whole does not
// count.
func hashesIn(data []byte) map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		whole, ended := strings.CutSuffix(line, "\n")
		if hash, p, ok := strings.Cut(whole, "  "); ok && ended && len(hash) == hashLength {
			out[p] = append(out[p], hash)
		}
	}
	return out
}
