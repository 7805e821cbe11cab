package catalog

import (
	"errors"
	"io/fs"
	"strings"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/strictyaml"
)

// The codes of translations.
const (
	CodeUntranslated     diag.Code = "untranslated"
	CodeStaleTranslation diag.Code = "stale-translation"
)

// rendition is one translated text as found in a file.
type rendition struct {
	text, of string
	hasOf    bool // written, though perhaps not well
	at, ofAt diag.Place
}

// translate replaces the texts of d by their translations, item by item. A
// translation counts while its fingerprint is that of the Dutch text, whichever
// layer it lies in; the uppermost one wins.
func (b *Base) translate(l *Library, fields []strictyaml.Field, keys []string) diag.List {
	b.moved = map[string]diag.Place{}
	var list diag.List
	found := make([]map[string]rendition, len(l.stack))
	table := strictyaml.Translated(fields)
	for i := range l.stack {
		own := l.stack[i].Name == b.File.Layer
		var said diag.List
		found[i], said = renditions(l, i, strings.TrimSuffix(b.Kind.Path(b.ID), ".yaml")+"."+l.lang+".yaml", table, keys)
		if own {
			list = append(list, said...)
			list = append(list, b.strays(found[i])...)
		}
	}
	var missing []strictyaml.TextRef
	for _, t := range b.Parsed.Texts {
		want := Fingerprint(*t.Value)
		var stale *rendition
		done := false
		for i := range found {
			r, ok := found[i][t.Path]
			switch {
			case ok && r.of == want:
				*t.Value = r.text
				b.moved[t.Path] = r.at
				done = true
			case ok && stale == nil && l.stack[i].Name == b.File.Layer:
				stale = &r
			}
			if done {
				break
			}
		}
		switch {
		case done:
		case stale != nil && stale.of == "" && stale.hasOf:
			// the fingerprint could not be read, and that has been said
		case stale != nil:
			list = append(list, b.stale(t, *stale, want))
		default:
			missing = append(missing, t)
		}
	}
	return append(list, b.untranslated(missing)...)
}

func (b *Base) stale(t strictyaml.TextRef, r rendition, want string) diag.Diagnostic {
	if r.of == "" {
		return diag.New(CodeStaleTranslation, diag.Warning, r.at, t.Path, "nothing says which Dutch text this translates").
			WithRelated(b.Parsed.Places.At(t.Path), "this is the Dutch text now").
			WithHint("when it fits that text, add of: %s", quoteOf(want))
	}
	return diag.New(CodeStaleTranslation, diag.Warning, r.ofAt, t.Path, "the Dutch text changed after this translation was made").
		WithRelated(b.Parsed.Places.At(t.Path), "this is the Dutch text now").
		WithHint("revise the translation, then write of: %s", quoteOf(want))
}

// quoteOf writes a fingerprint so that YAML reads it as text, even when it is all
// digits.
func quoteOf(fingerprint string) string { return `"` + fingerprint + `"` }

// untranslated says which texts have no translation: one by one when some do, in
// one go when none does.
func (b *Base) untranslated(missing []strictyaml.TextRef) diag.List {
	if len(missing) > 0 && len(missing) == len(b.Parsed.Texts) {
		return diag.List{diag.New(CodeUntranslated, diag.Warning, b.Parsed.Places.At(missing[0].Path), "",
			"not one text of this file has a translation in %q", b.lang).
			WithHint("put the translations in %s; check then tells what to write after of:", strings.TrimSuffix(b.File.File, ".yaml")+"."+b.lang+".yaml")}
	}
	var list diag.List
	for _, t := range missing {
		list = append(list, diag.New(CodeUntranslated, diag.Warning, b.Parsed.Places.At(t.Path), t.Path,
			"this text has no translation in %q", b.lang).
			WithHint("add it to %s, with of: %s", strings.TrimSuffix(b.File.File, ".yaml")+"."+b.lang+".yaml", quoteOf(Fingerprint(*t.Value))))
	}
	return list
}

// strays are translations of texts that the definition does not have.
func (b *Base) strays(found map[string]rendition) diag.List {
	known := make(map[string]bool, len(b.Parsed.Texts))
	for _, t := range b.Parsed.Texts {
		known[t.Path] = true
	}
	var list diag.List
	for path, r := range found {
		if !known[path] {
			list = append(list, diag.New(CodeWrongTarget, diag.Error, r.at, path, "there is no text %q to translate in %s", path, b.File.File).
				WithRelated(b.Parsed.Places.At(path), "here it would have to stand").
				WithHint("take the translation away, or mend its id"))
		}
	}
	return list
}

// renditions reads one file of translations into field path -> text.
func renditions(l *Library, i int, p string, table []strictyaml.Field, keys []string) (map[string]rendition, diag.List) {
	file, err := l.stack.ReadAt(i, p)
	if err != nil {
		if unread, ok := strictyaml.Unread(err); ok {
			return nil, diag.List{unread}
		}
		if !errors.Is(err, fs.ErrNotExist) {
			l.fail(err)
		}
		return nil, nil
	}
	if keys != nil {
		file = strictyaml.Select(file, keys...)
	}
	parsed, list := strictyaml.Decode(file, table, nil)
	out := make(map[string]rendition, len(parsed.Texts))
	for _, t := range parsed.Texts {
		parent := strictyaml.Parent(t.Path)
		ofPath := parent + ".of"
		path := parent // title.text translates title
		if strings.HasSuffix(parent, "]") {
			path = t.Path // tasks[x].text translates itself
		}
		r := rendition{text: *t.Value, of: parsed.Plain[ofPath], hasOf: parsed.Places.Has(ofPath), at: parsed.Places.At(t.Path), ofAt: parsed.Places.At(ofPath)}
		out[path] = r
	}
	return out, list
}
