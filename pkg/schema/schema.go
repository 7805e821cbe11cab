package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/strictyaml"
)

// Options say how a schema speaks.
type Options struct {
	Title string // of the kind of file
	Lang  string // of titles and descriptions
	// IDs are the things of a kind that may be referred to, with their titles; nil
	// when any id will do.
	IDs func(kind string) []strictyaml.Option
}

// Write returns the schema of a file with these fields.
func Write(fields []strictyaml.Field, o Options) ([]byte, error) {
	w := writer{Options: o, kinds: map[string]bool{}}
	root := w.object(fields)
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.Title = o.Title
	root.Defs = w.defs
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		return nil, fmt.Errorf("write schema: %w", err)
	}
	return b.Bytes(), nil
}

// node is a schema; the order of its fields is the order in which they are written.
type node struct {
	Schema      string     `json:"$schema,omitempty"`
	Ref         string     `json:"$ref,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        string     `json:"type,omitempty"`
	Enum        []string   `json:"enum,omitempty"`
	EnumAbout   []string   `json:"enumDescriptions,omitempty"` // not of the standard: editors show it beside each value
	Pattern     string     `json:"pattern,omitempty"`
	Minimum     *float64   `json:"minimum,omitempty"`
	Maximum     *float64   `json:"maximum,omitempty"`
	Items       *node      `json:"items,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Additional  *bool      `json:"additionalProperties,omitempty"`
	Examples    []any      `json:"examples,omitempty"`
	Defs        properties `json:"$defs,omitempty"`
}

type property struct {
	key  string
	node *node
}

// properties is a JSON object that keeps its order.
type properties []property

// MarshalJSON implements json.Marshaler.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, one := range p {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(one.key)
		if err != nil {
			return nil, fmt.Errorf("write key: %w", err)
		}
		b.Write(append(key, ':'))
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(one.node); err != nil {
			return nil, fmt.Errorf("write %s: %w", one.key, err)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type writer struct {
	Options
	kinds map[string]bool // whose ids stand in defs
	defs  properties
}

func (w *writer) object(fields []strictyaml.Field) *node {
	closed := false
	n := &node{Type: "object", Additional: &closed}
	for i := range fields {
		f := &fields[i]
		n.Properties = append(n.Properties, property{f.Key, w.field(f)})
		if f.Required {
			n.Required = append(n.Required, f.Key)
		}
	}
	return n
}

func (w *writer) field(f *strictyaml.Field) *node {
	n := w.value(f)
	n.Title, n.Description = f.Title.In(w.Lang), f.About.In(w.Lang)
	if options := choices(f.Choices, w.Lang); options != "" {
		n.Description += " " + options
	}
	if f.Type != strictyaml.List {
		n.Examples = examples(f)
	} else if f.Of != strictyaml.Object {
		n.Items.Examples = examples(f)
	}
	return n
}

// choices explains the values that may be chosen.
func choices(options []strictyaml.Option, lang string) string {
	var parts []string
	for _, o := range options {
		if words := o.Words.In(lang); words != "" && words != o.Value {
			parts = append(parts, o.Value+" = "+words)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "(" + strings.Join(parts, "; ") + ")"
}

// The patterns of what is written in a form of its own. They ask no more than the
// decoder does.
const (
	someText = `\S`
	anID     = `^[a-z0-9]+(-[a-z0-9]+)*$`
	aDate    = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	aMoment  = `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})$`
)

func (w *writer) value(f *strictyaml.Field) *node {
	text := func(pattern string) *node { return &node{Type: "string", Pattern: pattern} }
	switch f.Type {
	case strictyaml.Plain:
		if f.Pattern != "" {
			return text(f.Pattern)
		}
	case strictyaml.ID:
		return text(anID)
	case strictyaml.Ref:
		return w.reference(f.Kind)
	case strictyaml.Choice:
		n := &node{Type: "string"}
		for _, o := range f.Choices {
			n.Enum = append(n.Enum, o.Value)
		}
		return n
	case strictyaml.Int, strictyaml.Number:
		n := &node{Type: map[strictyaml.Type]string{strictyaml.Int: "integer", strictyaml.Number: "number"}[f.Type]}
		if f.Min != 0 || f.Max != 0 {
			n.Minimum, n.Maximum = &f.Min, &f.Max
		}
		return n
	case strictyaml.Bool:
		return &node{Type: "boolean"}
	case strictyaml.Date:
		return text(aDate)
	case strictyaml.Moment:
		return text(aMoment)
	case strictyaml.Object:
		return w.object(f.Fields)
	case strictyaml.List:
		one := strictyaml.Field{Key: f.Key, Type: f.Of, Kind: f.Kind, Choices: f.Choices, Pattern: f.Pattern, Fields: f.Fields}
		return &node{Type: "array", Items: w.value(&one)}
	}
	return text(someText)
}

// reference is a name of something of this kind. The ids stand in the schema once.
func (w *writer) reference(kind string) *node {
	if w.IDs == nil {
		return &node{Type: "string", Pattern: someText}
	}
	if !w.kinds[kind] {
		w.kinds[kind] = true
		def := &node{Type: "string"}
		for _, o := range w.IDs(kind) {
			def.Enum = append(def.Enum, o.Value)
			def.EnumAbout = append(def.EnumAbout, o.Words.In(w.Lang))
		}
		if !slices.ContainsFunc(def.EnumAbout, func(s string) bool { return s != "" }) {
			def.EnumAbout = nil
		}
		if def.Enum == nil {
			def.Pattern = someText // nothing of the kind is there yet
		}
		w.defs = append(w.defs, property{kind, def})
	}
	return &node{Ref: "#/$defs/" + kind}
}

// examples is the example of a field as the value that YAML makes of it.
func examples(f *strictyaml.Field) []any {
	if f.Example == "" || f.Example == "|" || f.Example == "…" {
		return nil
	}
	switch f.Type {
	case strictyaml.Date, strictyaml.Moment:
		return []any{f.Example}
	}
	var v any
	if err := yaml.Unmarshal([]byte(f.Example), &v); err != nil {
		return nil
	}
	return []any{v}
}
