package strictyaml

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/diag"
)

// Patch applies edits to the text of a file and leaves every other byte as it
// was: comments, blank lines, line ends and a byte order mark. The edits name
// places as the reader of the file reports them and may not overlap.
func Patch(data []byte, edits []diag.Edit) ([]byte, error) {
	type cut struct {
		from, to int
		text     string
	}
	starts := lineStarts(data)
	cuts := make([]cut, 0, len(edits))
	for _, e := range edits {
		from, err := offset(data, starts, e.Place.Line, e.Place.Column)
		if err != nil {
			return nil, err
		}
		to, err := offset(data, starts, e.Place.EndLine, e.Place.EndColumn)
		if err != nil {
			return nil, err
		}
		if to < from {
			return nil, fmt.Errorf("patch %s: ends before it begins", e.Place)
		}
		cuts = append(cuts, cut{from, to, e.Text})
	}
	slices.SortStableFunc(cuts, func(a, b cut) int { return a.from - b.from })
	var out bytes.Buffer
	done := 0
	for _, c := range cuts {
		if c.from < done {
			return nil, fmt.Errorf("patch: two edits overlap at byte %d", c.from)
		}
		out.Write(data[done:c.from])
		out.WriteString(c.text)
		done = c.to
	}
	out.Write(data[done:])
	return out.Bytes(), nil
}

// Scalar writes text as one YAML scalar that reads back as text: between quotes
// only where it would be taken for something else.
func Scalar(text string) string {
	var n yaml.Node
	if err := yaml.Unmarshal([]byte("k: "+text), &n); err == nil && len(n.Content) == 1 && len(n.Content[0].Content) == 2 {
		if v := n.Content[0].Content[1]; v.Kind == yaml.ScalarNode && v.ShortTag() == "!!str" && v.Value == text && v.LineComment == "" && v.Style == 0 {
			return text
		}
	}
	return strconv.Quote(text)
}

func lineStarts(data []byte) []int {
	starts := []int{len(data) - len(bytes.TrimPrefix(data, bom))}
	for i, b := range data {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// offset turns a line and a column in characters into an offset in bytes.
func offset(data []byte, starts []int, line, column int) (int, error) {
	if line < 1 || line > len(starts) || column < 1 {
		return 0, fmt.Errorf("patch: no line %d, column %d", line, column)
	}
	at := starts[line-1]
	for range column - 1 {
		if at >= len(data) || data[at] == '\n' {
			return 0, fmt.Errorf("patch: line %d has no column %d", line, column)
		}
		_, size := utf8.DecodeRune(data[at:])
		at += size
	}
	return at, nil
}
