package strictyaml

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/diag"
)

// parse turns the bytes into nodes, or says why it cannot.
func (s *source) parse() (*yaml.Node, diag.List) {
	if list := s.vet(); list.Failed() {
		return nil, list
	}
	if root, ok := readPlain(s.lines); ok {
		return root, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(s.data, &doc); err != nil {
		return nil, diag.List{s.syntaxError(err)}
	}
	if doc.Kind == 0 || len(doc.Content) == 0 || doc.Content[0].ShortTag() == "!!null" {
		return nil, diag.List{diag.New(CodeEmptyFile, diag.Error, s.place(pos{line: 1, column: 1}), "", "this file is empty").
			WithHint("fill it in, or take the file away")}
	}
	return doc.Content[0], nil
}

// plainWords are what the parser's complaints mean to a writer. The first entry
// whose key is part of the complaint counts.
var plainWords = []struct {
	part          string
	message, hint diag.Message
}{
	{"mapping values are not allowed", diag.Message{Format: "a colon followed by a space does not belong here"}, diag.Message{Format: "put the whole text between double quotes, or on a new line behind |"}},
	{"found unexpected end of stream", diag.Message{Format: "a text between quotes is never closed"}, diag.Message{Format: "put a closing quote at the end of the text"}},
	{"did not find expected '-' indicator", diag.Message{Format: "this line does not fit in the list above it"}, diag.Message{Format: "start the item with a dash, in the same column as the other dashes"}},
	{"did not find expected key", diag.Message{Format: "this line does not fit in what stands above it"}, diag.Message{Format: "check that it begins in the same column as the other keys of its group"}},
	{"could not find expected ':'", diag.Message{Format: "a colon is missing after the key"}, diag.Message{Format: "write the key, a colon, a space and the value; text under a | begins two spaces further than its key"}},
	{"block sequence entries are not allowed", diag.Message{Format: "a dash does not belong here"}, diag.Message{Format: "a list starts on the line below its key"}},
	{"found character that cannot start any token", diag.Message{Format: "a text cannot start with this character"}, diag.Message{Format: "put the text between double quotes"}},
	{"did not find expected ',' or", diag.Message{Format: "brackets or braces are opened here and never closed"}, diag.Message{Format: "write a list as lines with a dash, and put a text that starts with a bracket between double quotes"}},
	{"unknown anchor", diag.Message{Format: "a text cannot start with an asterisk"}, diag.Message{Format: "put the text between double quotes"}},
	{"did not find expected alphabetic or numeric character", diag.Message{Format: "a text cannot start with this character"}, diag.Message{Format: "put the text between double quotes"}},
	{"found unknown escape character", diag.Message{Format: "a backslash between double quotes needs a second one"}, diag.Message{Format: "write \\\\ for one backslash"}},
	{"exceeded max depth", diag.Message{Format: "this file is nested far too deeply"}, diag.Message{Format: "look for indentation that grows with every line"}},
}

func (s *source) syntaxError(err error) diag.Diagnostic {
	at := s.firstBroken()
	if d, ok := s.plainSlip(&at); ok {
		return d
	}
	complaint := err.Error()
	for _, w := range plainWords {
		if strings.Contains(complaint, w.part) {
			d := diag.New(CodeSyntax, diag.Error, s.place(at), "", "this is not valid YAML: %s", w.message)
			d.Hint = w.hint
			return d
		}
	}
	return diag.New(CodeSyntax, diag.Error, s.place(at), "", "this is not valid YAML from here on").
		WithHint("compare the indentation, the dashes and the quotes with the lines around it")
}

// plainSlip knows the two slips that the parser describes worst: a colon without a
// space after it, and a text of which only the beginning is in quotes or brackets.
func (s *source) plainSlip(at *pos) (diag.Diagnostic, bool) {
	for line := at.line; line >= max(1, at.line-1); line-- {
		text := s.lines[line-1]
		key := strings.TrimLeft(text, " -")
		start := len(text) - len(key)
		word, rest, colon := strings.Cut(key, ":")
		if !colon || word == "" || strings.ContainsAny(word, " \"'[{") {
			continue
		}
		here := pos{line, utf8.RuneCountInString(text[:start]) + 1, line, utf8.RuneCountInString(text) + 1}
		if rest != "" && rest[0] != ' ' {
			return diag.New(CodeSyntax, diag.Error, s.place(here), "", "this is not valid YAML: %s", diag.Say("a space is missing after the colon")).
				WithHint("write it like this: %s", word+": "+rest), true
		}
		value := strings.TrimSpace(rest)
		if line == at.line && value != "" && strings.ContainsAny(value[:1], "\"'[{") && quoted(value) < len(value) {
			return diag.New(CodeSyntax, diag.Error, s.place(here), "", "this is not valid YAML: %s", diag.Say("a text that starts with a quote or a bracket goes on after it closes")).
				WithHint("put the whole text on a new line after |"), true
		}
	}
	return diag.Diagnostic{}, false
}

// firstBroken finds the line that breaks the file: the parser names a line of its
// own choosing, often the wrong one. The lines before it can be read by
// themselves, those up to and including it cannot.
func (s *source) firstBroken() pos {
	ends := []int{0}
	for i, b := range s.data {
		if b == '\n' {
			ends = append(ends, i+1)
		}
	}
	ends = append(ends, len(s.data))
	good, bad := 0, len(ends)-1
	for bad-good > 1 {
		mid := (good + bad) / 2
		var n yaml.Node
		if yaml.Unmarshal(s.data[:ends[mid]], &n) == nil {
			good = mid
		} else {
			bad = mid
		}
	}
	line := bad
	for line > 1 && line <= len(s.lines) && strings.TrimSpace(s.lines[line-1]) == "" {
		line--
	}
	text := s.lines[min(line, len(s.lines))-1]
	first := len(text) - len(strings.TrimLeft(text, " "))
	if colon := secondColon(text); colon > 0 {
		first = colon
	}
	column := len([]rune(text[:first])) + 1
	return pos{line, column, line, max(column+1, len([]rune(strings.TrimRight(text, " ")))+1)}
}

// secondColon finds the colon that turns "key: value: more" into nonsense.
func secondColon(line string) int {
	b := []byte(line)
	first := bytes.Index(b, []byte(": "))
	if first < 0 || strings.HasPrefix(strings.TrimSpace(line[first+2:]), `"`) {
		return 0
	}
	if second := bytes.Index(b[first+2:], []byte(": ")); second >= 0 {
		return first + 2 + second
	}
	return 0
}
