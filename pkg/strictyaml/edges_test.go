package strictyaml_test

import (
	"strings"
	"testing"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/strictyaml"
)

func edit(line, column, endLine, endColumn int, text string) diag.Edit {
	return diag.Edit{Place: diag.Place{Line: line, Column: column, EndLine: endLine, EndColumn: endColumn}, Text: text}
}

// Edits may touch, insert and reach the ends of lines and of the file; they may not
// overlap, run backwards or lie outside.
func TestPatchAtTheEdges(t *testing.T) {
	const text = "aé: b\nc: d"
	for _, c := range []struct {
		edits []diag.Edit
		want  string
	}{
		{[]diag.Edit{edit(1, 4, 1, 4, " ")}, "aé:  b\nc: d"},
		{[]diag.Edit{edit(1, 1, 1, 2, "x"), edit(1, 2, 1, 3, "y")}, "xy: b\nc: d"},
		{[]diag.Edit{edit(1, 2, 1, 3, "y"), edit(1, 1, 1, 2, "x")}, "xy: b\nc: d"},
		{[]diag.Edit{edit(1, 6, 1, 6, "!")}, "aé: b!\nc: d"},
		{[]diag.Edit{edit(2, 5, 2, 5, "!")}, "aé: b\nc: d!"},
		{[]diag.Edit{edit(1, 5, 2, 4, "-")}, "aé: -d"},
		{nil, text},
	} {
		if got, err := strictyaml.Patch([]byte(text), c.edits); err != nil || string(got) != c.want {
			t.Errorf("%v: %q %v, want %q", c.edits, got, err, c.want)
		}
	}
	for _, bad := range [][]diag.Edit{
		{edit(1, 2, 1, 1, "")}, {edit(0, 1, 1, 1, "")}, {edit(3, 1, 3, 1, "")}, {edit(1, 0, 1, 1, "")}, {edit(1, 7, 1, 7, "")},
		{edit(2, 6, 2, 6, "")}, {edit(1, 1, 1, 3, ""), edit(1, 2, 1, 4, "")}, {edit(1, 1, 9, 1, "")},
	} {
		if got, err := strictyaml.Patch([]byte(text), bad); err == nil {
			t.Errorf("%v makes %q", bad, got)
		}
	}
}

// The place of a comment that cuts a text short is the comment, in characters.
func TestPlaceOfACommentInText(t *testing.T) {
	_, list := strictyaml.Decode(file("title: é één #3 en\n"), fields(), nil)
	if len(list) != 1 || list[0].Code != strictyaml.CodeCommentInText {
		t.Fatal(list)
	}
	if at := list[0].Place; at.Line != 1 || at.Column != 14 || at.EndColumn != 19 {
		t.Errorf("%d-%d", at.Column, at.EndColumn)
	}
	if _, list := strictyaml.Decode(file("title: \"é\" # x\n"), fields(), nil); len(list) != 0 {
		t.Errorf("behind quotes a comment is a comment: %v", list)
	}
}

// What stands on a bound is inside it.
func TestBounds(t *testing.T) {
	limits := []strictyaml.Field{
		{Key: "both", Type: strictyaml.Int, Min: 1, Max: 9}, {Key: "least", Type: strictyaml.Number, Min: -1}, {Key: "any", Type: strictyaml.Int},
	}
	for text, fits := range map[string]bool{
		"both: 1": true, "both: 9": true, "both: 0": false, "both: 10": false, "least: 0": true, "least: -1": true, "least: -1.5": false, "least: 0.5": false,
		"any: 0": true, "any: -7": true, "any: 700": true,
	} {
		if _, list := strictyaml.Decode(file(text+"\n"), limits, nil); (len(list) == 0) != fits {
			t.Errorf("%s: %v", text, list)
		}
	}
}

func TestIDsAtTheEdges(t *testing.T) {
	for _, good := range []string{"a", "z", "0", "9", "a-z", "0-9", "az09"} {
		if !strictyaml.IsID(good) {
			t.Errorf("%q is no id", good)
		}
		if slug := strictyaml.Slug(strings.ToUpper(good)); slug != good {
			t.Errorf("%q becomes %q", strings.ToUpper(good), slug)
		}
	}
	for _, bad := range []string{"`", "{", "/", ":", "a_b", "-", "a.", "é"} {
		if strictyaml.IsID(bad) {
			t.Errorf("%q passes for an id", bad)
		}
	}
	for in, want := range map[string]string{"a`b": "a-b", "a{b": "a-b", "a/b": "a-b", "a:b": "a-b", "--a--": "a", "": "x", "!": "x", "Één ŵ": "een"} {
		if got := strictyaml.Slug(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// A block behind | in a list, deeper and shallower lines: places are those of the
// first and the last line of the text.
func TestPlaceOfABlock(t *testing.T) {
	parsed, list := strictyaml.Decode(file("title: a\ntext: |\n\n  een\n\n    twee é\n\nkind: een\n"), fields(), nil)
	if len(list) > 0 {
		t.Fatal(list)
	}
	if at := parsed.Places.At("text"); at.Line != 4 || at.Column != 3 || at.EndLine != 6 || at.EndColumn != 11 {
		t.Errorf("%d:%d-%d:%d", at.Line, at.Column, at.EndLine, at.EndColumn)
	}
}
