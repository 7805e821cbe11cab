package catalog

import (
	"path"
	"reflect"
	"strings"

	"rolprofiel/pkg/strictyaml"
)

// The names of the kinds, as users type them.
const (
	KindRole         = "role"
	KindCompetency   = "competency"
	KindSource       = "source"
	KindPrecondition = "precondition"
	KindLearning     = "learning"
	KindStance       = "stance"
	KindTerm         = "glossary"
	KindTeam         = "team"
	KindOpening      = "opening"
	KindScale        = "scale"
	KindHeading      = "heading" // of a source; not a file of its own
)

// ScaleID is the id of the one scale.
const ScaleID = "scale"

// Proposal is the source of a statement that no report makes: ours, for the
// working group to judge.
const Proposal = "proposal"

// Kind is one sort of definition: where its files lie and what they may hold.
type Kind struct {
	Name   string           // singular
	Plural string           // as the list verb wants it
	Dir    string           // inside the stack; empty for the scale
	Title  strictyaml.Words // of the many
	One    strictyaml.Words
	Fields func() []strictyaml.Field
	open   func(*Library, string) (Entry, bool)
}

// Entry is a Definition of any kind, for whoever treats all kinds alike.
type Entry interface {
	Facts() *Base
	Any() any
}

// Kinds lists every kind of definition, in the order in which users meet them.
func Kinds() []Kind {
	return []Kind{
		{KindRole, "roles", "roles", words("rollen", "roles"), words("rol", "role"), roleFields, opener[Role](KindRole)},
		{KindCompetency, "competencies", "competencies", words("competenties", "competencies"), words("competentie", "competency"), competencyFields, opener[Competency](KindCompetency)},
		{KindScale, "scale", "", words("schaal", "scale"), words("schaal", "scale"), scaleFields, opener[Scale](KindScale)},
		{KindSource, "sources", "sources", words("bronnen", "sources"), words("bron", "source"), sourceFields, opener[Source](KindSource)},
		{KindPrecondition, "preconditions", "preconditions", words("randvoorwaarden", "preconditions"), words("randvoorwaarde", "precondition"), preconditionFields, opener[Precondition](KindPrecondition)},
		{KindLearning, "learning", "learning", words("leren", "learning"), words("training of leerroute", "training or route"), learningFields, opener[Learning](KindLearning)},
		{KindStance, "stances", "stances", words("houdingen", "stances"), words("houding", "stance"), stanceFields, opener[Stance](KindStance)},
		{KindTerm, "glossary", "glossary", words("woordenlijst", "glossary"), words("woord", "term"), termFields, opener[Term](KindTerm)},
		{KindTeam, "teams", "teams", words("teams", "teams"), words("team", "team"), teamFields, opener[Team](KindTeam)},
		{KindOpening, "openings", "openings", words("vacatures", "openings"), words("vacature", "opening"), openingFields, opener[Opening](KindOpening)},
	}
}

// KindNamed finds a kind by its singular or plural name, English or Dutch.
func KindNamed(name string) *Kind {
	for _, k := range Kinds() {
		if k.Name == name || k.Plural == name || k.One.NL == name || k.Title.NL == name {
			return &k
		}
	}
	return nil
}

// Path is where the definition with this id lies in a stack.
func (k *Kind) Path(id string) string { return path.Join(k.Dir, id+".yaml") }

// splitPath is the inverse of Path and its translations: the kind, the id and the
// language of the file at p. ok is false for a file that is no definition.
func splitPath(p string) (kind *Kind, id, lang string, ok bool) {
	dir, name := path.Split(p)
	id, isYAML := strings.CutSuffix(name, ".yaml")
	if !isYAML {
		return nil, "", "", false
	}
	if base, ending := strings.TrimSuffix(id, path.Ext(id)), path.Ext(id); ending != "" {
		id, lang = base, ending[1:]
	}
	for _, k := range Kinds() {
		if k.Dir == strings.TrimSuffix(dir, "/") && (k.Dir != "" || id == ScaleID) {
			return &k, id, lang, true
		}
	}
	return nil, "", "", false
}

// FieldsFor is the table of fields for the file at p, which may lie anywhere as long
// as its name and folder are those of a definition; its translations have a table
// of their own. ok is false for any other file.
func FieldsFor(p string) (fields []strictyaml.Field, ok bool) {
	dir, name := path.Split(p)
	kind, _, lang, ok := splitPath(path.Join(path.Base(path.Clean(dir)), name))
	if !ok {
		kind, _, lang, ok = splitPath(name)
	}
	if !ok {
		return nil, false
	}
	if lang != "" {
		return strictyaml.Translated(kind.Fields()), true
	}
	return kind.Fields(), true
}

// TitleOf is what a definition is called: its title or name, or else its id.
func TitleOf(e Entry) string {
	title := ""
	for _, key := range []string{"title", "name"} {
		if f := strictyaml.Member(reflect.ValueOf(e.Any()).Elem(), key); f.IsValid() && title == "" {
			title = f.String()
		}
	}
	if title == "" {
		return e.Facts().ID
	}
	return title
}
