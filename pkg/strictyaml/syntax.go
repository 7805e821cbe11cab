package strictyaml

import (
	"bytes"
	"strconv"
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
	at := s.firstBroken(lineIn(err.Error()))
	if at, message, hint, ok := s.slip(at); ok {
		d := diag.New(CodeSyntax, diag.Error, s.place(at), "", "this is not valid YAML: %s", message)
		d.Hint = hint
		if l := s.shape(at.line); l.glued() {
			colon := l.at
			colon.column += utf8.RuneCountInString(l.key) - 1
			colon.endColumn = colon.column
			d = d.WithFix(s.place(colon), " ", "put a space after the colon")
		}
		return d
	}
	complaint := err.Error()
	for _, w := range plainWords {
		if strings.Contains(complaint, w.part) {
			d := diag.New(CodeSyntax, diag.Error, s.place(at), "", "this is not valid YAML: %s", w.message)
			d.Hint = w.hint
			if value, text, ok := s.unquoted(at.line); ok {
				d = d.WithFix(s.place(value), strconv.Quote(text), "put %s between double quotes", text)
			}
			return d
		}
	}
	return diag.New(CodeSyntax, diag.Error, s.place(at), "", "this is not valid YAML from here on").
		WithHint("compare the indentation, the dashes and the quotes with the lines around it")
}

// unquoted is a value of one line with a colon in it, which quotes would make a
// text.
func (s *source) unquoted(line int) (at pos, text string, ok bool) {
	l := s.shape(line)
	if l.key == "" || l.glued() || !strings.Contains(l.value, ": ") || strings.ContainsAny(l.value[:1], "\"'|>&*!%@`[{") || strings.Contains(l.value, " #") {
		return at, "", false
	}
	at = l.at
	whole := strings.TrimRight(s.lines[line-1], " ")
	at.endColumn = utf8.RuneCountInString(whole) + 1
	at.column = at.endColumn - utf8.RuneCountInString(l.value)
	return at, l.value, true
}

// lineIn is the line that the parser complains about; 0 when it names none.
func lineIn(complaint string) int {
	_, rest, _ := strings.Cut(complaint, "line ")
	number, _, _ := strings.Cut(rest, ":")
	n, _ := strconv.Atoi(number)
	return n
}

// slip knows the mistakes that people make most, by the look of the broken line
// and the one above it: the parser's own words for them lead astray.
func (s *source) slip(at pos) (where pos, message, hint diag.Message, ok bool) {
	this, above := s.shape(at.line), s.shape(at.line-1)
	switch value := this.value; {
	case this.key != "" && value != "" && strings.ContainsAny(value[:1], "\"'") && !closed(value):
		return this.at, diag.Say("a text between quotes is never closed"), diag.Say("put a closing quote at the end of the text"), true
	case this.key != "" && value != "" && goesOn(value):
		return this.at, diag.Say("a text that starts with a quote or a bracket goes on after it closes"), diag.Say("put the whole text on a new line after |"), true
	case this.glued():
		return this.at, diag.Say("a space is missing after the colon"), diag.Say("write it like this: %s", strings.TrimSuffix(this.key, "!")+" "+this.value), true
	case above.glued() && s.isFirst(at.line-1):
		return above.at, diag.Say("a space is missing after the colon"), diag.Say("write it like this: %s", strings.TrimSuffix(above.key, "!")+" "+above.value), true
	case above.key == "" && above.value != "" && !above.item && s.isFirst(at.line-1):
		return above.at, diag.Say("a colon is missing after the key"), diag.Say("write the key, a colon, a space and the value; text under a | begins two spaces further than its key"), true
	case this.key != "" && !this.item && above.key != "" && above.value != "" && !strings.ContainsAny(above.value[:1], "|>\"'") && this.at.column > above.at.column:
		return this.at, diag.Say("this line does not fit in what stands above it"), diag.Say("check that it begins in the same column as the other keys of its group"), true
	}
	return at, message, hint, false
}

