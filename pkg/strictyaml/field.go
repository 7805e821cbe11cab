package strictyaml

import "rolprofiel/pkg/diag"

// Type is what a field holds.
type Type int

// The types of fields. Text and Line are for people and can be translated; the
// others are for machines.
const (
	Text   Type = iota + 1 // prose; a blank line parts paragraphs, a line break is a space
	Line                   // prose of one line
	Plain                  // characters that are the same in every language
	ID                     // names an item of this file
	Target                 // names an item of another file
	Ref                    // names a thing of Field.Kind
	Choice                 // one of Field.Choices
	Int
	Number
	Bool
	Date   // 2027-03-01
	Moment // 2027-01-15T12:00+01:00
	Object
	List
)

// Words say one thing in both languages.
type Words struct{ NL, EN string }

// In returns the words in lang, Dutch unless lang is "en".
func (w Words) In(lang string) string {
	if lang == "en" {
		return w.EN
	}
	return w.NL
}

// Option is one value that a Choice may have.
type Option struct {
	Value string
	Words Words
}

// Field is one row of a table of fields: it serves decoding, and every text
// about the field that a user gets to see.
type Field struct {
	Key      string
	Type     Type
	Title    Words
	About    Words
	Example  string
	Required bool
	Names    bool     // the item of a list is known by this field
	Kind     string   // what a Ref refers to
	Choices  []Option // of a Choice
	Min, Max float64  // of an Int or Number; both zero: any
	Pattern  string   // of a Plain
	Of       Type     // what a List holds: Object, Ref, Target, Plain
	Fields   []Field  // of an Object, or of the Objects in a List
}

// Lookup finds the field with this key.
func Lookup(fields []Field, key string) *Field {
	for i := range fields {
		if fields[i].Key == key {
			return &fields[i]
		}
	}
	return nil
}

// naming returns the field by which items of fields are known, or nil.
func naming(fields []Field) *Field {
	for i := range fields {
		if fields[i].Names || fields[i].Type == ID {
			return &fields[i]
		}
	}
	return nil
}

// Translated derives the table of a translation: only the texts, each with the
// fingerprint `of` of the text it translates, and the names that match items. A
// text becomes an object of text and of; the field "text" of an item in a list
// keeps its shape and gets `of` as a sibling.
func Translated(fields []Field) []Field { return translated(fields, false) }

func translated(fields []Field, inItem bool) []Field {
	var out []Field
	var names []Field
	for _, f := range fields {
		switch {
		case f.Names || f.Type == ID:
			f.Required, f.Names = true, true
			if f.Type == ID || f.Type == Ref || f.Type == Target {
				f.Type = Target
			}
			names = append(names, f)
		case f.Type == Text || f.Type == Line:
			f.Required = false
			if inItem && f.Key == "text" {
				out = append(out, f, ofField())
			} else {
				inner := f
				inner.Key, inner.Required = "text", true
				out = append(out, Field{Key: f.Key, Type: Object, Title: f.Title, About: f.About, Fields: []Field{inner, ofField()}})
			}
		case f.Type == Object, f.Type == List && f.Of == Object:
			f.Fields = translated(f.Fields, f.Type == List)
			f.Required = false
			if f.Fields != nil {
				out = append(out, f)
			}
		}
	}
	if out == nil {
		return nil
	}
	return append(names, out...)
}

func ofField() Field {
	return Field{
		Key: "of", Type: Plain, Pattern: `^[0-9a-f]{6}$`, Example: "3f2a91",
		Title: Words{NL: "van", EN: "of"},
		About: Words{
			"De vingerafdruk van de Nederlandse tekst die hier vertaald staat.",
			"The fingerprint of the Dutch text that is translated here.",
		},
	}
}

// message names a type for a reader: "expected …".
func (f *Field) message() diag.Message {
	switch f.Type {
	case Text, Line, Plain:
		return diag.Say("a text")
	case ID, Target, Ref:
		return diag.Say("an id")
	case Choice:
		return diag.Say("one of %s", choiceList(f.Choices))
	case Int:
		return diag.Say("a whole number")
	case Number:
		return diag.Say("a number")
	case Bool:
		return diag.Say("true or false")
	case Date:
		return diag.Say("a date such as %s", "2027-03-01")
	case Moment:
		return diag.Say("a date and time such as %s", "2027-01-15T12:00+01:00")
	case Object:
		return diag.Say("a group of keys, one a line")
	default:
		return diag.Say("a list, each item on a line with a dash")
	}
}
