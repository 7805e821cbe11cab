package catalog_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/txtar"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/profiles"
)

var update = flag.Bool("update", false, "rewrite the wanted diagnostics in testdata/bad")

// Every archive of testdata is a small workspace, laid over what is shipped. Its
// files carry the paths they have inside profiles; three others are for the test:
// "languages" names the languages to check, one a line (Dutch otherwise), "want"
// holds what is to be said, one line a diagnostic, and the comment at the top may
// hold directives, one a line:
//
//	crlf FILE     the file has the line ends of Windows
//	bom FILE      the file begins with a byte order mark
//	utf16 FILE    the file is saved as UTF-16
//	latin1 FILE   the file is saved as Latin-1
//	large FILE    the file is too large to be read
//	escaped FILE  \xNN, \uNNNN and the like stand for what editors do not show
//	bug: …        the tool does not do this yet; the test is skipped
type workspace struct {
	archive   *txtar.Archive
	fsys      fstest.MapFS
	languages []string
	bug       string
	want      string
}

func TestGoodWorkspaces(t *testing.T) {
	everyArchive(t, "ok", func(t *testing.T, _ string, w *workspace) {
		if w.bug != "" {
			t.Skip(w.bug)
		}
		if got := w.check(t); got != "" {
			t.Errorf("nothing is wrong here, but check says:\n%s", got)
		}
	})
}

func TestBadWorkspaces(t *testing.T) {
	everyArchive(t, "bad", func(t *testing.T, name string, w *workspace) {
		if w.bug != "" {
			t.Skip(w.bug)
		}
		got := w.check(t)
		if got == "" {
			t.Error("something is wrong here, but check says nothing")
		}
		if *update {
			w.rewrite(t, name, got)
		} else if got != w.want {
			t.Errorf("check says:\n%s\nwanted:\n%s", got, w.want)
		}
	})
}

// Every code of the packages that read definitions has a workspace that brings it
// out, and nothing in testdata asks for a code that is not there.
func TestEveryCodeHasABadWorkspace(t *testing.T) {
	seen := map[diag.Code]bool{}
	for _, name := range archives(t, "bad") {
		for line := range strings.Lines(read(t, name).want) {
			from, to := strings.LastIndex(line, "["), strings.LastIndex(line, "]")
			if from < 0 || to < from {
				t.Fatalf("%s: no code in %q", name, line)
			}
			code := diag.Code(line[from+1 : to])
			seen[code] = true
			if !slices.Contains(codes(), code) {
				t.Errorf("%s wants %q, which is not a code", name, code)
			}
		}
	}
	for _, code := range codes() {
		if !seen[code] {
			t.Errorf("no archive in testdata/bad brings out %q", code)
		}
	}
}

// codes are the constants of the packages that read definitions.
func codes() []diag.Code {
	var all []diag.Code
	constant := regexp.MustCompile(`\bCode\w+\s+(?:diag\.Code\s+)?= (?:diag\.Code\()?"([a-z0-9-]+)"`)
	for _, dir := range []string{".", "../strictyaml"} {
		files, _ := filepath.Glob(dir + "/*.go")
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil || strings.HasSuffix(f, "_test.go") {
				continue
			}
			for _, m := range constant.FindAllSubmatch(data, -1) {
				all = append(all, diag.Code(m[1]))
			}
		}
	}
	return all
}

func archives(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no archives in %s: %v", dir, err)
	}
	return names
}

func everyArchive(t *testing.T, dir string, f func(*testing.T, string, *workspace)) {
	t.Helper()
	for _, name := range archives(t, dir) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			f(t, name, read(t, name))
		})
	}
}

func read(t *testing.T, name string) *workspace {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	w := &workspace{archive: archive, fsys: fstest.MapFS{}, languages: []string{catalog.Dutch}}
	for _, f := range archive.Files {
		switch f.Name {
		case "want":
			w.want = string(f.Data)
		case "languages":
			w.languages = strings.Fields(string(f.Data))
		default:
			w.fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	for line := range strings.Lines(string(archive.Comment)) {
		if bug, ok := strings.CutPrefix(line, "bug: "); ok {
			w.bug = strings.TrimSpace(bug)
			continue
		}
		word, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		change, isDirective := directives()[word]
		if f := w.fsys[file]; isDirective && f != nil {
			f.Data = change(f.Data)
		}
	}
	return w
}

func directives() map[string]func([]byte) []byte {
	return map[string]func([]byte) []byte{
		"crlf":    func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) },
		"bom":     func(b []byte) []byte { return append([]byte("\xef\xbb\xbf"), b...) },
		"utf16":   asUTF16,
		"latin1":  asLatin1,
		"large":   func(b []byte) []byte { return append(b, bytes.Repeat([]byte("# groot\n"), layer.MaxSize/8)...) },
		"escaped": unescaped,
	}
}

func asUTF16(b []byte) []byte {
	out := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(string(b))) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func asLatin1(b []byte) []byte {
	var out []byte
	for _, r := range string(b) {
		out = append(out, byte(r))
	}
	return out
}

func unescaped(b []byte) []byte {
	var out []byte
	for s := string(b); s != ""; {
		if s[0] != '\\' {
			out, s = append(out, s[0]), s[1:]
			continue
		}
		var value rune
		digits := map[byte]int{'x': 2, 'u': 4}[s[1]]
		if digits == 0 {
			panic("no such escape: " + s)
		}
		if _, err := fmt.Sscanf(s[2:2+digits], "%x", &value); err != nil {
			panic(err)
		}
		if s[1] == 'x' {
			out = append(out, byte(value))
		} else {
			out = append(out, string(value)...)
		}
		s = s[2+digits:]
	}
	return out
}

// check is what a person gets to see of the workspace, one line a diagnostic.
func (w *workspace) check(t *testing.T) string {
	t.Helper()
	stack := layer.Stack{{Name: "workspace", FS: w.fsys}, {Name: "shipped", Prefix: "shipped", FS: fs.FS(profiles.FS)}}
	list, err := catalog.Check(func(lang string) *catalog.Library { return catalog.Open(stack, lang) }, w.languages, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s: %s [%s]\n", d.Place, d.Message, d.Code)
	}
	return b.String()
}

func (w *workspace) rewrite(t *testing.T, name, want string) {
	t.Helper()
	at := slices.IndexFunc(w.archive.Files, func(f txtar.File) bool { return f.Name == "want" })
	if at < 0 {
		at = len(w.archive.Files)
		w.archive.Files = append(w.archive.Files, txtar.File{Name: "want"})
	}
	w.archive.Files[at].Data = []byte(want)
	if err := os.WriteFile(name, txtar.Format(w.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
