package document

import (
	"reflect"
	"strings"
	"text/template"

	"rolprofiel/pkg/profile"
)

// What a hollow profile gives serves other teams as long as nothing looked into a
// stand-in: what it found there it would not find in the texts of the others.

// watched are the words that templates can use, noting it when one of them looks
// into a stand-in.
func (s *Set) watched() template.FuncMap {
	out := s.funcs()
	for _, name := range []string{"lower", "upper", "first", "eq", "ne", "len", "printf", "where", "without", "link", "day", "moment"} {
		out[name] = s.watch(out[name])
	}
	date := out["date"].(func(string) (string, error))
	out["date"] = func(text string) (string, error) {
		if dated, ok := profile.AsDate(text); ok {
			return dated, nil
		}
		return date(text)
	}
	for name, holds := range map[string]func(int) bool{
		"lt": func(c int) bool { return c < 0 }, "le": func(c int) bool { return c <= 0 },
		"gt": func(c int) bool { return c > 0 }, "ge": func(c int) bool { return c >= 0 },
	} {
		out[name] = s.watch(func(a, b any) (bool, error) {
			c, err := compare(a, b)
			return err == nil && holds(c), err
		})
	}
	return out
}

// compare orders two numbers or two texts.
func compare(a, b any) (int, error) {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if x.Kind() == reflect.String && y.Kind() == reflect.String {
		return strings.Compare(x.String(), y.String()), nil
	}
	f, err := toFloat(a)
	if err != nil {
		return 0, err
	}
	g, err := toFloat(b)
	if err != nil {
		return 0, err
	}
	switch {
	case f < g:
		return -1, nil
	case f > g:
		return 1, nil
	}
	return 0, nil
}

// watch is f that notes stand-ins among its arguments.
func (s *Set) watch(f any) any {
	v := reflect.ValueOf(f)
	return reflect.MakeFunc(v.Type(), func(args []reflect.Value) []reflect.Value {
		for _, arg := range args {
			if holdsStandIn(arg) {
				s.peeked = true
			}
		}
		if v.Type().IsVariadic() {
			return v.CallSlice(args)
		}
		return v.Call(args)
	}).Interface()
}

func holdsStandIn(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return profile.HasStandIn(v.String())
	case reflect.Interface, reflect.Pointer:
		return !v.IsNil() && holdsStandIn(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			if holdsStandIn(v.Index(i)) {
				return true
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if holdsStandIn(v.Field(i)) {
				return true
			}
		}
	}
	return false
}

// holdsStandIn reports whether the template itself has what looks like a stand-in.
func (p *program) holdsStandIn() bool {
	for _, src := range p.sources {
		if profile.HasStandIn(src.body) {
			return true
		}
	}
	return false
}

// Date writes the date of a definition in words, as templates do.
func Date(text, lang string) (string, error) { return wordsIn(lang).date(text) }

// Mentions reports whether a template that may be run holds this word.
func (s *Set) Mentions(word string) bool {
	for _, name := range append(s.Names(), shared) {
		file, err := s.stack.Read(s.lang + "/" + name + ending)
		if err == nil && strings.Contains(string(file.Data), word) {
			return true
		}
	}
	return false
}
