package profiles_test

import (
	"flag"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
	"rolprofiel/profiles"
)

var stamp = flag.Bool("stamp", false, "write the fingerprints of the Dutch texts into the translations that say 000000")

func stack() layer.Stack {
	return layer.Stack{{Name: "shipped", FS: profiles.FS}}
}

func open(lang string) *catalog.Library { return catalog.Open(stack(), lang) }

// The shipped library has nothing to complain about, in either language.
func TestShippedLibraryIsClean(t *testing.T) {
	if *stamp {
		stampTranslations(t)
		t.Skip("stamped; run again without -stamp to check what stands there now")
	}
	list, err := catalog.Check(open, []string{catalog.Dutch, catalog.English}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		t.Errorf("%s: %s [%s] %s", d.Place, d.Message, d.Code, d.Hint)
	}
}

// stampTranslations fills in fingerprints that an author left as 000000. It never
// touches a fingerprint that was real: such a translation must be read again.
func stampTranslations(t *testing.T) {
	t.Helper()
	l := open(catalog.Dutch)
	for _, k := range catalog.Kinds() {
		for _, id := range l.IDs(k.Name) {
			e, ok := l.Entry(&k, id)
			if !ok {
				continue
			}
			name := strings.TrimSuffix(k.Path(id), ".yaml") + ".en.yaml"
			data, err := fs.ReadFile(profiles.FS, name)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			stampFile(t, name, data, e.Facts(), k.Fields())
		}
	}
}

func stampFile(t *testing.T, name string, data []byte, base *catalog.Base, fields []strictyaml.Field) {
	t.Helper()
	parsed, list := strictyaml.Decode(&layer.File{Path: name, Name: name, Data: data}, strictyaml.Translated(fields), nil)
	for _, d := range list {
		t.Errorf("%s: %s %s", d.Place, d.Message, d.Hint)
	}
	var edits []diag.Edit
	for _, text := range base.Parsed.Texts {
		for _, of := range []string{text.Path + ".of", strictyaml.Parent(text.Path) + ".of"} {
			if parsed.Plain[of] == "000000" {
				edits = append(edits, diag.Edit{Place: parsed.Places.At(of), Text: `"` + catalog.Fingerprint(*text.Value) + `"`})
				break
			}
		}
	}
	if len(edits) == 0 {
		return
	}
	patched, err := strictyaml.Patch(data, edits)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := os.WriteFile(name, patched, 0o644); err != nil {
		t.Fatal(err)
	}
}

// The five reports have 42 headings between them.
func TestReportsAreWhole(t *testing.T) {
	l := open(catalog.Dutch)
	reports, headings := l.IDs(catalog.KindSource), 0
	for _, id := range reports {
		src, ok := l.Source(id)
		if !ok {
			t.Fatal(id)
		}
		headings += len(src.Value.Headings)
	}
	if len(reports) != 5 || headings != 42 {
		t.Errorf("%d reports with %d headings", len(reports), headings)
	}
}

// What is shipped as an example says so, and states no pay as fact.
func TestExamplesAreExamples(t *testing.T) {
	l := open(catalog.Dutch)
	for _, id := range l.IDs(catalog.KindTeam) {
		if team, ok := l.Team(id); !ok || !team.Value.Example {
			t.Errorf("team %s is not marked as an example", id)
		}
	}
	for _, id := range l.IDs(catalog.KindOpening) {
		o, ok := l.Opening(id)
		if !ok || !o.Value.Example {
			t.Errorf("opening %s is not marked as an example", id)
			continue
		}
		if pay := o.Value.Pay; pay.Scale != "" || pay.Min != 0 || pay.Max != 0 {
			t.Errorf("opening %s states pay: %+v", id, pay)
		}
	}
}

// Every competency is described at every level of the scale, and every role asks
// only for what is described.
func TestEveryLevelIsDescribed(t *testing.T) {
	l := open(catalog.Dutch)
	scale, _ := l.Scale()
	for _, id := range l.IDs(catalog.KindCompetency) {
		c, ok := l.Competency(id)
		if !ok {
			t.Fatal(id)
		}
		for _, rung := range scale.Value.Levels {
			if at := c.Value.At(rung.Level); at == nil || len(at.Signs) < 3 {
				t.Errorf("%s says too little of level %d", id, rung.Level)
			}
		}
	}
}

// What is called the core is asked in every role; a reader who takes it over may
// count on that.
func TestCoreIsAskedInEveryRole(t *testing.T) {
	l := open(catalog.Dutch)
	for _, id := range l.IDs(catalog.KindCompetency) {
		c, _ := l.Competency(id)
		for _, role := range l.IDs(catalog.KindRole) {
			r, _ := l.Role(role)
			asked := slices.ContainsFunc(r.Value.Needs, func(n catalog.Need) bool { return n.Competency == id })
			if c.Value.Core && !asked {
				t.Errorf("%s is core, and %s does not ask it", id, role)
			}
		}
	}
}

// The scale says that two of three signs decide, so every level has three.
func TestEveryLevelHasThreeSigns(t *testing.T) {
	l := open(catalog.Dutch)
	for _, id := range l.IDs(catalog.KindCompetency) {
		c, _ := l.Competency(id)
		for _, level := range c.Value.Levels {
			if len(level.Signs) != 3 {
				t.Errorf("%s has %d signs at level %d", id, len(level.Signs), level.Level)
			}
		}
	}
}

// A competency in brief is the competency, as far as it goes, in either language.
func TestBriefIsTheSame(t *testing.T) {
	for _, lang := range []string{catalog.Dutch, catalog.English} {
		l := open(lang)
		for _, id := range l.IDs(catalog.KindCompetency) {
			whole, _ := l.Competency(id)
			brief, ok := l.Brief(id)
			if !ok || brief.Value.Title != whole.Value.Title || brief.Value.Definition != whole.Value.Definition || len(brief.Value.Why) > 0 || len(brief.Value.Questions) > 0 {
				t.Errorf("%s: %+v", id, brief)
				continue
			}
			for i, level := range whole.Value.Levels {
				for j, sign := range level.Signs {
					path := "levels[" + strconv.Itoa(level.Level) + "].signs[" + sign.ID + "].text"
					if brief.Value.Levels[i].Signs[j].Text != sign.Text || brief.At(path) != whole.At(path) {
						t.Errorf("%s %s: %q at %s, want %q at %s", id, path, brief.Value.Levels[i].Signs[j].Text, brief.At(path), sign.Text, whole.At(path))
					}
				}
			}
		}
		if list, err := l.Take(); len(list) > 0 || err != nil {
			t.Errorf("%v %v", list, err)
		}
	}
}

// A competency names the ways to learn it, and a way to learn names the
// competencies that it feeds: the two say the same.
func TestLearningAgrees(t *testing.T) {
	l := open(catalog.Dutch)
	kind := catalog.KindNamed(catalog.KindLearning)
	for _, id := range l.IDs(kind.Name) {
		e, _ := l.Entry(kind, id)
		way := e.Any().(*catalog.Learning)
		for _, c := range l.IDs(catalog.KindCompetency) {
			competency, _ := l.Competency(c)
			if named, fed := slices.Contains(competency.Value.Learning, id), slices.Contains(way.Feeds, c); named != fed {
				t.Errorf("%s names %s: %t; %s feeds %s: %t", c, id, named, id, c, fed)
			}
		}
	}
}
