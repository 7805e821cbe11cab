package catalog

import (
	"strings"

	"rolprofiel/pkg/strictyaml"
)

// Statement is a text that claims something, and what it leans on: its own
// sources, or those of its file.
type Statement struct {
	Path    string
	Sources []string
}

// Statements lists what a definition claims. Titles are names and claim nothing;
// a kind that needs no sources (a team, an opening, a report) has no statements.
func (b *Base) Statements() []Statement {
	if !sourced(b.Kind.Name) {
		return nil
	}
	sources := map[string][]string{} // by the path of what they belong to
	for _, r := range b.Parsed.Refs {
		if owner, _, ok := strings.Cut(r.Path, "sources["); ok && r.Kind == KindHeading {
			owner = strings.TrimSuffix(owner, ".")
			sources[owner] = append(sources[owner], r.Value)
		}
	}
	var out []Statement
	for _, t := range b.Parsed.Texts {
		if t.Field.Type != strictyaml.Text {
			continue
		}
		own := sources[strictyaml.Parent(t.Path)]
		if len(own) == 0 {
			own = sources[""]
		}
		out = append(out, Statement{t.Path, own})
	}
	return out
}

// Covered is a report and how much leans on each of its headings.
type Covered struct {
	ID       string           `json:"id"`
	Title    string           `json:"title"`
	Headings []CoveredHeading `json:"headings"`
}

// CoveredHeading counts the statements that lean on one heading, or says why none
// can.
type CoveredHeading struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Statements int    `json:"statements"`
	Excused    string `json:"excused,omitempty"`
}

// Coverage reads every definition and counts, for every heading of every report,
// the statements that lean on it.
func (l *Library) Coverage() []Covered {
	counts := map[string]int{}
	for _, k := range Kinds() {
		if !sourced(k.Name) {
			continue
		}
		for _, id := range l.IDs(k.Name) {
			e, ok := l.Entry(&k, id)
			if !ok {
				continue
			}
			for _, s := range e.Facts().Statements() {
				for _, ref := range s.Sources {
					counts[ref]++
				}
			}
		}
	}
	out := []Covered{}
	for _, id := range l.IDs(KindSource) {
		src, ok := l.Source(id)
		if !ok {
			continue
		}
		c := Covered{ID: id, Title: src.Value.Title, Headings: []CoveredHeading{}}
		for _, h := range src.Value.Headings {
			c.Headings = append(c.Headings, CoveredHeading{h.ID, h.Title, counts[id+"#"+h.ID], h.Excused})
		}
		out = append(out, c)
	}
	return out
}
