package catalog

import (
	"reflect"
	"testing"

	"rolprofiel/pkg/strictyaml"
)

// Every row of the table has a home in its struct, and every tagged struct field
// a row in the table: a gap on either side would lose text without a word.
func TestTableAndStructsAgree(t *testing.T) {
	values := map[string]any{
		KindRole: Role{}, KindCompetency: Competency{}, KindScale: Scale{}, KindSource: Source{}, KindPrecondition: Precondition{},
		KindLearning: Learning{}, KindStance: Stance{}, KindTerm: Term{}, KindTeam: Team{}, KindOpening: Opening{},
	}
	for _, k := range Kinds() {
		if values[k.Name] == nil {
			t.Fatalf("no struct for kind %s", k.Name)
		}
		agree(t, k.Name, k.Fields(), reflect.TypeOf(values[k.Name]))
	}
}

func agree(t *testing.T, path string, fields []strictyaml.Field, typ reflect.Type) {
	t.Helper()
	tags := map[string]reflect.Type{}
	for i := range typ.NumField() {
		tags[typ.Field(i).Tag.Get("yaml")] = typ.Field(i).Type
	}
	for _, f := range fields {
		ft, ok := tags[f.Key]
		if !ok {
			t.Errorf("%s.%s: in the table, not in %s", path, f.Key, typ)
			continue
		}
		delete(tags, f.Key)
		for ft.Kind() == reflect.Pointer {
			ft = ft.Elem()
		}
		switch {
		case f.Type == strictyaml.Object:
			agree(t, path+"."+f.Key, f.Fields, ft)
		case f.Type == strictyaml.List && f.Of == strictyaml.Object:
			agree(t, path+"."+f.Key, f.Fields, ft.Elem())
		case f.Type == strictyaml.List && ft.Kind() != reflect.Slice,
			f.Type == strictyaml.Int && ft.Kind() != reflect.Int,
			f.Type == strictyaml.Number && ft.Kind() != reflect.Float64,
			f.Type == strictyaml.Bool && ft.Kind() != reflect.Bool:
			t.Errorf("%s.%s: type %d cannot go into %s", path, f.Key, f.Type, ft)
		}
		if f.Title.NL == "" || f.Title.EN == "" || f.About.NL == "" || f.About.EN == "" {
			t.Errorf("%s.%s: a word is missing in the table", path, f.Key)
		}
	}
	for tag := range tags {
		if path == "role" || !itemOnly(tag) {
			t.Errorf("%s: %s has %q, the table does not", path, typ, tag)
		}
	}
}

// itemOnly are fields that Item carries for tasks alone.
func itemOnly(tag string) bool { return tag == "area" || tag == "hours" || tag == "sources" }
