package profiles_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
)

var update = flag.Bool("update", false, "print the library anew")

// The whole library as one Markdown document in each language, so that people can
// read it from end to end, and see in a change request what a change does to it.
func TestPrint(t *testing.T) {
	for lang, title := range map[string]string{
		catalog.Dutch:   "De bibliotheek van rolprofiel",
		catalog.English: "The library of rolprofiel",
	} {
		name := "testdata/library." + lang + ".md"
		got := printed(lang, title)
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not what the library says (go test ./profiles -update prints it anew): %s", name, firstDifference(got, string(want)))
		}
	}
}

func printed(lang, title string) string {
	l := open(lang)
	d := &document.Document{Lang: lang, Blocks: []document.Block{heading(1, title)}}
	for _, k := range catalog.Kinds() {
		d.Blocks = append(d.Blocks, heading(2, strings.ToUpper(k.Title.In(lang)[:1])+k.Title.In(lang)[1:]))
		for _, id := range l.IDs(k.Name) {
			e, ok := l.Entry(&k, id)
			if !ok {
				continue
			}
			for _, b := range export.Card(e, lang) {
				if b.Kind == document.Heading {
					b.Level += 2
				}
				d.Blocks = append(d.Blocks, b)
			}
		}
	}
	text, _ := export.Markdown(d, export.Options{})
	return text
}

func heading(level int, text string) document.Block {
	return document.Block{Kind: document.Heading, Level: level, Inlines: []document.Inline{{Kind: document.Text, Text: text}}}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "now: " + g[i] + "\nwas: " + w[i]
		}
	}
	return "one goes on where the other ends"
}
