package layer

import (
	"bytes"
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

// manifestName is where a Tree remembers what it wrote.
const manifestName = ".rolprofiel/manifest"

// Tree writes files under one folder. Every file appears whole or not at all.
// What a Tree wrote it knows by a manifest of hashes; anything else, and anything
// changed since, it leaves alone unless Force is set. Safe for use by several
// goroutines.
type Tree struct {
	Force  bool
	DryRun bool
	Fresh  bool // nothing is there yet, and nobody looks before all is: files are written straight

	root *os.Root
	mu   sync.Mutex
	old  map[string]string   // path -> hash, from the manifest
	made map[string]string   // written or confirmed by this Tree
	kept map[string]bool     // left alone by this Tree
	dirs map[string]*os.Root // folders that are being written to
	seq  int
}

// OpenTree starts writing under root, which stays the caller's to close.
func OpenTree(root *os.Root) (*Tree, error) {
	t := &Tree{root: root, old: map[string]string{}, made: map[string]string{}, kept: map[string]bool{}, dirs: map[string]*os.Root{}}
	data, err := fs.ReadFile(root.FS(), manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	for line := range strings.Lines(string(data)) {
		if hash, p, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok {
			t.old[p] = hash
		}
	}
	return t, nil
}

// Write puts data at the slash-separated path p, making folders as needed.
func (t *Tree) Write(p string, data []byte) (Outcome, error) {
	hash := hashOf(data)
	outcome, err := t.judge(p, data, hash)
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
func (t *Tree) judge(p string, data []byte, hash string) (Outcome, error) {
	if t.Fresh {
		return Written, nil
	}
	f, err := t.root.Open(p)
	if errors.Is(err, fs.ErrNotExist) {
		return Written, nil
	}
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", p, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return 0, fmt.Errorf("write %s: %w", p, err)
	} else if info.IsDir() {
		return 0, fmt.Errorf("write %s: there is a folder of that name", p)
	}
	there, err := io.ReadAll(f)
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", p, err)
	}
	if bytes.Equal(there, data) {
		return Same, nil
	}
	t.mu.Lock()
	known, ok := t.old[p]
	if m, again := t.made[p]; again {
		known, ok = m, true
	}
	t.mu.Unlock()
	switch {
	case t.Force:
		return Written, nil
	case !ok:
		return Foreign, nil
	case known != hashOf(there):
		return Changed, nil
	}
	return Written, nil
}

// replace writes a neighbour of p and renames it over p, so that a reader sees
// the old bytes or the new ones and never half of them.
func (t *Tree) replace(p string, data []byte) error {
	dir, err := t.folder(path.Dir(p))
	if err != nil {
		return err
	}
	if t.Fresh {
		if err := dir.WriteFile(path.Base(p), data, 0o644); err != nil {
			return fmt.Errorf("write %s: %w", p, err)
		}
		return nil
	}
	t.mu.Lock()
	t.seq++
	temp := fmt.Sprintf(".rolprofiel-%d-%d.tmp", os.Getpid(), t.seq)
	t.mu.Unlock()
	return replace(dir, temp, path.Base(p), data, 0o644)
}

// folder opens a folder of the tree, which is made when it is not there. Opened
// once, its files cost a fraction of what they cost by their whole path.
func (t *Tree) folder(dir string) (*os.Root, error) {
	t.mu.Lock()
	open, ok := t.dirs[dir]
	t.mu.Unlock()
	if ok {
		return open, nil
	}
	if dir != "." {
		if err := t.root.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("make folder %s: %w", dir, err)
		}
	}
	fresh, err := t.root.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open folder %s: %w", dir, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if open, ok := t.dirs[dir]; ok { // somebody else was first
		fresh.Close()
		return open, nil
	}
	t.dirs[dir] = fresh
	return fresh, nil
}

// Done says that nothing more will be written to a folder for now.
func (t *Tree) Done(dir string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if open, ok := t.dirs[dir]; ok {
		open.Close()
		delete(t.dirs, dir)
	}
}

// Read returns the file at p as it is now.
func (t *Tree) Read(p string) ([]byte, error) {
	data, err := fs.ReadFile(t.root.FS(), p)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", p, err)
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

// Close writes the manifest. Without it the files stand, but a later Tree takes
// them for somebody else's.
func (t *Tree) Close() error {
	t.mu.Lock()
	all := map[string]string{}
	for p, h := range t.old {
		all[p] = h
	}
	for p, h := range t.made {
		all[p] = h
	}
	paths := make([]string, 0, len(all))
	for p := range all {
		paths = append(paths, p)
	}
	t.mu.Unlock()
	defer func() {
		for _, dir := range slices.Collect(maps.Keys(t.dirs)) {
			t.Done(dir)
		}
	}()
	if t.DryRun || len(t.made) == 0 {
		return nil
	}
	slices.Sort(paths)
	var b strings.Builder
	for _, p := range paths {
		b.WriteString(all[p] + "  " + p + "\n")
	}
	return t.replace(manifestName, []byte(b.String()))
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
