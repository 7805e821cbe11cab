package document

import (
	"slices"
	"strconv"
	"strings"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/profile"
	"rolprofiel/pkg/strictyaml"
)

// missing holds what a kind of document asks for against what the profile has.
func (s *Set) missing(r Request) ([]Missing, diag.List) {
	var out []Missing
	var list diag.List
	for _, ask := range r.Kind.Asks {
		m, d := s.lacks(r, ask)
		if d != nil {
			list = append(list, *d)
		}
		if m != nil {
			out = append(out, *m)
		}
	}
	for i, id := range r.Kind.Promises {
		if r.Library != nil && !r.Library.Has(catalog.KindPrecondition, id) {
			path := "promises[" + strconv.Itoa(i) + "]"
			list = append(list, strictyaml.WithSuggestion(diag.New(CodeTemplate, diag.Error, r.Kind.front.At(path), path, "there is no precondition %q", id), id, r.Library.IDs(catalog.KindPrecondition)))
		}
		if m := s.unkept(r, id); m != nil {
			out = append(out, *m)
		}
	}
	return out, list
}

// lacks is nil when the profile holds one of the fields that ask names.
func (s *Set) lacks(r Request, ask string) (*Missing, *diag.Diagnostic) {
	choices := strings.Split(ask, "|")
	for _, c := range choices {
		places := r.Profile.OpeningPlaces
		if rest, ok := strings.CutPrefix(c, "team."); ok {
			places, c = r.Profile.TeamPlaces, rest
		}
		if places.Has(c) {
			return nil, nil
		}
	}
	kind, path := catalog.KindOpening, choices[0]
	place := r.Profile.OpeningPlaces.File
	if rest, ok := strings.CutPrefix(path, "team."); ok {
		kind, path, place = catalog.KindTeam, rest, r.Profile.TeamPlaces.File
	}
	f := fieldAt(catalog.KindNamed(kind).Fields(), path)
	if f == nil {
		d := diag.New(CodeTemplate, diag.Error, r.Kind.front.At("asks"), "asks", "this document asks for %q, a field that does not exist", ask)
		return nil, &d
	}
	return &Missing{Path: choices[0], Title: f.Title.In(s.lang), About: f.About.In(s.lang), Example: example(path, f), Place: place}, nil
}

// example is the lines that fill in a field, as somebody would write them.
func example(path string, f *strictyaml.Field) string {
	steps := strings.Split(path, ".")
	line := steps[len(steps)-1] + ":"
	if f.Example != "" {
		line += " " + f.Example
	}
	if len(steps) > 1 {
		line = steps[0] + ": → " + line
	}
	for _, inner := range f.Fields {
		if inner.Required {
			return line + " → " + inner.Key + ": " + inner.Example
		}
	}
	return line
}

func fieldAt(fields []strictyaml.Field, path string) *strictyaml.Field {
	var f *strictyaml.Field
	for step := range strings.SplitSeq(path, ".") {
		if f = strictyaml.Lookup(fields, step); f == nil {
			return nil
		}
		fields = f.Fields
	}
	return f
}

// unkept is nil when a precondition is arranged in the team, or will be by a date
// that the document can name.
func (s *Set) unkept(r Request, id string) *Missing {
	i := slices.IndexFunc(r.Profile.Owes, func(p profile.Promise) bool { return p.ID == id })
	if i >= 0 {
		p := r.Profile.Owes[i]
		if p.State == "met" || p.State == "open" && p.Due != "" {
			return nil
		}
		return s.promise(r, id, p.Title, p.Owner)
	}
	if r.Library == nil {
		return nil
	}
	for _, have := range r.Profile.Team.Preconditions {
		if have.ID == id && (have.State == "met" || have.State == "open" && have.Due != "") {
			return nil
		}
	}
	d, ok := r.Library.Precondition(id)
	if !ok {
		return nil // told by missing
	}
	return s.promise(r, id, d.Value.Title, d.Value.Owner)
}

func (s *Set) promise(r Request, id, title, owner string) *Missing {
	word, _ := wordsIn(s.lang).word("precondition.owner", owner)
	return &Missing{Path: "preconditions[" + id + "]", Title: diag.Plain(title), Promise: true, Owner: word, Place: r.Profile.TeamPlaces.At("preconditions[" + id + "].state")}
}

// unfinished tells what is still to fill in, each at the file where it belongs.
func unfinished(missing []Missing, p *profile.Profile) diag.List {
	var list diag.List
	for _, places := range []profile.Places{p.TeamPlaces, p.OpeningPlaces} {
		if places.Has("example") && (p.Team.Example || p.Opening.Example) {
			list = append(list, diag.New(CodeStillToFillIn, diag.Warning, places.At("example"), "example", "this is still an example, and the text says so").
				WithHint("take the line example: true away when it is real"))
		}
	}
	for _, m := range missing {
		if m.Promise {
			list = append(list, diag.New(CodeStillToFillIn, diag.Error, m.Place, m.Path, "not arranged yet, or not known: %s", m.Title).
				WithHint("under preconditions of the team, say that its state is met, or open with a due date"))
			continue
		}
		list = append(list, diag.New(CodeStillToFillIn, diag.Error, m.Place, m.Path, "still to fill in: %s", m.Title).
			WithHint("add %s (each arrow is a new line, two spaces further)", m.Example))
	}
	return list
}

// unwritten tells which texts of a document are still to be written.
func unwritten(blocks []Block) diag.List {
	var list diag.List
	Leaves(blocks, func(_ *Block, in *Inline) {
		if strings.HasPrefix(in.Text, catalog.StillToWrite) && len(in.Origins) > 0 {
			o := in.Origins[0]
			list = append(list, diag.New(CodeStillToFillIn, diag.Error, o.Place, o.Path, "this text is still to be written").
				WithHint("say here what it asks for, and take %q away", strings.TrimSpace(catalog.StillToWrite)))
		}
	})
	return list
}
