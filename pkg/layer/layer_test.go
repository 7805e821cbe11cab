package layer_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"rolprofiel/pkg/layer"
)

func stack() layer.Stack {
	return layer.Stack{
		{Name: "workspace", Prefix: "mijn/profiles", FS: fstest.MapFS{"roles/a.yaml": {Data: []byte("mijn")}, "roles/c.yaml": {Data: []byte("c")}}},
		{Name: "shipped", Prefix: "profiles", FS: fstest.MapFS{"roles/a.yaml": {Data: []byte("hun")}, "roles/b.yaml": {Data: []byte("b")}, "big.yaml": {Data: make([]byte, layer.MaxSize+1)}}},
	}
}

func TestUppermostFileWins(t *testing.T) {
	s := stack()
	f, err := s.Read("roles/a.yaml")
	if err != nil || string(f.Data) != "mijn" || f.Name != "mijn/profiles/roles/a.yaml" || f.Layer != "workspace" {
		t.Errorf("%+v %v", f, err)
	}
	if f, err = s.Read("roles/b.yaml"); err != nil || f.Layer != "shipped" || f.Name != "profiles/roles/b.yaml" {
		t.Errorf("%+v %v", f, err)
	}
	if _, err = s.Read("roles/z.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	var large *layer.TooLargeError
	if _, err = s.Read("big.yaml"); !errors.As(err, &large) || large.Name != "profiles/big.yaml" || large.Error() == "" {
		t.Errorf("large file: %v", err)
	}
	if _, err = s.Read("roles"); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder is not a missing file: %v", err)
	}
	if s.Find("roles/b.yaml") != 1 || s.Find("roles") != -1 || s.Find("x") != -1 {
		t.Error("wrong layer found")
	}
}

func TestListMergesLayers(t *testing.T) {
	entries, err := stack().List("roles")
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, e := range entries {
		got += e.Name + strconv.Itoa(e.Layer) + " "
	}
	if got != "a.yaml0 b.yaml1 c.yaml0 " {
		t.Error(got)
	}
	if entries, err = stack().List("nergens"); err != nil || len(entries) != 0 {
		t.Errorf("%v %v", entries, err)
	}
}

func open(t *testing.T, dir string) *layer.Tree {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	tree, err := layer.OpenTree(root)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func put(t *testing.T, tree *layer.Tree, p, data string, want layer.Outcome) {
	t.Helper()
	got, err := tree.Write(p, []byte(data))
	if err != nil || got != want {
		t.Errorf("%s: outcome %d, want %d; %v", p, got, want, err)
	}
}

func TestTreeKnowsItsOwnFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "vreemd.md"), []byte("van mij"), 0o644); err != nil {
		t.Fatal(err)
	}
	tree := open(t, dir)
	put(t, tree, "a/b/c.md", "een", layer.Written)
	put(t, tree, "a/b/c.md", "twee", layer.Written)
	put(t, tree, "a/b/c.md", "twee", layer.Same)
	put(t, tree, "d.md", "d", layer.Written)
	put(t, tree, "vreemd.md", "iets", layer.Foreign)
	if err := tree.Close(); err != nil {
		t.Fatal(err)
	}

	tree = open(t, dir)
	put(t, tree, "a/b/c.md", "drie", layer.Written)
	if stale := tree.Stale(); len(stale) != 1 || stale[0] != "d.md" {
		t.Errorf("stale %v", stale)
	}
	if err := tree.Close(); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(filepath.Join(dir, "a/b/c.md"), []byte("door mij"), 0o644); err != nil {
		t.Fatal(err)
	}
	tree = open(t, dir)
	put(t, tree, "a/b/c.md", "vier", layer.Changed)
	tree.Force = true
	put(t, tree, "a/b/c.md", "vier", layer.Written)
	put(t, tree, "vreemd.md", "vier", layer.Written)
}

func TestTreeDryRunTouchesNothing(t *testing.T) {
	dir := t.TempDir()
	tree := open(t, dir)
	tree.DryRun = true
	put(t, tree, "x/y.md", "y", layer.Written)
	if err := tree.Close(); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("%v", entries)
	}
}

func TestTreeStaysInside(t *testing.T) {
	dir := t.TempDir()
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "uit")); err != nil {
		t.Skip(err)
	}
	tree := open(t, dir)
	for _, p := range []string{"../x.md", "uit/x.md", "/x.md"} {
		if _, err := tree.Write(p, []byte("x")); err == nil {
			t.Errorf("%s was written", p)
		}
	}
	if entries, _ := os.ReadDir(outside); len(entries) != 0 {
		t.Errorf("written outside: %v", entries)
	}
	if err := os.Mkdir(filepath.Join(dir, "map"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Write("map", []byte("x")); err == nil {
		t.Error("a folder was overwritten")
	}
}

func TestTreeFromManySides(t *testing.T) {
	dir := t.TempDir()
	tree := open(t, dir)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			if _, err := tree.Write("m"+strconv.Itoa(i%4)+"/"+strconv.Itoa(i)+".md", []byte(strconv.Itoa(i))); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := tree.Close(); err != nil {
		t.Fatal(err)
	}
	files := 0
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(p, ".tmp") {
			t.Errorf("left behind: %s", p)
		}
		if err == nil && strings.HasSuffix(p, ".md") {
			files++
		}
		return err
	})
	if files != 40 {
		t.Errorf("%d files", files)
	}
}
