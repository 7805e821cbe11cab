package layer

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// Outcome says what became of a file that was to be written.
type Outcome int

// What can become of a file.
const (
	Written Outcome = iota + 1
	Same            // it held these bytes already and was left alone
	Foreign         // somebody else's: not written
	Changed         // written here before and changed since: not written
)

// Tree writes files under one folder. Every file appears whole or not at all.
// What a Tree wrote it knows by a manifest of hashes; anything else, and anything
// changed since, it leaves alone unless Force is set. From its first Write to its
// Close no other process writes there. Safe for use by several goroutines.
type Tree struct {
	Force  bool
	DryRun bool
	Fresh  bool                 // nothing is there yet, and nobody looks before all is: files are written straight
	Wait   func(tries int) bool // pauses while another Tree writes here; false gives up; nil never waits

	root    *os.Root
	mu      sync.Mutex
	old     map[string]string   // path -> hash, from the manifest
	made    map[string]string   // written or confirmed by this Tree
	kept    map[string]bool     // left alone by this Tree
	dirs    map[string]*os.Root // folders that are being written to
	begun   sync.Once
	failed  error // why it could not begin
	lock    *os.File
	journal *os.File
}

// OpenTree starts writing under root, which stays the caller's to close.
func OpenTree(root *os.Root) (*Tree, error) {
	old, err := readManifest(root)
	if err != nil {
		return nil, err
	}
	return &Tree{root: root, old: old, made: map[string]string{}, kept: map[string]bool{}, dirs: map[string]*os.Root{}}, nil
}

// Write puts data at the slash-separated path p, making folders as needed. The
// error matches ErrBusy when another process keeps writing here.
func (t *Tree) Write(p string, data []byte) (Outcome, error) {
	if !t.DryRun && !t.Fresh {
		if t.begun.Do(func() { t.failed = t.begin() }); t.failed != nil {
			return 0, t.failed
		}
	}
	hash := hashOf(data)
	outcome, err := t.judge(p, hash)
	if err != nil {
		return outcome, err
	}
	if outcome == Foreign || outcome == Changed {
		t.mu.Lock()
		t.kept[p] = true
		t.mu.Unlock()
		return outcome, nil
	}
	if outcome == Written && !t.DryRun {
		if !t.Fresh { // first the journal: whatever stops us now, the file is known as ours
			if err := t.note(lineOf(hash, p)); err != nil {
				return 0, err
			}
		}
		if err := t.replace(p, data); err != nil {
			return 0, err
		}
	}
	t.mu.Lock()
	t.made[p] = hash
	t.mu.Unlock()
	return outcome, nil
}

// judge decides what may happen to p without touching it.
func (t *Tree) judge(p, hash string) (Outcome, error) {
	if t.Fresh {
		return Written, nil
	}
	info, err := t.root.Stat(p)
	if errors.Is(err, fs.ErrNotExist) {
		return Written, nil
	}
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", p, cause(err))
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("write %s: %w", p, errNoFile) // opening a pipe would wait for ever
	}
	there, err := t.hashAt(p)
	if errors.Is(err, fs.ErrNotExist) {
		return Written, nil
	}
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", p, cause(err))
	}
	if there == hash {
		return Same, nil
	}
	t.mu.Lock()
	before, was := t.old[p]
	now, is := t.made[p]
	t.mu.Unlock()
	switch {
	case t.Force, there == before, there == now:
		return Written, nil
	case !was && !is:
		return Foreign, nil
	}
	return Changed, nil
}

// replace writes a file whole or not at all.
func (t *Tree) replace(p string, data []byte) error {
	dir, err := t.folder(path.Dir(p))
	if err != nil {
		return err
	}
	if !t.Fresh {
		return replace(dir, path.Base(p), data, 0o644, false)
	}
	if err := dir.WriteFile(path.Base(p), data, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", p, cause(err))
	}
	return nil
}

// folder opens a folder of the tree, which is made when it is not there, and swept
// when it may have been. Opened once, its files cost a fraction of what they cost
// by their whole path.
func (t *Tree) folder(dir string) (*os.Root, error) {
	t.mu.Lock()
	open, ok := t.dirs[dir]
	t.mu.Unlock()
	if ok {
		return open, nil
	}
	if dir != "." {
		if err := t.root.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("make folder %s: %w", dir, cause(err))
		}
	}
	opened, err := t.root.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open folder %s: %w", dir, cause(err))
	}
	if !t.Fresh {
		Sweep(opened, ".")
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if open, ok := t.dirs[dir]; ok { // somebody else was first
		_ = opened.Close()
		return open, nil
	}
	t.dirs[dir] = opened
	return opened, nil
}

// Done says that nothing more will be written to a folder for now.
func (t *Tree) Done(dir string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if open, ok := t.dirs[dir]; ok {
		_ = open.Close()
		delete(t.dirs, dir)
	}
}

// hashAt is the hash of the file at p as it is now.
func (t *Tree) hashAt(p string) (string, error) {
	f, err := t.root.Open(p)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// Read returns the file at p as it is now.
func (t *Tree) Read(p string) ([]byte, error) {
	data, err := fs.ReadFile(t.root.FS(), p)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p, cause(err))
	}
	return data, nil
}

// Stale lists the paths that an earlier Tree wrote here and this one did not.
func (t *Tree) Stale() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var stale []string
	for p := range t.old {
		if _, ok := t.made[p]; !ok && !t.kept[p] {
			stale = append(stale, p)
		}
	}
	slices.Sort(stale)
	return stale
}

// Close writes the manifest and lets others write. A Tree that could not write all
// it had to must be closed as well.
func (t *Tree) Close() error {
	defer func() {
		for _, dir := range slices.Collect(maps.Keys(t.dirs)) {
			t.Done(dir)
		}
	}()
	if t.journal == nil && (!t.Fresh || len(t.made) == 0) {
		t.leave(false)
		return nil
	}
	t.mu.Lock()
	all := maps.Clone(t.old)
	maps.Copy(all, t.made)
	t.mu.Unlock()
	var b strings.Builder
	for _, p := range slices.Sorted(maps.Keys(all)) {
		b.WriteString(lineOf(all[p], p))
	}
	var err error
	if len(all) > 0 {
		err = t.replace(manifestName, []byte(b.String()))
	}
	t.leave(err == nil)
	return err
}

// hashLength is that of what hashOf returns.
const hashLength = 2 * sha256.Size

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
