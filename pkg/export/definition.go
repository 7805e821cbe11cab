package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/strictyaml"
)

// jsonAt is the one object in a definition that speaks of places.
type jsonAt struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Layer  string `json:"layer"`
}

// Definition writes one definition as JSON: its fields by their YAML keys, its id
// and kind, and beside each thing that has a place of its own an "at".
func Definition(e catalog.Entry) ([]byte, error) {
	b := e.Facts()
	w := &definitionWriter{base: b}
	w.buf.WriteByte('{')
	w.pair("id", b.ID, true)
	w.pair("kind", b.Kind.Name, false)
	w.pair("at", jsonAt{b.File.File, 1, 1, b.File.Layer}, false)
	w.fields(reflect.ValueOf(e.Any()).Elem(), b.Kind.Fields(), "", false)
	w.buf.WriteByte('}')
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, w.buf.Bytes(), "", "  "); err != nil {
		return nil, fmt.Errorf("write %s %s: %w", b.Kind.Name, b.ID, err)
	}
	return pretty.Bytes(), nil
}

type definitionWriter struct {
	buf  bytes.Buffer
	base *catalog.Base
}

func (w *definitionWriter) pair(key string, value any, first bool) {
	if !first {
		w.buf.WriteByte(',')
	}
	writeValue(&w.buf, key)
	w.buf.WriteByte(':')
	writeValue(&w.buf, value)
}

func (w *definitionWriter) fields(v reflect.Value, fields []strictyaml.Field, path string, first bool) {
	for i := range fields {
		f := &fields[i]
		at := strictyaml.Join(path, f.Key)
		if !w.base.Parsed.Places.Has(at) {
			continue
		}
		if !first {
			w.buf.WriteByte(',')
		}
		first = false
		writeValue(&w.buf, jsonKey(f.Key, path))
		w.buf.WriteByte(':')
		w.value(strictyaml.Member(v, f.Key), f, at)
	}
}

// jsonKey is the YAML key, but for one: a competency has a "kind" of its own, and
// at the top that word says which kind of definition this is.
func jsonKey(key, path string) string {
	if key == "kind" && path == "" {
		return "competency_kind"
	}
	return key
}

func (w *definitionWriter) value(v reflect.Value, f *strictyaml.Field, path string) {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	switch {
	case f.Type == strictyaml.Object:
		w.object(v, f.Fields, path)
	case f.Type == strictyaml.List && f.Of == strictyaml.Object:
		w.buf.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				w.buf.WriteByte(',')
			}
			w.object(v.Index(i), f.Fields, strictyaml.ItemPath(path, f.Fields, v.Index(i), i))
		}
		w.buf.WriteByte(']')
	default:
		writeValue(&w.buf, v.Interface())
	}
}

func (w *definitionWriter) object(v reflect.Value, fields []strictyaml.Field, path string) {
	w.buf.WriteByte('{')
	p := w.base.At(path)
	if inner := strictyaml.Join(path, "text"); w.base.Parsed.Places.Has(inner) {
		p = w.base.At(inner)
	}
	w.pair("at", jsonAt{p.File, p.Line, p.Column, p.Layer}, true)
	w.fields(v, fields, path, false)
	w.buf.WriteByte('}')
}

// Card lays one definition out for reading: what it is called, then every field
// that it holds, under the field's own title.
func Card(e catalog.Entry, lang string) []document.Block {
	b := e.Facts()
	c := &card{base: b, lang: lang}
	v := reflect.ValueOf(e.Any()).Elem()
	c.out = append(c.out, document.Block{Kind: document.Heading, Level: 1, Inlines: c.words(catalog.TitleOf(e))})
	c.out = append(c.out, document.Block{Kind: document.Paragraph, Inlines: c.words(upper(b.Kind.One.In(lang)) + " · " + b.ID + " · " + b.File.File)})
	c.fields(v, b.Kind.Fields(), "")
	return c.out
}

type card struct {
	base *catalog.Base
	lang string
	out  []document.Block
}

func (c *card) words(s string) []document.Inline {
	return []document.Inline{{Kind: document.Text, Text: s}}
}

// fields shows the short values as a list of facts, and then each longer one
// under a heading of its own.
func (c *card) fields(v reflect.Value, fields []strictyaml.Field, path string) {
	var facts []document.Block
	var long []*strictyaml.Field
	for i := range fields {
		f := &fields[i]
		at := strictyaml.Join(path, f.Key)
		if !c.base.Parsed.Places.Has(at) || f.Key == "title" || f.Key == "name" {
			continue
		}
		if f.Type == strictyaml.Text || f.Type == strictyaml.Object || f.Type == strictyaml.List && f.Of == strictyaml.Object {
			long = append(long, f)
			continue
		}
		facts = append(facts, c.fact(f, strictyaml.Member(v, f.Key)))
	}
	if len(facts) > 0 {
		c.out = append(c.out, document.Block{Kind: document.List, Start: 1, Blocks: facts})
	}
	for _, f := range long {
		c.out = append(c.out, document.Block{Kind: document.Heading, Level: 2, Inlines: c.words(upper(f.Title.In(c.lang)))})
		c.long(f, strictyaml.Member(v, f.Key))
	}
}

