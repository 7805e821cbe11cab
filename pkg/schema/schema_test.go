package schema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/schema"
	"rolprofiel/pkg/strictyaml"
	"rolprofiel/profiles"
)

var update = flag.Bool("update", false, "write testdata anew")

func compile(t *testing.T, data []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("x.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("x.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, fields []strictyaml.Field, o schema.Options) []byte {
	t.Helper()
	data, err := schema.Write(fields, o)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("anyOf")) || bytes.Contains(data, []byte("oneOf")) {
		t.Error("an editor cannot explain anyOf and oneOf")
	}
	return data
}

// What a schema looks like, for a reader to judge.
func TestGoldenSchema(t *testing.T) {
	for name, o := range map[string]schema.Options{
		"stance.nl.json": {Title: "houding", Lang: "nl"},
		"stance.en.json": {Title: "stance", Lang: "en", IDs: func(kind string) []strictyaml.Option {
			return []strictyaml.Option{{Value: kind + "-a", Words: strictyaml.Words{EN: "The first"}}, {Value: kind + "-b"}}
		}},
	} {
		got := write(t, catalog.KindNamed(catalog.KindStance).Fields(), o)
		path := "testdata/" + name
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: got\n%s\n%v", name, got, err)
		}
	}
}

// sample is a shipped file with the table that it is read with.
type sample struct {
	path   string
	data   []byte
	fields []strictyaml.Field
	schema *jsonschema.Schema
}

func samples(t *testing.T) []sample {
	t.Helper()
	compiled := map[string]*jsonschema.Schema{}
	var all []sample
	err := fs.WalkDir(profiles.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		fields, ok := catalog.FieldsFor(p)
		if !ok {
			return nil
		}
		written := write(t, fields, schema.Options{Lang: "nl"})
		s, ok := compiled[string(written)]
		if !ok {
			s = compile(t, written)
			compiled[string(written)] = s
		}
		data, err := fs.ReadFile(profiles.FS, p)
		all = append(all, sample{p, data, fields, s})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// instance is a node as an editor hands it to a schema.
func instance(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = instance(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, instance(item))
		}
		return list
	}
	switch n.ShortTag() {
	case "!!int", "!!float":
		if _, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return json.Number(n.Value)
		}
	case "!!bool":
		return n.Value == "true"
	case "!!null":
		return nil
	}
	return n.Value
}

// refused reports what check says of the form of a file: the codes that a schema
// can know of.
func refused(data []byte, fields []strictyaml.Field) diag.List {
	_, list := strictyaml.Decode(&layer.File{Name: "x.yaml", Data: data}, fields, nil)
	return list
}

// mutant is one way to spoil a file; ok is false when it has no place for it.
type mutant struct {
	name string
	make func(r *rand.Rand, at spot) (ok bool)
}

// spot is a field of a mapping in a file, with the row of the table it goes by.
type spot struct {
	parent *yaml.Node
	i      int // of its key in parent
	field  *strictyaml.Field
}

func (s spot) value() *yaml.Node { return s.parent.Content[s.i+1] }

func spots(n *yaml.Node, fields []strictyaml.Field) []spot {
	var all []spot
	for i := 0; i+1 < len(n.Content); i += 2 {
		f := strictyaml.Lookup(fields, n.Content[i].Value)
		if f == nil {
			continue
		}
		all = append(all, spot{n, i, f})
		switch v := n.Content[i+1]; {
		case f.Type == strictyaml.Object:
			all = append(all, spots(v, f.Fields)...)
		case f.Type == strictyaml.List && f.Of == strictyaml.Object:
			for _, item := range v.Content {
				all = append(all, spots(item, f.Fields)...)
			}
		}
	}
	return all
}

func scalar(tag, value string) yaml.Node {
	return yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
}

