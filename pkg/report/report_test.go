package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/locale"
	"rolprofiel/pkg/report"
)

var update = flag.Bool("update", false, "write testdata and the books anew")

func sample() diag.List {
	at := diag.Place{File: "roles/a.yaml", Layer: "workspace", Line: 3, Column: 8, EndLine: 3, EndColumn: 13, Source: "é😀x: é levle: 4"}
	other := diag.Place{File: "scale.yaml", Layer: "shipped", Line: 1, Column: 1, EndLine: 1, EndColumn: 7, Source: "levels:"}
	return diag.List{
		diag.New("unknown-key", diag.Error, at, "needs[0].levle", "the key %q is not known here", "levle").
			WithHint("did you mean %q?", "level").WithRelated(other, "here it stands first").WithFix(at, "level", "replace %s by %s", "levle", "level"),
		diag.New("stray-file", diag.Warning, diag.Place{File: "x,y:z.yml"}, "", "this file is not read here"),
	}
}

func write(t *testing.T, style string, list diag.List, lang string) string {
	t.Helper()
	s, ok := report.StyleNamed(style)
	if !ok {
		t.Fatalf("no style %s", style)
	}
	var b bytes.Buffer
	if err := s.Write(&b, list, locale.New(lang), lipgloss.NewRenderer(io.Discard)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The caret stands under the token on the screen: é is one column wide, an emoji
// two.
func TestTextPutsTheCaretUnderTheToken(t *testing.T) {
	want := `roles/a.yaml:3:8: error: the key "levle" is not known here [unknown-key]
    3 │ é😀x: é levle: 4
      │         ^^^^^
  see also: scale.yaml:1:1 (shipped with rolprofiel): here it stands first
    1 │ levels:
      │ ^^^^^^
  what to do: did you mean "level"?
x,y:z.yml: warning: this file is not read here [stray-file]
`
	if got := write(t, "text", sample(), "en"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := write(t, "text", sample(), "nl"); !strings.Contains(got, "fout: ") || strings.Contains(got, "error") {
		t.Errorf("not in Dutch:\n%s", got)
	}
}

func TestLongLinesAndManyProblems(t *testing.T) {
	long := strings.Repeat("a", 5000) + "FOUT" + strings.Repeat("b", 5000)
	d := diag.New("x", diag.Error, diag.Place{File: "f", Line: 1, Column: 5001, EndLine: 1, EndColumn: 5005, Source: long}, "", "lang")
	got := write(t, "text", diag.List{d}, "en")
	for line := range strings.Lines(got) {
		if len([]rune(line)) > 230 {
			t.Errorf("a line of %d characters", len([]rune(line)))
		}
	}
	column := func(line, part string) int { return len([]rune(line[:strings.Index(line, part)])) }
	if lines := strings.Split(got, "\n"); column(lines[1], "FOUT") != column(lines[2], "^^^^") {
		t.Errorf("the caret is not under the token:\n%s", got)
	}
	var many diag.List
	for i := range report.Max + 5 {
		many = append(many, diag.New("x", diag.Error, diag.Place{File: fmt.Sprint(i)}, "", "fout"))
	}
	if got := write(t, "text", many, "en"); !strings.HasSuffix(got, "and 5 more\n") || strings.Count(got, "\n") != report.Max+1 {
		t.Error("the rest is not counted")
	}
}

// Text of a user cannot command the terminal.
func TestTextIsClean(t *testing.T) {
	d := diag.New("x", diag.Error, diag.Place{File: "f\x1b[31m", Line: 1, Column: 1, EndLine: 1, EndColumn: 2, Source: "\x1b]0;x\x07\u202e"}, "", "%s", "a\x1bb")
	if got := write(t, "text", diag.List{d}, "en"); strings.ContainsAny(got, "\x1b\x07\u202e") {
		t.Errorf("%q", got)
	}
}

func TestJSONHasItsShape(t *testing.T) {
	if got := strings.TrimSpace(write(t, "json", nil, "en")); got != "[]" {
		t.Errorf("clean is %s", got)
	}
	var got []map[string]any
	if err := json.Unmarshal([]byte(write(t, "json", sample(), "en")), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"code", "severity", "file", "line", "column", "endLine", "endColumn", "path", "message", "hint", "related", "fixes"} {
		if _, ok := got[0][key]; !ok {
			t.Errorf("no key %s", key)
		}
	}
	if got[0]["column"] != 8.0 || got[0]["severity"] != "error" || len(got[0]["related"].([]any)) != 1 {
		t.Errorf("%v", got[0])
	}
}

func TestGitHubEscapes(t *testing.T) {
	got := write(t, "github", sample(), "en")
	want := "::error file=roles/a.yaml,line=3,endLine=3,col=8,endColumn=13,title=unknown-key::the key \"levle\" is not known here%0Adid you mean \"level\"?\n" +
		"::warning file=x%2Cy%3Az.yml,title=stray-file::this file is not read here\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEveryPageHasAHeadline(t *testing.T) {
	if len(report.Codes()) == 0 {
		t.Fatal("no pages")
	}
	for _, code := range report.Codes() {
		for _, lang := range locale.Languages() {
			if _, ok := report.Page(code, lang); !ok || report.Headline(code, lang) == "" {
				t.Errorf("%s has no page in %s", code, lang)
			}
		}
	}
	if _, ok := report.Page("../report", "nl"); ok {
		t.Error("a path passed for a code")
	}
}

// The pages stand in one file of each language as well, for who reads on the web.
func TestGoldenBook(t *testing.T) {
	for lang, name := range map[string]string{"nl": "MELDINGEN.md", "en": "MESSAGES.md"} {
		path := "../../.github/" + name
		got := report.Book(lang)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || string(want) != got {
			t.Errorf("%s is not what the pages say (go test ./pkg/report -update writes it anew): %v", path, err)
		}
	}
}

// A log that other programs read: the parts that the standard demands are there,
// columns count characters, and every result points at its rule.
func TestGoldenSARIF(t *testing.T) {
	got := write(t, "sarif", sample(), "nl")
	if *update {
		if err := os.WriteFile("testdata/sample.sarif", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/sample.sarif")
	if err != nil || string(want) != got {
		t.Errorf("got\n%s\n%v", got, err)
	}
	var log struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver struct {
					Name  string
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct{ StartLine, StartColumn, EndLine, EndColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(got), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].ColumnKind != "unicodeCodePoints" || log.Runs[0].Tool.Driver.Name == "" {
		t.Errorf("%+v", log)
	}
	run := log.Runs[0]
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Message.Text == "" || len(r.Locations) != 1 {
			t.Errorf("%+v", r)
		}
		place := r.Locations[0].PhysicalLocation
		if u, err := url.Parse(place.ArtifactLocation.URI); err != nil || u.IsAbs() || u.Path == "" {
			t.Errorf("address %q: %v", place.ArtifactLocation.URI, err)
		}
	}
	if at := run.Results[0].Locations[0].PhysicalLocation.Region; at == nil || at.StartLine != 3 || at.StartColumn != 8 || at.EndColumn != 13 {
		t.Errorf("%+v", at)
	}
	if run.Results[1].Locations[0].PhysicalLocation.Region != nil {
		t.Error("a file as a whole has no region")
	}
	if empty := write(t, "sarif", nil, "nl"); !strings.Contains(empty, `"results": []`) || !strings.Contains(empty, `"rules": []`) {
		t.Error(empty)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAFailingWriterIsAnError(t *testing.T) {
	for _, s := range report.Styles() {
		if err := s.Write(broken{}, sample(), locale.New("en"), lipgloss.NewRenderer(io.Discard)); err == nil {
			t.Errorf("%s: no error", s.Name)
		}
	}
}