func (c *card) fact(f *strictyaml.Field, v reflect.Value) document.Block {
	return document.Block{Kind: document.Item, Blocks: []document.Block{{Kind: document.Paragraph, Inlines: []document.Inline{
		{Kind: document.Strong, Kids: c.words(upper(f.Title.In(c.lang)) + ":")},
		{Kind: document.Text, Text: " " + c.shown(f, v)},
	}}}}
}

func (c *card) long(f *strictyaml.Field, v reflect.Value) {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	switch f.Type {
	case strictyaml.Text:
		c.out = append(c.out, document.TextBlocks(v.String())...)
	case strictyaml.Object:
		c.out = append(c.out, document.Block{Kind: document.List, Start: 1, Blocks: c.facts(v, f.Fields)})
	default:
		list := document.Block{Kind: document.List, Start: 1}
		for i := range v.Len() {
			list.Blocks = append(list.Blocks, c.item(v.Index(i), f.Fields))
		}
		c.out = append(c.out, list)
	}
}

func (c *card) facts(v reflect.Value, fields []strictyaml.Field) []document.Block {
	var out []document.Block
	for i := range fields {
		f := &fields[i]
		m := strictyaml.Member(v, f.Key)
		for m.Kind() == reflect.Pointer && !m.IsNil() {
			m = m.Elem()
		}
		if m.IsZero() {
			continue
		}
		switch {
		case f.Type == strictyaml.List && f.Of == strictyaml.Object:
			inner := document.Block{Kind: document.List, Start: 1}
			for j := range m.Len() {
				inner.Blocks = append(inner.Blocks, c.item(m.Index(j), f.Fields))
			}
			item := c.fact(f, reflect.ValueOf(""))
			item.Blocks = append(item.Blocks, inner)
			out = append(out, item)
		case f.Type == strictyaml.Object:
			item := c.fact(f, reflect.ValueOf(""))
			item.Blocks = append(item.Blocks, document.Block{Kind: document.List, Start: 1, Blocks: c.facts(m, f.Fields)})
			out = append(out, item)
		default:
			out = append(out, c.fact(f, m))
		}
	}
	return out
}

// item shows one thing of a list: the kind of thing it is or the name it goes by
// first, then its text, then what else it holds in brackets.
func (c *card) item(v reflect.Value, fields []strictyaml.Field) document.Block {
	var lead, text string
	var rest []string
	var facts []document.Block
	for i := range fields {
		f := &fields[i]
		m := strictyaml.Member(v, f.Key)
		switch {
		case !m.IsValid() || m.IsZero():
		case f.Key == "text" || f.Key == "title" || f.Key == "label":
			text = m.String()
		case f.Type == strictyaml.Object || f.Type == strictyaml.List && f.Of == strictyaml.Object || f.Type == strictyaml.Text:
			facts = append(facts, c.facts(v, fields[i:i+1])...)
		case f.Type == strictyaml.ID || f.Type == strictyaml.Target:
			rest = append(rest, c.shown(f, m))
		case lead == "" && f.Type == strictyaml.Int && f.Names:
			lead = upper(f.Title.In(c.lang)) + " " + c.shown(f, m)
		case lead == "" && f.Names && f.Type != strictyaml.Plain:
			lead = c.shown(f, m)
		case lead == "" && f.Type == strictyaml.Choice && text == "":
			lead = upper(c.shown(f, m))
		default:
			rest = append(rest, f.Title.In(c.lang)+": "+c.shown(f, m))
		}
	}
	var inlines []document.Inline
	text = strings.Join(strings.Fields(text), " ")
	if lead != "" && text != "" {
		lead, text = lead+":", " "+text
	}
	if lead != "" {
		inlines = append(inlines, document.Inline{Kind: document.Strong, Kids: c.words(lead)})
	}
	beside := strings.Join(rest, "; ")
	if beside != "" && len(text)+len(lead) > 0 {
		beside = " (" + beside + ")"
	}
	inlines = append(inlines, document.Inline{Kind: document.Text, Text: text + beside})
	b := document.Block{Kind: document.Item, Blocks: []document.Block{{Kind: document.Paragraph, Inlines: inlines}}}
	if len(facts) > 0 {
		b.Blocks = append(b.Blocks, document.Block{Kind: document.List, Start: 1, Blocks: facts})
	}
	return b
}

// shown is a short value in the reader's words.
func (c *card) shown(f *strictyaml.Field, v reflect.Value) string {
	switch {
	case f.Type == strictyaml.Choice:
		for _, o := range f.Choices {
			if o.Value == v.String() {
				return o.Words.In(c.lang)
			}
		}
	case f.Type == strictyaml.Bool && c.lang == catalog.English:
		return map[bool]string{true: "yes", false: "no"}[v.Bool()]
	case f.Type == strictyaml.Bool:
		return map[bool]string{true: "ja", false: "nee"}[v.Bool()]
	case v.Kind() == reflect.Slice:
		s := ""
		for i := range v.Len() {
			if i > 0 {
				s += ", "
			}
			s += fmt.Sprint(v.Index(i))
		}
		return s
	}
	return diag.Plain(fmt.Sprint(v))
}
