package strictyaml

import (
	"strings"

	"rolprofiel/pkg/diag"
)

// Places tells where every field of one file stands. A path is written as
// key, key.key and list[item].key, where item is the name of the item or, when
// it has none, its number from 0.
type Places struct {
	File  diag.Place // the file itself, no line
	lines []string
	at    map[string]pos
}

type pos struct{ line, column, endLine, endColumn int }

// Has reports whether the file holds a field at path.
func (p Places) Has(path string) bool {
	_, ok := p.at[path]
	return ok
}

// Paths are the paths of all fields, in no order.
func (p Places) Paths() []string {
	paths := make([]string, 0, len(p.at))
	for path := range p.at {
		paths = append(paths, path)
	}
	return paths
}

// At returns the place of the value at path, or of the nearest thing around it
// that does stand in the file.
func (p Places) At(path string) diag.Place {
	for {
		if at, ok := p.at[path]; ok {
			return p.place(at)
		}
		if path == "" {
			return p.File
		}
		path = Parent(path)
	}
}

// Parent takes the last step off a path.
func Parent(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }

func (p Places) place(at pos) diag.Place {
	place := p.File
	place.Line, place.Column, place.EndLine, place.EndColumn = at.line, at.column, at.endLine, at.endColumn
	if at.line > 0 && at.line <= len(p.lines) {
		place.Source = p.lines[at.line-1]
	}
	return place
}

// With returns p with more paths in it, which lie in other files. Only Has knows
// of them; whoever needs their place has it already.
func (p Places) With(others map[string]diag.Place) Places {
	at := make(map[string]pos, len(p.at)+2*len(others))
	for path, here := range p.at {
		at[path] = here
	}
	for path := range others {
		for ; path != ""; path = Parent(path) {
			if _, ok := at[path]; !ok {
				at[path] = pos{}
			}
		}
	}
	p.at = at
	return p
}
