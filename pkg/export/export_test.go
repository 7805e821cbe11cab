package export_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
	"golang.org/x/tools/txtar"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/profile"
	"rolprofiel/profiles"
)

var update = flag.Bool("update", false, "write the golden files anew")

func renderer(p termenv.Profile) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(true)
	r.SetColorProfile(p)
	return r
}

// One construct a file: its Markdown as a template would write it, and what every
// format makes of it.
func TestConstructs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		input := string(archive.Files[0].Data)
		s := document.Open(layer.Stack{{FS: fstest.MapFS{"nl/x.md.tmpl": {Data: []byte("---\ntitle: X\nabout: X\n---\n" + input)}}}}, "nl")
		kind, _, _ := s.Kind("x")
		doc, list := s.Render(document.Request{Kind: kind, Profile: &profile.Profile{Lang: "nl", Origins: &profile.Origins{}}})
		if doc == nil {
			t.Fatalf("%s: %v", name, list)
		}
		out := &txtar.Archive{Comment: archive.Comment, Files: []txtar.File{archive.Files[0]}}
		for _, f := range []struct {
			name string
			o    export.Options
		}{
			{"md", export.Options{}},
			{"txt", export.Options{}},
			{"terminal", export.Options{Width: 40, Renderer: renderer(termenv.Ascii)}},
		} {
			format, _ := export.FormatNamed(f.name)
			var b bytes.Buffer
			if err := format.Write(&b, export.Input{Document: doc}, f.o); err != nil {
				t.Fatal(err)
			}
			out.Files = append(out.Files, txtar.File{Name: f.name, Data: b.Bytes()})
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(out), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if got, want := string(txtar.Format(out)), string(txtar.Format(archive)); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

func shippedProfile(t *testing.T, lang string) (*catalog.Library, *profile.Profile) {
	t.Helper()
	l := catalog.Open(layer.Stack{{Name: "shipped", Prefix: "profiles", FS: profiles.FS}}, lang)
	p, list := profile.Compose(l, profile.Choice{Opening: "voorbeeld-buurtteam-2027"})
	if len(list) > 0 {
		t.Fatal(list)
	}
	return l, p
}

// The JSON holds the whole profile by its own keys, every text with its origins,
// and no mark.
func TestProfileAsJSON(t *testing.T) {
	_, p := shippedProfile(t, "nl")
	format, _ := export.FormatNamed("json")
	var b bytes.Buffer
	if err := format.Write(&b, export.Input{Profile: p}, export.Options{}); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsFunc(b.Bytes(), diag.IsMark) {
		t.Error("a mark is left")
	}
	var got struct {
		Lang  string
		Roles []struct {
			ID      string
			Share   float64
			Purpose struct {
				Text    string
				Origins []struct {
					File, Path, Layer string
					Line              int
					Sources           []string
				}
			}
		}
		Tasks    []struct{ Area string }
		Needs    []struct{ Competency string }
		Opening  struct{ Closes string }
		Tensions []struct{ Kind string }
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	purpose := got.Roles[0].Purpose
	if got.Roles[0].ID != "kwartiermaker" || got.Roles[0].Share != 60 || purpose.Text == "" || purpose.Origins[0].File != "profiles/roles/kwartiermaker.yaml" || purpose.Origins[0].Line == 0 || purpose.Origins[0].Path != "purpose" ||
		got.Opening.Closes != "2027-01-15T12:00+01:00" || len(got.Needs) < 20 || got.Tasks[0].Area != "resident" || len(got.Tensions) == 0 {
		t.Errorf("%+v", got)
	}
}

// Every definition can be shown as JSON and as a card, with the places of what it
// holds.
func TestDefinitions(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		l := catalog.Open(layer.Stack{{Name: "shipped", Prefix: "profiles", FS: profiles.FS}}, lang)
		for _, k := range catalog.Kinds() {
			for _, id := range l.IDs(k.Name) {
				e, ok := l.Entry(&k, id)
				if !ok {
					t.Fatalf("%s/%s", k.Name, id)
				}
				data, err := export.Definition(e)
				if err != nil {
					t.Fatalf("%s/%s: %v", k.Name, id, err)
				}
				var got map[string]any
				if err := json.Unmarshal(data, &got); err != nil {
					t.Fatalf("%s/%s: %v", k.Name, id, err)
				}
				at := got["at"].(map[string]any)
				if got["id"] != id || got["kind"] != k.Name || at["file"] != "profiles/"+k.Path(id) || at["layer"] != "shipped" {
					t.Errorf("%s/%s: %v", k.Name, id, at)
				}
				card := export.Terminal(export.Card(e, lang), export.Options{Width: 80, Renderer: renderer(termenv.Ascii)})
				if !strings.Contains(card, id) || strings.Contains(card, "map[") || strings.Contains(card, "{") {
					t.Errorf("%s/%s:\n%s", k.Name, id, card)
				}
			}
		}
	}
}

func TestFormatsAreFound(t *testing.T) {
	for _, f := range export.Formats() {
		if got, ok := export.FormatNamed(f.Name); !ok || got.Name != f.Name {
			t.Errorf("%s is not found by its name", f.Name)
		}
		if f.Extension != "" {
			if got, ok := export.FormatFor(f.Extension); !ok || got.Name != f.Name {
				t.Errorf("%s is not found by %s", f.Name, f.Extension)
			}
		}
	}
	if _, ok := export.FormatNamed("weg"); ok {
		t.Error("found what is not there")
	}
	if _, ok := export.FormatFor(""); ok {
		t.Error("a file without extension has no format")
	}
}

func TestColourIsAChoice(t *testing.T) {
	blocks, err := document.ReadMarkdown("# Kop\n\n**vet** *schuin* `code` [link](https://voorbeeld.example)\n\n> [!NOTE]\n> Let op.\n")
	if err != nil {
		t.Fatal(err)
	}
	plain := export.Terminal(blocks, export.Options{Width: 60, Renderer: renderer(termenv.Ascii)})
	colour := export.Terminal(blocks, export.Options{Width: 60, Renderer: renderer(termenv.ANSI)})
	if strings.Contains(plain, "\x1b") || !strings.Contains(colour, "\x1b[") {
		t.Errorf("%q\n%q", plain, colour)
	}
	if !strings.Contains(plain, "link (https://voorbeeld.example)") {
		t.Errorf("the address is lost: %q", plain)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAFailingWriterIsAnError(t *testing.T) {
	_, p := shippedProfile(t, "en")
	for _, f := range export.Formats() {
		in := export.Input{Profile: p, Document: &document.Document{Blocks: document.TextBlocks("a\n\nb")}}
		if err := f.Write(broken{}, in, export.Options{Renderer: renderer(termenv.Ascii)}); err == nil {
			t.Errorf("%s: no error", f.Name)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	d := &document.Document{Kind: "vacancy", Name: "Vacaturetekst", Title: `Een "titel": met \ tekens`, Lang: "nl", Date: "2026-11-23", Blocks: document.TextBlocks("a")}
	text, _ := export.Markdown(d, export.Options{FrontMatter: true})
	want := "---\ntitle: \"Een \\\"titel\\\": met \\\\ tekens\"\ndescription: \"Vacaturetekst\"\nlang: \"nl\"\ndate: \"2026-11-23\"\ntype: \"vacancy\"\n---\n\na\n"
	if text != want {
		t.Errorf("%q", text)
	}
}
