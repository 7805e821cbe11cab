package strictyaml

import (
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/layer"
	"rolprofiel/profiles"
)

var update = flag.Bool("update", false, "write testdata anew")

func formatFields() []Field {
	text := Field{Key: "text", Type: Text}
	return []Field{
		{Key: "title", Type: Line},
		{Key: "why", Type: Text},
		{Key: "tags", Type: List, Of: Plain},
		{Key: "parts", Type: List, Of: Object, Fields: []Field{{Key: "id", Type: ID}, text}},
		{Key: "about", Type: Object, Fields: []Field{{Key: "n", Type: Int}, text}},
	}
}

// format is Format for tests: the bytes, or the places and codes of what is wrong.
func format(data string, fields []Field) (string, error) {
	out, list, err := Format(&layer.File{Name: "x.yaml", Data: []byte(data)}, fields)
	if err != nil {
		return "", err
	}
	if len(list) > 0 {
		var b strings.Builder
		for _, d := range list {
			fmt.Fprintf(&b, "%s %s\n", d.Place, d.Code)
		}
		return b.String(), nil
	}
	return string(out), nil
}

func TestFormat(t *testing.T) {
	names, err := filepath.Glob("testdata/format/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got, err := format(string(a.Files[0].Data), formatFields())
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(a.Files[1].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			if !strings.Contains(name, "refused") {
				stays(t, got, formatFields())
			}
		})
	}
}

// stays reports a tidy file that is tidied once more.
func stays(t *testing.T, tidy string, fields []Field) {
	t.Helper()
	if again, err := format(tidy, fields); err != nil || again != tidy {
		t.Errorf("a second time it becomes (%v):\n%s\nfrom:\n%s", err, again, tidy)
	}
}

// Line ends and a byte order mark stay what they are.
func TestFormatKeepsBytesAround(t *testing.T) {
	got, err := format("\xef\xbb\xbfwhy: b\r\ntitle: a", formatFields())
	if err != nil || got != "\xef\xbb\xbftitle: a\r\nwhy: |\r\n  b\r\n" {
		t.Errorf("%q %v", got, err)
	}
}

// scramble makes a file untidy without changing what it says: comments and blank
// lines between lines where they may stand, and keys at the top in another order.
func scramble(data string, r *rand.Rand) (untidy string, comments []string) {
	lines := strings.SplitAfter(strings.TrimSuffix(data, "\n")+"\n", "\n")
	lines = lines[:len(lines)-1]
	var blocks []string
	inText := -1
	for i, line := range lines {
		indent := indentOf(line)
		if strings.TrimSpace(line) == "" || inText >= 0 && indent > inText {
			blocks[len(blocks)-1] += line
			continue
		}
		inText = -1
		if strings.HasSuffix(line, "|\n") {
			inText = indentOf(strings.Replace(line, "- ", "  ", 1))
		}
		if indent == 0 {
			blocks = append(blocks, "")
		}
		if r.IntN(4) == 0 {
			comment := fmt.Sprintf("# %d", i)
			comments = append(comments, comment)
			blocks[len(blocks)-1] += strings.Repeat(" ", indent) + comment + "\n"
		}
		if r.IntN(9) == 0 {
			blocks[len(blocks)-1] += "\n"
		}
		blocks[len(blocks)-1] += line
	}
	r.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	return strings.Join(blocks, ""), comments
}

// Whatever people do to a shipped file: tidying it changes nothing that it says,
// keeps every comment, and a second time does nothing.
func TestFormatChangesNothingThatIsSaid(t *testing.T) {
	err := fs.WalkDir(profiles.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(profiles.FS, p)
		if err != nil {
			return err
		}
		r := rand.New(rand.NewPCG(uint64(len(data)), 1))
		fields := guessFields(string(data))
		_, list := Decode(&layer.File{Name: p, Data: data}, fields, nil)
		if list.Failed() {
			t.Fatalf("%s: %v", p, list)
		}
		for range 2 {
			untidy, comments := scramble(string(data), r)
			tidy, err := format(untidy, fields)
			if err != nil {
				t.Fatalf("%s: %v", p, err)
			}
			stays(t, tidy, fields)
			if !reflect.DeepEqual(said(untidy, fields), said(tidy, fields)) {
				t.Fatalf("%s says something else:\n%s", p, tidy)
			}
			for _, c := range comments {
				if strings.Count(tidy, c+"\n") != 1 {
					t.Fatalf("%s: the comment %q is there %d times", p, c, strings.Count(tidy, c+"\n"))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func said(data string, fields []Field) map[string]string {
	parsed, _ := Decode(&layer.File{Name: "x.yaml", Data: []byte(data)}, fields, nil)
	return parsed.Plain
}

// guessFields makes a table that fits a file, so that this package can be tried on
// definitions without knowing them.
func guessFields(data string) []Field {
	s := newSource(&layer.File{Data: []byte(data)})
	root, _ := s.parse()
	return fieldsOf(root)
}

func fieldsOf(nodes ...*yaml.Node) []Field {
	var fields []Field
	values := map[string][]*yaml.Node{}
	for _, n := range nodes {
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i].Value
			if values[key] == nil {
				fields = append(fields, Field{Key: key, Type: Plain})
			}
			values[key] = append(values[key], n.Content[i+1])
		}
	}
	for i := range fields {
		f := &fields[i]
		all := values[f.Key]
		switch v := all[0]; {
		case v.Kind == yaml.MappingNode:
			f.Type, f.Fields = Object, fieldsOf(all...)
		case v.Kind == yaml.SequenceNode && v.Content[0].Kind == yaml.ScalarNode:
			f.Type, f.Of = List, Plain
		case v.Kind == yaml.SequenceNode:
			var items []*yaml.Node
			for _, list := range all {
				items = append(items, list.Content...)
			}
			f.Type, f.Of, f.Fields = List, Object, fieldsOf(items...)
		case v.ShortTag() == "!!int", v.ShortTag() == "!!float":
			f.Type = Number
		case v.ShortTag() == "!!bool":
			f.Type = Bool
		case v.Style == yaml.LiteralStyle:
			f.Type = Text
		}
	}
	return fields
}

// FuzzFormat looks for a file that tidying breaks, or does not settle.
func FuzzFormat(f *testing.F) {
	for _, data := range oddFiles() {
		f.Add(data)
	}
	names, _ := filepath.Glob("testdata/format/*.txtar")
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(a.Files[0].Data))
	}
	f.Fuzz(func(t *testing.T, data string) {
		if strings.Count(data, "\n") > 500 {
			t.Skip()
		}
		out, list, err := Format(&layer.File{Name: "x.yaml", Data: []byte(data)}, formatFields())
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if len(list) > 0 {
			return
		}
		stays(t, string(out), formatFields())
		if !reflect.DeepEqual(said(data, formatFields()), said(string(out), formatFields())) {
			t.Errorf("%q says something else than\n%s", data, out)
		}
	})
}

// A line may be FormatWidth characters long, and not one more.
func TestFormatWidth(t *testing.T) {
	for size, lines := range map[int]int{FormatWidth - 2: 1, FormatWidth - 1: 2} {
		words := strings.Repeat("é ", size/2)
		words = words[:len(words)-1]
		for len([]rune(words)) < size {
			words += "x"
		}
		got, err := format("why: "+words+"\n", formatFields())
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(got, "\n") - 1; n != lines {
			t.Errorf("%d characters stand on %d lines:\n%s", size, n, got)
		}
		for line := range strings.Lines(got) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > FormatWidth {
				t.Errorf("a line of %d characters", n)
			}
		}
	}
}
