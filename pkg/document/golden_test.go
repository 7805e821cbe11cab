package document_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/profile"
	"rolprofiel/profiles"
	"rolprofiel/templates"
)

var update = flag.Bool("update", false, "write the golden files anew")

func library(lang string) *catalog.Library {
	return catalog.Open(layer.Stack{{Name: "shipped", Prefix: "profiles", FS: profiles.FS}}, lang)
}

func shipped(lang string) *document.Set {
	return document.Open(layer.Stack{{Name: "shipped", Prefix: "templates", FS: templates.FS}}, lang)
}

// choices are what every kind of document is rendered with: each role alone, each
// role in the first team, and each opening.
func choices(l *catalog.Library) map[string]profile.Choice {
	out := map[string]profile.Choice{}
	for _, role := range l.IDs(catalog.KindRole) {
		out[role] = profile.Choice{Roles: []catalog.Share{{Role: role}}}
		out[role+".team"] = profile.Choice{Roles: []catalog.Share{{Role: role}}, Team: "voorbeeld-buurtteam"}
	}
	for _, opening := range l.IDs(catalog.KindOpening) {
		out[opening] = profile.Choice{Opening: opening}
	}
	return out
}

// Every role and every opening, in every kind of document and every language,
// renders without a word of complaint, and as it did before.
func TestGoldens(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		l, set := library(lang), shipped(lang)
		for _, name := range set.Names() {
			kind, list, ok := set.Kind(name)
			if !ok || len(list) > 0 {
				t.Fatal(list)
			}
			for id, choice := range choices(l) {
				p, list := profile.Compose(l, choice)
				doc, more := set.Render(document.Request{Kind: kind, Profile: p, Library: l, Date: "2026-11-23", Evidence: strings.HasSuffix(id, ".team")})
				for _, d := range append(list, more...) {
					t.Errorf("%s %s %s: %s: %s", lang, name, id, d.Place, d.Message)
				}
				if doc == nil {
					continue
				}
				text, _ := export.Markdown(doc, export.Options{})
				golden(t, name+"."+id+"."+lang+".md", text)
				readsWell(t, lang+" "+name+" "+id, text, doc)
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; go test ./pkg/document -update writes it anew", path)
	}
}

var (
	residue    = regexp.MustCompile(`<no value>|%!|\{\{|\}\}|\bnil\b|map\[|\(\)|\bundefined\b`)
	punctuated = regexp.MustCompile(`\.\.|,,| \.| ,|\.:|:\.|;\.|\?\.|!\.| {2}\S`)
)

// readsWell looks for what templates leave behind when a part of them is empty.
func readsWell(t *testing.T, what, text string, doc *document.Document) {
	t.Helper()
	for _, re := range []*regexp.Regexp{residue, punctuated} {
		for _, line := range strings.Split(text, "\n") {
			if m := re.FindString(strings.TrimLeft(line, " ")); m != "" {
				t.Errorf("%s: %q in: %s", what, m, line)
			}
		}
	}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		for i := range len(words) - 1 {
			if words[i] == words[i+1] && words[i] != "je" && strings.ContainsFunc(words[i], unicode.IsLetter) {
				t.Errorf("%s: a word twice: %s", what, line)
			}
		}
	}
	headings(t, what, doc.Blocks)
}

// headings must stand over something, go down one step at a time, and be one at
// the top.
func headings(t *testing.T, what string, blocks []document.Block) {
	t.Helper()
	level, tops := 0, 0
	for i, b := range blocks {
		if b.Kind != document.Heading {
			continue
		}
		if b.Level == 1 {
			tops++
		}
		if b.Level > level+1 {
			t.Errorf("%s: from level %d to %d at %q", what, level, b.Level, document.PlainText(b.Inlines))
		}
		level = b.Level
		if i+1 == len(blocks) || blocks[i+1].Kind == document.Heading && blocks[i+1].Level <= b.Level {
			t.Errorf("%s: nothing under %q", what, document.PlainText(b.Inlines))
		}
	}
	if tops != 1 {
		t.Errorf("%s: %d headings of level 1", what, tops)
	}
}

// Every kind of tension has words of its own, in both languages.
func TestEveryTensionHasWords(t *testing.T) {
	kinds := []string{profile.TensionCombination, profile.TensionSameCase, profile.TensionUnforeseen, profile.TensionHours, profile.TensionGuidance, profile.TensionBackUp}
	for _, lang := range []string{"nl", "en"} {
		l, set := library(lang), shipped(lang)
		kind, _, _ := set.Kind("role-description")
		seen := map[string]bool{}
		for _, k := range kinds {
			p, _ := profile.Compose(l, profile.Choice{Roles: []catalog.Share{{Role: "adviseur"}}})
			p.Tensions = []profile.Tension{{Kind: k, Roles: []string{"a", "b"}, Text: "Dat schuurt.", Title: "Titel", Asked: 30, Have: 24, Due: "2027-03-01"}}
			doc, list := set.Render(document.Request{Kind: kind, Profile: p, Library: l})
			if doc == nil {
				t.Fatal(list)
			}
			text, _ := export.Markdown(doc, export.Options{})
			_, after, ok := strings.Cut(text, map[string]string{"nl": "## Wat kan schuren?", "en": "## Where it may rub"}[lang])
			said, _, _ := strings.Cut(strings.TrimSpace(after), "\n")
			if !ok || !strings.HasPrefix(said, "- **") || seen[said] || residue.MatchString(said) {
				t.Errorf("%s %s: %q", lang, k, said)
			}
			seen[said] = true
		}
	}
}
