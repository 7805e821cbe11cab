package strictyaml_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

type part struct {
	ID      string   `yaml:"id"`
	Text    string   `yaml:"text"`
	Sources []string `yaml:"sources"`
}

type inner struct {
	A string `yaml:"a"`
}

type thing struct {
	Title   string   `yaml:"title"`
	Text    string   `yaml:"text"`
	Count   int      `yaml:"count"`
	Size    float64  `yaml:"size"`
	Yes     bool     `yaml:"yes"`
	Day     string   `yaml:"day"`
	When    string   `yaml:"when"`
	Kind    string   `yaml:"kind"`
	Refs    []string `yaml:"refs"`
	Parts   []part   `yaml:"parts"`
	Inner   *inner   `yaml:"inner"`
	Sources []string `yaml:"sources"`
	Mail    string   `yaml:"mail"`
}

func fields() []strictyaml.Field {
	return []strictyaml.Field{
		{Key: "title", Type: strictyaml.Line, Required: true, Example: "Titel"},
		{Key: "text", Type: strictyaml.Text},
		{Key: "count", Type: strictyaml.Int, Min: 1, Max: 9},
		{Key: "size", Type: strictyaml.Number},
		{Key: "yes", Type: strictyaml.Bool},
		{Key: "day", Type: strictyaml.Date},
		{Key: "when", Type: strictyaml.Moment},
		{Key: "kind", Type: strictyaml.Choice, Choices: []strictyaml.Option{{Value: "een"}, {Value: "twee"}}},
		{Key: "refs", Type: strictyaml.List, Of: strictyaml.Ref, Kind: "x"},
		{Key: "parts", Type: strictyaml.List, Of: strictyaml.Object, Fields: []strictyaml.Field{
			{Key: "id", Type: strictyaml.ID, Required: true},
			{Key: "text", Type: strictyaml.Text, Required: true},
			{Key: "sources", Type: strictyaml.List, Of: strictyaml.Plain},
		}},
		{Key: "inner", Type: strictyaml.Object, Fields: []strictyaml.Field{{Key: "a", Type: strictyaml.Plain}}},
		{Key: "sources", Type: strictyaml.List, Of: strictyaml.Plain},
		{Key: "mail", Type: strictyaml.Plain, Pattern: `^\S+@\S+$`, Example: "a@b.example"},
	}
}

func file(data string) *layer.File {
	return &layer.File{Path: "x.yaml", Name: "x.yaml", Layer: "test", Data: []byte(data)}
}

const whole = `title: Één titel
text: |
  Eerste regel
  en de tweede.

  Een alinea.
count: 3
size: 1.5
yes: true
day: 2027-03-01
when: 2027-01-15T12:00+01:00
kind: twee
refs:
  - a
  - b
parts:
  - id: p-een
    text: Kort.
    sources:
      - s1
  - id: p-twee
    text: "Tussen aanhalingstekens."
inner:
  a: x
sources:
  - s0
mail: team@voorbeeld.example
`

func TestDecodeFillsAndPlaces(t *testing.T) {
	for name, data := range map[string]string{"as it is": whole, "crlf": strings.ReplaceAll(whole, "\n", "\r\n"), "bom": "\ufeff" + whole} {
		var v thing
		parsed, list := strictyaml.Decode(file(data), fields(), &v)
		if len(list) > 0 {
			t.Fatalf("%s: %v", name, list)
		}
		if v.Title != "Één titel" || v.Text != "Eerste regel en de tweede.\n\nEen alinea." || v.Count != 3 || v.Size != 1.5 || !v.Yes || v.Day != "2027-03-01" ||
			v.Kind != "twee" || len(v.Refs) != 2 || v.Parts[1].Text != "Tussen aanhalingstekens." || v.Inner.A != "x" {
			t.Errorf("%s: %+v", name, v)
		}
		for path, want := range map[string]string{
			"title": "x.yaml:1:8", "text": "x.yaml:3:3", "parts[p-twee].text": "x.yaml:22:11", "refs[1]": "x.yaml:15:5", "inner.a": "x.yaml:24:6", "nergens.hier": "x.yaml:1:1", "parts": "x.yaml:16:1",
		} {
			if got := parsed.Places.At(path).String(); got != want {
				t.Errorf("%s: %s stands at %s, want %s", name, path, got, want)
			}
		}
		if at := parsed.Places.At("title"); at.EndColumn != 17 || at.Source != "title: Één titel" {
			t.Errorf("%s: %+v", name, at)
		}
		if len(parsed.Texts) != 4 || parsed.Texts[3].Path != "parts[p-twee].text" || len(parsed.Refs) != 2 {
			t.Errorf("%s: %+v", name, parsed)
		}
	}
}

