package profile

import (
	"strconv"
	"strings"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

// Setting gives one field of the opening another value for one run.
type Setting struct{ Path, Value string }

// SettingFile is the file that problems of a Setting are told to lie in.
const SettingFile = "--set"

// applySettings lays settings over a copy of d. They are read as a small file of
// their own, against the same table of fields, so that a wrong one is told in the
// same words.
func applySettings(d *catalog.Definition[catalog.Opening], settings []Setting) (*catalog.Definition[catalog.Opening], diag.List) {
	if len(settings) == 0 {
		return d, nil
	}
	changed := *d
	var all diag.List
	fields := d.Kind.Fields()
	parsed := make(map[string]*strictyaml.Parsed, len(settings))
	for _, s := range settings {
		file := &layer.File{Name: SettingFile, Layer: SettingFile, Data: []byte(asYAML(s, fields))}
		over, list := strictyaml.Decode(file, fieldsWithoutRequired(fields), &changed.Value)
		parsed[s.Path] = over
		all = append(all, list...)
	}
	changed.Base = d.Overlaid(parsed)
	return &changed, all
}

// asYAML writes a setting as the lines somebody would have put in the file.
func asYAML(s Setting, fields []strictyaml.Field) string {
	var b strings.Builder
	steps := strings.Split(s.Path, ".")
	var last *strictyaml.Field
	for i, step := range steps {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Repeat("  ", i) + step + ":")
		if last = strictyaml.Lookup(fields, step); last != nil {
			fields = last.Fields
		}
	}
	value := s.Value
	if last != nil && isText(last.Type) {
		value = strconv.Quote(value)
	}
	return b.String() + " " + value + "\n"
}

func isText(t strictyaml.Type) bool {
	return t == strictyaml.Text || t == strictyaml.Line || t == strictyaml.Plain
}

// fieldsWithoutRequired is the table for a file that holds one field of many.
func fieldsWithoutRequired(fields []strictyaml.Field) []strictyaml.Field {
	out := make([]strictyaml.Field, len(fields))
	for i, f := range fields {
		f.Required = false
		if f.Type == strictyaml.Object {
			f.Fields = fieldsWithoutRequired(f.Fields)
		}
		out[i] = f
	}
	return out
}