func mutants() []mutant {
	isText := func(f *strictyaml.Field) bool {
		return f.Type != strictyaml.Object && f.Type != strictyaml.List
	}
	return []mutant{
		{"unknown key", func(_ *rand.Rand, at spot) bool {
			key, value := scalar("!!str", "vreemd"), scalar("!!str", "x")
			at.parent.Content = append(at.parent.Content, &key, &value)
			return true
		}},
		{"missing field", func(_ *rand.Rand, at spot) bool {
			at.parent.Content = append(at.parent.Content[:at.i:at.i], at.parent.Content[at.i+2:]...)
			return at.field.Required && len(at.parent.Content) > 0
		}},
		{"wrong type", func(r *rand.Rand, at spot) bool {
			key, x := scalar("!!str", "x"), scalar("!!str", "x")
			group := yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{&key, &x}}
			list := yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: []*yaml.Node{&group}}
			wrong := []yaml.Node{group, list, scalar("!!bool", "true"), scalar("!!float", "1.5"), scalar("!!null", "")}
			pick := r.IntN(len(wrong))
			fits := map[strictyaml.Type]int{strictyaml.Object: 0, strictyaml.List: 1, strictyaml.Bool: 2, strictyaml.Number: 3}
			if n, ok := fits[at.field.Type]; ok && n == pick {
				return false
			}
			*at.value() = wrong[pick]
			return true
		}},
		{"bad choice", func(_ *rand.Rand, at spot) bool {
			*at.value() = scalar("!!str", "anders")
			return at.field.Type == strictyaml.Choice
		}},
		{"bad form", func(_ *rand.Rand, at spot) bool {
			*at.value() = scalar("!!str", "Geen Vorm!")
			switch at.field.Type {
			case strictyaml.ID, strictyaml.Date, strictyaml.Moment:
				return true
			}
			return at.field.Pattern != ""
		}},
		{"outside", func(_ *rand.Rand, at spot) bool {
			*at.value() = scalar("!!int", "99999999")
			return at.field.Max != 0
		}},
		{"empty", func(_ *rand.Rand, at spot) bool {
			*at.value() = scalar("!!str", "  ")
			at.value().Style = yaml.DoubleQuotedStyle
			return isText(at.field)
		}},
		{"another text", func(r *rand.Rand, at spot) bool {
			texts := []string{"x", "2027-03-01", "12", "true", "een twee", "é", "proposal", "a-b", "2027-03-01T9:05Z", "|"}
			*at.value() = scalar("!!str", texts[r.IntN(len(texts))])
			return false // it may be right or wrong
		}},
		{"nothing", func(*rand.Rand, spot) bool { return false }},
	}
}

// What check accepts, the schema accepts; and what is wrong in its form, both
// refuse.
func TestSchemaAgreesWithCheck(t *testing.T) {
	all := samples(t)
	r := rand.New(rand.NewPCG(2026, 11))
	tried, both := 0, map[string]int{}
	for round := range 2 {
		for _, s := range all {
			for _, m := range mutants() {
				var doc yaml.Node
				if err := yaml.Unmarshal(s.data, &doc); err != nil {
					t.Fatal(err)
				}
				root := doc.Content[0]
				places := spots(root, s.fields)
				wrong := m.make(r, places[r.IntN(len(places))])
				data, err := yaml.Marshal(root)
				if err != nil {
					t.Fatal(err)
				}
				var again yaml.Node // what the bytes say, as tags may have changed
				if err := yaml.Unmarshal(data, &again); err != nil || len(again.Content) == 0 {
					continue
				}
				tried++
				list := refused(data, s.fields)
				err = s.schema.Validate(instance(again.Content[0]))
				switch {
				case !list.Failed() && err != nil:
					t.Fatalf("%s, %s in round %d: check accepts it and the schema does not: %v\n%s", s.path, m.name, round, err, data)
				case wrong && !list.Failed():
					t.Fatalf("%s, %s in round %d: check accepts it\n%s", s.path, m.name, round, data)
				case wrong && err == nil:
					t.Fatalf("%s, %s in round %d: the schema accepts it, check says %v\n%s", s.path, m.name, round, list, data)
				case wrong:
					both[m.name]++
				}
			}
		}
	}
	for _, m := range mutants() {
		if both[m.name] == 0 && m.name != "nothing" && m.name != "another text" {
			t.Errorf("%s was never tried", m.name)
		}
	}
	t.Logf("%d files tried; refused by both: %v", tried, both)
}
