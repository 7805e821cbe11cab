package pkg_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// room is a row of the table in README.md.
type room struct{ may, outside []string }

var quoted = regexp.MustCompile("`([^`]+)`")

func plan(t *testing.T) map[string]room {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	rooms := map[string]room{}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || !strings.HasPrefix(cells[1], " `") {
			continue
		}
		names := func(cell string) []string {
			var out []string
			for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
				out = append(out, m[1])
			}
			return out
		}
		rooms[names(cells[1])[0]] = room{names(cells[3]), names(cells[4])}
	}
	if len(rooms) < 9 {
		t.Fatalf("the table of README.md has only %d rooms", len(rooms))
	}
	return rooms
}

func sources(t *testing.T, dir string, visit func(path string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(path), file, set)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every import of every room stands in the table.
func TestArrows(t *testing.T) {
	rooms := plan(t)
	seen := map[string]bool{}
	sources(t, ".", func(path string, file *ast.File, _ *token.FileSet) {
		name, _, _ := strings.Cut(path, "/")
		seen[name] = true
		r, ok := rooms[name]
		if !ok {
			t.Errorf("%s: the room %s is not in the table", path, name)
			return
		}
		for _, imp := range file.Imports {
			to := strings.Trim(imp.Path.Value, `"`)
			switch {
			case strings.HasPrefix(to, "rolprofiel/pkg/"):
				if !slices.Contains(r.may, strings.TrimPrefix(to, "rolprofiel/pkg/")) {
					t.Errorf("%s: %s may not import %s", path, name, to)
				}
			case strings.HasPrefix(to, "rolprofiel/"):
				t.Errorf("%s: a room may not import %s", path, to)
			case strings.Contains(strings.Split(to, "/")[0], "."):
				if !slices.ContainsFunc(r.outside, func(m string) bool { return to == m || strings.HasPrefix(to, m+"/") }) {
					t.Errorf("%s: %s may not import %s", path, name, to)
				}
			}
		}
	})
	for name := range rooms {
		if !seen[name] {
			t.Errorf("the table names the room %s, which is not there", name)
		}
	}
}

// Nothing under pkg prints, exits, reads the environment or the clock, and there
// is no work at package level anywhere.
func TestHouseRules(t *testing.T) {
	forbidden := map[string][]string{
		"fmt":  {"Print", "Printf", "Println"},
		"os":   {"Exit", "Getenv", "LookupEnv", "Environ", "Stdout", "Stderr", "Stdin", "Args", "Getwd", "ReadFile", "WriteFile", "Open", "Create"},
		"time": {"Now", "Since", "Sleep"},
		"log":  {"Print", "Printf", "Println", "Fatal", "Fatalf"},
	}
	sources(t, ".", func(path string, file *ast.File, set *token.FileSet) {
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Obj == nil && slices.Contains(forbidden[x.Name], sel.Sel.Name) {
				t.Errorf("%s: %s.%s does not belong under pkg", set.Position(sel.Pos()), x.Name, sel.Sel.Name)
			}
			return true
		})
	})
	for _, dir := range []string{".", "../cmd", "../profiles", "../templates"} {
		sources(t, dir, func(path string, file *ast.File, set *token.FileSet) {
			for _, decl := range file.Decls {
				switch d := decl.(type) {
				case *ast.FuncDecl:
					if d.Name.Name == "init" && d.Recv == nil {
						t.Errorf("%s: no init()", set.Position(d.Pos()))
					}
				case *ast.GenDecl:
					if d.Tok == token.VAR {
						noWork(t, d, set)
					}
				}
			}
		})
	}
}

// noWork fails on a package-level variable that calls anything but errors.New or
// a conversion.
func noWork(t *testing.T, d *ast.GenDecl, set *token.FileSet) {
	t.Helper()
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "errors" && sel.Sel.Name == "New" {
					return true
				}
			}
			if _, conversion := n.Fun.(*ast.ArrayType); !conversion {
				t.Errorf("%s: work at package level", set.Position(n.Pos()))
			}
		}
		return true
	})
}

// Every room says in doc.go what comes in and what goes out.
func TestEveryRoomHasADoc(t *testing.T) {
	for name := range plan(t) {
		data, err := os.ReadFile(filepath.Join(name, "doc.go"))
		if err != nil {
			t.Error(err)
			continue
		}
		if text := string(data); !strings.HasPrefix(text, "// Package "+name) || !strings.Contains(text, "come") {
			t.Errorf("%s/doc.go does not say what comes in and what goes out", name)
		}
	}
}

// The top level is fixed.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "pkg", "profiles", "templates", "go.mod", "go.sum", "LICENSE", "README.md"}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