func TestDecodeWithoutAValue(t *testing.T) {
	parsed, list := strictyaml.Decode(file(whole), fields(), nil)
	if len(list) > 0 || parsed.Plain["parts[p-een].id"] != "p-een" || parsed.Plain["count"] != "3" {
		t.Errorf("%v %v", parsed.Plain, list)
	}
}

// Every problem of a file is told in one run, each at its own token.
func TestAllProblemsAtOnce(t *testing.T) {
	_, list := strictyaml.Decode(file(`titel: x
text: 12
count: 40
size: veel
yes: ja
day: morgen
when: 2027-01-15
kind: drie
refs: a
parts:
  - id: Een
    text: |
      a
  - text: b
  - id: twee
    text: c
  - id: twee
    text: d
inner:
  b: c
mail: nergens
`), fields(), &thing{})
	var got []string
	for _, d := range list.Sort() {
		got = append(got, d.Place.String()+" "+string(d.Code))
	}
	want := []string{
		"x.yaml:1:1 unknown-key", "x.yaml:2:7 wrong-type", "x.yaml:3:8 wrong-form", "x.yaml:4:7 wrong-type", "x.yaml:5:6 wrong-type", "x.yaml:6:6 wrong-form",
		"x.yaml:7:7 wrong-form", "x.yaml:8:7 unknown-value", "x.yaml:9:7 wrong-type", "x.yaml:11:9 wrong-form", "x.yaml:14:5 missing-field", "x.yaml:17:9 duplicate-id", "x.yaml:20:3 unknown-key", "x.yaml:21:7 wrong-form",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestUnread(t *testing.T) {
	d, ok := strictyaml.Unread(&layer.TooLargeError{Name: "x.yaml", Size: 9 << 20})
	if !ok || d.Code != strictyaml.CodeTooLarge || !strings.Contains(d.Message.String(), "9216 KB") {
		t.Errorf("%v %v", d, ok)
	}
	if _, ok := strictyaml.Unread(errors.New("iets anders")); ok {
		t.Error("another error was taken for a large file")
	}
}

func TestPatchKeepsEverythingElse(t *testing.T) {
	src := "# boven\r\ntitle: Één titel # naast\r\n\r\nsources:\r\n  - s0\r\n"
	parsed, _ := strictyaml.Decode(file(src), fields(), nil)
	out, err := strictyaml.Patch([]byte(src), []diag.Edit{
		{Place: parsed.Places.At("sources[0]"), Text: "s1"},
		{Place: parsed.Places.At("title"), Text: "Twee 😀"},
	})
	if want := "# boven\r\ntitle: Twee 😀 # naast\r\n\r\nsources:\r\n  - s1\r\n"; err != nil || string(out) != want {
		t.Errorf("%q %v", out, err)
	}
	at := func(l, c, el, ec int) diag.Place { return diag.Place{Line: l, Column: c, EndLine: el, EndColumn: ec} }
	for name, edits := range map[string][]diag.Edit{
		"overlap":   {{Place: at(1, 1, 1, 4)}, {Place: at(1, 2, 1, 5)}},
		"backwards": {{Place: at(2, 3, 1, 1)}},
		"no line":   {{Place: at(99, 1, 99, 2)}},
		"no column": {{Place: at(1, 99, 1, 100)}},
		"zero":      {{Place: at(0, 0, 0, 0)}},
	} {
		if _, err := strictyaml.Patch([]byte(src), edits); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if out, err := strictyaml.Patch([]byte("\ufeffa: b\n"), []diag.Edit{{Place: at(1, 4, 1, 5), Text: "c"}}); err != nil || string(out) != "\ufeffa: c\n" {
		t.Errorf("%q %v", out, err)
	}
}

func TestRewriteLeavesTheOldAlone(t *testing.T) {
	var v thing
	if _, list := strictyaml.Decode(file(whole), fields(), &v); len(list) > 0 {
		t.Fatal(list)
	}
	changed := v
	paths := map[string][]string{}
	strictyaml.Rewrite(fields(), &changed, func(path string, _ *strictyaml.Field, text string, sources []string) string {
		paths[path] = sources
		return "<" + text + ">"
	})
	if v.Parts[0].Text != "Kort." || v.Inner.A != "x" || v.Sources[0] != "s0" {
		t.Errorf("the old value changed: %+v", v)
	}
	if changed.Parts[0].Text != "<Kort.>" || changed.Inner.A != "<x>" || changed.Title != "<Één titel>" || changed.Kind != "twee" {
		t.Errorf("%+v", changed)
	}
	if got := paths["parts[p-een].text"]; len(got) != 1 || got[0] != "s1" {
		t.Errorf("an item has its own sources, got %v", got)
	}
	if got := paths["parts[p-twee].text"]; len(got) != 1 || got[0] != "s0" {
		t.Errorf("an item without sources has those of the file, got %v", got)
	}
}

func TestFoldIDAndSlug(t *testing.T) {
	for in, want := range map[string]string{"a\nb": "a b", "a\n\n\nb\n": "a\n\nb", "  a  b ": "a b", "a\u00a0b": "a\u00a0b", "": ""} {
		if got := strictyaml.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"Buurtteam Noord": "buurtteam-noord", "Coördinatie & één": "coordinatie-een", "…": "x", "--a--": "a"} {
		if got := strictyaml.Slug(in); got != want || !strictyaml.IsID(got) {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
	for _, bad := range []string{"", "A", "a b", "../a", "a/b", "-a", "a-", "a--b", "é"} {
		if strictyaml.IsID(bad) {
			t.Errorf("%q passes for an id", bad)
		}
	}
}

// FuzzDecode: no file makes reading panic, every place lies inside the file, and
// what it says of a file it says again.
func FuzzDecode(f *testing.F) {
	f.Add(whole)
	f.Add("a: &x [1, *x]\n")
	f.Add("title: \"\\ud800\"\n")
	f.Add("parts:\n  - - a\n")
	f.Fuzz(func(t *testing.T, data string) {
		var v thing
		_, list := strictyaml.Decode(file(data), fields(), &v)
		lines := strings.Count(data, "\n") + 1
		for _, d := range list {
			if d.Place.Line > lines+1 || d.Message.String() == "" || strings.Contains(d.Message.String(), "%!") && !strings.Contains(data, "%!") {
				t.Errorf("%q: %s: %s", data, d.Place, d.Message)
			}
			for _, fix := range d.Fixes {
				if _, err := strictyaml.Patch([]byte(data), fix.Edits); err != nil {
					t.Errorf("%q: the fix cannot be made: %v", data, err)
				}
			}
		}
	})
}

func TestSelectKeepsLines(t *testing.T) {
	src := "# boven\na: |\n  x: y\nb:\n- c: d\n- e\n\nc: f\r\ng:h\n"
	got := strictyaml.Select(&layer.File{Name: "x.yaml", Data: []byte(src)}, "b")
	if want := "# boven\n\n\nb:\n- c: d\n- e\n\n\r\n\n"; string(got.Data) != want {
		t.Errorf("%q, want %q", got.Data, want)
	}
}

// FuzzPatch: a value that is put in the place of another is read back as it is, and
// everything else stays what it was.
func FuzzPatch(f *testing.F) {
	f.Add(whole, "Nieuw: # naam", uint(0))
	f.Add("title: a\r\nwhy: |\r\n  b\r\n", "é\"", uint(1))
	f.Add("\xef\xbb\xbftitle: 'é' # x\n", "- x", uint(0))
	f.Fuzz(func(t *testing.T, data, text string, at uint) {
		before, list := strictyaml.Decode(file(data), fields(), nil)
		if strings.Contains(data, "'#") || strings.Contains(data, `"#`) { // yaml.v3 takes this for a comment, YAML does not
			t.Skip()
		}
		if len(list) > 0 || strictyaml.Fold(text) != text || text == "" || !utf8.ValidString(text) || strings.ContainsAny(text, "\n\ufeff") ||
			strings.ContainsFunc(text, func(r rune) bool {
				return unicode.IsControl(r) || r >= 0xfdd0 && r <= 0xfdef || r&0xFFFE == 0xFFFE || r == '\u2028' || r == '\u2029'
			}) {
			t.Skip()
		}
		var paths []string
		for _, ref := range before.Texts {
			if ref.Field.Type == strictyaml.Line {
				paths = append(paths, ref.Path)
			}
		}
		if len(paths) == 0 {
			t.Skip()
		}
		path := paths[at%uint(len(paths))]
		place := before.Places.At(path)
		if place.EndLine != place.Line {
			t.Skip()
		}
		out, err := strictyaml.Patch([]byte(data), []diag.Edit{{Place: place, Text: strictyaml.Scalar(text)}})
		if err != nil {
			t.Fatal(err)
		}
		after, list := strictyaml.Decode(file(string(out)), fields(), nil)
		want := maps.Clone(before.Plain)
		want[path] = text
		if list.Failed() || !maps.Equal(after.Plain, want) {
			t.Errorf("%q with %q at %s becomes %q: %v", data, text, path, out, list)
		}
	})
}