// lineShape is a line as a writer sees it: perhaps a dash, a key with its colon,
// and what follows.
type lineShape struct {
	at         pos
	item       bool
	key, value string
}

// glued reports whether the value sticks to the colon of its key.
func (l lineShape) glued() bool { return strings.HasSuffix(l.key, ":!") }

func (s *source) shape(line int) lineShape {
	if line < 1 || line > len(s.lines) {
		return lineShape{}
	}
	text := s.lines[line-1]
	rest := strings.TrimLeft(text, " ")
	l := lineShape{}
	if after, ok := strings.CutPrefix(rest, "- "); ok {
		l.item, rest = true, strings.TrimLeft(after, " ")
	}
	start := utf8.RuneCountInString(text[:len(text)-len(rest)]) + 1
	l.at = pos{line, start, line, utf8.RuneCountInString(text) + 1}
	word, after, colon := strings.Cut(rest, ":")
	switch {
	case !colon || word == "" || strings.ContainsAny(word, " \"'[{"):
		l.value = strings.TrimSpace(rest)
	case after != "" && after[0] != ' ':
		l.key, l.value = word+":!", strings.TrimSpace(after)
	default:
		l.key, l.value = word+":", strings.TrimSpace(after)
	}
	return l
}

// isFirst reports whether nothing is said before this line.
func (s *source) isFirst(line int) bool {
	for _, text := range s.lines[:line-1] {
		if text = strings.TrimSpace(text); text != "" && text[0] != '#' {
			return false
		}
	}
	return true
}

// goesOn reports whether value starts with a quote or a bracket that closes before
// its end.
func goesOn(value string) bool {
	switch value[0] {
	case '"', '\'':
		return closed(value) && quoted(value) < len(value)
	case '[':
		end := strings.IndexByte(value, ']')
		return end > 0 && end < len(value)-1
	case '{':
		end := strings.IndexByte(value, '}')
		return end > 0 && end < len(value)-1
	}
	return false
}

// closed reports whether the quote that value starts with closes in it.
func closed(value string) bool {
	end := quoted(value)
	return end > 1 && value[end-1] == value[0]
}

// searchBudget is how many bytes may be read again to find a broken line, for each
// of the two ways of looking: all of a definition many times over, and of the
// largest file that is read at all once.
const searchBudget = 4 << 20

// firstBroken finds the line that breaks the file: the parser names a line of its
// own choosing, often the wrong one. All lines before it can be read by
// themselves; from it on they cannot. A text between quotes may run over several
// lines, so the search goes back from the end, as far as is reasonable.
func (s *source) firstBroken(named int) pos {
	ends := []int{0}
	for i, b := range s.data {
		if b == '\n' {
			ends = append(ends, i+1)
		}
	}
	if ends[len(ends)-1] != len(s.data) {
		ends = append(ends, len(s.data))
	}
	reads := func(n int) bool {
		var node yaml.Node
		return yaml.Unmarshal(s.data[:ends[n]], &node) == nil
	}
	good, bad := 0, len(ends)-1
	if named > 0 && named < bad && len(s.data) > searchBudget/16 {
		bad = named // a very long file cannot be read again and again; the parser is not far off
	}
	budget := searchBudget
	for bad-good > 1 {
		mid := (good + bad) / 2
		if budget -= ends[mid]; budget < 0 {
			break
		}
		if reads(mid) {
			good = mid
		} else {
			bad = mid
		}
	}
	if budget < 0 {
		good = len(ends) // nor is there time for the other way
	}
	budget = searchBudget
	for n := len(ends) - 2; n > good && budget > 0; n-- {
		if budget -= ends[n]; reads(n) {
			bad = n + 1
			break
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
	column := utf8.RuneCountInString(text[:first]) + 1
	return pos{line, column, line, max(column+1, utf8.RuneCountInString(strings.TrimRight(text, " "))+1)}
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
