package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rolprofiel/pkg/locale"
	"rolprofiel/pkg/report"
)

// Every code that the program can raise has a page in every language, and no page
// is about a code that is never raised.
func TestEveryCodeHasAPage(t *testing.T) {
	raised := codes(t)
	for code, where := range raised {
		for _, lang := range locale.Languages() {
			if _, ok := report.Page(code, lang); !ok {
				t.Errorf("%s: there is no page pkg/report/pages/%s.%s.md", where, code, lang)
			}
		}
	}
	files, err := os.ReadDir("../../pkg/report/pages")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		code, lang, _ := strings.Cut(strings.TrimSuffix(f.Name(), ".md"), ".")
		if _, ok := raised[code]; !ok || !slices.Contains(locale.Languages(), lang) {
			t.Errorf("the page %s is about no code, or in no language", f.Name())
		}
	}
}

// codes finds every constant of type diag.Code in the sources, and every code that
// is raised without one; each with the place where it stands.
func codes(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, dir := range []string{"../../cmd", "../../pkg"} {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			keep := func(values ...ast.Expr) {
				for _, v := range values {
					if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						code, _ := strconv.Unquote(lit.Value) // the parser has read it before
						found[code] = set.Position(lit.Pos()).String()
					}
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ValueSpec:
					if ofDiag(n.Type, "Code") {
						keep(n.Values...)
					}
				case *ast.CallExpr:
					if len(n.Args) > 0 && (ofDiag(n.Fun, "New") || ofDiag(n.Fun, "Code")) {
						keep(n.Args[0])
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(found) == 0 {
		t.Fatal("not one code was found in the sources")
	}
	return found
}

// ofDiag reports whether e is diag.name.
func ofDiag(e ast.Expr, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "diag"
}

// The pages tell the truth: the wrong example is refused with the code of the page
// and no other, the right one is accepted.
func TestPagesTellTheTruth(t *testing.T) {
	for _, code := range report.Codes() {
		var told [2]example // an example that was tried in one language needs no second try
		for _, lang := range locale.Languages() {
			t.Run(code+"/"+lang, func(t *testing.T) {
				text, _ := report.Page(code, lang)
				wrong, right, err := readPage(text, lang)
				if err != nil {
					t.Fatal(err)
				}
				t.Run("explain", func(t *testing.T) { isExplained(t, code, lang) })
				if here := [2]example{wrong, right}; !reflect.DeepEqual(here, told) {
					told = here
					t.Run("wrong", func(t *testing.T) { wrong.isRefused(t, code) })
					t.Run("right", func(t *testing.T) { right.isAccepted(t) })
				}
			})
		}
	}
}

// example is what one half of a page shows: the files of a workspace by path, and
// the commands that bring the problem to light when check does not.
type example struct {
	files    map[string][]byte
	commands []string
}

// readPage takes a page apart: a title, an explanation, a wrong example and a right
// one.
func readPage(text, lang string) (wrong, right example, err error) {
	headings := map[string][2]string{locale.Dutch: {"## Fout", "## Goed"}, locale.English: {"## Wrong", "## Right"}}[lang]
	intro, rest, found := strings.Cut(text, "\n"+headings[0]+"\n")
	bad, good, both := strings.Cut(rest, "\n"+headings[1]+"\n")
	title, explanation, _ := strings.Cut(intro, "\n")
	switch {
	case !found || !both || strings.Count(text, "\n## ") != 2:
		return wrong, right, fmt.Errorf("the headings are not %q", headings)
	case !strings.HasPrefix(title, "# ") || strings.TrimSpace(explanation) == "":
		return wrong, right, errors.New("there is no title with an explanation below it")
	case strings.Contains(text, "\r") || !strings.HasSuffix(text, "\n"):
		return wrong, right, errors.New("the lines do not all end in a line feed")
	}
	if wrong, err = readExample(bad); err != nil {
		return wrong, right, err
	}
	right, err = readExample(good)
	return wrong, right, err
}

// readExample collects the fenced blocks of a half page. Their info strings say
// what they are:
//
//	yaml PATH     a file in profiles, or rolprofiel.yaml
//	tmpl PATH     a file in templates
//	bytes PATH    a file in profiles that is no text; see rawBytes
//	console       command lines
func readExample(text string) (example, error) {
	e := example{files: map[string][]byte{}}
	for rest := text; ; {
		_, block, found := strings.Cut("\n"+rest, "\n```")
		if !found {
			break
		}
		info, block, _ := strings.Cut(block, "\n")
		body, after, closed := strings.Cut("\n"+block, "\n```\n")
		if !closed {
			return e, fmt.Errorf("the block %q is not closed", info)
		}
		body, rest = strings.TrimPrefix(body, "\n")+"\n", after
		language, path, _ := strings.Cut(info, " ")
		var err error
		switch {
		case language == "console" && path == "":
			e.commands = append(e.commands, strings.Split(strings.TrimSuffix(body, "\n"), "\n")...)
		case language == "yaml" && path == settingsFile:
			err = e.add(path, []byte(body))
		case language == "yaml":
			err = e.add("profiles/"+path, []byte(body))
		case language == "tmpl":
			err = e.add("templates/"+path, []byte(body))
		case language == "bytes":
			var data []byte
			if data, err = rawBytes(body); err == nil {
				err = e.add("profiles/"+path, data)
			}
		default:
			err = fmt.Errorf("nobody knows what the block %q is", info)
		}
		if err != nil {
			return e, err
		}
	}
	if len(e.files) == 0 {
		return e, errors.New("an example shows no file")
	}
	return e, nil
}

func (e example) add(path string, data []byte) error {
	if _, twice := e.files[path]; twice || !filepath.IsLocal(path) {
		return fmt.Errorf("the file %q stands there twice, or outside the workspace", path)
	}
	e.files[path] = data
	return nil
}

// repeated is a line that stands for a very long one: repeat 5000000 x.
var repeated = regexp.MustCompile(`^repeat ([0-9]+) (\S)$`)

// rawBytes makes a file of lines in which a byte that is no text is written as in
// Go, such as \xeb, and a long line as "repeat 5000000 x".
func rawBytes(text string) ([]byte, error) {
	var b bytes.Buffer
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if m := repeated.FindStringSubmatch(line); m != nil {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				return nil, err
			}
			b.WriteString(strings.Repeat(m[2], n) + "\n")
			continue
		}
		raw, err := strconv.Unquote(`"` + strings.ReplaceAll(line, `"`, `\"`) + `"`)
		if err != nil {
			return nil, fmt.Errorf("the line %q: %w", line, err)
		}
		b.WriteString(raw + "\n")
	}
	return b.Bytes(), nil
}

// enter makes the workspace of an example and goes there.
func (e example) enter(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	files := map[string][]byte{settingsFile: nil}
	maps.Copy(files, e.files)
	for path, data := range files {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

// finding is the part of a diagnostic that pages make promises about.
type finding struct{ Code, Severity, File, Message string }

// isRefused fails unless the example is found wrong, at one of its own files and
// for the reason that code names.
func (e example) isRefused(t *testing.T, code string) {
	e.enter(t)
	var all []finding
	if len(e.commands) == 0 {
		all = check(t)
	}
	for _, line := range e.commands {
		status, findings := carryOut(t, line)
		if status != exitFound {
			t.Errorf("%s: status %d", line, status)
		}
		all = append(all, findings...)
	}
	here := false
	for _, f := range all {
		if f.Code != code {
			t.Errorf("%s: %s [%s]", f.File, f.Message, f.Code)
		}
		_, own := e.files[f.File]
		here = here || own
	}
	if !here {
		t.Errorf("%s is raised at none of %q, but all that is said is %v", code, slices.Sorted(maps.Keys(e.files)), all)
	}
}

// isAccepted fails when anything heavier than advice is said about the example.
func (e example) isAccepted(t *testing.T) {
	e.enter(t)
	all := check(t)
	for _, line := range e.commands {
		status, findings := carryOut(t, line)
		if status != exitOK {
			t.Errorf("%s: status %d", line, status)
		}
		all = append(all, findings...)
	}
	for _, f := range all {
		if f.Severity != "advice" {
			t.Errorf("%s: %s [%s]", f.File, f.Message, f.Code)
		}
	}
}

// check runs the verb of that name on the whole workspace.
func check(t *testing.T) []finding {
	t.Helper()
	status, out, said := perform("check", "--format", "json", "--ui-lang", locale.English)
	if status != exitOK && status != exitFound {
		t.Fatalf("check: status %d\n%s", status, said)
	}
	var findings []finding
	if err := json.Unmarshal([]byte(out), &findings); err != nil {
		t.Fatalf("check: %v\n%s", err, out)
	}
	return findings
}

// spoken is the first line of a diagnostic as a person reads it.
var spoken = regexp.MustCompile(`(?m)^(.+?)(?::\d+)*: (error|warning|advice): (.*) \[([a-z0-9-]+)\]$`)

// carryOut runs a command line of a page and reads what it reports.
func carryOut(t *testing.T, line string) (status int, findings []finding) {
	t.Helper()
	words := strings.Fields(line)
	if len(words) < 2 || words[0] != "rolprofiel" {
		t.Fatalf("%q is not a command line of rolprofiel", line)
	}
	status, out, said := perform(append(words[1:], "--ui-lang", locale.English)...)
	if strings.Contains(line, "--format json") {
		if err := json.Unmarshal([]byte(out), &findings); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
	}
	for _, m := range spoken.FindAllStringSubmatch(said, -1) {
		findings = append(findings, finding{File: m[1], Severity: m[2], Message: m[3], Code: m[4]})
	}
	if len(findings) == 0 && status != exitOK {
		t.Errorf("%s: %s", line, said)
	}
	return status, findings
}

// isExplained fails when the page cannot be shown.
func isExplained(t *testing.T, code, lang string) {
	t.Chdir(t.TempDir())
	status, out, said := perform("explain", code, "--ui-lang", lang)
	if status != exitOK || !strings.HasPrefix(out, report.Headline(code, lang)) {
		t.Errorf("status %d\n%s%s", status, out, said)
	}
}

// perform runs the program as main does, without a terminal or an environment.
func perform(args ...string) (status int, out, said string) {
	var outs, errs bytes.Buffer
	status = execute(args, &streams{
		in: strings.NewReader(""), out: &outs, err: &errs, width: 80,
		env: func(string) string { return "" },
		now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) },
	})
	return status, outs.String(), errs.String()
}
