package document

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"text/template"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/strictyaml"
)

// complaint turns an error of text/template into a diagnostic at the line and
// column of the template. It is the only place that reads the library's words.
func (p *program) complaint(err error, funcs template.FuncMap) diag.Diagnostic {
	src, line, column, rest := p.locate(err.Error())
	at := src.place(line, column)
	if token := between(rest, "at <", ">"); token != "" && strings.HasPrefix(string([]rune(at.Source)[min(column-1, len([]rune(at.Source))):]), token) {
		at.EndColumn = column + len([]rune(token))
	}
	if o, ok := p.lineOrigin(p.stuck); ok && (errors.Is(err, errTooLong) || errors.Is(err, errTooSlow)) {
		at = o.Place
	}
	say := func(format string, args ...any) diag.Diagnostic {
		return diag.New(CodeTemplate, diag.Error, at, "", format, args...)
	}
	var said *wordError
	switch {
	case errors.As(err, &said):
		d := say("%s", said.message)
		d.Hint = said.hint
		return d
	case errors.Is(err, errTooLong):
		return say("this template writes more than %d KB, so it seems to have no end", maxOutput>>10).
			WithHint("look for a range or a template that repeats itself")
	case errors.Is(err, errTooSlow):
		return say("this template takes more than %d steps, so it seems to have no end", maxSteps).
			WithHint("look for a range or a template that repeats itself")
	case strings.Contains(rest, "exceeded maximum template depth"):
		return say("this template uses itself without end").
			WithHint("look for a template that calls itself")
	case strings.Contains(rest, "function ") && strings.Contains(rest, "not defined"):
		word := between(rest, `function "`, `"`)
		return strictyaml.WithSuggestion(p.pointAt(say("there is no function %q", word), word), word, sortedNames(funcs))
	case strings.Contains(rest, "can't evaluate field "):
		word := strings.Fields(rest[strings.Index(rest, "can't evaluate field ")+len("can't evaluate field "):])[0]
		typeName := rest[strings.LastIndex(rest, " ")+1:]
		return strictyaml.WithSuggestion(p.pointAt(say("there is no field %q here", word), word), word, fieldsOf(reflect.TypeFor[view](), typeName))
	case strings.Contains(rest, "template ") && strings.Contains(rest, "not defined"):
		word := between(rest, `template "`, `"`)
		return say("there is no template %q", word).
			WithHint("define it in this file, or in %s", shared+ending)
	case strings.Contains(rest, "undefined variable"):
		word := between(rest, `undefined variable "`, `"`)
		return p.pointAt(say("the variable %q is used before it is made", word), word)
	case strings.Contains(rest, "unexpected EOF"):
		return say("the template stops before it is complete").
			WithHint("every {{if}}, {{range}}, {{with}} and {{define}} needs its own {{end}}")
	case strings.Contains(rest, "unexpected {{end}}"):
		return say("here is an {{end}} too many")
	case strings.Contains(rest, "unclosed action"), strings.Contains(rest, "unterminated"), strings.Contains(rest, "unexpected \"}\""):
		return say("an action between {{ and }} is not closed").
			WithHint("close it with }} on the same line, and every text in it with a quote")
	case strings.Contains(rest, "wrong number of args"):
		return say("%q gets the wrong number of values", between(rest, "args for ", ":")).
			WithHint("wanted and found: %s", strings.TrimSpace(rest[strings.LastIndex(rest, ":")+1:]))
	}
	return say("the template cannot be carried out here: %s", strings.TrimSpace(rest))
}

// pointAt moves a diagnostic to the word it is about, when that stands on its line.
func (p *program) pointAt(d diag.Diagnostic, word string) diag.Diagnostic {
	at := strings.Index(d.Place.Source, word)
	if word == "" || at < 0 {
		return d
	}
	d.Place.Column = len([]rune(d.Place.Source[:at])) + 1
	d.Place.EndColumn = d.Place.Column + len([]rune(word))
	return d
}

// locate reads "template: name:line:column: what" and finds the file it is about.
func (p *program) locate(text string) (src *source, line, column int, rest string) {
	src, line, column = p.sources[0], 1, 1
	text = strings.TrimPrefix(text, "template: ")
	name, rest, _ := strings.Cut(text, ":")
	for _, s := range p.sources {
		if s.templateName(p) == name {
			src = s
		}
	}
	number, tail, _ := strings.Cut(rest, ":")
	if n, err := strconv.Atoi(number); err == nil {
		line, rest = n, tail
	}
	number, tail, _ = strings.Cut(rest, ":")
	if n, err := strconv.Atoi(number); err == nil && line <= len(src.lines) {
		text := src.lines[line-1]
		column, rest = len([]rune(text[:min(n, len(text))]))+1, tail
	}
	// An action or an {{if}} that is left open is told where it began, or at the
	// last line that holds anything.
	if began := between(rest+" ", " started at "+name+":", " "); began != "" {
		if n, err := strconv.Atoi(strings.TrimRight(began, ":")); err == nil {
			line = n
		}
	}
	for line > 1 && (line > len(src.lines) || strings.TrimSpace(src.lines[line-1]) == "") {
		line--
	}
	return src, line, column, rest
}

func between(s, before, after string) string {
	_, s, ok := strings.Cut(s, before)
	if !ok {
		return ""
	}
	s, _, ok = strings.Cut(s, after)
	if !ok {
		return ""
	}
	return s
}

// fieldsOf lists the fields of the type of this name, wherever it hangs below t;
// all fields of t when there is none.
func fieldsOf(t reflect.Type, name string) []string {
	if found := findType(t, strings.TrimLeft(name, "*[]"), map[reflect.Type]bool{}); found != nil {
		t = found
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	return names
}

func findType(t reflect.Type, name string, seen map[reflect.Type]bool) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return nil
	}
	seen[t] = true
	if t.String() == name {
		return t
	}
	for i := range t.NumField() {
		if found := findType(t.Field(i).Type, name, seen); found != nil {
			return found
		}
	}
	return nil
}
